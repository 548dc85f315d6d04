"""What a heartbeat tells of this machine is what its store says."""

from pathlib import Path

import msgspec
import pytest

from kiosk import wire
from kiosk.app.condition import condition_of
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_outbox


@pytest.mark.anyio
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
