"""The truth about the receipt, on the whole terminal: store, screen and paper agree; a copy can be had at any machine;
who cannot be served is told before they begin.
"""

import io
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.outbox import ReceiptState
from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.screens import Information, PrintState, Reprint
from kiosk.session.states import Mode
from kiosk.session.troubles import FilingOff
from kiosk.sync import PlatformClient, Unavailable
from kiosk.wire import Lease
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import ITEM, Terminal, whole_terminal

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"
STORED = {
    PrintState.PRINTED: ReceiptState.CONFIRMED,
    PrintState.NOT_STARTED: ReceiptState.NOT_STARTED,
    PrintState.PARTIAL: ReceiptState.PARTIAL,
    PrintState.UNKNOWN: ReceiptState.UNKNOWN,
}
Fault = Callable[[Terminal], Awaitable[None]]


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


def codes(terminal: Terminal) -> list[str]:
    """What an independent reader finds on every whole slip."""
    pictures = (Image.open(io.BytesIO(slip.png)) for slip in terminal.machines.printer.slips if not slip.torn)
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture.convert("L"))]


async def stored(terminal: Terminal, case_id: str) -> list[ReceiptState]:
    notes = await terminal.program.outbox.receipts(case_id)
    assert isinstance(notes, tuple)
    assert [note.copy_number for note in notes] == list(range(1, len(notes) + 1))
    return [note.state for note in notes]


async def at_case(terminal: Terminal, person: str, mode: Mode = Mode.STANDARD) -> screens.CaseDetail:
    """From the idle screen to the progress of one's only case, the card taken again."""
    terminal.send(ev.Started(mode), ev.ProgressPressed(), ev.NoticeUnderstood())
    await terminal.do("card.put", person=person)
    await terminal.on(screens.CaseDetail)
    await terminal.take_card()
    assert isinstance(terminal.state.screen, screens.CaseDetail)
    return terminal.state.screen


async def nothing(terminal: Terminal) -> None:
    """The printer works."""


async def no_paper(terminal: Terminal) -> None:
    await terminal.do("printer.paper_out")


async def reset(terminal: Terminal) -> None:
    terminal.at_first_byte = terminal.machines.printer.reset_connection


