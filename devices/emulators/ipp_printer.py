"""An A4 printer that speaks IPP 2.0 over HTTP: a tray, a cover, toner, jobs that take time, and what can go wrong.

    POST ─► request ─► Print-Job ─► pending ─► processing, one page after the other ─► completed ─► `printed`
                           │                        stops while a reason stands (media-empty-error, …)
                           └─► Get-Job-Attributes, Get-Printer-Attributes, Get-Jobs, Validate-Job, Cancel-Job

As a queue it behaves like CUPS in front of such a printer: its reasons stay those of the last job until the next one
begins, and when the printer loses its power the job is called completed.
"""

import asyncio
import base64
import contextlib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from devices.emulators.ipp_description import UNCHANGING
from devices.emulators.ipp_faults import BLOCKING, FAULTS, keyword_of, spoilt
from devices.emulators.ipp_jobs import CANCELED, COMPLETED, IN_A_LIST, PROCESSING, PageJobRecord, asked_for
from devices.emulators.ipp_wire import (
    BAD_REQUEST,
    BUSY,
    FORMAT_NOT_SUPPORTED,
    JOB,
    NOT_ACCEPTING,
    NOT_FOUND,
    NOT_POSSIBLE,
    OK,
    OPERATION_NOT_SUPPORTED,
    PRINTER,
    Attribute,
    IppRequest,
    Operation,
    answer_to,
    http_answer,
    read_http,
    take_request,
    wrong_with,
)
from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

PRINTER_IDLE, PRINTER_PROCESSING, PRINTER_STOPPED = 3, 4, 5
PATH = "/ipp/print"
PAGE_S = 1.0


