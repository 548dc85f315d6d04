"""What a heartbeat tells of this machine is what its store says."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk import wire
from kiosk.app.condition import condition_of
from kiosk.sync.heartbeat import Condition
from kiosk.wire import DeadLetterReport
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_outbox

pytestmark = pytest.mark.anyio
CASE = id_of(1)


async def test_the_heartbeat_says_of_the_queue_what_is_in_it(tmp_path: Path) -> None:
    """Seen: what a technician held was told as refused by the platform."""
    outbox = await open_outbox(tmp_path / "outbox.db")
    for case in (1, 2, 3, 4):
        await outbox.file_case(id_of(case), NOW, lambda number, case=case: envelope(id_of(case), note=number))  # type: ignore[misc]
    await outbox.acknowledge(id_of(1), NOW)
    await outbox.refuse(id_of(2), "422")
    for case in (3, 4):
        await outbox.hold(id_of(case))
    condition = await condition_of(outbox, tmp_path)
    assert condition is not None
    told = condition.queue
    assert (told.waiting_count, told.refused_count, told.held_count, told.acknowledged_count) == (0, 1, 2, 1)
    assert [letter.is_held for letter in told.dead_letters] == [False, True, True]
    assert msgspec.json.decode(wire.encode(told), type=wire.QueueReport) == told
    await outbox.close()


async def test_a_case_the_platform_never_takes_is_told_after_a_day_and_goes_on_being_tried(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    outbox = await open_outbox(tmp_path / "outbox.db", clock)
    await outbox.file_case(CASE, NOW, lambda number: envelope(CASE, note=number))
    await outbox.tried(CASE, "409 case-not-here")
    told: list[Condition | None] = [await condition_of(outbox, tmp_path)]
    await clock.advance(timedelta(days=1).total_seconds())
    told.append(await condition_of(outbox, tmp_path))
    assert [pending.message_id for pending in await outbox.due((), 9)] == [CASE]
    await outbox.close()
    fresh, old = (each.queue for each in told if each is not None)
    assert (fresh.waiting_count, fresh.overdue_count, fresh.dead_letters) == (1, 0, [])
    cause = "409 case-not-here"
    letter = DeadLetterReport(
        message_id=CASE, case_id=CASE, kind="case", cause=cause, is_held=False, is_waiting=True
    )  # fmt: skip
    assert (old.waiting_count, old.overdue_count, old.dead_letters) == (1, 1, [letter])
