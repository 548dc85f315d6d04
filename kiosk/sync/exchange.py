"""One question, signed, and one answer, read to its end. The home of httpx on the terminal.

    Request ─► signed (RFC 9421) ─► TLS with the one CA of the settings ─► Answer, or TryLater if none came
                  ▲                                                          │ "not signed at this time"
                  └────────────── once more, by the platform's clock ◄───────┘

No redirect is followed, no proxy of the environment is used, and no certificate of the system's store is trusted.
"""

import asyncio
import importlib
import ssl
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Protocol

import httpx

from kiosk.core.clock import Clock
from kiosk.sync.answers import TryLater
from kiosk.sync.judge import STRANGER, Answer, Request, is_misdated, revocation
from kiosk.telemetry import emit
from kiosk.wire import Revoked, Signer, SigningError

MAX_ANSWER_BYTES = 4 * 1024 * 1024
WHOLE_EXCHANGE = 3
"""An exchange may last this many times the time-out of a single wait, however steadily it drips."""
NO_SIGNATURE = "no_signature"
"""The chip that holds the key did not sign; it may the next time."""
_SIGNED = "kiosk.wire.signed"


class BadCaError(Exception):
    """The file of the authority to believe cannot be used."""


class Credentials(Protocol):
    """What an exchange needs of `Identity`."""

    @property
    def signer(self) -> Signer: ...

    def hear(self, word: Revoked) -> bool: ...


@dataclass(frozen=True, slots=True)
class Travelled:
    """What the last answer showed of the way, for a technician."""

    latency_ms: float
    """From the question to the answer's head: the wire, and the platform's own work on it."""
    clock_ahead_s: float | None = None
    """Of this machine, against the answer's date; that is told in whole seconds."""
    certificate_ends_at: datetime | None = None
    """None in the clear."""


class Exchange:
    """The way to one platform. Close it after use."""

    def __init__(
        self,
        base_url: str,
        clock: Clock,
        timeout_s: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
        ca_file: Path | None = None,
    ) -> None:
        self._clock = clock
        self.clock_ahead = timedelta()
        """How far the platform's clock is ahead of this machine's, as far as it mattered."""
        self.travelled: Travelled | None = None
        """Of the last answer; None before any."""
        self._whole_s = WHOLE_EXCHANGE * timeout_s
        self._http = httpx.AsyncClient(
            base_url=base_url,
            timeout=timeout_s,
            verify=trusting(ca_file),
            transport=transport,
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Let go of every connection."""
        await self._http.aclose()

    async def ask(self, request: Request) -> Answer | TryLater:
        """A question that anybody may ask."""
        return await self._travel(request, {})

    async def ask_signed(
        self, request: Request, credentials: Credentials, signer: Signer | None = None
    ) -> Answer | TryLater:
        """A question in a terminal's name, signed by its key in use or by `signer`. Refused for the moment of its
        signing, it is asked once more, by the platform's own clock; a word that the terminal is revoked is handed to
        `credentials`, which know whose it is.
        """
        signer = signer or credentials.signer
        answer = await self._travel_signed(request, signer)
        if isinstance(answer, Answer) and is_misdated(answer) and answer.date is not None:
            self.clock_ahead = (
                answer.date - self._clock.now()
            )  # a false one is put right by the platform's next refusal
            answer = await self._travel_signed(request, signer)
        word = revocation(answer) if isinstance(answer, Answer) else None
        if word is not None:
            credentials.hear(word)
        return answer

    async def _travel_signed(self, request: Request, signer: Signer) -> Answer | TryLater:
        try:
            signed = await self._signed(request, signer)
        except SigningError as error:
            emit("not_signed", cause=str(error))
            return TryLater(NO_SIGNATURE)
        return await self._travel(request, signed)

    async def _signed(self, request: Request, signer: Signer) -> dict[str, str]:
        sign: Callable[..., dict[str, str]] = (await _signing()).signature_headers
        at = self._clock.now() + self.clock_ahead
        told = (signer, request.method, request.path, request.headers, request.content or b"", at)
        return await asyncio.to_thread(sign, *told) if signer.is_slow else sign(*told)

    async def _travel(self, request: Request, signed: dict[str, str]) -> Answer | TryLater:
        """There and back; a body that drips for ever or never ends is no answer."""
        headers = {**request.headers, **signed}
        asked_s = self._clock.monotonic_s()
        try:
            async with (
                asyncio.timeout(self._whole_s),
                self._http.stream(request.method, request.path, content=request.content, headers=headers) as response,
            ):
                took_s, ends_at = self._clock.monotonic_s() - asked_s, _certificate_end(response)
                body = await read_body(response)
        except (httpx.TimeoutException, TimeoutError):
            return TryLater("timeout")
        except httpx.RemoteProtocolError:
            return TryLater("cut_off")
        except httpx.TransportError:
            return TryLater("unreachable")
        except (httpx.DecodingError, httpx.InvalidURL):
            return TryLater(STRANGER)
        if body is None:
            return TryLater(STRANGER)
        answer = Answer.of(response.status_code, response.headers, body)
        ahead_s = None if answer.date is None else (self._clock.now() - answer.date).total_seconds()
        self.travelled = Travelled(took_s * 1000, ahead_s, ends_at)
        return answer


def _certificate_end(response: httpx.Response) -> datetime | None:
    """Until when the certificate of the connection holds, as TLS tells it of one that was checked."""
    stream = response.extensions.get("network_stream")
    tls = None if stream is None else stream.get_extra_info("ssl_object")
    ends: object = None if tls is None else (tls.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """TLS that believes this CA and nobody else; without one, nobody. Raises `BadCaError`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if ca_file is not None:
            context.load_verify_locations(ca_file)
    except OSError as error:  # ssl's errors are OSErrors
        raise BadCaError(f"{ca_file}: {error.strerror or error}") from error
    return context


async def _signing() -> ModuleType:
    """What signs, loaded beside the screens the first time: its library takes a tenth of a second.

    While one question has it loaded, Python shows half of it to the others; to import it again waits for the rest.
    """
    loaded = sys.modules.get(_SIGNED)
    if loaded is None or getattr(loaded.__spec__, "_initializing", False):
        return await asyncio.to_thread(importlib.import_module, _SIGNED)
    return loaded


async def read_body(response: httpx.Response) -> bytes | None:
    """The body; None if it is longer than any answer of the platform."""
    parts, length_bytes = [], 0
    async for part in response.aiter_bytes():
        parts.append(part)
        length_bytes += len(part)
        if length_bytes > MAX_ANSWER_BYTES:
            return None
    return b"".join(parts)
