"""The platform's client: one question, one judged answer. The only home of httpx on the terminal.

A success counts only when it is the platform's own and about this very message: status 200 or 201, content type
`application/json`, and an acknowledgement that echoes message id, case id and digest. Everything else that looks like
success (a captive portal's 200, a proxy's page, a truncated body, a redirect) is `not_the_platform`, and the message
stays. Permanent client errors are kept as dead letters, never dropped.
"""

from types import TracebackType
from typing import TypeVar

import httpx
import msgspec

from kiosk.core.clock import Clock
from kiosk.outbox import KINDS, Pending, parse_retry_after
from kiosk.sync.answers import (
    Acknowledged,
    FeedResult,
    NewFeed,
    ProgressFound,
    ProgressResult,
    Refused,
    SendResult,
    TryLater,
    Unavailable,
    Unchanged,
)
from kiosk.wire import Acknowledgement, Feed, Problem, ProgressAnswer, ProgressQuery, Wire, decode, encode

W = TypeVar("W", bound=Wire)
JSON = "application/json"
PROBLEM = "application/problem+json"
PERMANENT = frozenset({400, 404, 405, 410, 413, 415, 422})
"""The same bytes would get the same answer again."""
NOT_ALLOWED = frozenset({401, 403})
"""A matter between the machine and the platform, not of this message: a technician must look."""


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
            response = await self._ask("PUT", f"/v1/blobs/{message.digest}", message.content, headers)
        else:
            headers = {"Content-Type": JSON, "Idempotency-Key": message.message_id}
            response = await self._ask("POST", "/v1/envelopes", message.content, headers)
        return response if isinstance(response, TryLater) else self._judge(message, response)

    async def progress(self, query: ProgressQuery) -> ProgressResult:
        """Ask for a person's cases."""
        response = await self._ask("POST", "/v1/progress", encode(query), {"Content-Type": JSON})
        if isinstance(response, TryLater):
            return Unavailable(response.cause)
        if response.status_code == 403:
            return Unavailable("identity_too_low")
        answer = _read(response, ProgressAnswer)
        return Unavailable(_cause(response)) if answer is None else ProgressFound(answer)

    async def feed(self, division_code: str, etag: str | None) -> FeedResult:
        """Ask what is valid now for an area, unless it is what `etag` names."""
        headers = {} if etag is None else {"If-None-Match": etag}
        response = await self._ask("GET", f"/v1/feed?division_code={division_code}", None, headers)
        if isinstance(response, TryLater):
            return Unavailable(response.cause)
        if response.status_code == 304:
            return Unchanged()
        feed = _read(response, Feed)
        return Unavailable(_cause(response)) if feed is None else NewFeed(feed, response.headers.get("ETag", ""))

    async def is_there(self) -> bool:
        """Whether the platform answers, and it is the platform."""
        response = await self._ask("GET", "/v1/health", None, {})
        return not isinstance(response, TryLater) and response.status_code == 200 and _type(response) == JSON

    async def _ask(
        self, method: str, path: str, content: bytes | None, headers: dict[str, str]
    ) -> httpx.Response | TryLater:
        try:
            return await self._http.request(method, path, content=content, headers=headers)
        except httpx.TimeoutException:
            return TryLater("timeout")
        except httpx.TransportError:
            return TryLater("unreachable")
        except httpx.DecodingError:
            return TryLater("not_the_platform")

    def _judge(self, message: Pending, response: httpx.Response) -> SendResult:
        status = response.status_code
        if status in (200, 201):
            return _acknowledged(message, response)
        if status == 204 or status < 400:
            return TryLater("not_the_platform")
        retry_after_s = parse_retry_after(response.headers.get("Retry-After"), self._clock.now())
        problem = _problem(response)
        ours = problem is not None
        if status == 409:
            blobs = tuple(problem.blobs) if problem is not None else ()
            return TryLater("missing_blobs" if blobs else "conflict", retry_after_s, blobs, ours)
        if status in NOT_ALLOWED:
            return TryLater("not_allowed", retry_after_s, reached_platform=ours)
        if status in PERMANENT and ours:
            return Refused(f"{status} {problem.title if problem else ''}".strip())
        return TryLater(f"status_{status}" if ours else "not_the_platform", retry_after_s, reached_platform=ours)


def _acknowledged(message: Pending, response: httpx.Response) -> SendResult:
    if KINDS[message.kind].is_blob:
        stored = _read(response, BlobStored)
        return Acknowledged(None) if stored and stored.sha256 == message.digest else TryLater("not_the_platform")
    told = _read(response, Acknowledgement)
    if told is None:
        return TryLater("not_the_platform")
    if (told.message_id, told.case_id, told.digest) != (message.message_id, message.case_id, message.digest):
        return TryLater("not_our_message")
    return Acknowledged(told)


class BlobStored(Wire, frozen=True):
    """The platform has these bytes."""

    sha256: str


def _read(response: httpx.Response, kind: type[W]) -> W | None:
    if response.status_code not in (200, 201) or _type(response) != JSON:
        return None
    try:
        return decode(response.content, kind)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _problem(response: httpx.Response) -> Problem | None:
    if _type(response) != PROBLEM:
        return None
    try:
        return decode(response.content, Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _type(response: httpx.Response) -> str:
    media_type: str = response.headers.get("Content-Type", "")
    return media_type.partition(";")[0].strip().lower()


def _cause(response: httpx.Response) -> str:
    ours = _type(response) in (JSON, PROBLEM) and response.status_code >= 400
    return f"status_{response.status_code}" if ours else "not_the_platform"
