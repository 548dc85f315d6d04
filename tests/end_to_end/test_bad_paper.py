"""The printer gone wrong, on the whole terminal: the case is safe, the slip's fate is told, the next one goes on.

The printer's own patience is real (two minutes for a hand, five seconds of silence); only the loop's time flies.
"""

import io

import pytest
import zxingcpp
from PIL import Image

from kiosk.session import events as ev
from kiosk.session import screens
from kiosk.session.screens import PrintState
from tests.end_to_end.trial import NEXT_RESIDENT, Trial
from tests.helpers.flying_time import FLYING, Backend, flying_loop
from tests.helpers.terminal import Terminal

pytestmark = pytest.mark.anyio
RESIDENT = "zhang-gui-lan"
MIDDLE_DOTS = 300
"""Into the slip."""


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


def slip_words(printing: PrintState) -> tuple[str, ...]:
    """What happened to the slip, and what to do."""
    return f"done.print.{printing.value}.title", f"done.print.{printing.value}.help"


def whole_slips(terminal: Terminal) -> list[str]:
    """The number on each slip that came out whole, as an independent reader finds it."""
    numbers = []
    for slip in terminal.machines.printer.slips:
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(slip.png)).convert("L"))
        numbers += [terminal.number_of(code.text) for code in found if not slip.torn]
    return numbers


async def served_without_slip(terminal: Terminal) -> None:
    """Somebody files although the printer is no use; they are told so and go."""
    done = await terminal.submitted(NEXT_RESIDENT)
    await terminal.acknowledged()
    assert await terminal.slip_settled(within_s=200) is not PrintState.PRINTED
    assert "交上去" in terminal.reads()
    assert done.number in terminal.reads()
    terminal.leave()


@pytest.mark.parametrize("hand", ["paper_out", "cover_open"])
async def test_the_printer_not_ready_at_the_start(hand: str, trial: Trial, terminal: Terminal) -> None:
    await terminal.do(f"printer.{hand}")
    done = await terminal.submitted(RESIDENT)
    await terminal.acknowledged()
    assert await terminal.slip_settled() is PrintState.NOT_STARTED
    cause = {"paper_out": "no_paper", "cover_open": "cover"}[hand]
    told = (f"done.print.off.{cause}", f"rail.receipt_{cause}", done.number)
    trial.reads("done.safe.delivered", *slip_words(PrintState.NOT_STARTED), *told)
    assert whole_slips(terminal) == []

    await terminal.do("printer.refill")
    await terminal.do("printer.cover_close")
    terminal.send(ev.PrintPressed())
    assert await terminal.slip_settled() is PrintState.PRINTED
    assert whole_slips(terminal) == [done.number]
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_paper_out_in_mid_print_then_refilled(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("printer.paper_out", after_dots=MIDDLE_DOTS)
    done = await terminal.submitted(RESIDENT)
    await terminal.slip_waits(PrintState.WAITING_FOR_PAPER)
    trial.reads("done.safe.delivered", *slip_words(PrintState.WAITING_FOR_PAPER), "rail.receipt_no_paper", done.number)

    await terminal.do("printer.refill")
    assert await terminal.slip_settled() is PrintState.PRINTED
    assert whole_slips(terminal) == [done.number]
    assert len(terminal.slips) == 1
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_cover_opened_in_mid_print_then_closed(trial: Trial, terminal: Terminal) -> None:
    terminal.at_first_byte = lambda: terminal.machines.printer.set_cover(True)
    done = await terminal.submitted(RESIDENT)
    await terminal.slip_waits(PrintState.WAITING_FOR_COVER)
    trial.reads("done.safe.delivered", *slip_words(PrintState.WAITING_FOR_COVER), "rail.receipt_cover", done.number)

    terminal.at_first_byte = lambda: None
    await terminal.do("printer.cover_close")
    assert await terminal.slip_settled() is PrintState.PRINTED
    assert whole_slips(terminal) == [done.number]
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_paper_out_in_mid_print_and_never_refilled(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("printer.paper_out", after_dots=MIDDLE_DOTS)
    done = await terminal.submitted(RESIDENT)
    await terminal.slip_waits(PrintState.WAITING_FOR_PAPER)
    trial.reads("done.safe.delivered", *slip_words(PrintState.WAITING_FOR_PAPER))
    with flying_loop().hurry():
        assert await terminal.slip_settled(within_s=200) is PrintState.PARTIAL
    trial.reads("done.safe.delivered", *slip_words(PrintState.PARTIAL), "done.print.off.no_paper", done.number)
    with flying_loop().hurry():
        await terminal.on(screens.Idle, within_s=200)  # the resident has gone long ago
    assert (terminal.state.person, terminal.state.draft) == (None, None)

    await served_without_slip(terminal)
    assert whole_slips(terminal) == []
    await terminal.do("printer.refill")
    await trial.next_resident()
    assert len(whole_slips(terminal)) == 1
    await trial.all_arrived()


async def test_the_paper_out_and_the_resident_goes_without_a_slip(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("printer.paper_out", after_dots=MIDDLE_DOTS)
    await terminal.submitted(RESIDENT)
    await terminal.slip_waits(PrintState.WAITING_FOR_PAPER)
    terminal.send(ev.ReceiptDeclined())
    trial.reads(*slip_words(PrintState.DECLINED))
    terminal.leave()

    await terminal.do("printer.refill")
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_connection_reset_in_mid_print(trial: Trial, terminal: Terminal) -> None:
    terminal.at_first_byte = terminal.machines.printer.reset_connection
    done = await terminal.submitted(RESIDENT)
    await terminal.acknowledged()
    printing = await terminal.slip_settled()
    assert printing in (PrintState.PARTIAL, PrintState.UNKNOWN)
    trial.reads("done.safe.delivered", *slip_words(printing), done.number)

    terminal.at_first_byte = lambda: None
    await terminal.program.clock.sleep(3)
    terminal.send(ev.PrintPressed())
    assert await terminal.slip_settled() is PrintState.PRINTED
    assert whole_slips(terminal)[-1] == done.number
    terminal.leave()
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_printer_silent_from_the_start(trial: Trial, terminal: Terminal) -> None:
    await terminal.do("printer.silent")
    done = await terminal.submitted(RESIDENT)
    await terminal.acknowledged()
    assert await terminal.slip_settled() is PrintState.NOT_STARTED
    trial.reads("done.safe.delivered", *slip_words(PrintState.NOT_STARTED), "rail.receipt_fault", done.number)
    terminal.leave()

    await served_without_slip(terminal)
    await terminal.do("printer.silent", on=False)
    await terminal.program.clock.sleep(20)
    await trial.next_resident()
    await trial.all_arrived()


async def test_the_printer_silent_in_mid_print(trial: Trial, terminal: Terminal) -> None:
    terminal.at_first_byte = lambda: terminal.machines.printer.set_silent(True)
    done = await terminal.submitted(RESIDENT)
    await terminal.slip_waits(PrintState.WAITING_FOR_PRINTER)
    trial.reads("done.safe.delivered", *slip_words(PrintState.WAITING_FOR_PRINTER))
    printing = await terminal.slip_settled()
    assert printing in (PrintState.PARTIAL, PrintState.UNKNOWN)
    trial.reads("done.safe.delivered", *slip_words(printing), done.number)
    terminal.leave()

    terminal.at_first_byte = lambda: None
    await served_without_slip(terminal)
    await terminal.do("printer.silent", on=False)
    await terminal.program.clock.sleep(20)
    await trial.next_resident()
    await trial.all_arrived()
