"""What every A4 printer owes the kiosk, held by the IPP driver on the emulated printer, straight and behind a queue."""

import asyncio
import hashlib
import os
import ssl
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.page_printer import PageJob
from devices.contracts.printer import (
    NotStarted,
    Paper,
    Printed,
    PrintProgress,
    PrintTrouble,
    Unknown,
)
from devices.emulators.ipp_faults import FAULTS
from devices.emulators.ipp_jobs import CANCELED
from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.printers.ipp import IppPrinter
from devices.printers.ipp_client import IppClient, Trust
from devices.printers.ipp_job import IppTiming
from tests.helpers.certificates import Authority
from tests.helpers.printer_bench import PrinterBench

pytestmark = pytest.mark.anyio

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 700 + b"\n%%EOF\n"
PAGE_S = 0.2
JOB = PageJob(PDF, "HSL-0421-0037", copies_count=2, duplex=True)
QUICK = IppTiming(
    busy_poll_s=0.02, idle_poll_s=0.05, hand_over_s=2.0, last_job_s=1.0, lost_s=0.8, taken_back_s=0.5, patience_s=5.0,
    least_back_off_s=0.02, most_back_off_s=0.1,
)  # fmt: skip


class Bench(PrinterBench[PageJob]):
    def __init__(self, printer: IppPrinter, machine: IppPrinterEmulator) -> None:
        super().__init__(printer, JOB)
        self.printer, self.machine = printer, machine


@asynccontextmanager
async def bench_on(machine: IppPrinterEmulator, trust: Trust = None) -> AsyncIterator[Bench]:
    await machine.start()
    printer = IppPrinter(IppClient(machine.uri, answer_s=0.4 if machine.tls is None else 5.0, trust=trust), QUICK)
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
async def bench() -> AsyncIterator[Bench]:
    async with bench_on(IppPrinterEmulator(pacing=False, page_s=PAGE_S)) as bench:
        yield bench


@pytest.fixture
async def queue() -> AsyncIterator[Bench]:
    async with bench_on(IppPrinterEmulator(pacing=False, page_s=PAGE_S, is_queue=True)) as bench:
        yield bench


async def test_a_printer_that_answers_is_online_and_says_who_it_is(bench: Bench) -> None:
    status = bench.printer.status
    assert (status.health, status.paper, status.cover_open) == (Health.ONLINE, Paper.FULL, False)
    assert (status.model, status.serial, status.firmware) == ("Bridge EMU-A4", "A4000421", "1.02")


async def test_a_page_is_printed_byte_for_byte_and_confirmed_by_the_printer(bench: Bench) -> None:
    assert await bench.print() == Printed("job_completed")
    assert bench.progress == [PrintProgress.FIRST_BYTE, PrintProgress.CUT]
    (job,) = bench.machine.printed
    assert (job.document, job.copies, job.sides) == (PDF, 2, "two-sided-long-edge")
    assert (job.name, job.user) == ("HSL-0421-0037", "kiosk")


async def test_a_name_that_might_tell_of_somebody_is_not_shown_at_the_printer(bench: Bench) -> None:
    assert isinstance(await bench.print(PageJob(PDF, "张桂兰 高龄津贴")), Printed)
    assert bench.machine.printed[0].name == "document"


async def test_what_is_no_pdf_is_not_sent(bench: Bench) -> None:
    with pytest.raises(ValueError, match="PDF"):
        await bench.print(PageJob(b"\x1b%-12345X", "x"))


@pytest.mark.parametrize(
    ("reason", "trouble", "health"),
    [
        ("paper_out", PrintTrouble.PAPER_OUT, Health.OFFLINE),
        ("media-empty-warning", PrintTrouble.PAPER_OUT, Health.OFFLINE),
        ("cover_open", PrintTrouble.COVER_OPEN, Health.USER_ERROR),
        ("jam", PrintTrouble.JAMMED, Health.HARDWARE_ERROR),
        ("toner_empty", PrintTrouble.TONER_EMPTY, Health.HARDWARE_ERROR),
    ],
)
async def test_a_printer_that_cannot_print_gets_nothing(
    bench: Bench, reason: str, trouble: PrintTrouble, health: Health
) -> None:
    bench.machine.set_reason(reason)
    await bench.until(lambda status: status.health is health and status.trouble == trouble)
    assert await bench.print() == NotStarted(trouble)
    assert bench.machine.jobs == {}
    bench.machine.set_reason(reason, on=False)
    assert isinstance(await bench.print(), Printed)


