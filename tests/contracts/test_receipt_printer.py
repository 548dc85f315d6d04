"""What every receipt printer owes the kiosk, held by the ESC/POS driver on the emulated printer.

The whole suite runs over TCP; what depends on the wire runs over each, and what depends on the model on each.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from devices.contracts.health import Health
from devices.contracts.printer import (
    Feed,
    NotStarted,
    Paper,
    Partial,
    PrintDocument,
    Printed,
    PrinterStatus,
    PrintProgress,
    PrintTrouble,
    QrBlock,
    TextLine,
    Unknown,
)
from devices.emulators.escpos import Abilities, EscposEmulator, GsR
from devices.emulators.jacks import Jack, PtyJack, TcpJack, UsbJack
from devices.links.character_device import character_device_link
from devices.links.link import OpenLink
from devices.links.streams import serial_link, tcp_link
from devices.links.usb import usb_link
from devices.printers.escpos import EscposPrinter, KeepTiming
from devices.printers.job import PrintTiming
from devices.printers.profile import PrinterProfile, profiles
from devices.printers.raster import draw_document
from tests.helpers.printer_bench import PrinterBench

pytestmark = pytest.mark.anyio

URL = "https://bmq.example.org/c/HSL-0421-0037"
SLIP = PrintDocument(576, 16, (TextLine("高龄津贴申请", 32, 46), QrBlock(URL, 200), Feed(64)))
QUICK = PrintTiming(mark_s=0.15, answer_s=0.2, ask_again_s=0.03, silent_s=1.0, patience_s=5.0)
KEEP = KeepTiming(poll_s=0.1, least_back_off_s=0.02, most_back_off_s=0.1)


class Bench(PrinterBench[PrintDocument]):
    def __init__(self, printer: EscposPrinter, machine: EscposEmulator) -> None:
        super().__init__(printer, SLIP)
        self.printer, self.machine = printer, machine


def tcp(_: Path) -> tuple[Jack, OpenLink]:
    jack = TcpJack()
    return jack, lambda: tcp_link(jack.host, jack.port)()


def serial(folder: Path) -> tuple[Jack, OpenLink]:
    return PtyJack(folder / "printer"), serial_link(str(folder / "printer"))


def usblp(folder: Path) -> tuple[Jack, OpenLink]:
    return PtyJack(folder / "lp0"), character_device_link(str(folder / "lp0"))


def usb(_: Path) -> tuple[Jack, OpenLink]:
    jack = UsbJack()
    return jack, usb_link([(jack.vendor_id, jack.product_id)], backend=jack.bus)


WIRES = [tcp, serial, usblp, usb]


@asynccontextmanager
async def bench_on(
    wire: tuple[Jack, OpenLink], abilities: Abilities | None = None, profile: PrinterProfile | None = None,
    wire_bytes_s: float | None = None, timing: PrintTiming = QUICK,
) -> AsyncIterator[Bench]:  # fmt: skip
    jack, open_link = wire
    machine = EscposEmulator(jack, pacing=False, abilities=abilities or Abilities())
    await machine.start()
    printer = EscposPrinter(open_link, profile=profile, timing=timing, keep=KEEP, wire_bytes_s=wire_bytes_s)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(printer.run())
        bench = Bench(printer, machine)
        try:
            await bench.until(lambda status: status.health is not Health.STARTING)
            yield bench
        finally:
            running.cancel()
            await printer.close()
            await machine.close()


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_on(tcp(tmp_path)) as bench:
        yield bench


@pytest.fixture(params=WIRES)
async def wired(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    async with bench_on(request.param(tmp_path)) as bench:
        yield bench


def picture_of(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("1")


async def test_a_printer_that_answers_is_online_with_paper(bench: Bench) -> None:
    status = bench.printer.status
    assert (status.health, status.paper, status.cover_open) == (Health.ONLINE, Paper.FULL, False)


async def test_a_slip_is_printed_once_dot_for_dot_and_confirmed_behind_the_cut(wired: Bench) -> None:
    assert await wired.print() == Printed("gs_r_behind_cut")
    assert wired.progress == [PrintProgress.FIRST_BYTE, PrintProgress.CUT]
    (slip,) = wired.machine.slips
    assert picture_of(slip.png).tobytes() == draw_document(SLIP).tobytes()
    (code,) = zxingcpp.read_barcodes(picture_of(slip.png).convert("L"))
    assert code.text == URL


@pytest.mark.parametrize("answer", ["lost", "late"])
@pytest.mark.parametrize("process_id", [False, True])
async def test_one_lost_byte_ended_a_healthy_printer_s_slip(tmp_path: Path, process_id: bool, answer: str) -> None:
    """It was told as off-line, and the rest of the slip was never sent."""
    timing = replace(QUICK, lost_s=0.1, answer_s=1.0, silent_s=8.0, patience_s=20.0)
    async with bench_on(tcp(tmp_path), profile=PrinterProfile(process_id=process_id), timing=timing) as on_trial:
        machine = on_trial.machine

        def spoil(progress: PrintProgress) -> None:
            if progress is not PrintProgress.FIRST_BYTE:
                return
            if answer == "lost":
                machine.fail("dropped", times=1)
            else:
                machine.slow(500)
                asyncio.get_running_loop().call_later(0.1, machine.slow, 0)

        printed = await on_trial.printer.print(SLIP, spoil)
        assert isinstance(printed, Printed)
        (slip,) = machine.slips
        assert picture_of(slip.png).tobytes() == draw_document(SLIP).tobytes()
        assert await on_trial.print() == printed
        assert len(machine.slips) == 2


async def test_the_length_that_was_told_as_printed_is_the_length_of_the_slips(wired: Bench) -> None:
    await wired.print()
    await wired.print()
    height_dots = sum(picture_of(slip.png).height for slip in wired.machine.slips)
    assert (wired.printer.status.moved_mm, wired.printer.status.slip_count) == (height_dots / 8, 2)


async def test_a_printer_that_goes_in_mid_print_is_told_and_found_again(wired: Bench) -> None:
    wired.machine.pacing = True
    printing = wired.start()
    await wired.told(PrintProgress.FIRST_BYTE)
    wired.machine.run_out(after_dots=60)
    await wired.told(PrintProgress.WAITING_FOR_PAPER)
    wired.machine.reset_connection()
    assert await printing == Partial(PrintTrouble.GONE)
    wired.machine.refill()
    await wired.until(lambda status: status.health is Health.ONLINE)
    wired.machine.pacing = False
    assert isinstance(await wired.print(), Printed)
    assert picture_of(wired.machine.slips[-1].png).tobytes() == draw_document(SLIP).tobytes()


async def test_without_paper_nothing_is_started_and_nothing_sent(bench: Bench) -> None:
    bench.machine.run_out()
    await bench.until(lambda status: status.paper is Paper.OUT)
    assert bench.printer.status.health is Health.OFFLINE
    before = bench.machine.received_bytes
    assert await bench.print() == NotStarted(PrintTrouble.PAPER_OUT)
    assert bench.machine.received_bytes - before < 100
    bench.machine.refill()
    assert isinstance(await bench.print(), Printed)
    assert len(bench.machine.slips) == 1


async def test_an_open_cover_at_the_start_is_told(bench: Bench) -> None:
    bench.machine.set_cover(True)
    assert await bench.print() == NotStarted(PrintTrouble.COVER_OPEN)
    assert bench.printer.status.health is Health.USER_ERROR


async def test_paper_that_ends_in_mid_print_is_waited_for_and_one_slip_comes_out(bench: Bench) -> None:
    bench.machine.run_out(after_dots=100)
    printing = bench.start()
    await bench.told(PrintProgress.WAITING_FOR_PAPER)
    assert bench.printer.status.paper is Paper.OUT
    bench.machine.refill()
    assert isinstance(await printing, Printed)
    assert bench.progress == [
        PrintProgress.FIRST_BYTE, PrintProgress.WAITING_FOR_PAPER, PrintProgress.RESUMED, PrintProgress.CUT
    ]  # fmt: skip
    (slip,) = bench.machine.slips
    assert picture_of(slip.png).tobytes() == draw_document(SLIP).tobytes()


async def test_a_cover_opened_and_closed_in_mid_print_is_waited_for(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    bench.machine.set_cover(True)
    await bench.told(PrintProgress.WAITING_FOR_COVER)
    assert bench.printer.status.cover_open
    bench.machine.set_cover(False)
    assert isinstance(await printing, Printed)
    assert len(bench.machine.slips) == 1


async def test_paper_that_never_comes_leaves_a_partial_slip_and_the_next_one_is_whole(bench: Bench) -> None:
    bench.machine.run_out(after_dots=100)
    printing = bench.start()
    await bench.told(PrintProgress.WAITING_FOR_PAPER)
    bench.printer.cancel()
    assert await printing == Partial(PrintTrouble.PAPER_OUT)
    bench.machine.refill()
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert isinstance(await bench.print(), Printed)
    remains, whole = bench.machine.slips
    assert remains.dots < 200
    assert picture_of(whole.png).tobytes() == draw_document(SLIP).tobytes()


async def test_a_hand_that_never_comes_is_not_waited_for_for_ever(bench: Bench) -> None:
    bench.machine.run_out(after_dots=100)
    patient = PrintTiming(mark_s=0.05, answer_s=0.1, ask_again_s=0.02, patience_s=0.2)
    bench.printer._timing = patient
    assert await bench.print() == Partial(PrintTrouble.PAPER_OUT)


async def test_only_the_mark_behind_the_cut_missing_is_unknown(bench: Bench) -> None:
    bench.machine.jam_next_cut = True
    printing = bench.start()
    await bench.told(PrintProgress.WAITING_FOR_PRINTER)
    bench.printer.cancel()
    assert await printing == Unknown(PrintTrouble.JAMMED)


async def test_a_printer_silent_from_the_start_is_offline_and_gets_nothing(bench: Bench) -> None:
    bench.machine.set_silent(True)
    assert await bench.print() == NotStarted(PrintTrouble.OFFLINE)
    assert bench.printer.status.health is Health.OFFLINE
    assert bench.printer.status.paper is Paper.UNKNOWN


async def test_a_printer_silent_for_long_is_connected_to_anew_and_stays_offline_until_it_answers(bench: Bench) -> None:
    connections = bench.machine.connection_count
    bench.machine.set_silent(True)
    seen: list[Health] = []

    def reconnected(status: PrinterStatus) -> bool:
        seen.append(status.health)
        return status.health is Health.ONLINE

    await bench.until(lambda status: status.health is Health.OFFLINE)
    waiting = asyncio.ensure_future(bench.until(reconnected))
    async with asyncio.timeout(8):
        await bench.machine.connected_again(connections + 1)
    bench.machine.set_silent(False)
    await waiting
    assert Health.NO_DEVICE not in seen


async def test_a_printer_that_falls_silent_in_mid_print_is_unknown_or_partial_never_printed(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    bench.machine.set_silent(True)
    assert isinstance(await printing, Unknown | Partial)
    assert PrintProgress.WAITING_FOR_PRINTER in bench.progress
    assert bench.machine.slips == []


HURRIED = replace(QUICK, most_s=1.0, most_look_s=0.3, cut_off_s=0.3)
LARGE = replace(SLIP, blocks=SLIP.blocks * 12)


@pytest.mark.parametrize("wire", WIRES)
async def test_a_printer_that_hangs_and_takes_no_byte_more_is_silent_until_it_does(
    wire: Callable[[Path], tuple[Jack, OpenLink]], tmp_path: Path
) -> None:
    async with bench_on(wire(tmp_path), timing=HURRIED) as bench:
        bench.machine.set_hung(True)
        told = await bench.until(lambda status: status.health is Health.OFFLINE)
        assert (told.trouble, told.paper) == ("silent", Paper.UNKNOWN)
        assert isinstance(await bench.print(LARGE), NotStarted)
        bench.machine.set_hung(False)
        await bench.until(lambda status: status.health is Health.ONLINE)
        assert isinstance(await bench.print(), Printed)


@pytest.mark.parametrize("wire", WIRES)
async def test_a_slip_in_a_printer_that_hangs_ends_in_time_and_nobody_calls_it_printed(
    wire: Callable[[Path], tuple[Jack, OpenLink]], tmp_path: Path
) -> None:
    timing = replace(HURRIED, most_s=4.0)  # composing for the first time takes 3 s of a busy machine
    async with bench_on(wire(tmp_path), timing=timing) as bench:
        bench.machine.pacing = True
        async with asyncio.timeout(timing.most_s + timing.cut_off_s + 5):
            printing = bench.start(LARGE)
            await bench.told(PrintProgress.FIRST_BYTE)
            bench.machine.set_hung(True)
            assert isinstance(await printing, Unknown | Partial)
        assert not any(not slip.torn for slip in bench.machine.slips)


async def test_a_power_cut_in_mid_print_tears_the_slip_and_is_never_called_printed(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    bench.machine.run_out(after_dots=60)
    await bench.told(PrintProgress.WAITING_FOR_PAPER)
    await bench.machine.power_cut()
    assert await printing == Partial(PrintTrouble.GONE)
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert await bench.print() == NotStarted(PrintTrouble.GONE)
    assert [slip.torn for slip in bench.machine.slips] == [True]
    bench.machine.refill()
    await bench.machine.start()
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_jammed_knife_is_a_hardware_error(bench: Bench) -> None:
    bench.machine.set_jammed(True)
    status = await bench.until(lambda status: status.health is Health.HARDWARE_ERROR)
    assert status.paper is Paper.JAMMED
    assert await bench.print() == NotStarted(PrintTrouble.JAMMED)


async def test_low_paper_is_told_and_prints_all_the_same(bench: Bench) -> None:
    bench.machine.set_low(True)
    await bench.until(lambda status: status.paper is Paper.LOW)
    assert isinstance(await bench.print(), Printed)


async def test_two_slips_asked_for_at_once_come_out_one_after_the_other(bench: Bench) -> None:
    results = await asyncio.gather(bench.print(), bench.print())
    assert all(isinstance(result, Printed) for result in results)
    assert [slip.dots for slip in bench.machine.slips] == [draw_document(SLIP).height] * 2


async def test_the_printers_address_answering_nothing_is_no_device() -> None:
    jack = TcpJack()
    machine = EscposEmulator(jack)
    await machine.start()
    await machine.close()
    printer = EscposPrinter(tcp_link(jack.host, jack.port), timing=QUICK, keep=KEEP)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(printer.run())
        assert await printer.print(SLIP, lambda _: None) == NotStarted(PrintTrouble.GONE)
        running.cancel()
    await printer.close()


@pytest.mark.parametrize("give_up", ["cancel", "close"])
async def test_a_slip_that_waits_for_the_first_connection_is_given_up_at_once(give_up: str) -> None:
    """Closed meanwhile, it was composed all the same, by a thread that was gone: a RuntimeError, 3 s later."""
    printer = EscposPrinter(tcp_link("127.0.0.1", 9), timing=QUICK)
    printing = asyncio.ensure_future(printer.print(SLIP, lambda _: None))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(1):
        if give_up == "close":
            await printer.close()
        else:
            printer.cancel()
        assert await printing == NotStarted(PrintTrouble.CANCELLED)


async def test_who_the_printer_is_stands_in_its_status(bench: Bench) -> None:
    status = await bench.until(lambda status: bool(status.model))
    assert (status.model, status.firmware, status.serial) == ("BRIDGE EMU-80", "1.02", "E0000421")


async def test_a_model_that_has_no_name_is_online_all_the_same(tmp_path: Path) -> None:
    async with bench_on(tcp(tmp_path), Abilities(identity=False)) as bench:
        assert isinstance(await bench.print(), Printed)
        assert bench.printer.status.model == ""


async def test_numbers_that_come_back_confirm_the_slip_of_a_model_that_knows_no_gs_r(tmp_path: Path) -> None:
    profile = PrinterProfile(process_id=True)
    async with bench_on(tcp(tmp_path), Abilities(gs_r=GsR.NEVER), profile) as bench:
        assert await bench.print() == Printed("process_id_behind_cut")


@pytest.mark.parametrize("gs_r", [GsR.EARLY, GsR.NEVER])
async def test_a_model_whose_marks_say_nothing_prints_and_is_never_called_printed(tmp_path: Path, gs_r: GsR) -> None:
    abilities = Abilities(gs_r=gs_r, process_id=False)
    async with bench_on(tcp(tmp_path), abilities, profiles()["clone-without-mark"]) as bench:
        assert await bench.print() == Unknown(PrintTrouble.UNCONFIRMED)
        assert PrintProgress.CUT not in bench.progress
        (slip,) = bench.machine.slips
        assert picture_of(slip.png).tobytes() == draw_document(SLIP).tobytes()
        assert await bench.print() == Unknown(PrintTrouble.UNCONFIRMED)
        assert [slip.dots for slip in bench.machine.slips] == [slip.dots] * 2
        bench.machine.run_out(after_dots=100)
        printing = bench.start()
        await bench.told(PrintProgress.WAITING_FOR_PAPER)
        bench.printer.cancel()
        assert await printing == Unknown(PrintTrouble.PAPER_OUT)


async def test_a_model_without_a_knife_leaves_paper_to_tear_at(tmp_path: Path) -> None:
    profile = PrinterProfile(cutter=False)
    async with bench_on(tcp(tmp_path), Abilities(cutter=False), profile) as bench:
        assert await bench.print() == Printed("gs_r_behind_feed")
        bench.machine.tear()
        (slip,) = bench.machine.slips
        assert slip.dots == draw_document(SLIP).height + 18 * 8


async def test_a_model_that_is_never_asked_in_real_time_tells_by_itself(tmp_path: Path) -> None:
    profile = profiles()["clone-without-real-time"]
    async with bench_on(tcp(tmp_path), Abilities(real_time=False), profile) as bench:
        assert bench.printer.status.health is Health.ONLINE
        bench.machine.run_out(after_dots=100)
        printing = bench.start()
        await bench.told(PrintProgress.WAITING_FOR_PAPER)
        bench.machine.refill()
        assert isinstance(await printing, Printed)


async def test_a_model_that_tells_nothing_by_itself_is_asked(tmp_path: Path) -> None:
    async with bench_on(tcp(tmp_path), Abilities(asb=False), PrinterProfile(asb=False)) as bench:
        bench.machine.set_cover(True)
        await bench.until(lambda status: status.cover_open is True)


async def test_an_answer_late_on_a_busy_machine_does_not_flash_as_lost(bench: Bench) -> None:
    seen: list[Health] = []

    async def look() -> None:
        async for status in bench.printer.watch():
            seen.append(status.health)

    looking = asyncio.ensure_future(look())
    bench.machine.delay_s = QUICK.answer_s * 0.6
    await asyncio.sleep(KEEP.poll_s * 2)
    bench.machine.delay_s = 0.0
    assert isinstance(await bench.print(), Printed)
    looking.cancel()
    assert set(seen) == {Health.ONLINE}


async def test_a_long_slip_does_not_age(bench: Bench) -> None:
    bench.machine.pacing = True
    before = bench.printer.status.last_confirmed_s
    printing = bench.start(replace(SLIP, blocks=(Feed(255),) * 4))
    await bench.told(PrintProgress.FIRST_BYTE)
    asked = bench.printer.status.last_confirmed_s
    await printing
    assert before <= asked < bench.printer.status.last_confirmed_s


async def test_a_slip_cancelled_before_its_turn_is_not_started(bench: Bench) -> None:
    bench.machine.run_out(after_dots=100)
    first, second = bench.start(), bench.start()
    await bench.told(PrintProgress.WAITING_FOR_PAPER)
    bench.printer.cancel()
    assert await second == NotStarted(PrintTrouble.CANCELLED)
    assert await first == Partial(PrintTrouble.PAPER_OUT)


async def test_a_slow_wire_gets_letters_and_drawings_only_of_what_the_printer_cannot_write(tmp_path: Path) -> None:
    name = TextLine("申请人：王㙓", 24, 36)
    slip = PrintDocument(576, 16, (TextLine("高龄津贴申请", 48, 60, bold=True), name, QrBlock(URL, 200), Feed(64)))
    async with bench_on(serial(tmp_path), wire_bytes_s=960) as bench:
        assert isinstance(await bench.print(slip), Printed)
        (came,) = bench.machine.slips
        assert "高龄津贴申请" in came.text
        assert "申请人" not in came.text
        assert came.codes == (URL,)
        (code,) = zxingcpp.read_barcodes(picture_of(came.png).convert("L"))
        assert code.text == URL
        assert bench.machine.received_bytes < 8_000
