"""The platform's client: what a terminal asks, and what the answers come to.

How a question travels is `exchange`'s; what an answer means is decided in `judge`; a page goes in pieces (`pages`).
"""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TypeVar

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
from kiosk.sync.exchange import Credentials, Exchange, Travelled
from kiosk.sync.judge import JSON, Answer, Request, cause_of, is_platform, judge, read, slug_of
from kiosk.sync.pages import send_page
from kiosk.wire import (
    BundleOffer,
    Feed,
    Heartbeat,
    HeartbeatAnswer,
    HelpAnswer,
    HelpCall,
    KeyChange,
    Lease,
    LeaseWish,
    PlatformKeys,
    ProgressAnswer,
    ProgressQuery,
    Signer,
    Wire,
    encode,
)
from kiosk.wire.access import AccessEscrow, AccessTaken

W = TypeVar("W", bound=Wire)
AS_JSON = {"Content-Type": JSON}


class PlatformClient:
    """Asks one platform, in the name of one enrolled terminal. Use as an async context manager."""

    def __init__(
        self,
        base_url: str,
        credentials: Credentials,
        clock: Clock,
        timeout_s: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
        ca_file: Path | None = None,
    ) -> None:
        self._exchange = Exchange(base_url, clock, timeout_s, transport, ca_file)
        self._credentials = credentials
        self._clock = clock

    async def __aenter__(self) -> "PlatformClient":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._exchange.close()

    @property
    def travelled(self) -> Travelled | None:
        """What the last answer showed of the way; None before any."""
        return self._exchange.travelled

    @property
    def clock_ahead(self) -> timedelta:
        """How far the platform's clock is ahead of this machine's; nothing until a request was refused for it."""
        return self._exchange.clock_ahead

    async def send(self, message: Pending) -> SendResult:
        """Send one message of the outbox and judge the answer; a page goes on where the platform has it."""
        if KINDS[message.kind].is_blob:
            return await self._walk(send_page(message, self._clock.now))
        headers = {**AS_JSON, "Idempotency-Key": message.message_id}
        answer = await self._ask(Request("POST", "/v1/envelopes", message.content, headers))
        return answer if isinstance(answer, TryLater) else judge(message, answer, self._clock.now())

    async def progress(self, query: ProgressQuery) -> ProgressResult:
        """Ask for a person's cases."""
        answer = await self._ask(Request("POST", "/v1/progress", encode(query), AS_JSON))
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        if answer.status == 403 and slug_of(answer) == "identity-too-low":
            return Unavailable("identity_too_low")
        found = read(answer, ProgressAnswer)
        return Unavailable(cause_of(answer)) if found is None else ProgressFound(found)

    async def feed(self, division_code: str, etag: str | None) -> FeedResult:
        """Ask what is valid now for an area, unless it is what `etag` names."""
        headers = {} if etag is None else {"If-None-Match": etag}
        answer = await self._ask(Request("GET", f"/v1/feed?division_code={division_code}", None, headers))
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        if answer.status == 304:
            return Unchanged()
        feed = read(answer, Feed)
        return Unavailable(cause_of(answer)) if feed is None else NewFeed(feed, answer.etag)

    async def is_there(self) -> bool:
        """Whether the platform answers, whole, and it is the platform."""
        answer = await self._exchange.ask(Request("GET", "/v1/health"))
        return isinstance(answer, Answer) and is_platform(answer)

    async def beat(self, heartbeat: Heartbeat) -> HeartbeatAnswer | Unavailable:
        """Say how this machine is."""
        return await self._have(Request("POST", "/v1/heartbeats", encode(heartbeat), AS_JSON), HeartbeatAnswer)

    async def keys(self) -> PlatformKeys | Unavailable:
        """Ask what to seal to; whose list it is, its signature must show."""
        return await self._have(Request("GET", "/v1/keys"), PlatformKeys)

    async def lease(self, after: int) -> Lease | Unavailable:
        """Ask for the block of numbers after a serial; asked again, it is the same block."""
        return await self._have(Request("POST", "/v1/leases", encode(LeaseWish(after=after)), AS_JSON), Lease)

    async def hand_in_access(self, escrow: AccessEscrow) -> AccessTaken | Unavailable:
        """Let the platform hold what staff are checked against here."""
        return await self._have(Request("PUT", "/v1/access", encode(escrow), AS_JSON), AccessTaken)

    async def newer_bundle(self, after: int) -> BundleOffer | Unavailable | None:
        """Ask for a version of the program that is newer than this one; None if there is none."""
        answer = await self._ask(Request("GET", f"/v1/bundles?after={after}"))
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        if answer.status == 204:
            return None
        found = read(answer, BundleOffer)
        return Unavailable(cause_of(answer)) if found is None else found

    async def bundle_piece(self, serial: int, start: int) -> bytes | Unavailable:
        """Ask for the next bytes of a version; whose they are, its signature must show."""
        answer = await self._ask(Request("GET", f"/v1/bundles/{serial}?start={start}"))
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        return answer.body if answer.status == 200 else Unavailable(cause_of(answer))

    async def call_help(self, call_id: str, call: HelpCall) -> HelpAnswer | Unavailable:
        """Call somebody to this machine, or say that it still calls; the answer says whether somebody comes."""
        return await self._have(Request("PUT", f"/v1/help-calls/{call_id}", encode(call), AS_JSON), HelpAnswer)

    async def withdraw_help(self, call_id: str) -> Unavailable | None:
        """Say that nobody need come any more; None once the platform has heard it."""
        answer = await self._ask(Request("DELETE", f"/v1/help-calls/{call_id}"))
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        return None if answer.status == 204 else Unavailable(cause_of(answer))

    async def change_key(self, change: KeyChange, signer: Signer | None = None) -> Unavailable | None:
        """Hand in the key that is to follow the one in use, signed by that one or by `signer`; None once the platform
        has it."""
        asked = Request("PUT", "/v1/terminal-key", encode(change), AS_JSON)
        answer = await self._exchange.ask_signed(asked, self._credentials, signer)
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        return None if answer.status == 204 else Unavailable(slug_of(answer) or cause_of(answer))

    async def _have(self, request: Request, kind: type[W]) -> W | Unavailable:
        answer = await self._ask(request)
        if isinstance(answer, TryLater):
            return Unavailable(answer.cause)
        found = read(answer, kind)
        return Unavailable(cause_of(answer)) if found is None else found

    async def _ask(self, request: Request) -> Answer | TryLater:
        return await self._exchange.ask_signed(request, self._credentials)

    async def _walk(self, steps: Generator[Request, Answer, SendResult]) -> SendResult:
        """Ask one question after the other until they come to a result, or one is not answered."""
        request = next(steps)
        while True:
            answer = await self._ask(request)
            if isinstance(answer, TryLater):
                return answer
            try:
                request = steps.send(answer)
            except StopIteration as over:
                result: SendResult = over.value
                return result
