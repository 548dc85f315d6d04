"""What every code scanner owes the kiosk, held by the driver on an emulated serial scanner."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone, TimedOut
from devices.contracts.scanner import CodeScanner, Scanned, ScannerStatus, ScanUnusable
from devices.contracts.statuses import Statuses
from devices.emulators.scanner import ScannerEmulator
from devices.links.link import Link
from devices.links.streams import seen_at, serial_link
from devices.scanners.scanner import LinkScanner, ScannerTiming
from kiosk.session.availability import code_readable
from tests.helpers.flying_time import FLYING, flying_loop
from tests.helpers.loop_turns import a_few_turns

pytestmark = pytest.mark.anyio
SLIP = "BMQ1:HSL3-260421-00373:2604210941:5F3A9C01:MFRGGZDFMZTWQ2LK"
PATIENCE_S = 30.0
UNHURRIED = ScannerTiming(gap_s=1.0)
"""A pseudo-terminal needs some of the machine's milliseconds, and time flies meanwhile."""


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


@dataclass
class Bench:
    scanner: CodeScanner
    machine: ScannerEmulator

    async def until(self, wanted: Callable[[ScannerStatus], bool]) -> ScannerStatus:
        async with asyncio.timeout(PATIENCE_S):
            async for status in self.scanner.watch():
                if wanted(status):
                    return status
        raise AssertionError("the scanner was closed")

    async def asked(self) -> "asyncio.Task[object]":
        """Somebody waits for a code from now on."""
        await self.until(lambda status: status.health is Health.ONLINE)
        task: asyncio.Task[object] = asyncio.create_task(self.scanner.scan(PATIENCE_S))
        await a_few_turns()
        return task

    async def scanned(self, text: str = SLIP) -> object:
        """What comes of a code while somebody waits for one."""
        task = await self.asked()
        await self.machine.scan(text)
        return await task


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    machine = ScannerEmulator(tmp_path / "scanner")
    await machine.start()
    monotonic = flying_loop().time
    scanner = LinkScanner(serial_link(str(machine.path)), machine.path.exists, timing=UNHURRIED, monotonic=monotonic)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(scanner.run())
        yield Bench(scanner, machine)
        running.cancel()
        await scanner.close()
        await machine.close()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b""])
async def test_a_code_is_told_whatever_suffix_the_scanner_is_set_to(bench: Bench, end: bytes) -> None:
    bench.machine.end = end
    assert await bench.scanned() == Scanned(SLIP)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
async def test_a_chinese_code_is_told_in_either_encoding(bench: Bench, encoding: str) -> None:
    bench.machine.encoding = encoding
    assert await bench.scanned("槐树里社区·张桂兰") == Scanned("槐树里社区·张桂兰")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("split", Scanned(SLIP)),
        ("no_end", ScanUnusable("cut_short")),
        ("half", ScanUnusable("cut_short")),
        ("wrong_encoding", ScanUnusable("encoding")),
        ("too_long", ScanUnusable("too_long")),
        ("flood", ScanUnusable("too_long")),
        ("control_characters", ScanUnusable("control_characters")),
        ("unplug", DeviceGone("gone")),
    ],
)
async def test_a_spoiled_code_is_told_for_what_it_is_and_the_next_one_is_read(
    bench: Bench, fault: str, told: object
) -> None:
    await bench.scanned()
    bench.machine.fail(fault)
    assert await bench.scanned() == told
    bench.machine.plug()
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert await bench.scanned("NEXT") == Scanned("NEXT")


