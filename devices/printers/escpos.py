"""The driver of an ESC/POS receipt printer: keeps the link, keeps its status fresh, prints one slip at a time."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from devices.contracts.commands import CommandQueue, Stop
from devices.contracts.health import Health
from devices.contracts.printer import (
    NotStarted,
    Paper,
    PrintDocument,
    Printed,
    PrinterStatus,
    PrintProgress,
    PrintResult,
    PrintTrouble,
    Unknown,
)
from devices.contracts.results import CutOff
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, Link, LinkGoneError, OpenLink
from devices.links.pause import BEAT_S, to_beat_s
from devices.links.together import together
from devices.printers.answers import Facts
from devices.printers.fit import fit
from devices.printers.job import PrintJob, PrintTiming
from devices.printers.lettering import SLOWEST_RASTER_BYTES_S, letter_pieces
from devices.printers.parts import Part, joined, raster_parts, warm_up
from devices.printers.profile import PrinterProfile
from devices.printers.raster import FontMissingError, draw_document
from devices.printers.trouble import became_of, health_of
from devices.printers.wire import PrinterWire

SILENCES_TO_OFFLINE = 3
ALL_SENT = Unknown(PrintTrouble.UNCONFIRMED)
"""To its end, as far as a printer without marks can tell: nothing is left before the next slip."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeepTiming:
    """How the connection is kept."""

    poll_s: float = 3 * BEAT_S
    first_connection_s: float = 3.0
    """A slip asked for before the first connection waits this long for it."""
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class EscposPrinter(LinkDriver[PrinterStatus]):
    """Implements `ReceiptPrinter`. Loop thread only; drawing and composing happen in a thread of its own.

    `wire_bytes_s` is the pace of a slow wire; None for one that is faster than the paper.
    """

    STATE = ("paper", "cover_open", "trouble")

    def __init__(
        self, open_link: OpenLink, pictures: Path | None = None, profile: PrinterProfile | None = None,
        timing: PrintTiming | None = None, keep: KeepTiming | None = None, wire_bytes_s: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._keep = keep or KeepTiming()
        back_off = BackOff(self._keep.least_back_off_s, self._keep.most_back_off_s)
        super().__init__(open_link, PrinterStatus, back_off, monotonic)
        self._pictures = pictures
        self._profile = profile or PrinterProfile()
        self._timing = timing or PrintTiming()
        self._wire_bytes_s = wire_bytes_s
        self._composer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipt composer")
        self._wire: PrinterWire | None = None
        self._heard = asyncio.Event()
        self._queue = CommandQueue(cut_off_s=self._timing.cut_off_s)
        self._leftover = False
        self._is_named = False

    def cancel(self) -> None:
        self._queue.cancel()

    async def close(self) -> None:
        self.cancel()
        await super().close()
        self._composer.shutdown(wait=False)

    async def print(self, document: PrintDocument, on_progress: Callable[[PrintProgress], None]) -> PrintResult:
        begun = asyncio.Event()
        result = await self._queue.do(lambda stop: self._print(document, on_progress, stop, begun), self._timing.most_s)
        return became_of(result, begun.is_set())

    async def _print(
        self, document: PrintDocument, on_progress: Callable[[PrintProgress], None], stop: Stop, begun: asyncio.Event
    ) -> PrintResult:
        await self._first_word(stop)
        try:
            parts = [] if stop.is_set else await self._compose(document)
        except FontMissingError:
            _log.exception("nothing can be printed")
            return NotStarted(PrintTrouble.OFFLINE)
        wire = self._wire
        refused = None if stop.is_set else await self._not_ready(wire)
        if stop.is_set:
            refused = PrintTrouble.CANCELLED
        if refused is not None or wire is None:
            return NotStarted(refused or PrintTrouble.GONE)
        leftover, self._leftover = self._leftover, True
        if leftover:  # composed before the link was asked, so that the first byte leaves at once
            parts = await self._compose(document, cut_first=True)
        job = PrintJob(
            wire, parts, self._profile, self._timing, stop, on_progress, self._learn, self._marked, self._moved,
            self._wire_bytes_s,
        )  # fmt: skip
        begun.set()
        result = await job.run()
        self._leftover = not isinstance(result, Printed) and result != ALL_SENT
        if not self._leftover:
            self._status.refresh(replace(self.status, slip_count=self.status.slip_count + 1))
        return result

    async def _first_word(self, stop: Stop) -> None:
        """Wait until a connection was made or could not be, or nobody wants the slip any more."""
        ends = [asyncio.ensure_future(each) for each in (self._heard.wait(), stop.wait())]
        try:
            await asyncio.wait(ends, timeout=self._keep.first_connection_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in ends:
                each.cancel()

    async def _compose(self, document: PrintDocument, cut_first: bool = False) -> list[Part]:
        def compose() -> list[Part]:
            fitting = fit(document, self._profile)
            if self._writes:
                return joined(letter_pieces(fitting, self._profile, self._pictures), self._profile, cut_first)
            return raster_parts(draw_document(fitting, self._pictures), self._profile, cut_first)

        return await asyncio.get_running_loop().run_in_executor(self._composer, compose)

    @property
    def _writes(self) -> bool:
        """In the printer's own letters, because a picture would take the wire too long."""
        return self._wire_bytes_s is not None and self._wire_bytes_s < SLOWEST_RASTER_BYTES_S

    async def _not_ready(self, wire: PrinterWire | None) -> PrintTrouble | None:
        """What keeps the slip from being started; nothing of it has been sent."""
        if wire is None:
            return PrintTrouble.OFFLINE if self.status.health is Health.OFFLINE else PrintTrouble.GONE
        try:
            facts = await self._asked(wire)
        except LinkGoneError:
            return PrintTrouble.GONE
        self._learn(facts)
        return PrintTrouble.OFFLINE if facts is None else facts.trouble

    async def _asked(self, wire: PrinterWire) -> Facts | None:
        """How the printer is; None only after several silences in a row: one is a late answer on a busy machine."""
        for _ in range(SILENCES_TO_OFFLINE):
            facts = await wire.facts(self._timing.answer_s)
            if facts is not None:
                return facts
        return None

    async def run(self) -> NoReturn:
        self._composer.submit(warm_up)
        await super().run()

    def _lost(self, trouble: str) -> None:
        """A slip that waits for the first connection learns that there is none."""
        self._heard.set()

    async def _work(self, link: Link) -> NoReturn:
        wire = PrinterWire(link, self._profile)
        try:
            await together(wire.listen(), self._keep_fresh(wire))
        finally:
            self._wire = None
        raise AssertionError("both go on until one fails")

    async def _keep_fresh(self, wire: PrinterWire) -> None:
        """Ask now and then, and at once when the printer tells of a change, but never into a slip."""
        await wire.greet()
        self._is_named = False
        self._wire = wire
        self._heard.set()
        await self._looked(wire)
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(to_beat_s(self._keep.poll_s)):
                    await wire.changed.wait()
            if wire.changed.is_set():
                wire.changed.clear()
                self._learn(wire.last_told)
            elif not self._queue.is_busy:
                await self._looked(wire)

    async def _looked(self, wire: PrinterWire) -> None:
        """Ask in turn with the slips. A printer that takes no question is as silent as one that answers none."""
        if isinstance(await self._queue.do(lambda _: self._look(wire), self._timing.most_look_s), CutOff):
            raise DeviceFailedError("silent")

    async def _look(self, wire: PrinterWire) -> None:
        """Ask how the printer is, and once, when it is well enough to answer, who it is."""
        facts = await self._asked(wire)
        if facts is None:
            raise DeviceFailedError("silent")  # it may be the connection that died, with nobody to say so
        self._learn(facts)
        if facts.trouble is None and not self._is_named:
            self._is_named = True
            who = await wire.identity(self._timing.answer_s)
            self._publish(model=who.model, serial=who.serial, firmware=who.firmware)

    def _marked(self) -> None:
        """The printer spoke, and said nothing new."""
        self._status.refresh(replace(self.status, last_confirmed_s=self._monotonic()))

    def _moved(self, dots: int) -> None:
        """No news for anybody who watches: it is asked for once a minute."""
        moved_mm = self.status.moved_mm + dots / self._profile.dots_per_mm
        self._status.refresh(replace(self.status, moved_mm=moved_mm))

    def _learn(self, facts: Facts | None) -> None:
        """Publish what the printer said, or that it says nothing."""
        if facts is None:
            self._found(Health.OFFLINE, "silent", **self.status.nothing_known())
            return
        health = health_of(facts.trouble, is_broken=facts.broken or facts.paper is Paper.JAMMED)
        self._confirm(health, facts.trouble or "", paper=facts.paper, cover_open=facts.cover_open)
