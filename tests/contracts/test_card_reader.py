"""What every card reader owes the kiosk, held by each driver on each of its wires (`tests/helpers/card_bench.py`), and
by a real reader: `pytest -m hardware -s --terminal terminal.toml tests/contracts`. Needs gcc."""

import asyncio
import gc
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from devices.contracts.card_reader import (
    CardMedia,
    CardPulled,
    CardRead,
    CardReaderStatus,
    CardUnreadable,
    NoCardInTime,
)
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.emulators.persons import load_persons
from devices.emulators.samv import FOR_EVER
from devices.idcards.samv import SamvReader, SamvTiming
from devices.links.streams import serial_link
from tests.helpers.card_bench import EMULATED, QUICK, Bench, emulated, on_the_bench

pytestmark = pytest.mark.anyio

PERSONS = load_persons()
ZHANG = PERSONS["zhang-gui-lan"]


@pytest.fixture(params=[*EMULATED, "vendor", pytest.param("hardware", marks=pytest.mark.hardware)])
async def bench(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    async with on_the_bench(request.param, tmp_path, monkeypatch, request.config) as bench:
        yield bench


async def test_a_reader_that_answers_is_online_with_its_number(bench: Bench) -> None:
    status = await bench.until(lambda status: status.health is Health.ONLINE)
    assert re.fullmatch(r"\d\d\.\d\d-\d+-\d{10}-\d{10}", status.serial)
    assert not bench.knows_cards or status.serial == "05.03-20230101-0001234567-0007654321"


async def test_a_card_that_was_read_is_not_kept_by_the_reader(tmp_path: Path) -> None:
    gc.collect()
    of_others = [each for each in gc.get_objects() if isinstance(each, CardRead)]
    async with emulated("serial", tmp_path) as (bench, machine):
        reading = asyncio.ensure_future(bench.reader.read(3))
        await bench.media(CardMedia.NOT_PRESENT)
        machine.put_card(ZHANG)
        assert isinstance(await reading, CardRead)
        machine.take_card()
        del reading
        await bench.media(CardMedia.NOT_PRESENT)
        gc.collect()
        found = [each for each in gc.get_objects() if isinstance(each, CardRead)]
    assert [each for each in found if not any(each is other for other in of_others)] == []


async def test_a_card_put_there_is_read(bench: Bench) -> None:
    reading = asyncio.ensure_future(bench.reader.read(3))
    await bench.media(CardMedia.NOT_PRESENT)
    bench.machine.put_card(ZHANG)
    result = await reading
    assert isinstance(result, CardRead)
    assert len(result.card.photo_wlt or b"") == 1024
    if bench.knows_cards:
        assert (result.card.name, result.card.id_number) == (ZHANG.name, ZHANG.number)
        assert result.card.valid_until is None
        assert result.card.photo_wlt == ZHANG.photo


@pytest.mark.parametrize("key", ["zhao-yan", "sun-ji", "maimaiti", "zhou-de-fu", "wu-yu-mei"])
async def test_what_is_on_the_card_comes_untouched(tmp_path: Path, key: str) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.put_card(PERSONS[key])
        result = await bench.reader.read(3)
    assert isinstance(result, CardRead)
    assert result.card.name == PERSONS[key].name
    assert result.card.id_number == PERSONS[key].number
    assert result.card.valid_until == PERSONS[key].valid_until


async def test_nobody_puts_a_card_there(bench: Bench) -> None:
    assert await bench.reader.read(0.1) == NoCardInTime()


async def test_a_read_card_left_lying_stays_present_until_lifted(bench: Bench) -> None:
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)
    assert await bench.reader.read(0.2) == NoCardInTime()
    assert bench.reader.status.media is CardMedia.PRESENT
    bench.machine.take_card()
    await bench.media(CardMedia.NOT_PRESENT)
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)


async def test_a_swapped_card_is_seen_to_leave_before_the_next_is_read(bench: Bench) -> None:
    bench.machine.put_card(ZHANG)
    first = await bench.reader.read(3)
    bench.machine.put_card(PERSONS["li-jian-guo"])
    await bench.media(CardMedia.NOT_PRESENT)
    await bench.media(CardMedia.PRESENT)
    result = await bench.reader.read(3)
    assert isinstance(first, CardRead)
    assert isinstance(result, CardRead)
    assert result.card.id_number != first.card.id_number
    assert not bench.knows_cards or result.card.name == "李建国"


async def test_a_card_pulled_in_mid_read_is_told_and_the_next_try_works(bench: Bench) -> None:
    seen: list[CardMedia] = []

    async def note() -> None:
        async for status in bench.reader.watch():
            seen.append(status.media)

    noting = asyncio.ensure_future(note())
    bench.machine.fail("pull")
    bench.machine.put_card(ZHANG)
    assert await bench.reader.read(3) == CardPulled()
    noting.cancel()
    assert CardMedia.NOT_PRESENT in seen[seen.index(CardMedia.PRESENT) :]
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)


