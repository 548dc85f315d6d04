"""One slip on its way: part by part, each confirmed, and at the end the truth about it.

    part + question ──► mark ──► next part … cut + question ──► mark ──► Printed
         │ 0.4 s of silence               │ well, and silent for 2 s: the question once more
         ▼                                │
    how is it? ──► paper, cover, jam, silent? ──► tell, wait for the hand ──► mark ──► go on
                                                        │ patience over, cancelled, link gone
                                                        ▼
                                    Unknown: no part was confirmed, or only the mark behind the cut is missing
                                    Partial: some parts were confirmed and more were never sent

Never more than one part is outstanding, so that a status question never waits behind a full buffer. A printer without
marks gets its parts at the pace of its paper, and the end is Unknown however well it went.
"""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from devices.contracts.commands import CUT_OFF_S, Stop
from devices.contracts.printer import (
    MOST_SLIP_S,
    Partial,
    Printed,
    PrintProgress,
    PrintResult,
    PrintTrouble,
    Unknown,
)
from devices.links.link import LinkGoneError
from devices.printers.answers import Facts
from devices.printers.parts import Part
from devices.printers.profile import MarkKind, PrinterProfile
from devices.printers.trouble import Awaited
from devices.printers.wire import CLEAR_BUFFER, PrinterWire

SILENCES_TO_TELL = 3
"""A machine under load answers late now and then: one silence is no news."""

_ASK_GS_R = b"\x1dr\x01"
_ASK_PROCESS_ID = b"\x1d(H\x06\x0000"
_numbers = itertools.cycle(range(10_000))


@dataclass(frozen=True, slots=True)
class PrintTiming:
    """How long to wait for what."""

    mark_s: float = 0.4
    """Silence, beyond what the wire needs for the part, after which the printer is asked what is wrong."""
    answer_s: float = 0.5
    ask_again_s: float = 0.25
    lost_s: float = 2.0
    """A printer that is well and confirms nothing is asked once more after this: an answer is one byte, which a serial
    wire may lose."""
    silent_s: float = 5.0
    """A printer that neither prints nor answers is given up after this."""
    patience_s: float = 120.0
    """A hand that is awaited (paper, cover) is given this long."""
    most_s: float = MOST_SLIP_S
    most_look_s: float = 10.0
    """To ask a printer how it is and who: seven questions, three tries."""
    cut_off_s: float = CUT_OFF_S


class _GivenUpError(Exception):
    def __init__(self, reason: PrintTrouble) -> None:
        super().__init__(reason)
        self.reason = reason


class PrintJob:
    """Sends the parts of one slip; used once."""

    def __init__(
        self, wire: PrinterWire, parts: Sequence[Part], profile: PrinterProfile, timing: PrintTiming, stop: Stop,
        on_progress: Callable[[PrintProgress], None], on_facts: Callable[[Facts | None], None],
        on_mark: Callable[[], None], on_moved: Callable[[int], None], wire_bytes_s: float | None = None,
    ) -> None:  # fmt: skip
        self._wire = wire
        self._parts = parts
        self._profile = profile
        self._timing = timing
        self._stop = stop
        self._on_progress = on_progress
        self._on_facts = on_facts
        self._on_mark = on_mark
        self._on_moved = on_moved
        self._wire_bytes_s = wire_bytes_s
        self._confirmed = self._asked_again = 0
        self._sent = 0
        self._awaited = Awaited(on_progress)

    async def run(self) -> PrintResult:
        """Print, and say what became of it."""
        self._wire.forget_marks()
        try:
            for part in self._parts:
                self._sent += 1
                number = b"%04d" % next(_numbers) if self._profile.mark is MarkKind.PROCESS_ID else b""
                await self._wire.send(part.data + self._question(number))
                if self._sent == 1:
                    self._on_progress(PrintProgress.FIRST_BYTE)
                await self._confirm(part, number)
        except LinkGoneError:
            return self._truth(PrintTrouble.GONE)
        except _GivenUpError as given_up:
            await self._forget_rest()
            return self._truth(given_up.reason)
        if self._profile.mark is MarkKind.NONE:
            return Unknown(PrintTrouble.UNCONFIRMED)
        self._on_progress(PrintProgress.CUT)
        return Printed(f"{self._profile.mark}_behind_{'cut' if self._profile.cutter else 'feed'}")

    def _question(self, number: bytes) -> bytes:
        match self._profile.mark:
            case MarkKind.PROCESS_ID:
                return _ASK_PROCESS_ID + number
            case MarkKind.GS_R:
                return _ASK_GS_R
            case MarkKind.NONE:
                return b""

    def _truth(self, reason: PrintTrouble) -> PrintResult:
        all_sent = self._sent == len(self._parts)
        return Unknown(reason) if all_sent or not self._confirmed else Partial(reason)

    async def _forget_rest(self) -> None:
        """What the printer holds back belongs to nobody any more."""
        try:
            await self._wire.send(CLEAR_BUFFER)
        except LinkGoneError:
            return

    async def _confirm(self, part: Part, number: bytes) -> None:
        """Wait until the part just sent is on paper, however long a hand needs."""
        now = asyncio.get_running_loop().time
        wait_s = self._moved_by_s(part)
        began_s = heard_s = fine_s = now() + wait_s
        silences = 0
        while not await self._marked(number, wait_s):
            facts = await self._wire.facts(self._timing.answer_s)
            trouble = PrintTrouble.OFFLINE if facts is None else facts.trouble
            silences = silences + 1 if facts is None else 0
            heard_s = heard_s if facts is None else now()
            fine_s = now() if trouble is not None else fine_s
            if trouble is None and self._profile.mark is MarkKind.NONE:
                self._on_facts(facts)
                break
            # Healthy and yet no mark: it may print slowly, but not for ever.
            over = now() - min(heard_s, fine_s) >= self._timing.silent_s or now() - began_s >= self._timing.patience_s
            if over or (trouble is not None and self._stop.is_set):
                raise _GivenUpError(trouble or PrintTrouble.OFFLINE)
            if facts is not None or silences >= SILENCES_TO_TELL:
                self._on_facts(facts)
                self._awaited.tell(trouble)
            if trouble is None and now() - fine_s >= self._timing.lost_s:
                await self._ask_again(number)
            wait_s = self._timing.ask_again_s
        self._on_moved(part.dots)
        self._awaited.tell(None)

    async def _ask_again(self, number: bytes) -> None:
        """Once for a part, whether it is on paper."""
        if self._asked_again != self._sent:
            self._asked_again = self._sent
            await self._wire.send(self._question(number))

    def _moved_by_s(self, part: Part) -> float:
        """When to ask what is wrong; where nothing tells that the paper moved, when it must have."""
        wire_s = len(part.data) / self._wire_bytes_s if self._wire_bytes_s else 0.0
        no_mark = self._profile.mark is MarkKind.NONE
        return wire_s + (self._profile.paper_s(part.dots) if no_mark else self._timing.mark_s)

    async def _marked(self, number: bytes, wait_s: float) -> bool:
        """Whether the mark came in time."""
        if self._profile.mark is MarkKind.NONE:
            await asyncio.sleep(wait_s)
            return False
        try:
            async with asyncio.timeout(wait_s):
                await self._wire.mark(number)
        except TimeoutError:
            return False
        if self._asked_again == self._sent:  # one that was only late brings the other with it: not the next part's
            await asyncio.sleep(self._timing.answer_s)
            self._wire.forget_marks()
        self._confirmed += 1
        self._on_mark()
        return True