@pytest.mark.parametrize("fault", [nothing, no_paper, reset])
async def test_the_store_says_of_a_slip_what_the_screen_says(fault: Fault, tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        await fault(terminal)
        done = await terminal.submitted(RESIDENT)
        await terminal.acknowledged()
        first = await terminal.slip_settled()
        assert (first is PrintState.PRINTED) == (fault is nothing)
        assert await stored(terminal, done.case_id) == [STORED[first]]
        slip_count = len(terminal.slips)

        terminal.send(ev.NetworkChanged(False), ev.NetworkChanged(True), ev.Tick())
        await terminal.program.clock.sleep(30)
        assert len(terminal.slips) == slip_count  # nothing is printed again by itself

        terminal.at_first_byte = lambda: None
        await terminal.do("printer.refill")
        await terminal.program.clock.sleep(3)
        terminal.send(ev.PrintPressed())
        assert await terminal.slip_settled() is PrintState.PRINTED
        assert await stored(terminal, done.case_id) == [STORED[first], ReceiptState.CONFIRMED]
        assert "第 2 次打" in terminal.slips[-1]
        assert terminal.number_of(codes(terminal)[-1]) == done.number
        terminal.leave()


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
async def test_a_lost_slip_is_printed_again_from_what_the_platform_knows(mode: Mode, tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        case_id = await terminal.journey(RESIDENT, mode)
        (original,) = codes(terminal)

        case = (await at_case(terminal, RESIDENT, mode)).case
        terminal.send(ev.ReprintPressed())
        assert await terminal.slip_settled() is PrintState.PRINTED
        copy = terminal.slips[-1]
        assert "补打" in copy
        assert case.number.partition("-")[2] in copy
        assert codes(terminal) == [original, original]  # same number, same moment, same machine: the same code
        assert await stored(terminal, case_id) == [ReceiptState.CONFIRMED] * 2

        terminal.send(ev.BackPressed())
        assert isinstance(terminal.state.screen, screens.CaseDetail)


async def test_a_copy_that_does_not_come_out_is_told_like_any_slip(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        await terminal.journey(RESIDENT)
        case = (await at_case(terminal, RESIDENT)).case
        await terminal.do("printer.silent")
        await terminal.program.clock.sleep(10)
        terminal.send(ev.ReprintPressed())
        assert await terminal.slip_settled() is PrintState.NOT_STARTED
        assert isinstance(terminal.state.screen, Reprint)
        texts, shown = terminal.program.texts, terminal.reads()
        assert texts("done.safe.delivered") in shown
        assert texts("done.print.not_started.title") in shown
        assert case.number in shown


async def no_block(client: PlatformClient, after: int) -> Lease | Unavailable:
    """The platform leases nothing now."""
    return Unavailable("status_503")


async def test_who_comes_when_the_numbers_are_used_up_is_told_before_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlatformClient, "lease", no_block)
    async with whole_terminal(tmp_path, number_count=1) as terminal:
        await terminal.journey(RESIDENT)
        await terminal.until("the numbers to be counted", lambda s: s.filing_off is FilingOff.NO_NUMBERS)

        terminal.send(ev.Started(), ev.EntryChosen(ITEM), ev.ApplyPressed(ITEM))
        assert isinstance(terminal.state.screen, Information)
        terminal.send(ev.ExitPressed())

        case = (await at_case(terminal, RESIDENT)).case  # progress goes on, and so does the copy
        terminal.send(ev.ReprintPressed())
        assert await terminal.slip_settled() is PrintState.PRINTED
        assert terminal.number_of(codes(terminal)[-1]) == case.number


async def test_a_slip_held_to_the_scanner_opens_its_case_and_a_strangers_opens_nothing(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path, devices=("id_card", "receipt_printer", "scanner")) as terminal:
        for resident in ("li-jian-guo", RESIDENT, RESIDENT):
            await terminal.journey(resident)
        strangers, first, _ = codes(terminal)
        terminal.send(ev.Started(Mode.STANDARD), ev.ProgressPressed(), ev.NoticeUnderstood())
        await terminal.do("card.put", person=RESIDENT)
        await terminal.until_now("both cases to be listed", lambda: _listed_count(terminal) == 2)
        await terminal.take_card()
        await terminal.do("scanner.scan", text=strangers)
        await terminal.until_now("the stranger's slip to be refused", lambda: _refusals(terminal) == 1)
        await terminal.do("scanner.fault", kind="wrong_encoding")
        await terminal.do("scanner.scan", text=first)
        await terminal.until_now("the spoiled code to be refused", lambda: _refusals(terminal) == 2)
        assert _listed_count(terminal) == 2
        await terminal.do("scanner.scan", text=first)
        await terminal.on(screens.CaseDetail)
        assert isinstance(terminal.state.screen, screens.CaseDetail)
        assert terminal.state.screen.case.number in first
        terminal.leave()


def _listed_count(terminal: Terminal) -> int:
    screen = terminal.state.screen
    return len(screen.cases or ()) if isinstance(screen, screens.CaseList) else 0


def _refusals(terminal: Terminal) -> int:
    return "".join(terminal.heard).count(terminal.program.texts("say.code_of_no_case"))


# ── the guide on paper ─────────────────────────────────────────────────────────────────────────────────────────────


async def guide_asked(terminal: Terminal) -> PrintState | None:
    """From the idle screen to a guide, and what became of its paper."""
    terminal.send(ev.Started(), ev.EntryChosen(ITEM), ev.GuidePrintPressed())
    await terminal.until(
        "the guide", lambda s: isinstance(s.screen, Information) and s.screen.printing is not PrintState.PRINTING, 60
    )
    assert isinstance(terminal.state.screen, Information)
    return terminal.state.screen.printing


async def test_a_guide_comes_out_on_paper_and_the_printer_is_free_for_slips(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        assert await guide_asked(terminal) is PrintState.PRINTED
        (paper,) = terminal.machines.printer.slips
        assert not paper.torn
        assert zxingcpp.read_barcodes(Image.open(io.BytesIO(paper.png)).convert("L")) == []
        terminal.send(ev.HomePressed(), ev.ExitPressed())
        await terminal.journey(RESIDENT)


async def test_nobody_waits_for_paper_for_a_guide(tmp_path: Path) -> None:
    async with whole_terminal(tmp_path) as terminal:
        await terminal.do("printer.paper_out", after_dots=100)
        assert await guide_asked(terminal) is PrintState.NOT_STARTED
        await terminal.do("printer.refill")
