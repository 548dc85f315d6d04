"""One device does one thing at a time: the queue in front of it.

    do ─► waiting ─► running ─► its result
             │ in order: its turn comes; the newest: whoever is before it is told to stop
             │          │ cancel, time over, the caller gone: `stop` is set, the command ends with what is true
             │          │ it hangs and does not end ─► CutOff
             └──────────┴────► Cancelled | TimedOut, nothing was begun

How long a command may take is said by its contract. Status and cancel do not go through here.
"""

import asyncio
from collections.abc import Awaitable, Callable
from enum import Enum, auto
from typing import TypeVar

from devices.contracts.results import Cancelled, CutOff, TimedOut

R = TypeVar("R")
CUT_OFF_S = 20.0
"""How long after its time a command may take to say what is true; a printer asked to take a job back has 5 s."""


class Turns(Enum):
    """Whose turn it is: what waiting would be worth."""

    IN_ORDER = auto()
    NEWEST = auto()
    """A newer wish makes the older pointless: it ends with Cancelled."""


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

    async def tears(self, work: Awaitable[R]) -> R | Cancelled | TimedOut:
        """What a work comes to that has no effect anybody must be told of: told to stop, it is cancelled, and over
        when this returns."""
        running, stopped = asyncio.ensure_future(work), asyncio.ensure_future(self.wait())
        try:
            await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
            return running.result() if running.done() else self.result
        finally:
            stopped.cancel()
            if not running.done():
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)


class CommandQueue:
    """Runs commands one by one. Loop thread only."""

    def __init__(self, turns: Turns = Turns.IN_ORDER, cut_off_s: float = CUT_OFF_S) -> None:
        self._turns = turns
        self._cut_off_s = cut_off_s
        self._turn = asyncio.Lock()
        self._stops: list[Stop] = []

    @property
    def is_busy(self) -> bool:
        """Whether a command runs or waits."""
        return bool(self._stops)

    async def do(self, command: Callable[[Stop], Awaitable[R]], timeout_s: float) -> R | Cancelled | TimedOut | CutOff:
        """Wait for this command's turn, run it and return what it says; at most `timeout_s`, waiting included.

        A command is not torn: told to stop, it returns what is true by then, and the next begins after that. One that
        hangs and does not return within the cut-off is cancelled. If the calling task is cancelled, the command is
        stopped and waited for, and the cancellation goes on.
        """
        if self._turns is Turns.NEWEST:
            self.cancel()
        stop = Stop()
        self._stops.append(stop)
        loop = asyncio.get_running_loop()
        running = asyncio.create_task(self._in_turn(command, stop), name="device command")
        running.add_done_callback(lambda over: over.cancelled() or over.exception())  # who asked may be gone by then
        bell = loop.call_later(timeout_s, stop.set, StopReason.TIME_OUT)
        knife = loop.call_later(timeout_s + self._cut_off_s, running.cancel)
        try:
            await asyncio.wait((running,))
            return CutOff() if running.cancelled() else running.result()
        except asyncio.CancelledError:
            stop.set(StopReason.CANCELLED)
            await asyncio.wait((running,))
            raise
        finally:
            self._stops.remove(stop)
            bell.cancel()
            knife.cancel()

    def cancel(self) -> None:
        """Stop what runs and what waits; each `do` returns by itself."""
        for stop in self._stops:
            stop.set(StopReason.CANCELLED)

    async def _in_turn(self, command: Callable[[Stop], Awaitable[R]], stop: Stop) -> R | Cancelled | TimedOut:
        if await stop.tears(self._turn.acquire()) is not True:
            return stop.result
        try:
            return stop.result if stop.is_set else await command(stop)
        finally:
            self._turn.release()
