"""Campaign `device-judges`: programs of others say whether our printers and our emulators are what they claim.

1. receiptio, a client of receipt printers, asks the emulated one in every state and prints on it; zxing reads the codes
2. ipptool, CUPS's own tests, against the emulated A4 printer; ippfind, which finds it and says how it is
3. our IPP driver on ippeveprinter, and on a CUPS queue in front of it: what was printed is what was sent, how soon a
   fault is told, what is said of a job that was taken back or lost with the printer's power
"""

import asyncio
import contextlib
import io
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from unittest.mock import PropertyMock, patch

import zxingcpp
from PIL import Image

from devices.contracts.page_printer import PageJob
from devices.contracts.printer import Printed, PrintProgress, PrintResult, Unknown
from devices.emulators.escpos import EscposEmulator
from devices.emulators.escpos_status import Condition
from devices.emulators.ipp_printer import IppPrinterEmulator
from devices.emulators.ipp_wire import Attribute
from devices.emulators.jacks import TcpJack
from devices.printers.ipp import IppPrinter
from devices.printers.ipp_answers import PrinterWord
from devices.printers.ipp_client import IppClient
from tests.campaigns.runner import ROOT, Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.cups_bench import CupsBench, cause_without_cups, cups_bench

HOST = "127.0.0.77"
"""receiptio's port is always 9100: an address of our own keeps it from whatever else has that port."""
RECEIPT = """^^^BRIDGE 0037
Number | 0037
---
{code:HSL-0421-0037;option:code128,2,72}
{code:bmq.example.org/c/37;option:qrcode,6,M}
"""
CODES = {"HSL-0421-0037", "bmq.example.org/c/37"}
STATES: dict[str, tuple[str, Callable[[EscposEmulator], None]]] = {
    "well": ("online", lambda machine: None),
    "low on paper": ("online", lambda machine: machine.set_low(True)),
    "open": ("coveropen", lambda machine: machine.set_cover(True)),
    "out of paper": ("paperempty", lambda machine: machine.run_out()),
    "jammed at the knife": ("error", lambda machine: machine.set_jammed(True)),
}
TOLD_DIRECT_S, TOLD_BY_QUEUE_S = 1.0, 4.0
QUEUE_LAG_S = 2.0
"""Until a queue has seen what its printer says."""
IPPTOOL_TESTS = ("ipp-1.1.test", "ipp-2.0.test", "get-printer-attributes.test")
DOCUMENT = re.compile(r"document-[a-z0-9-]+\.[a-z]+")
PDF_ONLY = ("application/pdf",)


async def run(context: Context) -> Outcome:
    """All three."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    if shutil.which("node") is None or shutil.which("npm") is None:
        return CannotRun("node and npm are not installed")
    if (cause := cause_without_cups()) is not None:
        return CannotRun(cause)
    broken = [*await _receipts(context), *await _ipptool(context), *await _pages(context)]
    return FellShort("; ".join(broken)) if broken else Held("every judge agrees")


# ── 1. receiptio ──


async def _receipts(context: Context) -> list[str]:
    command = await _receiptio(context)
    broken = [
        f"a printer that is {name}: receiptio says {said!r}, not {wanted!r}"
        for name in STATES
        for said, wanted in [await _asked(command, EscposEmulator(TcpJack(HOST, 9100)), name)]
        if said != wanted
    ]
    context.figure("receiptio_states_count", len(STATES))
    lie = context.plant("an emulator that hides its open cover")
    said, wanted = await _asked(command, _CoverHider(TcpJack(HOST, 9100)), "open")
    if said != wanted:
        lie.caught()
    return broken + await _printed_by_receiptio(context, command)


async def _receiptio(context: Context) -> list[str]:
    """Fetched by its locked hashes; the command that runs it."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "packaging/judges" / name, context.folder)
    cache = ROOT / "build/npm-cache"
    fetching = await asyncio.create_subprocess_exec(
        "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", f"--cache={cache}", cwd=context.folder
    )
    if await fetching.wait():
        raise RuntimeError("npm could not fetch receiptio")
    return ["node", str(context.folder / "node_modules/receiptio/bin/cli.js"), "-d", HOST]


