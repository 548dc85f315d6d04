"""The driver of an ESC/POS receipt printer: keeps the link, keeps its status fresh, prints one slip at a time."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

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
)
from devices.contracts.watching import Watched
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, LinkGoneError, OpenLink
from devices.links.pause import pause
from devices.printers.answers import Facts
from devices.printers.job import PrintJob, PrintTiming
from devices.printers.parts import PrinterProfile, compose_parts, warm_up
from devices.printers.raster import FontMissingError, draw_document
from devices.printers.wire import ASB_ON, PrinterWire

SILENCES_TO_RECONNECT = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeepTiming:
    """How the connection is kept."""

    poll_s: float = 2.0
    first_connection_s: float = 3.0
    """A slip asked for before the first connection waits this long for it."""
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class _SilentError(Exception):
    """The connection stands and nothing answers."""


class EscposPrinter:
    """Implements `ReceiptPrinter`. Loop thread only; drawing and composing happen in a thread of its own."""

    def __init__(
        self, open_link: OpenLink, pictures: Path | None = None, profile: PrinterProfile | None = None,
        timing: PrintTiming | None = None, keep: KeepTiming | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._open_link = open_link
        self._pictures = pictures
        self._profile = profile or PrinterProfile()
        self._timing = timing or PrintTiming()
        self._keep = keep or KeepTiming()
        self._monotonic = monotonic
        self._composer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipt composer")
        self._wire: PrinterWire | None = None
        self._heard = asyncio.Event()
        self._turn = asyncio.Lock()
        self._given_up = asyncio.Event()
        self._leftover = False
        start = PrinterStatus(since_s=monotonic())
        self._status = Watched(start)

    @property
    def status(self) -> PrinterStatus:
        return self._status.value

    def watch(self) -> AsyncIterator[PrinterStatus]:
        return self._status.watch()

    def cancel(self) -> None:
        self._given_up.set()

    async def close(self) -> None:
        self.cancel()
        self._status.close()
        self._composer.shutdown(wait=False)

    async def print(self, document: PrintDocument, on_progress: Callable[[PrintProgress], None]) -> PrintResult:
        self._given_up.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._keep.first_connection_s):
                await self._heard.wait()
        async with self._turn:
            try:
                parts = await self._compose(document)
            except FontMissingError:
                _log.exception("nothing can be printed")
                return NotStarted(PrintTrouble.OFFLINE)
            wire = self._wire
            refused = await self._not_ready(wire)
            if refused is not None or wire is None:
                return NotStarted(refused or PrintTrouble.GONE)
            leftover, self._leftover = self._leftover, True
            if leftover:  # composed before the link was asked, so that the first byte leaves at once
                parts = await self._compose(document, cut_first=True)
            result = await PrintJob(wire, parts, self._timing, self._given_up, on_progress, self._learn).run()
            self._leftover = not isinstance(result, Printed)
            return result

    async def _compose(self, document: PrintDocument, cut_first: bool = False) -> list[bytes]:
        def compose() -> list[bytes]:
            return compose_parts(draw_document(document, self._pictures), self._profile, cut_first)

        return await asyncio.get_running_loop().run_in_executor(self._composer, compose)

    async def _not_ready(self, wire: PrinterWire | None) -> PrintTrouble | None:
        """What keeps the slip from being started; nothing of it has been sent."""
        if self._given_up.is_set():
            return PrintTrouble.CANCELLED
        if wire is None:
            return PrintTrouble.OFFLINE if self.status.health is Health.OFFLINE else PrintTrouble.GONE
        try:
            facts = await wire.facts(self._timing.answer_s)
        except LinkGoneError:
            return PrintTrouble.GONE
        self._learn(facts)
        return PrintTrouble.OFFLINE if facts is None else facts.trouble

    async def run(self) -> None:
        self._composer.submit(warm_up)
        failures = 0
        while True:
            before = self.status.last_confirmed_s
            health = await self._connected()
            failures = 1 if self.status.last_confirmed_s != before else failures + 1
            self._publish(replace(self.status, health=health, paper=Paper.UNKNOWN, cover_open=None))
            failures = await pause(failures, self._keep.least_back_off_s, self._keep.most_back_off_s)

    async def _connected(self) -> Health:
        """Work with the printer until it is lost; what that makes of it."""
        try:
            link = await self._open_link()
        except LinkGoneError:
            self._heard.set()
            return Health.NO_DEVICE
        wire = PrinterWire(link)
        health = Health.NO_DEVICE
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(wire.listen())
                group.create_task(self._keep_fresh(wire))
        except* LinkGoneError:
            pass
        except* _SilentError:
            health = Health.OFFLINE
        finally:
            self._wire = None
            await link.close()
        return health

    async def _keep_fresh(self, wire: PrinterWire) -> None:
        """Ask now and then, and at once when the printer tells of a change, but never into a slip."""
        await wire.send(ASB_ON)
        self._learn(await wire.facts(self._timing.answer_s))
        self._wire = wire
        self._heard.set()
        silences = 0
        while silences < SILENCES_TO_RECONNECT:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._keep.poll_s):
                    await wire.changed.wait()
            if wire.changed.is_set():
                wire.changed.clear()
                self._learn(wire.last_told)
            elif not self._turn.locked():
                async with self._turn:
                    facts = await wire.facts(self._timing.answer_s)
                silences = silences + 1 if facts is None else 0
                self._learn(facts)
        raise _SilentError("it may be the connection that died, with nobody to say so")

    def _learn(self, facts: Facts | None) -> None:
        """Publish what the printer said, or that it says nothing."""
        old = self.status
        if facts is None:
            self._publish(replace(old, health=Health.OFFLINE, paper=Paper.UNKNOWN, cover_open=None))
            return
        broken = facts.broken or facts.paper is Paper.JAMMED
        blocked = Health.HARDWARE_ERROR if broken else Health.OFFLINE if facts.trouble else Health.ONLINE
        heard = replace(old, health=blocked, paper=facts.paper, cover_open=facts.cover_open)
        self._publish(replace(heard, last_confirmed_s=self._monotonic()))

    def _publish(self, new: PrinterStatus) -> None:
        old = self.status
        if replace(new, last_confirmed_s=old.last_confirmed_s) == old:
            self._status.refresh(new)
        else:
            self._status.publish(replace(new, since_s=self._monotonic()))
