"""The platform's client: one question, one answer read to its end. The only home of httpx on the terminal.

What an answer means is decided in `judge`. No redirect is followed and no proxy of the environment is used: the token
goes to the configured address and nowhere else.
"""

import asyncio
from types import TracebackType

import httpx

from kiosk.core.clock import Clock
from kiosk.outbox import KINDS, Pending
from kiosk.sync.answers import (
    FeedResult,
    NewFeed,
    ProgressFound,
    ProgressResult,
    SendResult,
    TryLater,
    Unavailable,
    Unchanged,
)
from kiosk.sync.judge import JSON, STRANGER, Answer, cause_of, judge, read
from kiosk.wire import Feed, ProgressAnswer, ProgressQuery, encode

MAX_ANSWER_BYTES = 4 * 1024 * 1024
WHOLE_EXCHANGE = 3
"""An exchange may last this many times the time-out of a single wait, however steadily it drips."""


class PlatformClient:
    """Asks one platform. Use as an async context manager."""

    def __init__(
        self,
        base_url: str,
        token: str,
        clock: Clock,
        timeout_s: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._clock = clock
        self._whole_s = WHOLE_EXCHANGE * timeout_s
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=timeout_s,
            transport=transport,
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> "PlatformClient":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def send(self, message: Pending) -> SendResult:
        """Send one message of the outbox and judge the answer."""
        if KINDS[message.kind].is_blob:
            headers = {"Content-Type": "application/octet-stream"}
            answer = await self._ask("PUT", f"/v1/blobs/{message.digest}", message.content, headers)
        else:
            headers = {"Content-Type": JSON, "Idempotency-Key": message.message_id}
            answer = await self._ask("POST", "/v1/envelopes", message.content, headers)
        return answer if isinstance(answer, TryLater) else judge(message, answer, self._clock.now())

    async def progress(self, query: ProgressQuery) -> ProgressResult:
        """Ask for a person's cases."""
        answer = await self._ask("POST", "/v1/progress", encode(query), {"Content-Type": JSON})
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        if answer.status == 403:
            return Unavailable("identity_too_low")
        found = read(answer, ProgressAnswer)
        return Unavailable(cause_of(answer)) if found is None else ProgressFound(found)

    async def feed(self, division_code: str, etag: str | None) -> FeedResult:
        """Ask what is valid now for an area, unless it is what `etag` names."""
        headers = {} if etag is None else {"If-None-Match": etag}
        answer = await self._ask("GET", f"/v1/feed?division_code={division_code}", None, headers)
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        if answer.status == 304:
            return Unchanged()
        feed = read(answer, Feed)
        return Unavailable(cause_of(answer)) if feed is None else NewFeed(feed, answer.etag)

    async def is_there(self) -> bool:
        """Whether the platform answers, and it is the platform."""
        answer = await self._ask("GET", "/v1/health", None, {})
        return not isinstance(answer, TryLater) and answer.status == 200 and answer.media_type == JSON

    async def _ask(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> Answer | TryLater:
        """One exchange, read to its end; a body that drips for ever or never ends is no answer."""
        try:
            async with (
                asyncio.timeout(self._whole_s),
                self._http.stream(method, path, content=content, headers=headers) as response,
            ):
                body = await _read_body(response)
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
        told = response.headers
        return Answer(
            response.status_code, told.get("Content-Type", ""), body, told.get("Retry-After"), told.get("ETag", "")
        )


async def _read_body(response: httpx.Response) -> bytes | None:
    """The body; None if it is longer than any answer of the platform."""
    parts, length_bytes = [], 0
    async for part in response.aiter_bytes():
        parts.append(part)
        length_bytes += len(part)
        if length_bytes > MAX_ANSWER_BYTES:
            return None
    return b"".join(parts)
