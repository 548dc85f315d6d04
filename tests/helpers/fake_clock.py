"""A clock that stands still until a test moves it."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta


class FakeClock:
    """Implements `kiosk.core.clock.Clock`; `await advance(s)` wakes sleepers in order and lets them run."""

    def __init__(self, now: datetime = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)) -> None:
        self._now = now
        self._monotonic_s = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> datetime:
        return self._now

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def set_wall_clock(self, now: datetime) -> None:
        """Jump the wall clock alone, as an operator or a flat battery does."""
        self._now = now

    async def sleep(self, seconds_s: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._monotonic_s + seconds_s, self._count, future))
        await future

    @property
    def sleeper_count(self) -> int:
        return sum(not future.done() for _, _, future in self._sleepers)

    async def advance(self, seconds_s: float) -> None:
        """Let time pass; every sleeper due on the way wakes at its own moment."""
        await self.settle()
        end_s = self._monotonic_s + seconds_s
        while self._sleepers and self._sleepers[0][0] <= end_s:
            due_s, _, future = heapq.heappop(self._sleepers)
            self._move_to(max(due_s, self._monotonic_s))
            if not future.done():
                future.set_result(None)
            await self.settle()
        self._move_to(end_s)
        await self.settle()

    def go_on(self, seconds_s: float) -> None:
        """Let time pass where nobody sleeps."""
        self._move_to(self._monotonic_s + seconds_s)

    async def settle(self) -> None:
        """Give every ready task some turns of the loop."""
        for _ in range(20):
            await asyncio.sleep(0)

    def _move_to(self, monotonic_s: float) -> None:
        self._now += timedelta(seconds=monotonic_s - self._monotonic_s)
        self._monotonic_s = monotonic_s
