"""A slip on its way to paper, written down step by step, so that what is stored and what the screen says agree.

    composed ─► sent ─► confirmed | not_started | partial | unknown
    on disk before a byte goes out           on disk before the screen says so

One that was begun and has no end on the disk (a power cut) is as unknown as one that the printer lost. Nothing here
prints a slip again: only a hand does.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from devices.contracts.printer import (
    NotStarted,
    Partial,
    Printed,
    PrintProgress,
    PrintResult,
    PrintTrouble,
    ReceiptPrinter,
    Unknown,
)
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Outbox, ReceiptState, Unreadable
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.session.screens import PrintState

WAITS = {
    PrintProgress.FIRST_BYTE: PrintState.PRINTING,
    PrintProgress.RESUMED: PrintState.PRINTING,
    PrintProgress.WAITING_FOR_PAPER: PrintState.WAITING_FOR_PAPER,
    PrintProgress.WAITING_FOR_COVER: PrintState.WAITING_FOR_COVER,
    PrintProgress.WAITING_FOR_PRINTER: PrintState.WAITING_FOR_PRINTER,
}
ENDS: dict[type[PrintResult], ReceiptState] = {
    Printed: ReceiptState.CONFIRMED,
    NotStarted: ReceiptState.NOT_STARTED,
    Partial: ReceiptState.PARTIAL,
    Unknown: ReceiptState.UNKNOWN,
}
"""The printer's word as it is stored; `on_done` puts the same word on the screen."""


class SlipMaker(Protocol):
    """Lays out a case's slip."""

    def __call__(self, effect: do.PrintReceipt) -> Any: ...


class GuideMaker(Protocol):
    """Lays out an entry's guide."""

    def __call__(self, effect: do.PrintGuide) -> Any: ...


async def print_guide(
    printer: ReceiptPrinter | None, guide: GuideMaker, effect: do.PrintGuide, send: Callable[[Event], None]
) -> None:
    """Print it if that can be done without a hand; answered by `GuidePrintEnded`. It tells of nobody, so nothing of it
    is written down."""
    result: PrintResult = NotStarted(PrintTrouble.GONE)
    if printer is not None:

        def on_progress(progress: PrintProgress) -> None:
            if WAITS.get(progress, PrintState.PRINTING) is not PrintState.PRINTING:
                printer.cancel()

        result = await printer.print(guide(effect), on_progress)
    send(ev.GuidePrintEnded(effect.session_serial, effect.entry_id, isinstance(result, Printed)))


@dataclass(frozen=True, slots=True)
class SlipPrinter:
    """Prints one slip at a time and answers with `PrintWaits` and one `PrintEnded`."""

    outbox: Outbox
    printer: ReceiptPrinter | None
    slip: SlipMaker
    clock: Clock
    supervisor: Supervisor
    measured: Callable[[str, float], None]
    send: Callable[[Event], None]

    async def print(self, effect: do.PrintReceipt) -> None:
        """Print, counting on from the slips of this case that this machine has begun before."""
        slip = replace(effect, copy_count=await self._copy_number(effect))
        await self._note(slip, ReceiptState.COMPOSED)
        result = await self._printed(slip)
        await self._note(slip, ENDS[type(result)])
        self.send(ev.PrintEnded(effect.case_id, result))

    async def _copy_number(self, effect: do.PrintReceipt) -> int:
        known = await self.outbox.receipts(effect.case_id)
        if isinstance(known, Unreadable):
            return effect.copy_count
        return max((note.copy_number for note in known), default=0) + 1

    async def _printed(self, slip: do.PrintReceipt) -> PrintResult:
        if self.printer is None:
            return NotStarted(PrintTrouble.GONE)
        noting: list[asyncio.Task[Any]] = []

        def on_progress(progress: PrintProgress) -> None:
            if progress is PrintProgress.FIRST_BYTE:
                self.measured("receipt_first_byte", self.clock.monotonic_s())
                noting.append(self.supervisor.start("note slip", self._note(slip, ReceiptState.SENT)))
            waits = WAITS.get(progress)
            if waits is not None:
                self.send(ev.PrintWaits(slip.case_id, waits))

        result = await self.printer.print(self.slip(slip), on_progress)
        await asyncio.gather(*noting)
        return result

    async def _note(self, slip: do.PrintReceipt, state: ReceiptState) -> None:
        """A disk that does not take the note keeps no resident from their slip; the outbox has told of it."""
        await self.outbox.note_receipt(slip.case_id, slip.copy_count, state, self.clock.now())
