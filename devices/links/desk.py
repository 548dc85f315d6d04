"""Who waits for a card: one at a time, the newest. The reader's task serves them, `read` only waits here."""

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Generic, TypeVar

from devices.contracts.commands import CommandQueue, Stop, Turns
from devices.contracts.results import Cancelled, CutOff, TimedOut

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Request(Generic[ResultT]):
    """A read that waits for its card."""

    result: asyncio.Future[ResultT]
    deadline_s: float
    """By the loop's time."""


class Desk(Generic[ResultT]):
    """Loop thread only."""

    def __init__(self) -> None:
        self._queue = CommandQueue(Turns.NEWEST)
        self._request: Request[ResultT] | None = None
        self._wake = asyncio.Event()

    async def served(self, timeout_s: float, most_read_s: float) -> ResultT | Cancelled | None:
        """What comes of a new request; None when neither the reader nor its driver has ended it `most_read_s` after
        its time."""
        deadline_s = asyncio.get_running_loop().time() + timeout_s
        result = await self._queue.do(lambda stop: self._served(deadline_s, stop), timeout_s + most_read_s)
        return None if isinstance(result, TimedOut | CutOff) else result

    async def _served(self, deadline_s: float, stop: Stop) -> ResultT | Cancelled | TimedOut:
        future: asyncio.Future[ResultT] = asyncio.get_running_loop().create_future()
        self._request = Request(future, deadline_s)
        self._wake.set()
        return await stop.tears(future)

    def cancel(self) -> None:
        """Nobody waits any more."""
        self._queue.cancel()

    @property
    def request(self) -> Request[ResultT] | None:
        """Who waits for a card now."""
        if self._request is not None and self._request.result.done():
            self._request = None
        return self._request

    def finish(self, result: ResultT) -> None:
        """Answer whoever waits."""
        if self._request is not None and not self._request.result.done():
            self._request.result.set_result(result)
        self._request = None

    async def rest(self, pause_s: float) -> None:
        """Wait for the next look, or for a request that came since the last rest."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause_s):
                await self._wake.wait()
        self._wake.clear()
