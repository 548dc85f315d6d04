"""A disk that takes nothing, on the whole terminal."""

import pytest

from kiosk.session import events as ev
from tests.helpers.failing_disk import failing_writes
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import Terminal

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