async def test_what_is_scanned_while_nobody_asked_is_dropped(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    await bench.machine.scan("NOBODY-ASKED")
    await asyncio.sleep(2)
    assert await bench.scanned("ASKED") == Scanned("ASKED")


async def test_a_code_under_way_when_the_next_screen_asks_is_not_taken_for_its_own(bench: Bench) -> None:
    task = await bench.asked()
    bench.machine.fail("split")
    sending = asyncio.create_task(bench.machine.scan("OF-THE-SCREEN-BEFORE"))
    await asyncio.sleep(0.1)
    task.cancel()
    of_the_next = await bench.asked()
    await sending
    await bench.machine.scan("OF-THIS-SCREEN")
    assert await of_the_next == Scanned("OF-THIS-SCREEN")


async def test_a_newer_scan_ends_the_older(bench: Bench) -> None:
    older, newer = await bench.asked(), await bench.asked()
    assert await older == Cancelled()
    await bench.machine.scan(SLIP)
    assert await newer == Scanned(SLIP)


async def test_nobody_who_holds_a_code_there_is_a_time_out(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert await bench.scanner.scan(2.0) == TimedOut()
    assert await bench.scanned() == Scanned(SLIP)


async def test_an_untouched_scanner_is_confirmed_for_as_long_as_it_is_there(bench: Bench) -> None:
    status = await bench.until(lambda status: status.health is Health.ONLINE)
    await asyncio.sleep(ScannerStatus.AGE_LIMIT_S * 2)
    now_s = asyncio.get_running_loop().time()
    assert bench.scanner.status.aged(now_s).health is Health.ONLINE
    assert bench.scanner.status.since_s == status.since_s


async def test_a_port_that_stays_whatever_hangs_on_it_says_nothing_of_the_scanner(tmp_path: Path) -> None:
    """A scanner pulled from its adapter was told as well for ever: the adapter's port was still there."""
    machine = ScannerEmulator(tmp_path / "scanner")
    await machine.start()
    scanner = LinkScanner(serial_link(str(machine.path)), lambda: None, timing=UNHURRIED, monotonic=flying_loop().time)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(scanner.run())
        bench = Bench(scanner, machine)
        status = await bench.until(lambda status: status.is_unseen)
        await asyncio.sleep(ScannerStatus.AGE_LIMIT_S * 2)
        now_s = asyncio.get_running_loop().time()
        assert scanner.status.aged(now_s).health is Health.UNKNOWN
        assert math.isinf(status.last_confirmed_s)
        assert code_readable(Statuses(scanner=scanner.status.aged(now_s))), "nobody is asked to hold a code there"
        asked = asyncio.create_task(scanner.scan(PATIENCE_S))
        await a_few_turns()
        await machine.scan(SLIP)
        assert await asked == Scanned(SLIP)
        assert scanner.status.health is Health.ONLINE
        running.cancel()
    await scanner.close()
    await machine.close()


@pytest.mark.parametrize(("port", "is_there"), [("ttyACM0", True), ("ttyUSB0", None), ("ttyS0", None)])
def test_only_a_port_that_goes_with_its_scanner_is_asked_for_it(
    tmp_path: Path, port: str, is_there: bool | None
) -> None:
    path = tmp_path / "kiosk-scanner"
    assert seen_at(str(path))() is False
    (tmp_path / port).touch()
    path.symlink_to(tmp_path / port)
    assert seen_at(str(path))() is is_there


async def test_an_unplugged_scanner_says_so_and_comes_back_by_itself(bench: Bench) -> None:
    task = await bench.asked()
    bench.machine.unplug()
    assert await task == DeviceGone("gone")
    gone = await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert (gone.trouble, await bench.scanner.scan(5.0)) == ("gone", DeviceGone("gone"))
    bench.machine.plug()
    assert (await bench.until(lambda status: status.health is Health.ONLINE)).trouble == ""


async def test_closing_answers_who_waits(bench: Bench) -> None:
    task = await bench.asked()
    await bench.scanner.close()
    assert await task == Cancelled()


GAP_S = 0.1


class BusyLink:
    """A wire whose second piece comes within the gap, while the program is busy until after it."""

    def __init__(self) -> None:
        self._pieces = [b"SECOND\r", b"FIRST-"]
        self._has_come = asyncio.Event()
        self._has_come.set()

    async def read(self) -> bytes:
        await self._has_come.wait()
        if not self._pieces:
            await asyncio.Event().wait()
        self._has_come.clear()
        loop = asyncio.get_running_loop()
        loop.call_later(GAP_S * 0.5, time.sleep, GAP_S)
        loop.call_later(GAP_S * 0.9, self._has_come.set)
        return self._pieces.pop()

    async def write(self, data: bytes) -> None:
        raise AssertionError("a scanner takes nothing")

    async def close(self) -> None:
        self._pieces.clear()


async def test_bytes_that_came_while_the_program_was_busy_are_of_the_code_under_way() -> None:
    async def open_link() -> Link:
        return BusyLink()

    scanner = LinkScanner(open_link, lambda: True, timing=ScannerTiming(gap_s=GAP_S))
    asked = asyncio.create_task(scanner.scan(PATIENCE_S))
    await a_few_turns()
    running = asyncio.create_task(scanner.run())
    assert await asked == Scanned("FIRST-SECOND")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