class _CoverHider(EscposEmulator):
    """Says it is well whatever its cover is."""

    @property
    def _condition(self) -> Condition:
        return Condition(cover_open=False, paper_out=False, paper_low=False, knife_jammed=False)


async def _asked(command: list[str], machine: EscposEmulator, state: str) -> tuple[str, str]:
    """What receiptio says of a printer in this state, and what it should."""
    wanted, bring_about = STATES[state]
    await machine.start()
    bring_about(machine)
    said = await _output(*command, "-q")
    await machine.close()
    return said, wanted


async def _printed_by_receiptio(context: Context, command: list[str]) -> list[str]:
    receipt = context.folder / "receipt.txt"
    await asyncio.to_thread(receipt.write_text, RECEIPT, encoding="utf-8")
    machine = EscposEmulator(TcpJack(HOST, 9100))
    await machine.start()
    said = await _output(*command, str(receipt))
    broken = [] if said == "success" else [f"a receipt on a printer that is well: receiptio says {said!r}"]
    codes = {code for slip in machine.slips for code in _codes_of(slip.png)}
    context.figure("codes_read_count", len(codes))
    broken += [] if codes == CODES else [f"zxing reads {sorted(codes)} on it"]
    half = context.plant("a slip whose lower half is missing")
    if not set(_codes_of(_upper_half(machine.slips[-1].png))) >= CODES:
        half.caught()
    machine.run_out(after_dots=100)
    said = await _output(*command, str(receipt))
    broken += [] if said == "paperempty" else [f"paper that ends in mid-print: receiptio says {said!r}"]
    await machine.close()
    return broken


def _codes_of(png: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))]


