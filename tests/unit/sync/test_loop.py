"""The loop where the store cannot write down what it learnt. Deliveries over the wire: tests/sync."""

import asyncio
import random
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from kiosk.core.pulse import Pulse
from kiosk.core.tasks import Falls, Supervisor
from kiosk.outbox import DeadLetter, Delivery, DeliveryState, Outbox, Pending, Unreadable
from kiosk.sync import Acknowledged, Refused, SendResult, Synchroniser, Watcher
from kiosk.sync.courier import DISK_PAUSE_S
from kiosk.sync.loop import STEP_S
from kiosk.wire import Envelope
from tests.helpers.failing_disk import failing_writes
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_outbox

pytestmark = pytest.mark.anyio

CASE = id_of(1)


class Script:
    """A platform that always gives the same answer."""

    def __init__(self, answer: SendResult) -> None:
        self._answer = answer
        self.sent: list[str] = []

    async def send(self, message: Pending) -> SendResult:
        self.sent.append(message.message_id)
        return self._answer

    async def is_there(self) -> bool:
        return True


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    store = await open_outbox(tmp_path / "outbox.db")
    yield store
    await store.close()


async def resting(clock: FakeClock, synchroniser: Synchroniser) -> None:
    async with asyncio.timeout(20):
        while clock.sleeper_count == 0 or synchroniser.is_woken or synchroniser.is_busy:  # noqa: ASYNC110 - no event tells that it rests
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("answer", "state"),
    [(Acknowledged(None), DeliveryState.ACKNOWLEDGED), (Refused("422"), DeliveryState.REFUSED)],
)
async def test_an_answer_that_cannot_be_written_down_is_asked_for_again_after_a_pause(
    answer: SendResult, state: DeliveryState, outbox: Outbox
) -> None:
    await outbox.file_case(CASE, NOW, lambda number: envelope(CASE))
    clock, platform = FakeClock(), Script(answer)
    synchroniser = Synchroniser(outbox, platform, clock, Watcher(), random.Random(1))
    async with Supervisor() as supervisor:
        with failing_writes():
            supervisor.start("sync", synchroniser.run())
            await resting(clock, synchroniser)
            for _ in range(3):
                await clock.advance(DISK_PAUSE_S / 4)
                await resting(clock, synchroniser)
            assert platform.sent == [CASE]  # no storm
        await clock.advance(DISK_PAUSE_S)
        await resting(clock, synchroniser)
    assert platform.sent == [CASE, CASE]
    delivery = await outbox.delivery(CASE)
    assert isinstance(delivery, Delivery)
    assert delivery.state is state


async def test_waking_an_idle_loop_sends_at_once(outbox: Outbox) -> None:
    clock, platform = FakeClock(), Script(Acknowledged(None))
    synchroniser = Synchroniser(outbox, platform, clock, Watcher(), random.Random(1))
    outbox.subscribe(lambda delivery: synchroniser.wake())
    async with Supervisor() as supervisor:
        supervisor.start("sync", synchroniser.run())
        await resting(clock, synchroniser)
        await outbox.file_case(CASE, NOW, lambda number: envelope(CASE))
        await resting(clock, synchroniser)
    assert platform.sent == [CASE]


class Poisoned(Script):
    """One case breaks whoever handles its answer, again and again."""

    async def send(self, message: Pending) -> SendResult:
        result = await super().send(message)
        if message.case_id == CASE:
            raise ValueError("nobody foresaw this answer")
        return result


def _envelope(case_id: str, number: str) -> Envelope:
    return envelope(case_id, note=number)


async def _tried(outbox: Outbox) -> tuple[DeadLetter, ...]:
    tried = await outbox.tried_in_vain()
    assert not isinstance(tried, Unreadable)
    return tried


async def acknowledged(outbox: Outbox, case_ids: list[str]) -> bool:
    deliveries = [await outbox.delivery(case_id) for case_id in case_ids]
    return all(isinstance(each, Delivery) and each.state is DeliveryState.ACKNOWLEDGED for each in deliveries)


async def test_a_message_that_crashes_the_loop_keeps_no_other_and_wears_nothing_out(outbox: Outbox) -> None:
    others = [id_of(number) for number in range(2, 12)]
    for case_id in (CASE, *others):
        await outbox.file_case(case_id, NOW, partial(_envelope, case_id))
    clock, platform, told = FakeClock(), Poisoned(Acknowledged(None)), list[Falls]()
    synchroniser = Synchroniser(outbox, platform, clock, Watcher(), random.Random(1))
    async with Supervisor() as supervisor, asyncio.timeout(20):
        supervisor.keep("sync", synchroniser.run, clock, lambda name, error, falls: told.append(falls))
        while len(told) < 6 or not await acknowledged(outbox, others):
            await clock.advance(3.0)
        (letter,) = [each for each in await _tried(outbox) if each.message_id == CASE]
    assert platform.sent.count(CASE) >= 6
    assert (letter.cause, letter.attempt_count >= 5) == ("crashed", True), "a technician sees which one it is"
    assert not any(falls.are_too_many for falls in told)


async def test_a_loop_at_rest_is_alive_however_long_nothing_is_to_be_sent(outbox: Outbox) -> None:
    clock = FakeClock()
    pulse = Pulse(clock.monotonic_s)
    alive = partial(pulse.promise, "sync")
    loop = Synchroniser(outbox, Script(Acknowledged(None)), clock, Watcher(), random.Random(1), alive=alive)
    async with Supervisor() as supervisor:
        supervisor.start("sync", loop.run())
        await resting(clock, loop)
        for _ in range(50):
            await clock.advance(30.0)
            await resting(clock, loop)
            assert not pulse.late


async def test_a_loop_whose_store_never_answers_is_late(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FakeClock()
    pulse = Pulse(clock.monotonic_s)
    alive = partial(pulse.promise, "sync")
    loop = Synchroniser(outbox, Script(Acknowledged(None)), clock, Watcher(), random.Random(1), alive=alive)

    async def hangs(*asked: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(outbox, "due", hangs)
    async with Supervisor() as supervisor:
        supervisor.start("sync", loop.run())
        await clock.advance(STEP_S)
        assert not pulse.late
        await clock.advance(1.0)
        assert pulse.late == {"sync"}
