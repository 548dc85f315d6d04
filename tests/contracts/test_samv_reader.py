"""What the SAM_V driver does beyond what every reader owes: addresses, fingerprints, faults of the module, pictures."""

import asyncio
import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from devices.contracts.card_reader import CardMedia, CardRead, CardUnreadable, IdCard
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.emulators.cards import SAMPLES, build_text
from devices.emulators.control import Hands
from devices.emulators.machines import Machines
from devices.emulators.persons import load_persons
from devices.emulators.samv import FINGERPRINT, SamvEmulator
from devices.idcards import samv
from devices.idcards.photo import PhotoDecoder
from devices.idcards.samv import SamvReader
from devices.idcards.usb import known_usb_ids, samv_usb_link
from devices.links.link import Link
from tests.helpers.card_bench import EMULATED, QUICK, Bench, emulated, running

pytestmark = pytest.mark.anyio

ZHANG = load_persons()["zhang-gui-lan"]
MOVED = replace(ZHANG, newest_address="河北省石家庄市长安区建华北大街99号院7号楼301室")


async def read(bench: Bench, machine: SamvEmulator) -> IdCard:
    if machine.person is None:
        machine.put_card(ZHANG)
    result = await bench.reader.read(3)
    assert isinstance(result, CardRead)
    return result.card


@pytest.mark.parametrize("wire", EMULATED)
async def test_who_has_moved_is_read_with_the_newest_address(wire: str, tmp_path: Path) -> None:
    async with emulated(wire, tmp_path) as (bench, machine):
        machine.put_card(MOVED)
        assert (await read(bench, machine)).address == MOVED.newest_address