@dataclass(slots=True)
class IppPrinterEmulator(Spoiling):
    """The printer. Loop thread only."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    host: str = "127.0.0.1"
    port: int = 0
    tls: ssl.SSLContext | None = None
    """With it, it speaks IPP over TLS alone (ipps)."""
    pacing: bool = True
    page_s: float = PAGE_S
    is_queue: bool = False
    busy_times: int = 0
    """How many jobs it refuses because it prints another, or has not put the last one away."""
    reasons: set[str] = field(default_factory=set)
    is_accepting: bool = True
    formats: tuple[str, ...] = ("application/pdf", "image/jpeg")
    printed: list[PageJobRecord] = field(default_factory=list)
    """What came out whole, newest last."""
    jobs: dict[int, PageJobRecord] = field(default_factory=dict)
    requests: list[int] = field(default_factory=list)
    """Operations asked for, newest last."""
    last_number: int = 0
    connections_count: int = 0
    _started_s: float = field(default_factory=time.monotonic)
    _told_reasons: frozenset[str] = frozenset()
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _happened: asyncio.Event = field(default_factory=asyncio.Event)
    _door: TcpDoor = field(init=False)
    _printing: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self._door = TcpDoor(self._serve, tls=self.tls)

    @property
    def uri(self) -> str:
        return f"{'ipp' if self.tls is None else 'ipps'}://{self.host}:{self.port}{PATH}"

    @property
    def on(self) -> bool:
        return self._door.is_open

    async def start(self) -> None:
        """Switch on; the port stays the same for the printer's life."""
        self.port = await self._door.open(self.host, self.port)
        self._printing = self._printing or asyncio.create_task(self._print(), name="ipp emulator")

    async def close(self) -> None:
        await self._door.close()
        if self._printing is not None:
            self._printing.cancel()
            await asyncio.gather(self._printing, return_exceptions=True)
            self._printing = None

    def let_go(self) -> None:
        """End every connection, as a printer does with those that were silent for a while."""
        self._door.turn_out()

    async def power_cut(self) -> None:
        """Off at once; jobs are forgotten, for a queue they are completed."""
        if self.is_queue:
            for job in self._open_jobs():
                job.state = COMPLETED
            self.reasons.add("cups-ipp-missing-job-history")
            self._tell_reasons()
            return
        await self.close()
        self.jobs.clear()

    def set_reason(self, reason: str, on: bool = True) -> None:
        """One of REASONS by its name, or any keyword of IPP's. Raises ValueError."""
        (self.reasons.add if on else self.reasons.discard)(keyword_of(reason))
        if not self.is_queue or self._open_jobs():
            self._tell_reasons()
        self._changed.set()

    def be_busy(self, times: int = 1) -> None:
        self.busy_times = int(times)

    def tell(self) -> dict[str, object]:
        """What it is doing."""
        doing = {"on": self.on, "reasons": sorted(self.reasons), "fault": self.fault}
        return {**doing, "waiting": len(self._open_jobs()), "printed": len(self.printed)}

    def tell_printed(self, number: int = 0) -> dict[str, object]:
        """A printed job by its place from 1; 0 is the newest. Raises ValueError."""
        if not 0 <= number <= len(self.printed) or not self.printed:
            raise ValueError(f"no job {number or ''}; {len(self.printed)} came out")
        job = self.printed[(number or len(self.printed)) - 1]
        return {"name": job.name, "copies": job.copies, "pdf_base64": base64.b64encode(job.document).decode()}

    async def took_jobs(self, number: int) -> None:
        """Wait until so many jobs were handed over."""
        await self._until(lambda: self.last_number >= number)

    async def asked(self, times: int) -> None:
        """Wait until it was asked so many more times."""
        wanted = len(self.requests) + times
        await self._until(lambda: len(self.requests) >= wanted)

    async def healed(self) -> None:
        """Wait until the fault has struck as often as it was told to."""
        await self._until(lambda: self.fault is None)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            self._happened.clear()
            await self._happened.wait()

    def _tell_reasons(self) -> None:
        self._told_reasons = frozenset(self.reasons)

    def _open_jobs(self) -> list[PageJobRecord]:
        return [job for job in self.jobs.values() if job.is_open]

    @property
    def _up_s(self) -> int:
        return 1 + int(time.monotonic() - self._started_s)

    async def _print(self) -> None:
        while True:
            self._changed.clear()
            waiting = self._open_jobs()
            if not waiting:
                await self._changed.wait()
                continue
            job = waiting[0]
            job.state, job.processed_s = PROCESSING, self._up_s
            self._tell_reasons()
            await asyncio.sleep(self.page_s * job.copies if self.pacing else 0)
            while self.reasons & BLOCKING and job.state == PROCESSING:
                self._changed.clear()
                await self._changed.wait()
            if job.state == PROCESSING:
                job.state, job.ended_s = COMPLETED, self._up_s
                self.printed.append(job)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections_count += 1
        with contextlib.suppress(ValueError):
            while await self._answered(reader, writer):
                pass

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One question; whether another one may follow."""
        body = await read_http(reader, writer)
        fault = self.strike()
        self._happened.set()
        if fault == "reset":
            writer.transport.abort()
            return False
        if fault == "silent":
            await reader.read()
            return False
        await asyncio.sleep(self.delay_s)
        elsewhere = f"http://{self.host}:{self.port}/elsewhere"
        writer.write(spoilt(http_answer(self._answer(body)), fault, elsewhere))
        await writer.drain()
        return fault is None

    def _answer(self, body: bytes) -> bytes:
        try:
            request = take_request(body)
        except IndexError:
            return answer_to(IppRequest(b"\x02\0", 0, bytes(4)), BAD_REQUEST, [])
        self.requests.append(request.operation)
        self._happened.set()
        status, groups = (wrong, []) if (wrong := wrong_with(request)) else self._obey(request)
        return answer_to(request, status, groups)

    def _obey(self, request: IppRequest) -> tuple[int, list[tuple[int, list[Attribute]]]]:
        match request.operation:
            case Operation.PRINT_JOB | Operation.VALIDATE_JOB if not self._knows(request.text("document-format")):
                return FORMAT_NOT_SUPPORTED, []
            case Operation.PRINT_JOB | Operation.VALIDATE_JOB if not self.is_accepting:
                return NOT_ACCEPTING, []
            case Operation.PRINT_JOB if self.busy_times > 0:
                self.busy_times -= 1
                return BUSY, []
            case Operation.VALIDATE_JOB:
                return OK, []
            case Operation.PRINT_JOB:
                return OK, [(JOB, self._told_of(self._take(request)))]
            case Operation.CANCEL_JOB:
                return self._cancel(request), []
            case Operation.GET_JOB_ATTRIBUTES:
                job = self.jobs.get(request.number("job-id"))
                return (OK, [(JOB, asked_for(request, self._told_of(job)))]) if job else (NOT_FOUND, [])
            case Operation.GET_JOBS:
                jobs = self._listed(request)
                return OK, [(JOB, asked_for(request, self._told_of(job), IN_A_LIST)) for job in jobs]
            case Operation.GET_PRINTER_ATTRIBUTES:
                return OK, [(PRINTER, asked_for(request, self._printer_attributes()))]
            case _:
                return OPERATION_NOT_SUPPORTED, []

    def _knows(self, document_format: str) -> bool:
        return document_format in (*self.formats, "")

    def _told_of(self, job: PageJobRecord) -> list[Attribute]:
        return job.attributes(self.uri, self._up_s)

    def _listed(self, request: IppRequest) -> list[PageJobRecord]:
        wants_open = request.text("which-jobs") != "completed"
        return [job for job in self.jobs.values() if job.is_open == wants_open]

    def _take(self, request: IppRequest) -> PageJobRecord:
        number = self.last_number = self.last_number + 1
        job = PageJobRecord(
            number, request.text("job-name"), request.text("requesting-user-name"), request.document,
            request.number("copies") or 1, request.text("sides") or "one-sided", self._up_s,
        )  # fmt: skip
        self.jobs[number] = job
        self._changed.set()
        self._happened.set()
        return job

    def _cancel(self, request: IppRequest) -> int:
        job = self.jobs.get(request.number("job-id"))
        if job is None:
            return NOT_FOUND
        if not job.is_open:
            return NOT_POSSIBLE
        job.state, job.ended_s = CANCELED, self._up_s
        self._changed.set()
        return OK

    def _printer_attributes(self) -> list[Attribute]:
        stopped = bool(self._told_reasons & BLOCKING) and not self.is_queue  # a queue's state is its own
        at_work = PRINTER_PROCESSING if self._open_jobs() or self.busy_times else PRINTER_IDLE
        cups: list[Attribute] = [("text", "cups-version", "2.4.2")] if self.is_queue else []
        return [
            *cups,
            ("enum", "printer-state", PRINTER_STOPPED if stopped else at_work),
            ("keyword", "printer-state-reasons", sorted(self._told_reasons) or ["none"]),
            ("boolean", "printer-is-accepting-jobs", self.is_accepting),
            ("integer", "queued-job-count", len(self._open_jobs())),
            ("integer", "printer-up-time", self._up_s),
            ("enum", "operations-supported", list(Operation)),
            ("mime", "document-format-default", self.formats[0]),
            ("mime", "document-format-supported", list(self.formats)),
            ("uri", "printer-uri-supported", self.uri),
            ("uri", "printer-more-info", f"http://{self.host}:{self.port}/"),
            ("integer", "pages-per-minute", int(60 / self.page_s)),
            *UNCHANGING,
        ]
