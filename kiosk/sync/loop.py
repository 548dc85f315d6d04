"""The one loop that empties the outbox.

    wake (a new row) ┐
    a row falls due  ├─► probe or send ─► acknowledge | postpone | refuse ─► connectivity
    a probe is due   ┘

After a failure to reach the platform only one message is tried at a time until one arrives; a message that has to
wait holds back its own case and nothing else. Everything that waits, waits on the injected clock.
"""

import asyncio
import contextlib
import random
from typing import Protocol, assert_never

from kiosk.core.clock import Clock
from kiosk.outbox import Outbox, Pending, next_delay_s
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.sync.connectivity import Watcher

PROBE_PERIOD_S = 15.0
"""How often the platform is asked for when there is nothing to send."""
PROBE_OFFLINE_S = 3.0
"""The same while it is out of reach: the resident waits for 已联网."""
BATCH_COUNT = 20


class Platform(Protocol):
    """What the loop needs of `PlatformClient`."""

    async def send(self, message: Pending) -> SendResult: ...

    async def is_there(self) -> bool: ...


class Synchroniser:
    """Empties one outbox into one platform, for as long as `run` is not cancelled."""

    def __init__(
        self, outbox: Outbox, platform: Platform, clock: Clock, watcher: Watcher, randomness: random.Random
    ) -> None:
        self._outbox = outbox
        self._platform = platform
        self._clock = clock
        self._watcher = watcher
        self._random = randomness
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """There is something new to send."""
        self._woken.set()

    async def run(self) -> None:
        """Send what is due, then sleep until something is, or until the next probe."""
        while True:
            self._woken.clear()
            busy = await self.drain()
            if not busy:
                await self._probe()
                await self._rest()

    async def drain(self) -> bool:
        """Send everything that is due now once; True if anything arrived."""
        arrived = False
        one_by_one = self._watcher.now.online is not True
        for message in await self._outbox.due(self._clock.monotonic_s(), 1 if one_by_one else BATCH_COUNT):
            result = await self._platform.send(message)
            await self._record(message, result)
            arrived = arrived or isinstance(result, Acknowledged | Refused)
            if isinstance(result, TryLater) and not result.reached_platform:
                break
        return arrived

    async def _record(self, message: Pending, result: SendResult) -> None:
        now_s = self._clock.monotonic_s()
        match result:
            case Acknowledged():
                await self._outbox.acknowledge(message.message_id, self._clock.now())
                self._saw(online=True)
            case Refused(cause=cause):
                await self._outbox.refuse(message.message_id, cause)
                self._saw(online=True)
            case TryLater():
                delay_s = next_delay_s(message.attempt_count + 1, result.retry_after_s, self._random.uniform)
                await self._outbox.send_again(result.missing_blobs)
                await self._outbox.postpone(message.message_id, now_s + delay_s, result.cause)
                self._saw(online=result.reached_platform)
            case _:
                assert_never(result)

    async def _probe(self) -> None:
        self._saw(online=await self._platform.is_there())

    def _saw(self, online: bool) -> None:
        if self._watcher.saw(online, self._clock.monotonic_s()) and online:
            self._outbox.all_due()
            self._woken.set()

    async def _rest(self) -> None:
        period_s = PROBE_PERIOD_S if self._watcher.now.online else PROBE_OFFLINE_S
        due_s = self._outbox.next_due_s()
        if due_s is not None:
            period_s = min(period_s, max(0.05, due_s - self._clock.monotonic_s()))
        sleeper = asyncio.ensure_future(self._clock.sleep(period_s))
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait((sleeper, woken), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in (sleeper, woken):
                waiting.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await waiting
