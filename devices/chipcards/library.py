"""A reader of social-security cards behind its vendor's library (the ministry's SSCardDriver), in a process of its own.

The library offers no question but "read a card", so what is confirmed between reads is that the library is loaded and
its process answers; whether a card lies there is never known, and that the reader itself is gone shows at the next
read: then the library is loaded afresh, which is how most of them find a reader again.

One task, `run`, owns the process; `read` only leaves a request with it. A call cannot be taken back: when the request
is given up, its answer is thrown away unread, and the next request waits for it.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NoReturn

from devices.chipcards.library_answer import NoCardThere, decode_answer
from devices.contracts.card_reader import MOST_READ_S, CardReaderStatus, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.contracts.social_card import SocialReadResult
from devices.links.desk import Desk, Request
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.inbox import Inbox
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, Link, LinkGoneError, OpenLink
from devices.links.process import own_script, process_link

INTERFACES = {"contact": 1, "contactless": 2, "auto": 3}
"""iType; auto looks for a contact card first."""
MOST_PAYLOAD_BYTES = 65536 + 4
WORKER_PATH = Path(__file__).with_name("library_worker.py")


def library_link(path: str) -> OpenLink:
    """Start the helper process with the library at this path."""
    return process_link(own_script(WORKER_PATH, path))


@dataclass(frozen=True, slots=True)
class LibraryTiming:
    """How long to wait for what."""

    start_s: float = 10.0
    call_s: float = 20.0
    """Vendors' libraries wait for a card themselves, for up to ten seconds; one that takes longer than this hangs."""
    pause_s: float = 0.3
    """Between two calls that found no card."""
    look_s: float = 4.0
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class LibrarySocialCardReader(LinkDriver[CardReaderStatus]):
    """Implements `SocialCardReader`. Loop thread only."""

    MOST_BYTES_S: ClassVar[int] = 1024 * 1024
    """From a helper of our own; a library's longest answer alone is 64 KiB."""

    def __init__(
        self, open_link: OpenLink, interface: int, timing: LibraryTiming | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._timing = timing or LibraryTiming()
        back_off = BackOff(self._timing.least_back_off_s, self._timing.most_back_off_s)
        super().__init__(open_link, CardReaderStatus, back_off, monotonic)
        self._interface = interface
        self._desk = Desk[SocialReadResult]()

    async def read(self, timeout_s: float) -> SocialReadResult:
        if self.status.health not in (Health.ONLINE, Health.STARTING):
            return DeviceGone(self.status.trouble)
        return await self._desk.served(timeout_s, MOST_READ_S) or DeviceGone("hung")

    async def close(self) -> None:
        self._desk.cancel()
        await super().close()

    async def _work(self, link: Link) -> NoReturn:
        inbox = Inbox(link)
        try:
            if (await self._frame(inbox, self._timing.start_s))[0] != b"R":
                raise DeviceFailedError("no_library", Health.NO_DEVICE)
            self._confirm()
            while True:
                await self._serve_next(link, inbox)
        except LinkGoneError:
            raise DeviceFailedError("crashed") from None

    def _lost(self, trouble: str) -> None:
        self._desk.finish(DeviceGone(trouble))

    async def _serve_next(self, link: Link, inbox: Inbox) -> None:
        """The request that waits; without one, a question whether the process is still there."""
        request = self._desk.request
        if request is None:
            await self._desk.rest(self._timing.look_s)
            if self._desk.request is None:
                await self._ask(link, inbox, b"", b"A")
        elif not await self._served(link, inbox, request):
            await self._desk.rest(self._timing.pause_s)

    async def _served(self, link: Link, inbox: Inbox, request: Request[SocialReadResult]) -> bool:
        """Whether the request has its answer; a coroutine of its own, whose end forgets the card."""
        payload = await self._ask(link, inbox, str(self._interface).encode(), b"C")
        if len(payload) < 4:
            raise DeviceFailedError("garbage")
        answer = decode_answer(int.from_bytes(payload[:4], "big", signed=True), payload[4:])
        if isinstance(answer, DeviceGone):
            raise DeviceFailedError(answer.reason)
        if request is not self._desk.request:
            return True
        if isinstance(answer, NoCardThere):
            if asyncio.get_running_loop().time() < request.deadline_s:
                return False
            self._desk.finish(NoCardInTime())
        else:
            self._desk.finish(answer)
        return True

    async def _ask(self, link: Link, inbox: Inbox, order: bytes, expected: bytes) -> bytes:
        """One order and its answer. Raises LinkGoneError, DeviceFailedError."""
        await link.write(order + b"\n")
        kind, payload = await self._frame(inbox, self._timing.call_s)
        if kind != expected:
            raise DeviceFailedError("garbage")
        self._confirm()
        return payload

    async def _frame(self, inbox: Inbox, timeout_s: float) -> tuple[bytes, bytes]:
        try:
            async with asyncio.timeout(timeout_s):
                head = await inbox.exactly(5)
                length = int.from_bytes(head[1:], "big")
                if length > MOST_PAYLOAD_BYTES:
                    raise DeviceFailedError("garbage")
                return head[:1], await inbox.exactly(length)
        except TimeoutError as error:
            raise DeviceFailedError("hung") from error
