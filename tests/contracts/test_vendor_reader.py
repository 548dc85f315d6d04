"""A vendor's library behind the driver: whatever it does, the kiosk's own process goes on. Needs gcc.

What it shares with every reader is in test_card_reader."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devices.contracts.card_reader import CardMedia, CardRead, CardUnreadable
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.emulators.cards import SAMPLES, build_text
from devices.emulators.persons import load_persons
from devices.emulators.samv import FOR_EVER
from devices.idcards.frames import Command, encode_command
from devices.idcards.samv import SamvReader
from devices.idcards.termb import WORKER_PATH, termb_link
from devices.links import driver
from devices.links.process import own_script
from tests.helpers.card_bench import PATIENT, TERMB_PORT, Bench, VendorLibrary, build_termb, running

pytestmark = pytest.mark.anyio

ZHANG = load_persons()["zhang-gui-lan"]


@asynccontextmanager
async def with_library(path: Path | str, hand: VendorLibrary, port: int = TERMB_PORT) -> AsyncIterator[Bench]:
    async with running(SamvReader(termb_link(str(path), port), PATIENT), hand) as bench:
        yield bench


@pytest.fixture
def hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VendorLibrary:
    return VendorLibrary(tmp_path, monkeypatch)


async def test_a_library_that_crashes_is_told_and_another_one_started(hand: VendorLibrary) -> None:
    async with with_library(hand.library, hand) as bench:
        await bench.media(CardMedia.NOT_PRESENT)
        hand.fail("crash")
        fallen = await bench.until(lambda status: status.health is not Health.ONLINE)
        assert (fallen.health, fallen.trouble, fallen.media) == (Health.NO_DEVICE, "crashed", CardMedia.UNKNOWN)
        assert await bench.reader.read(3) == DeviceGone("crashed")
        hand.heal()
        assert (await bench.until(lambda status: status.health is Health.ONLINE)).trouble == ""
        hand.put_card(ZHANG)
        assert isinstance(await bench.reader.read(3), CardRead)


@pytest.mark.parametrize("fault", ["crash", "crash_later"])
async def test_a_library_that_falls_after_every_start_is_started_more_and_more_rarely(
    fault: str, hand: VendorLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[int] = []
    fallen_thrice = asyncio.Event()

    async def pause(count: int, _least_s: float, _most_s: float) -> int:
        failures.append(count)
        if len(failures) == 3:
            fallen_thrice.set()
        return count

    monkeypatch.setattr(driver, "pause", pause)
    hand.fail(fault)
    async with with_library(hand.library, hand) as bench, asyncio.timeout(10):
        await fallen_thrice.wait()
        assert (failures[:3], bench.reader.status.trouble) == ([1, 2, 3], "crashed")


async def test_a_library_that_lacks_a_function_is_named_as_such(hand: VendorLibrary) -> None:
    async with with_library(build_termb("-DWITHOUT_READ"), hand) as bench:
        status = await bench.until(lambda status: status.health is Health.NO_DEVICE)
        assert status.trouble == "no_function"


async def test_a_file_that_is_no_library_is_named_as_such(hand: VendorLibrary, tmp_path: Path) -> None:
    path = tmp_path / "libnothing.so"
    path.write_bytes(b"not a library")
    async with with_library(path, hand) as bench:
        assert (await bench.until(lambda status: status.health is Health.NO_DEVICE)).trouble == "no_library"


async def test_a_port_with_no_reader_is_named_as_such(hand: VendorLibrary) -> None:
    async with with_library(hand.library, hand, port=7) as bench:
        assert (await bench.until(lambda status: status.health is Health.NO_DEVICE)).trouble == "no_reader"


async def test_a_card_of_the_wrong_size_is_unreadable(hand: VendorLibrary) -> None:
    async with with_library(hand.library, hand) as bench:
        hand.fail("rubbish")
        hand.put_card(ZHANG)
        assert await bench.reader.read(3) == CardUnreadable("layout_lengths")


@pytest.mark.parametrize("kind", ["J", "I", "Y"])
async def test_other_kinds_of_cards_come_through(hand: VendorLibrary, kind: str) -> None:
    async with with_library(hand.library, hand) as bench:
        hand.put_card(ZHANG, build_text(*SAMPLES[kind]))
        result = await bench.reader.read(3)
        assert isinstance(result, CardRead)
        assert result.card.id_number == SAMPLES[kind][1]["number"]


async def test_a_hung_library_does_not_outlive_the_kiosk(hand: VendorLibrary) -> None:
    worker = own_script(WORKER_PATH, str(hand.library), str(TERMB_PORT))
    pipe = asyncio.subprocess.PIPE
    kiosk = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"import subprocess; subprocess.run({worker})", stdin=pipe, stdout=pipe
    )
    assert kiosk.stdin is not None
    assert kiosk.stdout is not None
    kiosk.stdin.write(encode_command(Command.SAM_STATUS))
    await kiosk.stdout.readexactly(11)
    hand.fail("silence", FOR_EVER)
    kiosk.stdin.write(encode_command(Command.FIND_CARD))
    kiosk.kill()
    async with asyncio.timeout(10):
        assert await kiosk.stdout.read() == b""  # the pipe's last end was the worker's
    await kiosk.wait()


async def test_a_library_that_writes_the_card_to_a_file_writes_nothing(hand: VendorLibrary) -> None:
    async with with_library(hand.library, hand) as bench:
        hand.put_card(ZHANG)
        assert isinstance(await bench.reader.read(3), CardRead)
        left = hand.library.with_name("wz.txt")
        assert left.read_bytes() == b""
