"""When a terminal asks to be replaced, and what it does if nobody comes."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from kiosk.app.cue import Cue, Leave, may_be_replaced
from kiosk.core.ids import CaseId
from kiosk.session.drafts import Draft
from kiosk.session.screens import Home, Idle, Screen
from kiosk.session.states import SessionState
from tests.helpers.fake_session import MORNING, FakeSession

pytestmark = pytest.mark.anyio
DRAFT = Draft(CaseId("0" * 32), "old-age-allowance", "1", MORNING)


@dataclass
class Line:
    """Both ends of the words: the keeper's hand and ear, and what the terminal did with a hand's acts."""

    told: int
    tell: int
    heard: int
    say: int
    held: list[bool] = field(default_factory=list)
    session: FakeSession = field(default_factory=FakeSession)

    def join(self, stop: asyncio.Event) -> Cue:
        cue = Cue(stop, self.told, self.say)
        self.session.subscribe(Leave(cue, self.held.append).look)
        return cue

    async def word(self, word: str) -> None:
        os.write(self.tell, word.encode() + b"\n")
        await asyncio.sleep(0.01)

    def show(self, *screens: Screen) -> None:
        for screen in screens:
            self.session.show_screen(screen)

    def said(self) -> list[bytes]:
        try:
            return os.read(self.heard, 256).split()
        except BlockingIOError:
            return []


@pytest.fixture
def line() -> Iterator[Line]:
    told, tell = os.pipe()
    heard, say = os.pipe()
    os.set_blocking(heard, False)
    yield Line(told, tell, heard, say)
    for end in (told, heard, say):
        os.close(end)


async def test_it_leaves_when_a_resident_was_here_and_a_fresh_one_is_warm(line: Line) -> None:
    line.join(asyncio.Event())
    await line.word("go")
    line.show(Home(), Idle())
    assert line.said() == []  # nobody could take over
    await line.word("warm")
    line.show(Home(), Idle())
    assert line.said() == [b"leave"]
    assert line.held == [True]


async def test_it_stays_while_nobody_has_been_here(line: Line) -> None:
    line.join(asyncio.Event())
    await line.word("go")
    await line.word("warm")
    line.session.show_state(SessionState(online=False))
    assert line.said() == []


async def test_told_to_go_on_it_does_what_a_hand_did_and_asks_again_when_another_is_warm(line: Line) -> None:
    line.join(asyncio.Event())
    await line.word("go\nwarm")
    line.show(Home(), Idle())
    await line.word("go")
    assert line.held == [True, False]
    line.show(Home(), Idle())
    await line.word("warm")
    line.session.show_state(SessionState(online=False))
    assert line.said() == [b"leave", b"leave"]


async def test_a_keeper_that_is_gone_ends_it(line: Line) -> None:
    stop = asyncio.Event()
    cue = line.join(stop)
    os.close(line.tell)
    async with asyncio.timeout(5):
        await stop.wait()
    cue.say("warm")
    assert line.said() == []


def test_it_is_replaced_only_when_nothing_is_kept_said_or_under_way() -> None:
    free = SessionState()
    assert may_be_replaced(free)
    for state in (
        replace(free, screen=Home()),
        replace(free, speaking=True),
        replace(free, card_must_be_lifted=True),
        replace(free, draft=DRAFT),
    ):
        assert not may_be_replaced(state)
