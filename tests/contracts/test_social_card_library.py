"""What every reader of social-security cards owes the kiosk, held by the driver of a vendor's library: a real shared
library in a real process. Needs gcc (packaging/apt/gate)."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from devices.chipcards.library import INTERFACES, WORKER_PATH, LibrarySocialCardReader, LibraryTiming, library_link
from devices.contracts.card_reader import CardReaderStatus, CardUnreadable, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead, SocialReadResult
from devices.emulators.persons import load_persons
from devices.links.link import Link, OpenLink
from devices.links.process import ProcessLink, own_script, process_link
from tests.helpers.shared_library import cause_without_compiler
from tests.helpers.sscard_library import CRASH, HANG, VendorLibrary

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(cause_without_compiler()), reason=cause_without_compiler() or "it can run"),
]

ZHANG = load_persons()["zhang-gui-lan"]
QUICK = LibraryTiming(call_s=1.0, pause_s=0.02, look_s=0.05, least_back_off_s=0.02, most_back_off_s=0.1)


@dataclass
class Bench:
    reader: LibrarySocialCardReader
    library: VendorLibrary
    links: list[ProcessLink]

    async def until(self, wanted: Callable[[CardReaderStatus], bool]) -> CardReaderStatus:
        async with asyncio.timeout(20):
            async for status in self.reader.watch():
                if wanted(status):
                    return status
        raise AssertionError("the reader was closed")

    async def health(self, health: Health) -> CardReaderStatus:
        return await self.until(lambda status: status.health is health)


@contextlib.asynccontextmanager
async def on_the_bench(library: VendorLibrary, interface: str = "auto") -> AsyncIterator[Bench]:
    links: list[ProcessLink] = []
    reader = LibrarySocialCardReader(noted(library_link(str(library.path)), links), INTERFACES[interface], QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.run())
        try:
            yield Bench(reader, library, links)
        finally:
            running.cancel()
            await reader.close()


def noted(open_link: OpenLink, links: list[ProcessLink]) -> OpenLink:
    async def open_noted() -> Link:
        link = await open_link()
        assert isinstance(link, ProcessLink)
        links.append(link)
        return link

    return open_noted


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> VendorLibrary:
    return VendorLibrary(tmp_path_factory.mktemp("vendor"))


@pytest.fixture
async def bench(built: VendorLibrary) -> AsyncIterator[Bench]:
    built.take()
    async with on_the_bench(built) as bench:
        yield bench


async def test_a_card_put_there_is_read(bench: Bench) -> None:
    reading = asyncio.ensure_future(bench.reader.read(20))
    await bench.health(Health.ONLINE)
    await asyncio.sleep(0.05)
    bench.library.put(ZHANG)
    result = await reading
    assert isinstance(result, SocialCardRead)
    assert result.card == SocialCard(
        ZHANG.number, ZHANG.name, card_number="A12345678", region_code="130104", specification="2.00",
        issued_on=date(2019, 6, 12), valid_until=date(2029, 6, 12),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "result"),
    [
        (-1, b"", NotASocialCard()),
        (-4, b"", CardUnreadable("code_-4")),
        (-2203, b"", CardUnreadable("needs_authentication")),
        (0, b"130104|||130104D1||0081|3.00|20211203|20311202|", CardUnreadable("needs_authentication")),
        (0, b"\xff\xff|\x80", CardUnreadable("answer_fields")),
        (0, b"x|" * 9, CardUnreadable("answer_number")),
    ],
)
async def test_what_the_library_says_of_a_card_is_told(
    bench: Bench, code: int, text: bytes, result: SocialReadResult
) -> None:
    bench.library.answer(code, text)
    assert await bench.reader.read(20) == result


async def test_nobody_puts_a_card_there(bench: Bench) -> None:
    await bench.health(Health.ONLINE)
    assert await bench.reader.read(0.05) == NoCardInTime()


async def test_a_newer_read_takes_the_place_of_the_older_and_a_cancelled_one_leaves_nothing(bench: Bench) -> None:
    first, second = (asyncio.ensure_future(bench.reader.read(20)) for _ in range(2))
    assert await first == Cancelled()
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    bench.library.put(ZHANG)
    assert isinstance(await bench.reader.read(20), SocialCardRead)


@pytest.mark.parametrize(
    ("code", "reason"), [(CRASH, "crashed"), (HANG, "hung"), (-11, "no_reader")], ids=["crash", "hang", "no reader"]
)
async def test_a_library_that_fails_takes_nothing_along_and_is_started_again(
    bench: Bench, code: int, reason: str
) -> None:
    bench.library.answer(code)
    assert await bench.reader.read(20) == DeviceGone(reason)
    assert bench.reader.status.trouble == reason
    bench.library.put(ZHANG)
    await bench.health(Health.ONLINE)
    assert isinstance(await bench.reader.read(20), SocialCardRead)
    assert len(bench.links) == 2


async def test_a_read_ends_though_neither_the_library_nor_its_own_limit_does(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.reader._timing = replace(QUICK, call_s=600.0)
    await bench.health(Health.ONLINE)
    os.kill(bench.links[0].pid, signal.SIGSTOP)
    monkeypatch.setattr("devices.chipcards.library.MOST_READ_S", 0.1)
    async with asyncio.timeout(10):
        assert await bench.reader.read(0.1) == DeviceGone("hung")


async def test_a_hung_library_does_not_outlive_the_kiosk(built: VendorLibrary) -> None:
    """It held the reader, and the terminal that was begun anew found none."""
    built.answer(HANG)
    worker = own_script(WORKER_PATH, str(built.path))
    pipe = asyncio.subprocess.PIPE
    kiosk = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"import subprocess; subprocess.run({worker})", stdin=pipe, stdout=pipe
    )
    assert kiosk.stdin is not None
    assert kiosk.stdout is not None
    kiosk.stdin.write(b"\n3\n")
    assert await kiosk.stdout.readexactly(10) == b"R\0\0\0\0A\0\0\0\0"
    kiosk.kill()
    async with asyncio.timeout(10):
        assert await kiosk.stdout.read() == b""  # the pipe's last end was the worker's
    await kiosk.wait()


async def test_a_library_that_writes_the_card_to_a_file_writes_nothing(bench: Bench) -> None:
    bench.library.put(ZHANG)
    assert isinstance(await bench.reader.read(20), SocialCardRead)
    assert bench.library.left.read_bytes() == b""


async def test_a_process_killed_while_nobody_reads_is_started_again(bench: Bench) -> None:
    await bench.health(Health.ONLINE)
    os.kill(bench.links[0].pid, signal.SIGKILL)
    assert (await bench.health(Health.OFFLINE)).trouble == "crashed"
    await bench.health(Health.ONLINE)


async def test_the_status_stays_fresh_while_nobody_reads(bench: Bench) -> None:
    await bench.health(Health.ONLINE)
    before_s = bench.reader.status.last_confirmed_s
    await asyncio.sleep(0.2)
    assert bench.reader.status.last_confirmed_s > before_s


@pytest.mark.parametrize("path", ["/nothing/libSSCardDriver.so", "libc.so.6"], ids=["no file", "no such function"])
async def test_a_library_that_is_none_is_no_device(path: str) -> None:
    reader = LibrarySocialCardReader(library_link(path), INTERFACES["auto"], QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.run())
        assert await reader.read(20) == DeviceGone("no_library")
        assert reader.status.health is Health.NO_DEVICE
        running.cancel()


@pytest.mark.parametrize("frame", [b"C\\x00\\x00\\x00\\x02xx", b"C\\xff\\xff\\xff\\xffxx", b"Z\\x00\\x00\\x00\\x00"])
async def test_a_process_that_talks_rubbish_is_given_up(frame: bytes) -> None:
    rubbish = (
        f"import sys; w=sys.stdout.buffer; w.write(b'R\\0\\0\\0\\0' + b'{frame.decode()}'); w.flush(); sys.stdin.read()"
    )
    reader = LibrarySocialCardReader(process_link((sys.executable, "-c", rubbish)), 3, QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.run())
        assert await reader.read(20) == DeviceGone("garbage")
        running.cancel()
