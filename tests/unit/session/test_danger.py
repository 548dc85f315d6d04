"""Before a request anything else: is somebody in danger? And whoever tells something may stay unnamed."""

import pytest

from kiosk.core.person import UNNAMED, IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import Danger, Form, Identify, Information, Notice, Purpose, Review
from kiosk.session.states import HelpState
from tests.helpers.session_world import ITEM_ID, STROKES, Journey

REPORT = {
    "purpose": "report", "report_kind": "tip", "area": "safety", "safety_matter": "hazard", "hazard": "energy",
    "where": "3号楼楼道", "story": "楼道里有很浓的燃气味，已经半小时了",
}  # fmt: skip


def asked(item_id: str = "request") -> Journey:
    return Journey().hand(ev.Started(), ev.EntryChosen(item_id), ev.ApplyPressed(item_id))


@pytest.mark.parametrize("item_id", ["request", "child-help"])
def test_whom_to_call_is_told_before_anybody_is_asked_who_they_are(item_id: str) -> None:
    journey = asked(item_id)
    assert journey.screen == Danger(item_id)
    assert journey.hand(ev.NextPressed()).screen == Notice(Purpose.APPLY, item_id)


def test_other_items_do_not_ask() -> None:
    assert asked(ITEM_ID).screen == Notice(Purpose.APPLY, ITEM_ID)


def test_the_way_back_leads_through_the_same_screens() -> None:
    journey = asked().hand(ev.NextPressed(), ev.BackPressed())
    assert journey.screen == Danger("request")
    assert journey.hand(ev.BackPressed()).screen == Information("request")


def test_staff_can_be_called_without_a_sound() -> None:
    journey = asked().forget_effects().hand(ev.HelpPressed(quiet=True))
    assert journey.done_for(do.CallHelp) == [do.CallHelp(1, "in_danger")]

    journey.hand(ev.HelpHeard(journey.state.help_serial, HelpState.COMING, "周*"))
    assert journey.said == []


def test_who_listens_with_headphones_hears_of_a_quiet_call_all_the_same() -> None:
    journey = asked().hand(ev.HeadphonesChanged(plugged=True)).forget_effects().hand(ev.HelpPressed(quiet=True))
    assert journey.said == ["help_calling"]


def unnamed() -> Journey:
    return asked().hand(ev.NextPressed(), ev.NoticeUnderstood(), ev.StayUnnamedPressed())


def test_whoever_stays_unnamed_is_asked_the_questions_and_nothing_else() -> None:
    journey = unnamed()
    assert isinstance(journey.screen, Form)
    assert journey.state.person == UNNAMED
    assert do.StopReading() in journey.effects


def test_an_unnamed_report_is_signed_and_handed_in_without_a_person() -> None:
    journey = unnamed().answer(REPORT)
    for _ in range(8):
        if isinstance(journey.screen, Review):
            break
        journey.hand(ev.NextPressed())
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())

    (filed,) = journey.done_for(do.FileCase)
    assert filed.person == UNNAMED


def test_what_wants_an_answer_is_not_taken_unnamed() -> None:
    journey = unnamed().answer({**REPORT, "report_kind": "complaint"}).hand(ev.NextPressed())
    assert isinstance(journey.screen, Form)
    assert (journey.screen.page, journey.screen.show_problems) == (0, True)


def test_nobody_stays_unnamed_where_the_item_wants_a_name() -> None:
    journey = Journey().at_identify().hand(ev.StayUnnamedPressed())
    assert isinstance(journey.screen, Identify)


def test_of_somebody_unnamed_nothing_is_kept_when_time_runs_out() -> None:
    assert unnamed().answer(REPORT).tick(121).state.kept == ()


def test_a_card_that_was_read_is_worth_more_than_nothing() -> None:
    assert UNNAMED.level is IdentityLevel.NONE < IdentityLevel.TYPED
