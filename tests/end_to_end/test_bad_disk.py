"""A disk that takes nothing, on the whole terminal."""

from pathlib import Path

import pytest

from kiosk.session import events as ev
from tests.helpers.failing_disk import failing_writes
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import Terminal, whole_terminal

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def test_a_rating_the_disk_refused_is_told_and_not_thanked_for(terminal: Terminal) -> None:
    await terminal.submitted("zhang-gui-lan")
    await terminal.acknowledged()
    await terminal.slip_settled()
    await terminal.take_card()
    lost, thanks = (terminal.program.texts(f"say.{key}") for key in ("rating_lost", "thanks"))

    terminal.send(ev.FinishPressed(), ev.LevelChosen(5))
    with failing_writes():
        terminal.send(ev.RatingSent())
        await terminal.until_now("the loss is said", lambda: lost in "".join(terminal.heard))

    assert thanks not in "".join(terminal.heard)
    assert len(await terminal.cases_there()) == 1


async def test_a_queue_that_was_lost_gives_no_number_a_second_time(tmp_path: Path) -> None:
    """Seen: the first number of the new queue stood on the slip of somebody whose case lay in the lost one."""
    async with whole_terminal(tmp_path) as terminal:
        before = (await terminal.submitted("zhang-gui-lan")).number
    (tmp_path / "terminal" / "outbox.db").unlink()
    async with whole_terminal(tmp_path) as terminal:
        await terminal.until("other numbers are there", lambda state: state.filing_off is None, 60.0)
        after = (await terminal.submitted("zhang-gui-lan")).number
    assert (before[-5:-1], after[-5:-1]) == ("0001", "0501")