@pytest.mark.parametrize("fault", ["bad_checksum", "truncated", "silence", "read_failed"])
async def test_one_spoiled_answer_is_asked_for_again(bench: Bench, fault: str) -> None:
    bench.machine.fail(fault)
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)
    assert bench.machine.commands.count(0x3001) == 2


async def test_small_pieces_do_not_disturb_a_read(bench: Bench) -> None:
    bench.machine.fail("split")
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)
    assert bench.machine.commands.count(0x3001) == 1


async def test_noise_on_a_serial_line_does_not_disturb_a_read(tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.fail("noise")
        machine.put_card(ZHANG)
        assert isinstance(await bench.reader.read(3), CardRead)
        assert machine.commands.count(0x3001) == 1


async def test_a_card_that_can_never_be_read_is_unreadable_not_pulled(bench: Bench) -> None:
    bench.machine.fail("read_failed", FOR_EVER)
    bench.machine.put_card(ZHANG)
    assert await bench.reader.read(3) == CardUnreadable("read_failed")
    assert bench.reader.status.media is CardMedia.PRESENT


async def test_a_card_with_broken_text_is_unreadable_by_field(bench: Bench) -> None:
    bench.machine.put_card(ZHANG, text=bytes(256))
    assert await bench.reader.read(3) == CardUnreadable("layout_nation")


@pytest.mark.parametrize(("fault", "reason"), [("silence", "silent"), ("bad_checksum", "bad_frames")])
async def test_a_reader_that_falls_silent_is_offline_and_comes_back(bench: Bench, fault: str, reason: str) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    bench.machine.fail(fault, FOR_EVER, any_command=True)
    assert await bench.reader.read(3) == DeviceGone(reason)
    assert bench.reader.status.health is Health.OFFLINE
    assert bench.reader.status.media is CardMedia.UNKNOWN
    assert bench.reader.status.trouble == reason
    assert await bench.reader.read(3) == DeviceGone(reason)
    bench.machine.heal()
    assert (await bench.until(lambda status: status.health is Health.ONLINE)).trouble == ""


async def test_a_reader_unplugged_in_mid_frame_is_gone_and_comes_back(bench: Bench) -> None:
    bench.machine.fail("unplug")
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), DeviceGone)
    assert bench.reader.status.health is Health.NO_DEVICE
    bench.machine.plug()
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert isinstance(await bench.reader.read(3), CardRead)


async def test_a_spent_card_stays_spent_when_the_reader_was_away(bench: Bench) -> None:
    bench.machine.put_card(ZHANG)
    await bench.reader.read(3)
    bench.machine.unplug()
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    bench.machine.plug()
    await bench.until(lambda status: status.media is CardMedia.PRESENT)
    assert await bench.reader.read(0.2) == NoCardInTime()
    bench.machine.take_card()
    await bench.media(CardMedia.NOT_PRESENT)


async def test_a_missing_port_is_no_device(tmp_path: Path) -> None:
    reader = SamvReader(serial_link(str(tmp_path / "nothing")), QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(reader.run())
        assert isinstance(await reader.read(1), DeviceGone)
        assert reader.status.health is Health.NO_DEVICE
        running.cancel()


async def test_a_cancelled_read_leaves_the_reader_fit_for_the_next(bench: Bench) -> None:
    reading = asyncio.ensure_future(bench.reader.read(3))
    await bench.media(CardMedia.NOT_PRESENT)
    reading.cancel()
    assert (await asyncio.gather(reading, return_exceptions=True))[0].__class__ is asyncio.CancelledError
    bench.machine.put_card(ZHANG)
    assert isinstance(await bench.reader.read(3), CardRead)


async def test_a_second_read_takes_the_place_of_the_first(bench: Bench) -> None:
    first = asyncio.ensure_future(bench.reader.read(3))
    await bench.media(CardMedia.NOT_PRESENT)
    second = asyncio.ensure_future(bench.reader.read(3))
    assert await first == Cancelled()
    bench.machine.put_card(ZHANG)
    assert isinstance(await second, CardRead)


async def test_the_status_is_told_on_change_only_and_stays_fresh(bench: Bench) -> None:
    seen: list[CardReaderStatus] = []
    await bench.until(lambda status: status.media is CardMedia.NOT_PRESENT)

    async def note() -> None:
        async for status in bench.reader.watch():
            seen.append(status)

    noting = asyncio.ensure_future(note())
    before_s = bench.reader.status.last_confirmed_s
    assert await bench.reader.read(0.1) == NoCardInTime()  # several polls
    assert len(seen) == 1
    assert bench.reader.status.last_confirmed_s > before_s
    noting.cancel()


async def test_a_read_at_the_wires_own_pace_takes_its_time_and_little_more(tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    async with emulated("serial", tmp_path, SamvTiming(poll_s=0.05), pacing=True) as (bench, machine):
        await bench.media(CardMedia.NOT_PRESENT)
        machine.put_card(ZHANG)
        began_s = loop.time()
        result = await bench.reader.read(3)
        took_s = loop.time() - began_s
    assert isinstance(result, CardRead)
    assert result.card.birth_date == date(1941, 3, 12)
    assert 0.75 < took_s < 2.0
