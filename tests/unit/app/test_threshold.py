"""Before the session is there: an idle machine to look at, and no touch lost."""

from datetime import UTC, datetime, timedelta

from kiosk.app.threshold import Threshold
from kiosk.session import events as ev
from kiosk.session.screens import Home, Idle
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import SessionState
from tests.helpers.fake_session import FakeSession, snapshot_of

NOW = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)


def test_it_shows_an_idle_machine_at_the_moment_of_the_start() -> None:
    snapshot = Threshold(NOW).snapshot
    assert isinstance(snapshot.state.screen, Idle)
    assert snapshot.now == NOW
    assert not snapshot.countdown.warning


def test_what_a_hand_did_before_is_done_once_everybody_follows() -> None:
    threshold, session = Threshold(NOW), FakeSession()
    order: list[str] = []
    threshold.send(ev.Touched())
    threshold.send(ev.Started())
    assert session.sent == []
    threshold.open(session, lambda: order.append(f"{len(session.sent)} sent"))
    assert order == ["0 sent"]
    assert session.sent == [ev.Touched(), ev.Started()]


def test_an_open_threshold_is_the_session() -> None:
    threshold, session = Threshold(NOW), FakeSession(snapshot_of(SessionState(screen=Home())))
    seen: list[Snapshot] = []
    threshold.open(session, lambda: threshold.subscribe(seen.append))
    threshold.send(ev.HomePressed())
    assert threshold.snapshot is session.snapshot
    assert session.sent == [ev.HomePressed()]
    session.show_state(SessionState())
    assert isinstance(seen[-1].state.screen, Idle)


def test_held_back_acts_are_done_when_nobody_took_over() -> None:
    threshold, session = Threshold(NOW), FakeSession()
    threshold.open(session, lambda: None)
    threshold.hold(True)
    threshold.send(ev.Started())
    assert session.sent == []
    threshold.hold(False)
    assert session.sent == [ev.Started()]


def test_a_window_shown_long_after_it_was_made_shows_the_time_it_is() -> None:
    threshold = Threshold(NOW)
    threshold.look_again(NOW + timedelta(hours=3))
    assert threshold.snapshot.now == NOW + timedelta(hours=3)
