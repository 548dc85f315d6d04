"""A loop whose time flies while it waits and stands still while it works, so that real wires keep real order.

    waiting for a timer or a wire, nobody else at work ──► a second of the loop's takes 50 ms
    a thread of the program, or who said `hold()`, at work ──► a second is a second
    the loop itself at work ──► a second is a second

Every time-out, poll and pause of drivers, HTTP client and session goes by the loop's time, so none of them needs
another value in a test. Use: an `anyio_backend` fixture that returns `FLYING`.
"""

import asyncio
import selectors
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
SPEED = 20.0
"""A pseudo-terminal hands bytes on by a kernel thread; a second's patience is then still 50 ms of the machine's."""
HURRIED = 100.0
START = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
"""Tuesday, 9:41 in China."""


class _Selector(selectors.DefaultSelector):
    """Waits a fraction of what it is asked to, and lets the clock have the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.speed = SPEED
        self.skipped_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if not timeout or timeout < 0:
            return super().select(timeout)
        began_s = time.monotonic()
        found = super().select(timeout / self.speed)
        waited_s = time.monotonic() - began_s
        self.skipped_s += max(0.0, min(waited_s * self.speed, timeout) - waited_s)  # waking late makes nothing late
        return found


class FlyingLoop(asyncio.SelectorEventLoop):
    """The loop. Its executors' work holds time to its own pace."""

    def __init__(self) -> None:
        self._flying = _Selector()
        self._holders = 0
        self._pace = SPEED
        super().__init__(self._flying)

    def time(self) -> float:
        return super().time() + self._flying.skipped_s

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> asyncio.Future[T]:
        self._held(1)
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: self._held(-1))
        return future

    @contextmanager
    def hold(self) -> Iterator[None]:
        """No faster than the wall's clock while something the loop cannot see is at work."""
        self._held(1)
        try:
            yield
        finally:
            self._held(-1)

    @contextmanager
    def hurry(self) -> Iterator[None]:
        """Faster still, for minutes in which nothing depends on a wire's pace."""
        self._pace = HURRIED
        self._held(0)
        try:
            yield
        finally:
            self._pace = SPEED
            self._held(0)

    def _held(self, more: int) -> None:
        self._holders += more
        self._flying.speed = 1.0 if self._holders else self._pace


Backend = tuple[str, dict[str, Any]]
FLYING: Backend = ("asyncio", {"loop_factory": FlyingLoop})
"""What an `anyio_backend` fixture returns to run its tests on this loop."""


def flying_loop() -> FlyingLoop:
    """The running loop, which must be one of these."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, FlyingLoop)
    return loop


class LoopClock:
    """Implements `Clock` by the loop's time: one time for drivers, client, session, platform and the store's thread."""

    def __init__(self, now: datetime = START) -> None:
        self._loop = asyncio.get_running_loop()
        self._began_at = now
        self._began_s = self.monotonic_s()

    def now(self) -> datetime:
        return self._began_at + timedelta(seconds=self.monotonic_s() - self._began_s)

    def monotonic_s(self) -> float:
        return self._loop.time()

    async def sleep(self, seconds_s: float) -> None:
        await asyncio.sleep(seconds_s)
