"""The countdown, the question, the end."""

import pytest

from devices.contracts.card_reader import CardMedia
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_time import countdown
from kiosk.session.states import Form, Idle, Mode, SessionState, TimeIsUp
from kiosk.session.world import DEFAULT_LIMITS, Limits
from tests.helpers.session_world import Journey
from tests.unit.session import screens


@pytest.mark.parametrize("mode", list(Mode))
def test_the_question_comes_when_little_time_is_left(mode: Mode) -> None:
    limits = DEFAULT_LIMITS[mode]
    journey = Journey().at_form(mode).forget_effects().tick(limits.idle_s - limits.warn_s - 1)
    assert journey.state.overlay is None

    journey = journey.tick(1)

    assert journey.state.overlay == TimeIsUp()
    assert journey.effects == [do.StopSpeaking(), do.Speak("time_is_up")]
    assert journey.countdown.warning


def test_the_question_is_asked_once() -> None:
    journey = Journey().at_form().tick(115)

    assert journey.said.count("time_is_up") == 1


@pytest.mark.parametrize("hand", [ev.Touched(), ev.OverlayDismissed(), ev.AnswerGiven("phone", "1")])
def test_any_touch_keeps_the_session_and_its_draft(hand: ev.Event) -> None:
    journey = Journey().at_form().answer().tick(110)
    draft = journey.state.draft
    assert draft is not None

    journey.hand(hand)

    assert journey.state.overlay is None
    assert journey.screen == Form()
    assert journey.state.draft is not None
    assert journey.state.draft.case_id == draft.case_id
    assert journey.countdown.remaining_s == 120


def test_nobody_answers_and_everything_is_wiped() -> None:
    journey = Journey().at_form().answer().forget_effects().tick(121)

    assert journey.screen == Idle()
    assert (journey.state.person, journey.state.draft, journey.state.overlay) == (None, None, None)
    wiped = (do.StopReading(), do.StopSpeaking(), do.StopPrinting(), do.Forget())
    assert all(effect in journey.effects for effect in wiped)
    (log,) = journey.done_for(do.LogSessionEnded)
    assert (log.outcome, log.over_60) == ("timed_out", True)


def test_the_spoken_question_does_not_answer_itself() -> None:
    journey = Journey().at_form().tick(90)
    assert journey.state.overlay == TimeIsUp()

    journey.hand(ev.SpeechChanged(speaking=True)).tick(4).hand(ev.SpeechChanged(speaking=False))
    assert journey.countdown.remaining_s == 26

    assert journey.tick(27).screen == Idle()


def test_who_listens_has_all_the_time() -> None:
    journey = Journey().at_form(Mode.ELDER).hand(ev.SpeechChanged(speaking=True)).tick(900)
    assert journey.countdown.paused

    journey.hand(ev.SpeechChanged(speaking=False))

    assert journey.screen == Form()
    assert journey.countdown.remaining_s == 300


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Home", "timed_out"), ("Form", "timed_out"), ("Done", "completed"), ("Rate", "completed"),
        ("CaseDetail", "completed"), ("CaseList", "completed"), ("Supplied", "saved_offline"), ("NotSaved", "failed"),
    ],
)  # fmt: skip
def test_a_session_nobody_ends_is_counted_for_what_it_came_to(name: str, outcome: str) -> None:
    journey = screens.EVERY_SCREEN[name]().tick(121)

    assert journey.screen == Idle()
    assert [log.outcome for log in journey.done_for(do.LogSessionEnded)] == [outcome]


def test_cases_the_platform_never_told_are_no_completed_session() -> None:
    journey = Journey().at_cases().tick(121)

    assert journey.done_for(do.LogSessionEnded)[0].outcome == "timed_out"


def test_the_end_of_a_session_names_nobody() -> None:
    journey = Journey().at_form().answer().tick(121)
    (log,) = journey.done_for(do.LogSessionEnded)

    written = repr(log)

    assert not any(secret in written for secret in ("张", "1301", "6217", "槐树里"))


def test_who_never_showed_a_card_has_no_age() -> None:
    journey = Journey().hand(ev.Started()).tick(121)

    (log,) = journey.done_for(do.LogSessionEnded)
    assert (log.item_id, log.over_60) == (None, None)


def test_the_time_an_idle_machine_waits_is_nobodys() -> None:
    journey = Journey().tick(500)

    assert journey.effects == []
    assert journey.state == SessionState(card=CardMedia.NOT_PRESENT, online=True)


def test_the_ring_never_goes_below_nothing() -> None:
    journey = Journey().at_form().wait(10_000)

    assert countdown(journey.state, journey.world).remaining_s == 0


def test_the_limits_are_those_of_the_mode() -> None:
    assert {mode: limits.idle_s for mode, limits in DEFAULT_LIMITS.items()} == {
        Mode.STANDARD: 120, Mode.ELDER: 300, Mode.HIGH_CONTRAST: 180,
    }  # fmt: skip
    assert all(isinstance(limits, Limits) and limits.warn_s < limits.idle_s for limits in DEFAULT_LIMITS.values())
