"""The countdown, the question, the end."""

import json

import pytest

from devices.contracts.card_reader import CardMedia, CardUnreadable
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_time import countdown
from kiosk.session.overlays import TimeIsUp
from kiosk.session.screens import PRINT_UNDER_WAY, Form, Idle, PrintState
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import DEFAULT_LIMITS, Limits
from tests.helpers.session_world import Journey
from tests.helpers.view_context import ROOT
from tests.unit.session import screens


@pytest.mark.parametrize("mode", list(Mode))
def test_the_question_comes_when_little_time_is_left(mode: Mode) -> None:
    limits = DEFAULT_LIMITS[mode]
    journey = Journey().at_form(mode).forget_effects().tick(limits.idle_s - limits.warn_s - 1)
    assert journey.state.overlay is None

    journey = journey.forget_effects().tick(1)

    assert journey.state.overlay == TimeIsUp()
    assert journey.effects == [do.while_true("time_is_up")]
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


def test_the_limits_are_those_of_the_design() -> None:
    tokens = json.loads((ROOT / "assets/design/tokens.json").read_text())["session"]
    names = {Mode.STANDARD: "standard", Mode.ELDER: "elder", Mode.HIGH_CONTRAST: "large"}

    wanted = {mode: Limits(tokens[name]["idleSeconds"], tokens[name]["warnAt"]) for mode, name in names.items()}

    assert wanted == DEFAULT_LIMITS
    assert set(tokens["pausedWhile"]) == {"speaking", "reading a card", "printing", "paying"}


@pytest.mark.parametrize("mode", list(Mode))
def test_time_is_given_as_often_as_it_is_asked_for(mode: Mode) -> None:
    journey, limits = Journey().at_form(mode).answer(), DEFAULT_LIMITS[mode]
    for _ in range(50):
        journey.tick(limits.idle_s - 1)
        assert journey.state.overlay == TimeIsUp()
        journey.hand(ev.OverlayDismissed())

    assert journey.screen == Form()
    assert journey.countdown.remaining_s == limits.idle_s


def paused_at(journey: Journey) -> bool:
    """It waits, however long it takes, and gives the whole time again."""
    screen = type(journey.screen)
    journey.tick(1000)
    return journey.countdown.paused and isinstance(journey.screen, screen)


@pytest.mark.parametrize("mode", list(Mode))
def test_time_stands_still_while_a_card_is_read(mode: Mode) -> None:
    journey = Journey().at_identify(mode).hand(ev.CardSeen(CardMedia.PRESENT))

    assert paused_at(journey)
    assert journey.read_ends(CardUnreadable("x")).countdown.paused is False


def test_a_reader_that_only_waits_stops_no_time() -> None:
    assert Journey().at_identify().tick(121).screen == Idle()


@pytest.mark.parametrize("state", sorted(PRINT_UNDER_WAY - {PrintState.HELD}))
def test_time_stands_still_while_something_is_printed(state: PrintState) -> None:
    journey = Journey().at_done().acknowledged()
    journey.hand(ev.PrintWaits(journey.done.case_id, state))

    assert paused_at(journey)


def test_time_stands_still_while_a_case_is_committed_and_a_picture_is_taken() -> None:
    assert paused_at(Journey().at_saving())
    assert paused_at(screens.supply().hand(ev.CapturePressed()))


def test_a_card_that_lies_there_while_nobody_answers_is_announced_every_ten_seconds_and_the_session_ends() -> None:
    journey = Journey().at_identify().put_card().forget_effects().tick(90)
    assert journey.said == ["time_is_up"]

    journey.tick(29)
    assert journey.said == ["time_is_up", "card_left", "card_left", "card_left"]
    journey.tick(1)
    assert journey.screen == Idle()

    journey.forget_effects().tick(22)
    assert journey.said == ["card_left"] * 3
    assert journey.state.card_must_be_lifted


def test_a_card_in_use_is_not_called_forgotten() -> None:
    assert "card_left" not in Journey().at_identify().put_card().tick(89).said


def test_a_card_lifted_before_the_end_is_announced_no_more() -> None:
    journey = Journey().at_identify().put_card().tick(95).take_card().forget_effects().tick(120)

    assert "card_left" not in journey.said
