"""One print job at an IPP printer, followed to its end, and the truth about it.

    every 0.5 s: how is the job, how is the printer?
         │ completed ──► Printed; Unknown when the queue lost its printer meanwhile (CUPS says completed all the same)
         │ paper, cover, jam, toner ──► tell, wait for the hand
         │ cancelled by the caller, patience over ──► Cancel-Job ──► what the job's state says by then
         │ cancelled, aborted ──► Unknown; NotStarted when it never was processed
         ▼ no answer for long, job not known ──► Unknown

How many sheets came out of a job that was cut off nobody can say: CUPS and ippeveprinter count 1 at once.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from devices.contracts.commands import CUT_OFF_S, Stop, StopReason
from devices.contracts.page_printer import MOST_PAGES_S
from devices.contracts.printer import NotStarted, Printed, PrintProgress, PrintResult, PrintTrouble, Unknown
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, DeviceError
from devices.links.pause import BEAT_S
from devices.printers.ipp_answers import NOT_FOUND, JobState, JobWord, PrinterWord
from devices.printers.ipp_client import IppClient, IppRefusedError
from devices.printers.trouble import Awaited

CONFIRMED_BY = "job_completed"
SILENCES_TO_TELL = 3


@dataclass(frozen=True, slots=True)
class IppTiming:
    """How often to ask, and how long to wait for what."""

    busy_poll_s: float = 0.5
    idle_poll_s: float = BEAT_S
    """A fault is told within a second, the answer included."""
    hand_over_s: float = 60.0
    last_job_s: float = 10.0
    """How long a printer may be busy with putting away what it said was completed (seen of ippeveprinter)."""
    lost_s: float = 5.0
    """A printer that does not answer while it prints is given up after this."""
    taken_back_s: float = 5.0
    """How long a job that is taken back may need to end."""
    patience_s: float = 300.0
    """A hand that is awaited (paper, cover, jam) is given this long."""
    longest_job_s: float = 900.0
    most_s: float = MOST_PAGES_S
    cut_off_s: float = CUT_OFF_S
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class FollowedJob:
    """A job the printer has taken; used once."""

    def __init__(
        self, client: IppClient, number: int, timing: IppTiming, stop: Stop,
        on_progress: Callable[[PrintProgress], None], look: Callable[[], Awaitable[PrinterWord]],
    ) -> None:  # fmt: skip
        self._client = client
        self._number = number
        self._timing = timing
        self._stop = stop
        self._on_progress = on_progress
        self._look = look
        self._now = asyncio.get_running_loop().time
        self._began_s = self._fine_s = self._heard_s = self._now()
        self._silences = 0
        self._awaited = Awaited(on_progress)

    async def end(self) -> PrintResult:
        """Wait for it."""
        trouble: PrintTrouble | None = None
        while not self._is_over():
            await self._rest()
            heard = await self._heard()
            if heard is None:
                return Unknown(PrintTrouble.GONE)
            if isinstance(heard, DeviceError):
                if self._now() - self._heard_s >= self._timing.lost_s:
                    return Unknown(PrintTrouble.GONE)
                continue
            job, printer = heard
            if job.is_over:
                return self._truth(job, printer, trouble or PrintTrouble.CANCELLED)
            trouble = printer.trouble
            self._fine_s = self._now() if trouble is None else self._fine_s
            self._awaited.tell(trouble)
        is_cancelled = self._stop.reason is StopReason.CANCELLED
        return await self._taken_back(PrintTrouble.CANCELLED if is_cancelled else trouble or PrintTrouble.OFFLINE)

    def is_silent(self) -> None:
        """The printer is overdue with an answer."""
        self._awaited.tell(PrintTrouble.OFFLINE)

    def _is_over(self) -> bool:
        now = self._now()
        impatient = now - self._fine_s >= self._timing.patience_s
        return self._stop.is_set or impatient or now - self._began_s >= self._timing.longest_job_s

    async def _rest(self) -> None:
        """Until the next question, or until told to stop."""
        try:
            async with asyncio.timeout(self._timing.busy_poll_s):
                await self._stop.wait()
        except TimeoutError:
            return

    async def _heard(self) -> tuple[JobWord, PrinterWord] | DeviceError | None:
        """First the job, then the printer, who knows what its end was worth. None when the job is forgotten."""
        try:
            heard = await self._client.job(self._number), await self._look()
        except IppRefusedError as error:
            return None if error.status_code == NOT_FOUND else self._silence(error)
        except DeviceError as error:
            return self._silence(error)
        self._silences, self._heard_s = 0, self._now()
        return heard

    def _silence(self, error: DeviceError) -> DeviceError:
        self._silences += 1
        if self._silences == SILENCES_TO_TELL:
            self._awaited.tell(PrintTrouble.OFFLINE)
        return error

    async def _taken_back(self, reason: PrintTrouble) -> PrintResult:
        ends_s = self._now() + self._timing.taken_back_s
        with contextlib.suppress(DeviceError):  # too late for it, or not heard: the job's state tells
            await self._client.cancel_job(self._number)
        while self._now() < ends_s:
            heard = await self._heard()
            if heard is None:
                break
            if not isinstance(heard, DeviceError) and heard[0].is_over:
                return self._truth(*heard, reason)
            await asyncio.sleep(min(self._timing.busy_poll_s, self._timing.taken_back_s / 4))
        return Unknown(reason)

    def _truth(self, job: JobWord, printer: PrinterWord, reason: PrintTrouble) -> PrintResult:
        if job.state == JobState.COMPLETED:
            if printer.forgot_jobs:
                return Unknown(PrintTrouble.GONE)
            self._awaited.tell(None)
            self._on_progress(PrintProgress.CUT)
            return Printed(CONFIRMED_BY)
        return Unknown(reason) if job.was_processed else NotStarted(reason)
