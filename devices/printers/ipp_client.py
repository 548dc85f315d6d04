"""The questions that a terminal has for an IPP printer, and what their answers come to."""

import asyncio
import importlib
import ssl
import statistics
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from devices.contracts.page_printer import PageJob
from devices.links.link import DeviceError, LinkGoneError
from devices.printers.ipp_answers import (
    JOB_ATTRIBUTES,
    JOB_GROUP,
    PRINTER_ATTRIBUTES,
    BadIppAnswerError,
    IppAnswer,
    JobWord,
    PrinterWord,
    job_word,
    parse_answer,
    printer_word,
)

if TYPE_CHECKING:
    from devices.printers.ipp_http import IppHttp

Trust = ssl.SSLContext | bytes | None
"""Whose certificates are taken; or the SHA-256 fingerprint of the one that is; None: the system's authorities'."""
DEFAULT_PORT = 631
SCHEMES = {"ipp": "http", "ipps": "https"}
LATE_S = 1.0
"""No answer is late before that: a printer that is told as silent and is not puts a service off for nothing."""
LATE_RATIO = 4
"""How many times its usual answer a slow printer is waited for."""


class IppGoneError(LinkGoneError):
    """Nobody listens there: nothing was handed over."""


class IppUntrustedError(IppGoneError):
    """Somebody listens there and cannot show to be this printer: nothing was handed over."""

    @property
    def code(self) -> str:
        return "bad_certificate"


class IppSilentError(DeviceError):
    """It was spoken to, and no answer of use came."""


class IppRefusedError(DeviceError):
    """It answered, and refuses."""

    def __init__(self, status_code: int) -> None:
        super().__init__(f"status {status_code:#06x}")
        self.status_code = status_code


class IppClient:
    """Asks one printer or queue. Loop thread only."""

    def __init__(self, uri: str, answer_s: float = 5.0, trust: Trust = None, late_s: float = LATE_S) -> None:
        """`uri` is ipp:// or ipps://. Of the latter the certificate is checked before a byte is handed over: by
        `trust`, or by the system's authorities and the printer's name. Raises ValueError."""
        parts = urlsplit(uri)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise ValueError(f"not the address of an IPP printer: {uri}")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self._uri = uri
        self._url = f"{SCHEMES[parts.scheme]}://{host}:{parts.port or DEFAULT_PORT}{parts.path or '/'}"
        self._answer_s = answer_s
        self._trust = trust
        self._late_s = late_s
        self._answers_s: deque[float] = deque(maxlen=5)
        self._http: IppHttp | None = None
        self.on_late: Callable[[], None] = lambda: None
        """Called when a question has no answer in the time that this printer usually needs; it is waited for still."""

    async def close(self) -> None:
        http, self._http = self._http, None
        if http is not None:
            await http.close()

    async def printer(self) -> PrinterWord:
        """How it is, and who. Raises a DeviceError."""
        answer = await self._ask("GET_PRINTER_ATTRIBUTES", {"requested-attributes": PRINTER_ATTRIBUTES})
        try:
            return printer_word(answer)
        except BadIppAnswerError as error:
            raise IppSilentError(str(error)) from error

    async def print_job(self, job: PageJob, name: str, on_first_byte: Callable[[], None], most_s: float) -> int:
        """Hand over a document; its number at the printer. Raises a DeviceError."""
        wishes = {"copies": job.copies_count, "sides": "two-sided-long-edge" if job.duplex else "one-sided"}
        attributes = {"job-name": name, "document-format": "application/pdf"}
        answer = await self._post("PRINT_JOB", attributes, most_s, wishes, job.pdf, on_first_byte)
        number = answer.number(JOB_GROUP, "job-id")
        if number is None:
            raise IppSilentError("no job-id")
        return number

    async def job(self, number: int) -> JobWord:
        """What became of it. Raises a DeviceError."""
        wanted = {"job-id": number, "requested-attributes": JOB_ATTRIBUTES}
        answer = await self._ask("GET_JOB_ATTRIBUTES", wanted)
        try:
            return job_word(answer)
        except BadIppAnswerError as error:
            raise IppSilentError(str(error)) from error

    async def cancel_job(self, number: int) -> None:
        """Take a job back. Raises a DeviceError; IppRefusedError when it is too late."""
        await self._ask("CANCEL_JOB", {"job-id": number})

    async def _ask(self, operation: str, attributes: dict[str, Any]) -> IppAnswer:
        await self._opened()  # what that takes is not the printer's time
        loop = asyncio.get_running_loop()
        asked_s = loop.time()
        bell = loop.call_later(self._patience_s(), lambda: self.on_late())
        try:
            answer = await self._post(operation, attributes, self._answer_s)
        finally:
            bell.cancel()
        self._answers_s.append(loop.time() - asked_s)
        return answer

    def _patience_s(self) -> float:
        """By the middle one of its last answers: one that was late by chance makes the next silence no later told."""
        usual_s = statistics.median(self._answers_s) if self._answers_s else 0.0
        return max(self._late_s, LATE_RATIO * usual_s)

    async def _post(
        self, operation: str, attributes: dict[str, Any], most_s: float, wishes: dict[str, Any] | None = None,
        document: bytes = b"", on_first_byte: Callable[[], None] = lambda: None,
    ) -> IppAnswer:  # fmt: skip
        http = await self._opened()
        return _understood(*await http.post(operation, attributes, wishes or {}, document, most_s, on_first_byte))

    async def _opened(self) -> "IppHttp":
        if self._http is None:
            # aiohttp takes half a second to import: not in the loop's thread, and not before a printer needs it
            module = await asyncio.to_thread(importlib.import_module, "devices.printers.ipp_http")
            self._http = self._http or module.IppHttp(self._url, self._uri, self._trust)
        assert self._http is not None
        return self._http


def _understood(http_status: int, data: bytes) -> IppAnswer:
    if http_status != 200:
        raise IppSilentError(f"HTTP {http_status}")
    try:
        answer = parse_answer(data)
    except BadIppAnswerError as error:
        raise IppSilentError(str(error)) from error
    if not answer.is_success:
        raise IppRefusedError(answer.status_code)
    return answer
