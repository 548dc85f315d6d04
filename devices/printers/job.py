"""One slip on its way: part by part, each confirmed, and at the end the truth about it.

    part + GS r 1 ──► mark ──► next part … cut + GS r 1 ──► mark ──► Printed
         │ 0.4 s of silence
         ▼
    DLE EOT 1–4 ──► paper, cover, jam, silent? ──► tell, wait for the hand ──► mark ──► go on
                                                        │ patience over, cancelled, link gone
                                                        ▼
                                    Unknown: no part was confirmed, or only the mark behind the cut is missing
                                    Partial: some parts were confirmed and more were never sent

Never more than one part is outstanding, so that a status question never waits behind a full buffer.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from devices.contracts.printer import Partial, Printed, PrintProgress, PrintResult, PrintTrouble, Unknown
from devices.links.link import LinkGoneError
from devices.printers.answers import Facts
from devices.printers.parts import ASK_MARK
from devices.printers.wire import CLEAR_BUFFER, PrinterWire

CONFIRMED_BY = "gs_r_behind_cut"

_WAITING_FOR = {
    PrintTrouble.PAPER_OUT: PrintProgress.WAITING_FOR_PAPER,
    PrintTrouble.COVER_OPEN: PrintProgress.WAITING_FOR_COVER,
}


@dataclass(frozen=True, slots=True)
class PrintTiming:
    """How long to wait for what."""

    mark_s: float = 0.4
    """Silence after which the printer is asked what is wrong."""
    answer_s: float = 0.5
    ask_again_s: float = 0.25
    silent_s: float = 5.0
    """A printer that neither prints nor answers is given up after this."""
    patience_s: float = 120.0
    """A hand that is awaited (paper, cover) is given this long."""


class _GivenUpError(Exception):
    def __init__(self, reason: PrintTrouble) -> None:
        super().__init__(reason)
        self.reason = reason


class PrintJob:
    """Sends the parts of one slip; used once."""

    def __init__(
        self, wire: PrinterWire, parts: Sequence[bytes], timing: PrintTiming, given_up: asyncio.Event,
        on_progress: Callable[[PrintProgress], None], on_facts: Callable[[Facts | None], None],
    ) -> None:  # fmt: skip
        self._wire = wire
        self._parts = parts
        self._timing = timing
        self._given_up = given_up
        self._on_progress = on_progress
        self._on_facts = on_facts
        self._confirmed = 0
        self._sent = 0
        self._told: PrintProgress | None = None

    async def run(self) -> PrintResult:
        """Print, and say what became of it."""
        self._wire.forget_marks()
        try:
            for part in self._parts:
                self._sent += 1
                await self._wire.send(part + ASK_MARK)
                if self._sent == 1:
                    self._on_progress(PrintProgress.FIRST_BYTE)
                await self._confirm()
                self._confirmed += 1
        except LinkGoneError:
            return self._truth(PrintTrouble.GONE)
        except _GivenUpError as given_up:
            await self._forget_rest()
            return self._truth(given_up.reason)
        self._on_progress(PrintProgress.CUT)
        return Printed(CONFIRMED_BY)

    def _truth(self, reason: PrintTrouble) -> PrintResult:
        all_sent = self._sent == len(self._parts)
        return Unknown(reason) if all_sent or not self._confirmed else Partial(reason)

    async def _forget_rest(self) -> None:
        """What the printer holds back belongs to nobody any more."""
        try:
            await self._wire.send(CLEAR_BUFFER)
        except LinkGoneError:
            return

    async def _confirm(self) -> None:
        """Wait for the mark of the part just sent, however long a hand needs."""
        now = asyncio.get_running_loop().time
        began_s = heard_s = fine_s = now()
        wait_s = self._timing.mark_s
        while not await self._marked(wait_s):
            facts = await self._wire.facts(self._timing.answer_s)
            self._on_facts(facts)
            trouble = PrintTrouble.OFFLINE if facts is None else facts.trouble
            heard_s = heard_s if facts is None else now()
            fine_s = now() if trouble is not None else fine_s
            # Healthy and yet no mark: it may print slowly, but not for ever.
            over = now() - min(heard_s, fine_s) >= self._timing.silent_s or now() - began_s >= self._timing.patience_s
            if over or (trouble is not None and self._given_up.is_set()):
                raise _GivenUpError(trouble or PrintTrouble.OFFLINE)
            self._tell_trouble(trouble)
            wait_s = self._timing.ask_again_s
        self._tell_trouble(None)

    async def _marked(self, wait_s: float) -> bool:
        """Whether the mark came in time."""
        try:
            async with asyncio.timeout(wait_s):
                await self._wire.mark()
        except TimeoutError:
            return False
        return True

    def _tell_trouble(self, trouble: PrintTrouble | None) -> None:
        """Report a change of what is waited for, once."""
        waiting = None if trouble is None else _WAITING_FOR.get(trouble, PrintProgress.WAITING_FOR_PRINTER)
        if waiting is not self._told:
            self._told = waiting
            self._on_progress(waiting or PrintProgress.RESUMED)
