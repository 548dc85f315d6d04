"""The one loop that empties the outbox.

What it does next is decided in `engine`; here is only the waiting.

    wake (a new row) ┐
    a row falls due  ├─► send or probe ─► acknowledge | postpone | refuse ─► connectivity
    a probe is due   ┘
"""

import asyncio
import random
from typing import Protocol, assert_never

from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import NotSaved, Outbox, Pending
from kiosk.sync import engine
from kiosk.sync.answers import SendResult
from kiosk.sync.connectivity import Watcher
from kiosk.sync.engine import Arrived, Hold, Keep, Line, Pace, Verdict
from kiosk.telemetry import emit

DISK_PAUSE_S = 60.0
"""A message whose answer could not be written down is sent again after this long; the platform knows it by its id."""


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
    ) -> None:
        self._outbox = outbox
        self._platform = platform
        self._clock = clock
        self._watcher = watcher
        self._random = randomness
        self._pace = pace or Pace()
        self._line = Line()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There is something new to send, or reason to look for the platform now."""
        self._line = engine.after_wake(self._line, self._clock.monotonic_s())
        self._woken.set()

    @property
    def is_woken(self) -> bool:
        """Whether it has been woken and has not looked yet."""
        return self._woken.is_set()

    async def run(self) -> None:
        """Send what is due, then sleep until something is, or until the next probe."""
        async with Supervisor() as alarms:
            while True:
                self._woken.clear()
                if await self.drain():
                    continue
                now_s = self._clock.monotonic_s()
                rest_s = engine.rest_s(self._line, now_s, self._outbox.next_due_s(now_s))
                if rest_s <= 0 and self._line.probe_at_s <= now_s:
                    await self._probe()
                else:
                    await self._rest(alarms, rest_s)

    async def drain(self) -> bool:
        """Send what may be sent now, once; True if anything left the queue."""
        most = engine.how_many(self._line, self._clock.monotonic_s(), self._pace)
        left = False
        for message in await self._outbox.due(self._clock.monotonic_s(), most) if most else ():
            left = await self._send(message) or left
            if engine.how_many(self._line, self._clock.monotonic_s(), self._pace) == 0:
                break
        return left

    async def _send(self, message: Pending) -> bool:
        result = await self._platform.send(message)
        now_s = self._clock.monotonic_s()
        line, verdict = engine.after_send(
            self._line, message.attempt_count, result, now_s, self._random.uniform, self._pace
        )
        self._take(line)  # first: coming online releases what is postponed, but not what is postponed now
        return await self._write_down(message, verdict, now_s)

    async def _write_down(self, message: Pending, verdict: Verdict, now_s: float) -> bool:
        """Keep in the store what became of a message; True if it is out of the queue now."""
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
                await self._outbox.postpone(message_id, verdict.until_s, verdict.cause, verdict.told)
                delay_s = round(verdict.until_s - now_s, 2)
                emit("message_postponed", kind=kind, cause=verdict.cause, attempt_count=attempt_count, delay_s=delay_s)
                return False
            case _:
                assert_never(verdict)
        if isinstance(done, NotSaved):
            await self._outbox.postpone(message_id, now_s + DISK_PAUSE_S, done.reason)
            return False
        return True

    async def _probe(self) -> None:
        is_there = await self._platform.is_there()
        now_s = self._clock.monotonic_s()
        self._take(engine.after_probe(self._line, is_there, now_s, self._random.uniform, self._pace))

    def _take(self, line: Line) -> None:
        self._line = line
        if line.online is None or not self._watcher.saw(line.online, self._clock.monotonic_s()):
            return
        emit("connectivity_changed", online=line.online)
        if line.online:
            self._outbox.release()

    async def _rest(self, alarms: Supervisor, seconds_s: float) -> None:
        alarm = alarms.start("sync alarm", self._ring_after(seconds_s))
        await self._woken.wait()
        alarm.cancel()

    async def _ring_after(self, seconds_s: float) -> None:
        await self._clock.sleep(seconds_s)
        self._woken.set()
