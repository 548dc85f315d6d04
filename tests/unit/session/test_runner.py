"""One queue, one state: order, publishing, and what happens when something goes wrong on the way."""

import pytest

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.effects import Effect
from kiosk.session.runner import Session
from kiosk.session.screens import Home, Information
from kiosk.session.snapshot import Bulletin, Caption, Snapshot
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.session_world import ITEM_ID, Journey


class Desk:
    """A session with a clock, keeping everything it shows and wants done."""

    def __init__(self) -> None:
        self.clock = Journey()
        self.performed: list[Effect] = []
        self.seen: list[Snapshot] = []
        self.session = Session(lambda: self.clock.world, self.perform)
        self.session.subscribe(self.seen.append)

    def perform(self, effect: Effect) -> None:
        self.performed.append(effect)


def test_everybody_sees_the_new_state_before_anything_is_done_for_it() -> None:
    desk = Desk()
    order: list[str] = []
    desk.session.subscribe(lambda snapshot: order.append(type(snapshot.state.screen).__name__))
    session = Session(lambda: desk.clock.world, lambda effect: order.append(type(effect).__name__))
    session.subscribe(lambda snapshot: order.append(type(snapshot.state.screen).__name__))

    session.send(ev.Started())

    assert order == ["Home", "StopSpeaking", "SpeakScreen"]


def test_an_event_sent_in_the_middle_of_another_waits_for_its_turn() -> None:
    desk = Desk()

    def answer(snapshot: Snapshot) -> None:
        if snapshot.state.screen == Home():
            desk.session.send(ev.EntryChosen(ITEM_ID))

    desk.session.subscribe(answer)
    desk.session.send(ev.Started())

    assert [snapshot.state.screen for snapshot in desk.seen] == [Home(), Information(ITEM_ID)]
    assert desk.performed == [do.StopSpeaking(), do.SpeakScreen()] * 2


def test_what_changed_nothing_is_not_shown_again() -> None:
    desk = Desk()
    desk.session.send(ev.NetworkChanged(True))
    desk.session.send(ev.NetworkChanged(True))
    desk.session.send(ev.InterruptionOver())

    assert len(desk.seen) == 1
    assert desk.session.snapshot is desk.seen[-1]


def test_the_ring_moves_with_the_clock() -> None:
    desk = Desk()
    desk.session.send(ev.Started())
    desk.clock.wait(7)
    desk.session.send(ev.Tick())

    assert desk.session.snapshot.countdown.remaining_s == 113


def test_at_rest_the_screens_hear_once_a_minute() -> None:
    desk = Desk()
    for _ in range(120):
        desk.clock.wait(1)
        desk.session.send(ev.Tick())

    assert len(desk.seen) == 2
    assert desk.session.snapshot.now == desk.clock.now.replace(second=0, microsecond=0)


def test_devices_feed_and_caption_are_shown_beside_the_state() -> None:
    desk = Desk()
    machines, bulletins, caption = ALL_WELL, (Bulletin("t", "x", "info"),), Caption("话", 0, 1)

    desk.session.show_machines(machines)
    desk.session.show_bulletins(bulletins)
    desk.session.show_caption(caption)
    desk.session.send(ev.Started())

    shown = desk.session.snapshot
    assert (shown.machines, shown.bulletins, shown.caption) == (machines, bulletins, caption)
    assert len(desk.seen) == 4


def test_an_effect_that_raises_does_not_deafen_the_session() -> None:
    desk = Desk()

    def fail(effect: Effect) -> None:
        raise RuntimeError("no speaker")

    session = Session(lambda: desk.clock.world, fail)
    with pytest.raises(RuntimeError):
        session.send(ev.Started())
    assert session.state.screen == Home()

    with pytest.raises(RuntimeError):
        session.send(ev.ExitPressed())
    assert not session.state.in_session