async def test_who_has_not_moved_keeps_the_printed_address(tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        assert (await read(bench, machine)).address == ZHANG.address
        assert machine.commands.count(0x3003) == 1


@pytest.mark.parametrize("fault", ["read_failed", "silence", "bad_checksum", "truncated", "unplug"])
async def test_an_address_that_cannot_be_had_never_spoils_the_read(fault: str, tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.fail(fault, times=2, command=0x3003)
        machine.put_card(MOVED)
        assert (await read(bench, machine)).address == ZHANG.address
        assert machine.commands.count(0x3003) <= 2


@pytest.mark.parametrize("fault", ["read_failed", "silence", "bad_checksum", "truncated", "noise"])
async def test_who_has_moved_is_not_given_the_old_address_for_one_disturbed_answer(fault: str, tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.fail(fault, command=0x3003)
        machine.put_card(MOVED)
        assert (await read(bench, machine)).address == MOVED.newest_address


async def test_a_module_that_knows_no_newest_address_is_asked_once(tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.unknown = frozenset({0x3003})
        await read(bench, machine)
        machine.take_card()
        await bench.media(CardMedia.NOT_PRESENT)
        await read(bench, machine)
        assert machine.commands.count(0x3003) == 1


@pytest.mark.parametrize(("kind", "asked"), [("J", 1), ("I", 0), ("Y", 0)])
async def test_only_a_card_with_an_address_is_asked_for_a_newer_one(kind: str, asked: int, tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        machine.put_card(ZHANG, build_text(*SAMPLES[kind]))
        card = await read(bench, machine)
        assert card.id_number == SAMPLES[kind][1]["number"]
        assert machine.commands.count(0x3003) == asked


@pytest.mark.parametrize("wire", EMULATED)
@pytest.mark.parametrize("print_bytes", [0, 512, 1024])
async def test_fingerprints_that_a_module_adds_are_kept_nowhere(wire: str, print_bytes: int, tmp_path: Path) -> None:
    async with emulated(wire, tmp_path) as (bench, machine):
        machine.fingerprint_bytes = print_bytes
        card = await read(bench, machine)
        assert (card.name, card.photo_wlt) == (ZHANG.name, ZHANG.photo)
        machine.take_card()
        await bench.media(CardMedia.NOT_PRESENT)
        assert 0x3010 not in machine.commands
        assert [kept for kept in all_bytes_of(bench.reader, card) if FINGERPRINT in kept] == []


def all_bytes_of(*roots: object) -> list[bytes]:
    """Every bytes object that can be reached from these, but through modules, classes and functions."""
    seen: dict[int, object] = {}
    waiting = list(roots)
    while waiting:
        each = waiting.pop()
        if id(each) not in seen and not callable(each) and not isinstance(each, type(sys)):
            seen[id(each)] = each
            waiting.extend(gc.get_referents(each))
    return [each for each in seen.values() if isinstance(each, bytes)]


async def test_a_port_that_never_opens_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs() -> Link:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(samv, "MOST_READ_S", 0.1)
    reader = SamvReader(hangs, QUICK)
    running = asyncio.create_task(reader.run())
    async with asyncio.timeout(5):
        assert await reader.read(0.1) == DeviceGone("hung")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize(("state", "trouble"), [(0x60, "self_test_failed"), (0x66, "not_authorised")])
async def test_a_module_that_is_not_well_says_so_until_it_is(state: int, trouble: str, tmp_path: Path) -> None:
    async with emulated("serial", tmp_path) as (bench, machine):
        await bench.until(lambda status: status.health is Health.ONLINE)
        machine.state = state
        broken = await bench.until(lambda status: status.health is Health.HARDWARE_ERROR)
        assert broken.trouble == trouble
        assert await bench.reader.read(3) == DeviceGone(trouble)
        machine.state = 0x90
        well = await bench.until(lambda status: status.health is Health.ONLINE)
        assert (well.trouble, well.model, well.serial) == ("", "SAM_V", "05.03-20230101-0001234567-0007654321")


async def test_an_unplugged_reader_has_lost_its_trouble_once_it_is_back(tmp_path: Path) -> None:
    async with emulated("usb-a", tmp_path) as (bench, machine):
        await bench.until(lambda status: status.health is Health.ONLINE)
        machine.unplug()
        assert (await bench.until(lambda status: status.health is Health.NO_DEVICE)).trouble == "gone"
        machine.plug()
        assert (await bench.until(lambda status: status.health is Health.ONLINE)).trouble == ""


async def test_a_reader_that_no_udev_rule_gave_us_says_so(tmp_path: Path) -> None:
    async with emulated("usb-a", tmp_path) as (bench, machine):
        await bench.until(lambda status: status.health is Health.ONLINE)
        machine.unplug()
        machine.wire.device.forbidden = True  # type: ignore[attr-defined] # this wire is USB
        machine.plug()
        await bench.until(lambda status: status.trouble == "no_permission")


@pytest.mark.parametrize("wire", ["usb-a", "usb-b"])
async def test_a_reader_that_takes_no_command_is_silent_and_comes_back(wire: str, tmp_path: Path) -> None:
    async with emulated(wire, tmp_path) as (bench, machine):
        await bench.until(lambda status: status.health is Health.ONLINE)
        machine.wire.device.room_bytes = 0  # type: ignore[attr-defined] # this wire is USB
        silent = await bench.until(lambda status: status.health is Health.OFFLINE)
        assert silent.trouble == "silent"
        machine.wire.device.room_bytes = 64  # type: ignore[attr-defined]
        await bench.until(lambda status: status.health is Health.ONLINE)


@pytest.mark.parametrize("wire", ["usb-a", "usb-b"])
async def test_the_control_api_has_a_hand_on_a_reader_on_usb_as_on_any(wire: str, tmp_path: Path) -> None:
    machines = Machines(tmp_path, pacing=False, reader_wire=wire)
    hands = Hands(machines)
    await machines.reader.start()
    try:
        reader = SamvReader(samv_usb_link(known_usb_ids(), machines.usb), QUICK)
        async with running(reader, machines.reader) as bench:
            await hands.do("card.put", person="zhang-gui-lan", newest_address="新的住址")
            assert (await read(bench, machines.reader)).address == "新的住址"
            await hands.do("card.put", person="zhang-gui-lan", kind="Y")
            await bench.media(CardMedia.NOT_PRESENT)
            assert (await read(bench, machines.reader)).card_type == "foreigner_2023"
            await hands.do("reader.unplug")
            await bench.until(lambda status: status.health is Health.NO_DEVICE)
            await hands.do("reader.state", code=0x66)
            await hands.do("reader.plug")
            await bench.until(lambda status: status.trouble == "not_authorised")
    finally:
        await machines.reader.close()


PICTURE = b"BM" + (60).to_bytes(4, "little") + bytes(54)
PROGRAMS = {
    "well": f"import sys; wlt = sys.stdin.buffer.read(); assert len(wlt) == 1024; sys.stdout.buffer.write({PICTURE!r})",
    "crash": "import os; os.abort()",
    "fails": f"import sys; sys.stdout.buffer.write({PICTURE!r}); sys.stdout.flush(); sys.exit(1)",
    "hang": "import time; time.sleep(60)",
    "flood": "import sys\nwhile True: sys.stdout.buffer.write(b'BM' * 4096)",
    "rubbish": "import sys; sys.stdout.buffer.write(b'<html>')",
    "nothing": "pass",
}


def program(folder: Path, kind: str) -> list[str]:
    path = folder / f"{kind}.py"
    path.write_text(PROGRAMS[kind])
    return [sys.executable, "-S", str(path)]


async def test_a_decoder_gives_the_card_its_picture(tmp_path: Path) -> None:
    decoder = PhotoDecoder(program(tmp_path, "well"), limit_s=10)
    async with emulated("serial", tmp_path, decoder=decoder) as (bench, machine):
        assert (await read(bench, machine)).photo == PICTURE


@pytest.mark.parametrize("kind", ["crash", "fails", "hang", "flood", "rubbish", "nothing"])
async def test_whatever_a_decoder_does_the_card_is_read(kind: str, tmp_path: Path) -> None:
    decoder = PhotoDecoder(program(tmp_path, kind), limit_s=0.5 if kind == "hang" else 10)
    async with emulated("serial", tmp_path, decoder=decoder) as (bench, machine):
        card = await read(bench, machine)
        assert (card.name, card.photo, card.photo_wlt) == (ZHANG.name, None, ZHANG.photo)


async def test_a_decoder_that_is_not_there_is_a_card_without_a_picture(tmp_path: Path) -> None:
    async with emulated("serial", tmp_path, decoder=PhotoDecoder(["/nowhere/wlt"])) as (bench, machine):
        assert (await read(bench, machine)).photo is None


async def test_a_decoder_is_not_started_for_a_card_that_is_none(tmp_path: Path) -> None:
    started = tmp_path / "started"
    decoder = PhotoDecoder(["touch", str(started)])
    async with emulated("serial", tmp_path, decoder=decoder) as (bench, machine):
        machine.put_card(ZHANG, bytes(256))
        assert await bench.reader.read(3) == CardUnreadable("layout_nation")
    assert not started.exists()


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_read_that_is_given_up_while_the_decoder_hangs_leaves_no_program_behind(tmp_path: Path) -> None:
    pid_pipe = tmp_path / "pid"
    os.mkfifo(pid_pipe)
    path = tmp_path / "hang.py"
    path.write_text(f"import os, time; open({str(pid_pipe)!r}, 'w').write(str(os.getpid())); time.sleep(60)")
    decoder = PhotoDecoder([sys.executable, "-S", str(path)], limit_s=60)
    async with emulated("serial", tmp_path, decoder=decoder) as (bench, machine):
        machine.put_card(ZHANG)
        reading = asyncio.ensure_future(bench.reader.read(3))
        pid = int(await asyncio.to_thread(pid_pipe.read_text))
        reading.cancel()
    async with asyncio.timeout(5):  # killed by now; who reaps it is a thread of asyncio's
        while lives(pid):  # noqa: ASYNC110 - no event tells that it was reaped
            await asyncio.sleep(0)


async def test_a_reader_nobody_waits_for_is_left_in_peace_and_whoever_begins_to_wait_is_served_at_once(
    tmp_path: Path,
) -> None:
    loop = asyncio.get_running_loop()
    async with emulated("serial", tmp_path, replace(QUICK, idle_poll_s=0.4)) as (bench, machine):
        await bench.media(CardMedia.NOT_PRESENT)
        asked_count = len(machine.commands)
        await asyncio.sleep(0.8)
        assert 1 <= len(machine.commands) - asked_count <= 3
        machine.put_card(ZHANG)
        began_s = loop.time()
        assert isinstance(await bench.reader.read(3), CardRead)
        assert loop.time() - began_s < 0.35
        asked_count = len(machine.commands)
        await asyncio.sleep(0.2)
        assert len(machine.commands) - asked_count > 3, "a card that may be lifted is looked at often"
