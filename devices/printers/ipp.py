"""The driver of an A4 printer: IPP straight to one that speaks it, or to a CUPS queue in front of one that does not."""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from devices.contracts.commands import CommandQueue, Stop
from devices.contracts.health import Health
from devices.contracts.page_printer import PageJob
from devices.contracts.printer import (
    NotStarted,
    Paper,
    PrinterStatus,
    PrintProgress,
    PrintResult,
    PrintTrouble,
    Unknown,
)
from devices.links.driver import BackOff, DeviceFailedError, Driver
from devices.links.link import IN_USE, DeviceError
from devices.links.pause import to_beat_s
from devices.printers.ipp_answers import BUSY, PrinterState, PrinterWord
from devices.printers.ipp_client import IppClient, IppGoneError, IppRefusedError
from devices.printers.ipp_job import SILENCES_TO_TELL, FollowedJob, IppTiming
from devices.printers.trouble import became_of, health_of

NEUTRAL_NAME = re.compile(r"[A-Za-z0-9-]{1,40}")
UNNAMED = "document"
CONNECTING = "connecting-to-device"
QUEUES_OWN_REASONS = frozenset({"paused", "cups-ipp-missing-job-history"})
STALE_REASONS_S = 3.0
"""By then CUPS has asked the printer (measured: 1 s)."""


