"""A terminal's queue, client and loop, on a real database, against the real platform in the same process."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.core.tasks import Supervisor
from kiosk.outbox import Delivery, DeliveryState, FiledCase, Outbox, Pending
from kiosk.sync import PlatformClient, SendResult, Synchroniser, Watcher
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import FaultyPlatform
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.machine import enrolled_in
from tests.helpers.platform_cases import case_envelope
from tests.helpers.queue import open_outbox

WAITING = DeliveryState.WAITING


@dataclass(slots=True)
class Counted:
    """The client, with a count of what was sent."""

    client: PlatformClient
    platform: FaultyPlatform
    sent: Counter[str] = field(default_factory=Counter)
    asked_count: int = 0
    """Exchanges that wait for their answer."""

    async def send(self, message: Pending) -> SendResult:
        self.sent[message.message_id] += 1
        self.asked_count += 1
        try:
            return await self.client.send(message)
        finally:
            self.asked_count -= 1

    async def is_there(self) -> bool:
        self.asked_count += 1
        try:
            return await self.client.is_there()
        finally:
            self.asked_count -= 1


@dataclass(slots=True)
class Terminal:
    """What a test may look at and do."""

    outbox: Outbox
    line: Counted
    synchroniser: Synchroniser
    watcher: Watcher
    clock: FakeClock

    @property
    def client(self) -> PlatformClient:
        return self.line.client

    @property
    def sent(self) -> Counter[str]:
        """How often each message was sent."""
        return self.line.sent

    async def file(self, case_id: str) -> FiledCase:
        """A resident hands in a case."""
        filed = await self.outbox.file_case(
            case_id, self.clock.now(), lambda number: case_envelope(case_id, number=number)
        )
        assert isinstance(filed, FiledCase)
        return filed

    async def state(self, message_id: str) -> DeliveryState:
        delivery = await self.outbox.delivery(message_id)
        assert isinstance(delivery, Delivery)
        return delivery.state

    async def until(self, holds: Callable[[], Awaitable[bool]], within_s: int) -> None:
        """Let time pass, second by second, until something holds."""
        for _ in range(within_s):
            await self.resting()
            if await holds():
                return
            await self.clock.advance(1.0)
        raise AssertionError(f"not within {within_s} s")

    async def until_arrived(self, *message_ids: str, within_s: int = 120) -> None:
        async def arrived() -> bool:
            return {await self.state(each) for each in message_ids} == {DeliveryState.ACKNOWLEDGED}

        await self.until(arrived, within_s)

    async def pass_time(self, seconds_s: int) -> None:
        """Let time pass with the loop at work."""
        for _ in range(seconds_s):
            await self.resting()
            await self.clock.advance(1.0)
        await self.resting()

    @property
    def _busy(self) -> bool:
        """Whether anything but the clock can still move it; a slow answer sleeps on the clock, too."""
        if self.synchroniser.is_woken or self.clock.sleeper_count == 0:
            return True
        return self.synchroniser.is_busy and self.line.asked_count != self.line.platform.slow_count

    async def resting(self) -> None:
        """Wait until everything sleeps on the clock, the loop or a slow answer it waits for."""
        async with asyncio.timeout(20):
            while self._busy:  # noqa: ASYNC110 - no event tells that everybody is idle
                await asyncio.sleep(0)


@asynccontextmanager
async def terminal_on(directory: Path, platform: InProcessPlatform, clock: FakeClock) -> AsyncIterator[Terminal]:
    """Start a terminal on the queue in a directory; again, for a restart."""
    identity = await enrolled_in(directory / "terminal" / "identity", platform, clock, "hsl-3")
    outbox = await open_outbox(directory / "terminal" / "outbox.db")
    async with (
        PlatformClient(platform.base_url, identity, clock, transport=platform.transport()) as client,
        Supervisor() as supervisor,
    ):
        counted, watcher = Counted(client, platform.faulty), Watcher()
        synchroniser = Synchroniser(outbox, counted, clock, watcher, random.Random(1))
        outbox.subscribe(lambda told: synchroniser.handed_in(told.case_id) if told.state is WAITING else None)
        supervisor.start("sync", synchroniser.run())
        yield Terminal(outbox, counted, synchroniser, watcher, clock)
    await outbox.close()
