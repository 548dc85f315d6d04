"""What every driver of a card reader keeps towards the kiosk: its status, and who waits for a card."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace

from devices.contracts.card_reader import MOST_READ_S, CardMedia, CardReaderStatus, ReadResult
from devices.contracts.health import FAULTS, Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.watching import Watched

HUNG = "hung"


@dataclass(frozen=True, slots=True)
class Request:
    """A read that waits for its card."""

    result: asyncio.Future[ReadResult]
    deadline_s: float
    """By the loop's time."""


class Desk:
    """Loop thread only."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.now_s = monotonic
        self._request: Request | None = None
        self._wake = asyncio.Event()
        self._status = Watched(CardReaderStatus(since_s=monotonic()))

    @property
    def status(self) -> CardReaderStatus:
        return self._status.value

    def watch(self) -> AsyncIterator[CardReaderStatus]:
        return self._status.watch()

    async def read(self, timeout_s: float) -> ReadResult:
        """The result of the read that `request` hands out; a newer one ends it."""
        status = self.status
        if status.health not in (Health.ONLINE, Health.STARTING):
            return DeviceGone(status.trouble or status.health)
        self.finish(Cancelled())
        future: asyncio.Future[ReadResult] = asyncio.get_running_loop().create_future()
        self._request = Request(future, asyncio.get_running_loop().time() + timeout_s)
        self._wake.set()
        try:
            async with asyncio.timeout(timeout_s + MOST_READ_S):
                return await future
        except TimeoutError:
            return DeviceGone(HUNG)

    def close(self) -> None:
        self.finish(Cancelled())
        self._status.close()

    @property
    def request(self) -> Request | None:
        """Who waits for a card now."""
        if self._request is not None and self._request.result.done():
            self._request = None
        return self._request

    def finish(self, result: ReadResult) -> None:
        if self._request is not None and not self._request.result.done():
            self._request.result.set_result(result)
        self._request = None

    async def rest(self, poll_s: float) -> None:
        """Wait for the next poll, or for a request that came since the last rest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(poll_s):
                await self._wake.wait()
        self._wake.clear()

    def confirm(self) -> None:
        """The reader itself has answered."""
        self._status.refresh(replace(self.status, last_confirmed_s=self.now_s()))

    def tell(self, health: Health, media: CardMedia, **said: str) -> None:
        """Publish what changed; what was well told before and is not mentioned in `said` stays."""
        old = self.status
        found_s = self.now_s() if health in FAULTS else old.last_found_s
        new = replace(old, health=health, media=media, last_found_s=found_s, **said)  # type: ignore[arg-type]
        if replace(new, last_found_s=old.last_found_s) == old:
            self._status.refresh(new)
        else:
            changed = (new.health, new.media) != (old.health, old.media)
            self._status.publish(replace(new, since_s=self.now_s() if changed else old.since_s))