class IppPrinter(Driver[PrinterStatus]):
    """Implements `PagePrinter`. Loop thread only."""

    STATE = ("paper", "cover_open")

    def __init__(
        self, client: IppClient, timing: IppTiming | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._timing = timing or IppTiming()
        back_off = BackOff(self._timing.least_back_off_s, self._timing.most_back_off_s)
        super().__init__(PrinterStatus, back_off, monotonic)
        self._client = client
        client.on_late = self._late
        self._queue = CommandQueue(cut_off_s=self._timing.cut_off_s)
        self._job: FollowedJob | None = None
        self._job_since_s: float | None = None
        self._reasons = self._stale = frozenset[str]()
        self._takes_one_job = self._is_own_job = False
        """Whether it has refused a job because it printed another; whether what it prints now is ours."""

    def cancel(self) -> None:
        self._queue.cancel()

    async def close(self) -> None:
        self.cancel()
        await super().close()
        await self._client.close()

    async def _serve(self) -> NoReturn:
        silences = 0
        while True:
            try:
                await self._look()
                silences = 0
            except IppGoneError:
                raise
            except DeviceError as error:
                if isinstance(error, IppRefusedError) and error.status_code == BUSY:
                    raise DeviceFailedError(IN_USE, Health.BUSY) from error
                silences += 1
                if silences >= SILENCES_TO_TELL:
                    raise DeviceFailedError("silent") from error
            await asyncio.sleep(to_beat_s(self._timing.idle_poll_s))

    async def print(self, job: PageJob, on_progress: Callable[[PrintProgress], None]) -> PrintResult:
        """Raises ValueError for what is no PDF."""
        if not job.pdf.startswith(b"%PDF-"):
            raise ValueError("an A4 printer gets PDF and nothing else")
        begun = asyncio.Event()
        result = await self._queue.do(lambda stop: self._print(job, on_progress, stop, begun), self._timing.most_s)
        return became_of(result, begun.is_set())

    async def _print(
        self, job: PageJob, on_progress: Callable[[PrintProgress], None], stop: Stop, begun: asyncio.Event
    ) -> PrintResult:
        refused = await self._not_ready()
        if refused is not None:
            return NotStarted(refused)

        def on_first_byte() -> None:
            if not begun.is_set():
                begun.set()
                on_progress(PrintProgress.FIRST_BYTE)

        try:
            number = await self._handed_over(job, on_first_byte, stop)
        except IppRefusedError as error:
            await self._refused(error)
            return NotStarted(PrintTrouble.OFFLINE)
        except DeviceError:
            return Unknown(PrintTrouble.GONE) if begun.is_set() else NotStarted(PrintTrouble.GONE)
        self._job_since_s, self._is_own_job = self._monotonic(), True
        self._job = FollowedJob(self._client, number, self._timing, stop, on_progress, self._look)
        try:
            return await self._job.end()
        finally:
            self._job = self._job_since_s = None

    async def _handed_over(self, job: PageJob, on_first_byte: Callable[[], None], stop: Stop) -> int:
        """The job's number. A printer that has not yet put its last job away refuses the next, and is asked again.

        Raises a DeviceError.
        """
        name = job.name if NEUTRAL_NAME.fullmatch(job.name) else UNNAMED
        ends_s = self._monotonic() + self._timing.last_job_s
        while True:
            try:
                return await self._client.print_job(job, name, on_first_byte, self._timing.hand_over_s)
            except IppRefusedError as error:
                if error.status_code != BUSY or stop.is_set or self._monotonic() >= ends_s:
                    raise
            await asyncio.sleep(self._timing.busy_poll_s)

    async def _refused(self, error: IppRefusedError) -> None:
        """It takes no job now; why, its status tells from here on."""
        self._takes_one_job = self._takes_one_job or error.status_code == BUSY
        with contextlib.suppress(DeviceError):
            await self._look()

    async def _not_ready(self) -> PrintTrouble | None:
        """What keeps a job from being handed over; one answer that fails to come is no news on a busy machine."""
        for _ in range(SILENCES_TO_TELL):
            try:
                word = await self._look()
            except IppGoneError:
                return PrintTrouble.GONE
            except DeviceError:
                continue
            return word.trouble if word.takes_pdf else PrintTrouble.OFFLINE
        return PrintTrouble.OFFLINE

    def _late(self) -> None:
        """An answer is overdue: told now, and not when it is given up. One that comes all the same says otherwise."""
        self._found(Health.OFFLINE, "silent", **self.status.nothing_known())
        if self._job is not None:
            self._job.is_silent()

    async def _look(self) -> PrinterWord:
        """Ask the printer how it is, and publish what can be believed of it. Raises a DeviceError."""
        word = self._believed(await self._client.printer())
        unsure = word.is_queue and not self._is_well_under_way
        health = health_of(word.trouble, is_broken=not word.takes_pdf)
        is_busy = self._is_elsewhere(word) and health is Health.ONLINE
        self._confirm(
            Health.BUSY if is_busy else health,
            IN_USE if is_busy else word.trouble or ("" if word.takes_pdf else "no_pdf"),
            paper=Paper.UNKNOWN if unsure and word.paper is Paper.FULL else word.paper,
            cover_open=word.cover_open or (None if unsure else False),
            model=word.model,
            serial=word.serial,
            firmware=word.firmware,
        )
        return word

    def _is_elsewhere(self, word: PrinterWord) -> bool:
        """Whether somebody else's job is printed, by a printer that takes no other meanwhile. Most take it and print it
        after; such a one is not busy."""
        is_printing = word.state == PrinterState.PROCESSING
        self._is_own_job = self._is_own_job and (is_printing or self._job is not None)
        return self._takes_one_job and is_printing and not self._is_own_job

    def _believed(self, word: PrinterWord) -> PrinterWord:
        """A queue's reasons are those of its last job until the next is well under way, but for those that are its own;
        and every job begins with a moment of connecting."""
        before, self._reasons = self._reasons, word.reasons
        if self._job_since_s is None:
            self._stale = word.reasons - QUEUES_OWN_REASONS if word.is_queue else frozenset()
        else:
            self._stale = frozenset() if self._is_well_under_way else self._stale & word.reasons
        return replace(word, reasons=word.reasons - self._stale - ({CONNECTING} - before))

    @property
    def _is_well_under_way(self) -> bool:
        """Whether a job runs for so long that a queue speaks of it and not of the last."""
        return self._job_since_s is not None and self._monotonic() - self._job_since_s >= STALE_REASONS_S
