"""The one loop that empties the outbox: does what the courier says, waits, and tells it what came of it.

wake (a new row) ┐
a row falls due  ├─► courier.next ─► look, send, probe ─► acknowledge | tried | refuse ─► connectivity
an answer came   ┘
"""

import asyncio
import math
import random
from collections.abc import Callable
from typing import Protocol, assert_never

from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import NotSaved, Outbox, Pending
from kiosk.sync.answers import SendResult
from kiosk.sync.connectivity import Watcher
from kiosk.sync.courier import Courier, Look, LookFor, Probe, Rest, Send
from kiosk.sync.engine import Arrived, Hold, Keep, Pace, Verdict
from kiosk.telemetry import emit
from kiosk.texts.causes import CRASHED

STEP_S = 120.0
"""A look at the queue, or writing down what became of a message: a disk may be slow, a store's thread may not hang."""
ANSWER_S = 1800.0
"""For the answers under way: the largest message over the slowest line."""


class Platform(Protocol):
    """What the loop needs of `PlatformClient`."""

    async def send(self, message: Pending) -> SendResult: ...

    async def is_there(self) -> bool: ...


class Synchroniser:
    """Empties one outbox into one platform, for as long as `run` is not cancelled. Everything waits on `clock`."""

    def __init__(
        self,
        outbox: Outbox,
        platform: Platform,
        clock: Clock,
        watcher: Watcher,
        randomness: random.Random,
        pace: Pace | None = None,
        alive: Callable[[float], None] = lambda within_s: None,
    ) -> None:
        """`alive(within_s)` is told with every step: it will be heard of again within so long."""
        self._outbox = outbox
        self._platform = platform
        self._clock = clock
        self._watcher = watcher
        self._courier = Courier(randomness.uniform, pace or Pace())
        self._alive = alive
        self._woken = asyncio.Event()
        self._crash: BaseException | None = None

    def wake(self) -> None:
        """There is reason to look for the platform, or at the queue, now."""
        self._courier.wake(self._clock.monotonic_s())
        self._woken.set()

    def handed_in(self, case_id: str) -> None:
        """A resident handed in something of this case and stands there: it goes before all that waits."""
        self._courier.handed_in(case_id, self._clock.monotonic_s())
        self._woken.set()

    @property
    def is_woken(self) -> bool:
        """Whether something happened that it has not looked at yet."""
        return self._woken.is_set()

    @property
    def is_busy(self) -> bool:
        """Whether it waits for an answer, or has one to write down."""
        return self._courier.is_busy

    async def run(self) -> None:
        """Send what may be sent, then sleep until something happens. What breaks on the way breaks this, too; it may
        be run again then."""
        self._crash = None
        for message_id in self._courier.begin_anew(self._clock.monotonic_s()):
            await self._outbox.tried(message_id, CRASHED)
        async with Supervisor(self._broke) as errands:
            while self._crash is None:
                self._woken.clear()
                await self._do_all(errands)
            raise self._crash

    async def _do_all(self, errands: Supervisor) -> None:
        """Take step after step until it is to rest, and rest."""
        while True:
            self._alive(STEP_S)
            match self._courier.next(self._clock.monotonic_s()):
                case Look() as look:
                    self._courier.found(await self._outbox.due(look.passed_over, look.most), look)
                case LookFor() as look:
                    self._courier.found(await self._outbox.first_of(look.case_id), look)
                case Send(message=message):
                    errands.start("sync message", self._send(message))
                case Probe():
                    errands.start("sync probe", self._probe())
                case Rest(until_s=until_s):
                    await self._rest(errands, until_s)
                    return

    async def _send(self, message: Pending) -> None:
        result = await self._platform.send(message)
        now_s = self._clock.monotonic_s()
        verdict = self._courier.took(message, result, now_s)
        self._tell()
        is_saved = await self._write_down(message, verdict, now_s)
        self._courier.settled(message, is_saved, self._clock.monotonic_s())
        self._woken.set()

    async def _write_down(self, message: Pending, verdict: Verdict, now_s: float) -> bool:
        """Keep in the store what became of a message; False if its end could not be kept."""
        message_id, kind, attempt_count = message.message_id, message.kind, message.attempt_count + 1
        match verdict:
            case Arrived():
                done = await self._outbox.acknowledge(message_id, self._clock.now())
                emit("message_acknowledged", kind=kind, attempt_count=attempt_count)
            case Keep(cause=cause):
                done = await self._outbox.refuse(message_id, cause)
                emit("message_refused", cause=cause, kind=kind, attempt_count=attempt_count)
            case Hold():
                await self._outbox.send_again(message.case_id, verdict.missing_blobs)
                await self._outbox.tried(message_id, verdict.cause)
                delay_s = round(verdict.until_s - now_s, 2)
                emit("message_postponed", kind=kind, cause=verdict.cause, attempt_count=attempt_count, delay_s=delay_s)
                return True
            case _:
                assert_never(verdict)
        return not isinstance(done, NotSaved)

    async def _probe(self) -> None:
        is_there = await self._platform.is_there()
        self._courier.probed(is_there, self._clock.monotonic_s())
        self._tell()
        self._woken.set()

    def _tell(self) -> None:
        online = self._courier.online
        if online is not None and self._watcher.saw(online, self._clock.monotonic_s()):
            emit("connectivity_changed", online=online)

    async def _rest(self, errands: Supervisor, until_s: float) -> None:
        self._alive(until_s - self._clock.monotonic_s() + (ANSWER_S if self.is_busy else STEP_S))
        if math.isinf(until_s):
            await self._woken.wait()
            return
        alarm = errands.start("sync alarm", self._ring_after(until_s - self._clock.monotonic_s()))
        await self._woken.wait()
        alarm.cancel()

    async def _ring_after(self, seconds_s: float) -> None:
        await self._clock.sleep(seconds_s)
        self._woken.set()

    def _broke(self, name: str, error: BaseException) -> None:
        self._crash = error
        self._woken.set()