async def test_low_paper_is_told_and_prints_all_the_same(bench: Bench) -> None:
    bench.machine.set_reason("paper_low")
    assert (await bench.until(lambda status: status.paper is Paper.LOW)).health is Health.ONLINE
    assert isinstance(await bench.print(), Printed)


@pytest.mark.parametrize("is_queue", [False, True])
async def test_paper_that_ends_in_mid_print_is_waited_for(is_queue: bool) -> None:
    async with bench_on(IppPrinterEmulator(page_s=PAGE_S, is_queue=is_queue)) as bench:
        printing = bench.start()
        await bench.told(PrintProgress.FIRST_BYTE)
        bench.machine.set_reason("paper_out")
        await bench.told(PrintProgress.WAITING_FOR_PAPER)
        assert bench.printer.status.paper is Paper.OUT
        bench.machine.set_reason("paper_out", on=False)
        assert isinstance(await printing, Printed)
        assert len(bench.machine.printed) == 1


async def test_a_job_taken_back_is_unknown_once_its_turn_had_come(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    bench.machine.set_reason("jam")
    await bench.told(PrintProgress.WAITING_FOR_PRINTER)
    bench.printer.cancel()
    assert await printing == Unknown(PrintTrouble.CANCELLED)
    assert bench.machine.printed == []


async def test_a_job_taken_back_before_its_turn_was_not_started(bench: Bench) -> None:
    bench.machine.pacing = True
    someone = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    other = IppPrinter(IppClient(bench.machine.uri), QUICK)
    waiting = asyncio.ensure_future(other.print(JOB, lambda _: None))
    await bench.machine.took_jobs(2)
    other.cancel()
    assert await waiting == NotStarted(PrintTrouble.CANCELLED)
    await other.close()
    assert isinstance(await someone, Printed)


async def test_a_hand_that_never_comes_is_not_waited_for_for_ever(bench: Bench) -> None:
    bench.machine.pacing = True
    bench.printer._timing = IppTiming(busy_poll_s=0.02, taken_back_s=0.5, patience_s=0.3)
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    bench.machine.set_reason("paper_out")
    assert await printing == Unknown(PrintTrouble.PAPER_OUT)


async def test_a_power_cut_in_mid_print_is_unknown_whether_it_comes_back_or_not(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.told(PrintProgress.FIRST_BYTE)
    await bench.machine.took_jobs(1)
    await bench.machine.power_cut()
    assert await printing == Unknown(PrintTrouble.GONE)
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert await bench.print() == NotStarted(PrintTrouble.GONE)
    await bench.machine.start()
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_job_the_printer_has_forgotten_is_unknown(bench: Bench) -> None:
    bench.machine.pacing = True
    printing = bench.start()
    await bench.machine.took_jobs(1)
    bench.machine.jobs.clear()
    assert await printing == Unknown(PrintTrouble.GONE)


async def test_a_queue_that_lost_its_printer_says_completed_and_is_not_believed(queue: Bench) -> None:
    queue.machine.pacing = True
    printing = queue.start()
    await queue.machine.took_jobs(1)
    await queue.machine.power_cut()
    assert await printing == Unknown(PrintTrouble.GONE)


async def test_what_an_idle_queue_says_of_paper_is_its_last_jobs_and_not_believed(queue: Bench) -> None:
    queue.machine.pacing = True
    printing = queue.start()
    await queue.machine.took_jobs(1)
    queue.machine.set_reason("paper_out")
    await queue.told(PrintProgress.WAITING_FOR_PAPER)
    queue.printer.cancel()
    await printing
    queue.machine.set_reason("paper_out", on=False)
    await queue.until(lambda status: status.health is Health.ONLINE)
    assert queue.printer.status.paper is Paper.UNKNOWN
    queue.progress.clear()
    queue.machine.pacing = False
    assert isinstance(await queue.print(), Printed)
    assert PrintProgress.WAITING_FOR_PAPER not in queue.progress


async def test_a_printer_that_takes_no_pdf_is_said_to_be_of_no_use() -> None:
    async with bench_on(IppPrinterEmulator(formats=("image/urf",))) as bench:
        assert (bench.printer.status.health, bench.printer.status.trouble) == (Health.HARDWARE_ERROR, "no_pdf")
        assert await bench.print() == NotStarted(PrintTrouble.OFFLINE)


async def test_a_printer_that_accepts_no_jobs_gets_none(bench: Bench) -> None:
    bench.machine.is_accepting = False
    assert await bench.print() == NotStarted(PrintTrouble.OFFLINE)


@pytest.mark.parametrize("fault", FAULTS)
async def test_answers_of_no_use_make_it_offline_and_it_comes_back(bench: Bench, fault: str) -> None:
    bench.machine.fail(fault)
    await bench.until(lambda status: status.health is Health.OFFLINE)
    assert await bench.print() == NotStarted(PrintTrouble.OFFLINE)
    bench.machine.fail(None)
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert bench.machine.jobs == {}


async def test_a_printer_that_falls_silent_is_told_long_before_its_answer_is_given_up(bench: Bench) -> None:
    """It was told after sixteen seconds: three questions, each given up after five."""
    bench.printer._client._late_s, bench.printer._client._answer_s = 0.1, 60.0
    bench.machine.fail("silent")
    status = await bench.until(lambda status: status.health is Health.OFFLINE)
    assert (status.trouble, status.paper, status.cover_open) == ("silent", Paper.UNKNOWN, None)


async def test_an_answer_that_comes_late_after_all_puts_the_printer_right_again(bench: Bench) -> None:
    bench.printer._client._late_s, bench.printer._client._answer_s = 0.05, 60.0
    bench.machine.delay_s = 1.0  # far more than four times what a busy machine needs for an answer
    await bench.until(lambda status: status.trouble == "silent")
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_printer_that_is_always_slow_is_not_told_as_silent_for_ever(bench: Bench) -> None:
    bench.printer._client._late_s, bench.printer._client._answer_s = 0.05, 60.0
    bench.machine.delay_s = 0.1
    await bench.machine.asked(4)
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert await bench.healths_seen(lambda: bench.machine.asked(3)) == {Health.ONLINE}


async def test_a_printer_that_falls_silent_in_mid_print_is_told_to_who_waits_for_the_page(bench: Bench) -> None:
    bench.machine.pacing = True
    bench.printer._client._late_s, bench.printer._client._answer_s = 0.1, 0.3
    printing = bench.start()
    await bench.machine.took_jobs(1)
    bench.machine.fail("silent")
    await bench.told(PrintProgress.WAITING_FOR_PRINTER)
    assert bench.printer.status.trouble == "silent"
    bench.machine.fail(None)
    assert isinstance(await printing, Printed)
    assert bench.progress[-2:] == [PrintProgress.RESUMED, PrintProgress.CUT]


async def test_one_answer_of_no_use_does_not_flash_as_lost(bench: Bench) -> None:
    async def one_bad_answer() -> None:
        bench.machine.fail("garbage", times=1)
        await bench.machine.healed()
        assert isinstance(await bench.print(), Printed)

    assert await bench.healths_seen(one_bad_answer) == {Health.ONLINE}


async def test_asking_how_it_is_takes_one_connection_and_a_page_one_of_its_own(bench: Bench) -> None:
    await bench.machine.asked(2)
    assert bench.machine.connections_count == 1
    assert isinstance(await bench.print(), Printed)
    await bench.machine.asked(2)
    assert bench.machine.connections_count <= 3  # the page's, and one question beside another


async def test_a_printer_that_lets_a_quiet_connection_go_is_not_told_as_lost(bench: Bench) -> None:
    async def quiet_connections() -> None:
        for _ in range(3):
            bench.machine.let_go()
            await bench.machine.asked(2)
        assert isinstance(await bench.print(), Printed)

    assert await bench.healths_seen(quiet_connections) == {Health.ONLINE}


@pytest.mark.parametrize("fault", ["silent", "reset", "garbage"])
async def test_a_document_handed_over_without_an_answer_is_unknown(bench: Bench, fault: str) -> None:
    bench.printer._timing = IppTiming(hand_over_s=1.0)

    def spoil(progress: PrintProgress) -> None:
        bench.machine.fail(fault)

    assert await bench.printer.print(JOB, spoil) == Unknown(PrintTrouble.GONE)


async def test_a_hand_that_never_comes_is_given_up_in_time_and_the_next_job_has_its_turn(bench: Bench) -> None:
    bench.printer._timing = replace(QUICK, most_s=1.0, patience_s=600.0)
    async with asyncio.timeout(10):
        printing = bench.start()
        await bench.told(PrintProgress.FIRST_BYTE)
        bench.machine.set_reason("jam")
        assert await printing == Unknown(PrintTrouble.JAMMED)
    assert [job.state for job in bench.machine.jobs.values()] == [CANCELED]
    bench.machine.set_reason("jam", on=False)
    assert isinstance(await bench.print(), Printed)


async def test_a_page_whose_turn_never_comes_is_not_started() -> None:
    async with bench_on(IppPrinterEmulator(page_s=600.0)) as bench:
        first = bench.start()
        await bench.told(PrintProgress.FIRST_BYTE)
        bench.printer._timing = replace(QUICK, most_s=0.2)
        assert await bench.print() == NotStarted(PrintTrouble.OFFLINE)
        bench.printer.cancel()
        assert await first == Unknown(PrintTrouble.CANCELLED)
        assert bench.machine.last_number == 1


async def test_a_printer_still_busy_with_its_last_job_is_asked_again(bench: Bench) -> None:
    bench.machine.be_busy(2)
    assert isinstance(await bench.print(), Printed)
    assert bench.progress == [PrintProgress.FIRST_BYTE, PrintProgress.CUT]
    assert len(bench.machine.printed) == 1


async def test_two_pages_asked_for_at_once_come_out_one_after_the_other(bench: Bench) -> None:
    first, second = PageJob(PDF, "a"), PageJob(PDF, "b")
    results = await asyncio.gather(bench.print(first), bench.print(second))
    assert list(results) == [Printed("job_completed")] * 2
    assert [job.name for job in bench.machine.printed] == ["a", "b"]


def fingerprint_of(authority: Authority) -> bytes:
    pem = authority.file.with_suffix(".server.pem").read_text()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERT") :])).digest()


def fingerprint(of: Authority, _: Authority) -> Trust:
    return fingerprint_of(of)


def authority(of: Authority, _: Authority) -> Trust:
    return ssl.create_default_context(cafile=of.file)


def another_fingerprint(of: Authority, other: Authority) -> Trust:
    other.server()
    return fingerprint_of(other)


def another_authority(of: Authority, other: Authority) -> Trust:
    return ssl.create_default_context(cafile=other.file)


def the_systems_authorities(of: Authority, other: Authority) -> Trust:
    return None


@pytest.mark.parametrize("trust", [fingerprint, authority])
async def test_a_printer_that_is_known_by_its_certificate_prints_over_tls(
    trust: Callable[[Authority, Authority], Trust], tmp_path: Path
) -> None:
    own, other = Authority(tmp_path, "own"), Authority(tmp_path, "other")
    async with bench_on(IppPrinterEmulator(tls=own.server(), pacing=False), trust(own, other)) as bench:
        assert await bench.print() == Printed("job_completed")
        assert bench.machine.printed[0].document == PDF


@pytest.mark.parametrize("trust", [another_fingerprint, another_authority, the_systems_authorities])
async def test_nothing_is_handed_to_whoever_cannot_show_to_be_the_printer(
    trust: Callable[[Authority, Authority], Trust], tmp_path: Path
) -> None:
    """Certificates were not checked: whoever answered at the address got the page."""
    own, other = Authority(tmp_path, "own"), Authority(tmp_path, "other")
    async with bench_on(IppPrinterEmulator(tls=own.server(), pacing=False), trust(own, other)) as bench:
        status = bench.printer.status
        assert (status.health, status.trouble) == (Health.NO_DEVICE, "bad_certificate")
        assert await bench.print() == NotStarted(PrintTrouble.GONE)
        assert (bench.machine.requests, bench.progress) == ([], [])


async def test_nobody_at_the_address_is_no_device() -> None:
    machine = IppPrinterEmulator()
    await machine.start()
    await machine.close()
    printer = IppPrinter(IppClient(machine.uri), QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(printer.run())
        assert await printer.print(JOB, lambda _: None) == NotStarted(PrintTrouble.GONE)
        running.cancel()
    await printer.close()


async def test_it_prints_on_the_programs_own_loop() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "tests.helpers.page_on_qt",
        cwd=Path(__file__).parents[2], stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    out, complaints = await process.communicate()
    assert (out.decode(), complaints.decode()) == ("Printed(confirmed_by='job_completed') 1\n", "")