def _upper_half(png: bytes) -> bytes:
    whole, half = Image.open(io.BytesIO(png)), io.BytesIO()
    whole.crop((0, 0, whole.width, whole.height // 2)).save(half, "PNG")
    return half.getvalue()


async def _output(*command: str) -> str:
    return (await _output_and_code(*command))[1]


async def _output_and_code(*command: str) -> tuple[bool, str]:
    """Whether it ended well, and what it said."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=asyncio.subprocess.STDOUT)
    out, _ = await process.communicate()
    return process.returncode == 0, out.decode("utf-8", "replace").strip()


# ── 2. ipptool ──


class _Stateless(IppPrinterEmulator):
    """Leaves out what every printer must tell."""

    def _printer_attributes(self) -> list[Attribute]:
        return [each for each in IppPrinterEmulator._printer_attributes(self) if each[1] != "printer-state"]


async def _ipptool(context: Context) -> list[str]:
    tests = await asyncio.to_thread(_tests, context.folder / "ipptool")
    broken = []
    for test in IPPTOOL_TESTS:
        passed, report = await _passes(IppPrinterEmulator(pacing=False, formats=PDF_ONLY), tests / test)
        broken += [] if passed else [f"ipptool {test}: {report}"]
        context.figure(f"ipptool_{test.removesuffix('.test')}_passed_count", report.count("[PASS]"))
    stateless = context.plant("an emulator that does not tell its state")
    passed, _ = await _passes(_Stateless(pacing=False, formats=PDF_ONLY), tests / IPPTOOL_TESTS[0])
    if not passed:
        stateless.caught()
    return broken


def _tests(folder: Path) -> Path:
    """CUPS's tests, and the documents they name, which Debian leaves out: all are our page."""
    shutil.copytree("/usr/share/cups/ipptool", folder)
    named = {name for test in folder.glob("*.test") for name in DOCUMENT.findall(test.read_text("utf-8"))}
    for name in named:
        (folder / name).write_bytes(page("ipptool"))
    return folder


async def _passes(machine: IppPrinterEmulator, test: Path) -> tuple[bool, str]:
    await machine.start()
    document = str(test.with_name("document-a4.pdf"))
    report = await _output_and_code("ipptool", "-tI", "-f", document, machine.uri, str(test))
    await machine.close()
    return report


# ── 3. ippeveprinter and CUPS ──


async def _pages(context: Context) -> list[str]:
    async with cups_bench(context.folder / "cups") as bench:
        found = await _ippfind(context, bench)
        direct = await _judged(context, bench, "direct", bench.printer_uri, TOLD_DIRECT_S)
        queue = await _judged(context, bench, "queue", bench.queue_uri, TOLD_BY_QUEUE_S)
        believer = context.plant("a driver that believes what a queue says of a job it lost")
        with patch.object(PrinterWord, "forgot_jobs", new_callable=PropertyMock, return_value=False):
            if await _power_cut(bench, "planted", bench.queue_uri):
                believer.caught()
        return found + direct + queue


async def _ippfind(context: Context, bench: CupsBench) -> list[str]:
    """Both printers on the network, each as ippfind finds it and as it tells its state there."""
    broken = []
    for name, machine, states in (
        ("well", IppPrinterEmulator(pacing=False), "idle accepting-jobs none"),
        ("out of paper", _machine_out_of_paper(), "stopped accepting-jobs media-empty-error"),
    ):
        told = await _as_found(bench, machine)
        broken += [] if told == states else [f"ippfind, {name}: {told}"]
    told = await bench.found(bench.PRINTER_NAME)
    broken += [] if told == "idle accepting-jobs none" else [f"ippfind, ippeveprinter: {told}"]
    stateless = context.plant("a printer on the network that does not tell its state")
    if (await _as_found(bench, _Stateless(pacing=False))).startswith("stopped"):  # its word for not knowing
        stateless.caught()
    return broken


def _machine_out_of_paper() -> IppPrinterEmulator:
    machine = IppPrinterEmulator(pacing=False)
    machine.set_reason("paper_out")
    return machine


async def _as_found(bench: CupsBench, machine: IppPrinterEmulator) -> str:
    await machine.start()
    name = f"Bridge A4 {machine.port}"  # what was said of another of the same name is remembered for a while
    async with bench.announced(name, machine.port):
        told = await bench.found(name)
    await machine.close()
    return told


async def _judged(context: Context, bench: CupsBench, name: str, uri: str, told_s: float) -> list[str]:
    broken = []
    before = len(bench.printed)
    result = await _print(uri, page(f"{name} 0037"))
    came = bench.printed[before:]
    words = [await _words(context, each) for each in came]
    if not isinstance(result, Printed) or words != [f"{name} 0037"]:
        broken.append(f"{name}: {result}, and on paper {words}")
    if name == "direct" and came != [page(f"{name} 0037")]:
        broken.append(f"{name}: what was printed is not what was sent")
    broken += await _out_of_paper(context, bench, name, uri, told_s)
    broken += await _taken_back(bench, name, uri)
    broken += await _power_cut(bench, name, uri)
    return broken


async def _out_of_paper(context: Context, bench: CupsBench, name: str, uri: str, most_s: float) -> list[str]:
    async with _printer(uri) as printer:
        progress = Progress()
        printing = asyncio.ensure_future(printer.print(PageJob(page("paper"), "paper"), progress.note))
        try:
            await progress.told(PrintProgress.FIRST_BYTE, printing)
            bench.set_reason("media-empty-error")
            told_s = await progress.told(PrintProgress.WAITING_FOR_PAPER, printing)
        except NotToldError as error:
            return [f"{name}, paper out: {error}"]
        finally:
            bench.set_reason()
        result = await printing
    context.figure(f"{name}_media_empty_told_s", round(told_s, 2))
    broken = [] if told_s <= most_s else [f"{name}: paper out was told after {told_s:.1f} s"]
    return broken if isinstance(result, Printed) else [*broken, f"{name}: {result} once there was paper again"]


async def _taken_back(bench: CupsBench, name: str, uri: str) -> list[str]:
    async with _printer(uri) as printer:
        progress = Progress()
        printing = asyncio.ensure_future(printer.print(PageJob(page("back"), "back"), progress.note))
        try:
            await progress.told(PrintProgress.FIRST_BYTE, printing)
            bench.set_reason("media-empty-error")
            await progress.told(PrintProgress.WAITING_FOR_PAPER, printing)
        except NotToldError as error:
            bench.set_reason()
            return [f"{name}, a job to be taken back: {error}"]
        printer.cancel()
        result = await printing
    await bench.printer_power_cut()  # it neither stops its print command nor takes back what that said
    bench.set_reason()
    await bench.printer_on()
    await asyncio.sleep(QUEUE_LAG_S)
    return [] if isinstance(result, Unknown) else [f"{name}: a job taken back is {result}"]


async def _power_cut(bench: CupsBench, name: str, uri: str) -> list[str]:
    """The printer loses its power in mid-job and comes back; nothing was printed."""
    async with _printer(uri) as printer:
        progress = Progress()
        before = len(bench.printed)
        printing = asyncio.ensure_future(printer.print(PageJob(page("cut"), "cut"), progress.note))
        try:
            await progress.told(PrintProgress.FIRST_BYTE, printing)
            bench.set_reason("media-empty-error")
            await progress.told(PrintProgress.WAITING_FOR_PAPER, printing)
        except NotToldError as error:
            bench.set_reason()
            return [f"{name}, a power cut in mid-job: {error}"]
        await bench.printer_power_cut()
        bench.set_reason()
        await asyncio.sleep(1)
        await bench.printer_on()
        result = await printing
    came = len(bench.printed) - before
    if isinstance(result, Printed) and not came:
        return [f"{name}: printed, it says, and nothing came out"]
    return []


async def _print(uri: str, pdf: bytes) -> PrintResult:
    async with _printer(uri) as printer:
        return await printer.print(PageJob(pdf, "judged"), lambda _: None)


@contextlib.asynccontextmanager
async def _printer(uri: str) -> AsyncIterator[IppPrinter]:
    printer = IppPrinter(IppClient(uri))
    running = asyncio.create_task(printer.run(), name="page printer")
    try:
        yield printer
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await printer.close()


class NotToldError(Exception):
    """What was waited for was not told, and why, in words."""


class Progress:
    """What was told, and how long it took."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[PrintProgress] = asyncio.Queue()

    def note(self, progress: PrintProgress) -> None:
        self._told.put_nowait(progress)

    async def told(self, wanted: PrintProgress, printing: asyncio.Future[PrintResult], most_s: float = 20.0) -> float:
        """Seconds until it was. Raises NotToldError when the job ends without it, or after `most_s`."""
        began_s = time.monotonic()
        waiting = asyncio.ensure_future(self._until(wanted))
        ends: set[asyncio.Future[Any]] = {waiting, printing}
        done, _ = await asyncio.wait(ends, timeout=most_s, return_when=asyncio.FIRST_COMPLETED)
        if waiting in done:
            return time.monotonic() - began_s
        waiting.cancel()
        if printing not in done:
            raise NotToldError(f"no {wanted.name} in {most_s:.0f} s, and the job goes on")
        raise NotToldError(f"no {wanted.name}, the job ended first: {printing.result()}")

    async def _until(self, wanted: PrintProgress) -> None:
        while await self._told.get() is not wanted:
            pass


async def _words(context: Context, pdf: bytes) -> str:
    path = context.folder / "came.pdf"
    await asyncio.to_thread(path.write_bytes, pdf)
    return await _output("pdftotext", str(path), "-")


def page(words: str) -> bytes:
    """An A4 page of PDF with these words; ASCII, no brackets."""
    stream = f"BT /F1 24 Tf 72 760 Td ({words}) Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(pdf))
        pdf += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n"
    return (pdf + f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}").encode("ascii")


SHORT_NOTE = "about 60 s: printers and queues keep their own time"
CAMPAIGN = Campaign(
    "device-judges", "our printers before programs of others: receiptio, zxing, ipptool, CUPS", SHORT_NOTE, run
)
