"""One device does one thing at a time: the queue in front of it.

    do ─► waiting ─► running ─► its result
             │          │ cancel, time over, the caller gone: `stop` is set, the command ends with what is true
             └──────────┴────► Cancelled | TimedOut, nothing was begun

Status and cancel do not go through here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import TypeVar

from devices.contracts.results import Cancelled, TimedOut

R = TypeVar("R")


class StopReason(Enum):
    CANCELLED = auto()
    TIME_OUT = auto()


class Stop:
    """Tells a command to come to its end, and why."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.reason: StopReason | None = None

    def set(self, reason: StopReason) -> None:
        """The first reason stays."""
        self.reason = self.reason or reason
        self._event.set()

    @property
    def is_set(self) -> bool:
        return self.reason is not None

    async def wait(self) -> None:
        """Return when the command shall end."""
        await self._event.wait()

    @property
    def result(self) -> Cancelled | TimedOut:
        """What a command answers that had no effect before it was stopped."""
        return TimedOut() if self.reason is StopReason.TIME_OUT else Cancelled()


class CommandQueue:
    """Runs commands one by one, in the order they came. Loop thread only."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._stops: list[Stop] = []

    @property
    def is_busy(self) -> bool:
        """Whether a command runs or waits."""
        return bool(self._stops)

    async def do(
        self, command: Callable[[Stop], Awaitable[R]], timeout_s: float | None = None
    ) -> R | Cancelled | TimedOut:
        """Wait for this command's turn, run it and return what it says; at most `timeout_s`, waiting included.

        A command is never torn: told to stop, it returns what is true by then, and the next begins after that. If the
        calling task is cancelled, the command is stopped and waited for, and the cancellation goes on.
        """
        stop = Stop()
        self._stops.append(stop)
        loop = asyncio.get_running_loop()
        bell = None if timeout_s is None else loop.call_later(timeout_s, stop.set, StopReason.TIME_OUT)
        running = asyncio.create_task(self._in_turn(command, stop), name="device command")
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            stop.set(StopReason.CANCELLED)
            await asyncio.wait((running,))
            running.exception()  # nobody waits for it any more
            raise
        finally:
            self._stops.remove(stop)
            if bell is not None:
                bell.cancel()

    def cancel(self) -> None:
        """Stop what runs and what waits; each `do` returns by itself."""
        for stop in self._stops:
            stop.set(StopReason.CANCELLED)

    async def _in_turn(self, command: Callable[[Stop], Awaitable[R]], stop: Stop) -> R | Cancelled | TimedOut:
        turn, stopped = asyncio.create_task(self._turn.acquire()), asyncio.create_task(stop.wait())
        await asyncio.wait((turn, stopped), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not turn.done():
            turn.cancel()
            return stop.result
        try:
            return stop.result if stop.is_set else await command(stop)
        finally:
            self._turn.release()
