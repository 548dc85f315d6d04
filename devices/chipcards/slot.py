"""One reader among those of the machine: its status, and the way to the card in it. Both PC/SC drivers stand on this.

watching thread ──seen──► ChipSlot ──► status
                             └──► session ──► the card's own thread

A PSAM's slot is a reader too, so the reader is chosen by the pattern of its name (`*` and `?`); the first in order.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NoReturn, TypeVar

from devices.chipcards.pcsc import ReaderSeen
from devices.chipcards.threads import CardSession, ReaderWatch, Seen, ServiceGone
from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.commands import CommandQueue, Turns
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, CutOff, DeviceGone, TimedOut
from devices.links.driver import BackOff, DeviceFailedError, Driver
from devices.links.link import IN_USE, LEAST_BACK_OFF_S, MOST_BACK_OFF_S

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SlotTiming:
    """How long to wait for what. A card that needs longer than this for an answer asks its reader for it."""

    open_s: float = 5.0
    answer_s: float = 5.0
    settle_s: float = 1.5
    """After a command failed: for the service to tell whether the card is still there (it looks every 0.4 s)."""
    let_go_s: float = 1.0
    """For the session before to end its command."""
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S


class ChipSlot(Driver[CardReaderStatus]):
    """Status, watching and sessions of one reader. Loop thread only."""

    STATE = ("media",)

    def __init__(
        self, pattern: str, timing: SlotTiming | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._pattern = pattern.replace("[", "[[]")  # readers' names are full of brackets
        self._timing = timing or SlotTiming()
        back_off = BackOff(self._timing.least_back_off_s, self._timing.most_back_off_s)
        super().__init__(CardReaderStatus, back_off, monotonic)
        self._seen: ReaderSeen | None = None
        self._changed = asyncio.Event()
        self._session: CardSession | None = None
        self._is_ours = False
        """Who has the card to itself is this very driver, as far as the service's last word goes."""
        self._queue = CommandQueue(Turns.NEWEST)

    async def close(self) -> None:
        self._queue.cancel()
        await super().close()

    async def newest(self, command: Callable[[], Awaitable[R]], timeout_s: float) -> R | Cancelled | TimedOut:
        """Run a command in place of the one under way, which ends with Cancelled."""
        result = await self._queue.do(lambda stop: stop.tears(command()), timeout_s)
        return TimedOut() if isinstance(result, CutOff) else result

    async def card(self, timeout_s: float) -> ReaderSeen | DeviceGone | None:
        """Wait for a card; None is none in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                while True:
                    if self.status.health not in (Health.ONLINE, Health.STARTING):
                        return DeviceGone(self.status.trouble)
                    if self._seen is not None and self._seen.present:
                        return self._seen
                    await self._change()
        return DeviceGone(self.status.health) if self.status.health is Health.STARTING else None

    @asynccontextmanager
    async def session(self, seen: ReaderSeen) -> AsyncIterator[CardSession | None]:
        """The card's session, let go of at the end; None while the one before does not end: its card is dead."""
        if self._session is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._timing.let_go_s):
                    await self._session.ended.wait()
            if not self._session.ended.is_set():
                yield None
                return
        session = self._session = CardSession(seen.name)
        self._is_ours = True
        try:
            yield session
        finally:
            session.close()

    async def leaves(self, seen: ReaderSeen) -> bool | DeviceGone:
        """Whether this very card is gone, as soon as it can be told; or the reader is."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timing.settle_s):
                while self._seen == seen:
                    await self._change()
        if self._seen is None:
            return DeviceGone(self.status.trouble)
        return not self._seen.present or self._seen.turns != seen.turns

    async def _change(self) -> None:
        self._changed.clear()
        await self._changed.wait()

    async def _serve(self) -> NoReturn:
        """Follow what one watching thread tells, until the service is gone."""
        told: asyncio.Queue[Seen] = asyncio.Queue()
        watch = ReaderWatch(told.put_nowait)
        try:
            while not isinstance(seen := await told.get(), ServiceGone):
                fitting = [each for each in seen if fnmatchcase(each.name, self._pattern)]
                self._saw(min(fitting, key=lambda each: each.name, default=None))
            raise DeviceFailedError("no_service")
        finally:
            watch.stop()

    def _saw(self, reader: ReaderSeen | None) -> None:
        if reader is None:
            self._confirm(Health.NO_DEVICE, "no_reader", media=CardMedia.UNKNOWN)
        else:
            media = CardMedia.PRESENT if reader.present else CardMedia.NOT_PRESENT
            self._is_ours = self._is_ours and (reader.held or not self._has_ended)
            is_taken = reader.held and not self._is_ours
            self._confirm(*((Health.BUSY, IN_USE) if is_taken else ()), media=media, model=reader.name)
        self._now_seen(reader)

    def taken(self) -> DeviceGone:
        """Another program has the card; until the service says that it has let go."""
        self._is_ours = False
        self._confirm(Health.BUSY, IN_USE)
        return DeviceGone(IN_USE)

    @property
    def _has_ended(self) -> bool:
        return self._session is None or self._session.ended.is_set()

    def _lost(self, trouble: str) -> None:
        self._now_seen(None)

    def _now_seen(self, reader: ReaderSeen | None) -> None:
        self._seen = reader
        self._changed.set()
