"""While no new case may be begun here: who has begun finishes, who has not is told before they begin."""

import pytest

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import CaseList, Form, Identify, Idle, Information, Notice, Purpose, Saving
from kiosk.session.troubles import FilingOff
from tests.helpers.session_world import ITEM_ID, NUMBER, STROKES, Journey

OFF = ev.FilingChanged(FilingOff.NO_NUMBERS)


@pytest.mark.parametrize("off", FilingOff)
def test_no_form_can_be_begun_and_everything_else_goes_on(off: FilingOff) -> None:
    journey = Journey().hand(ev.FilingChanged(off), ev.Started(), ev.EntryChosen(ITEM_ID), ev.ApplyPressed(ITEM_ID))
    assert isinstance(journey.screen, Information)

    journey.hand(ev.HomePressed(), ev.ProgressPressed(), ev.NoticeUnderstood())
    assert isinstance(journey.put_card().screen, CaseList)


def test_it_holds_for_the_next_resident_too_and_ends_when_there_is_room_again() -> None:
    journey = Journey().hand(OFF, ev.Started(), ev.ExitPressed())
    assert journey.screen == Idle()
    assert journey.state.filing_off is FilingOff.NO_NUMBERS

    journey.hand(ev.FilingChanged(None)).at_notice()
    assert isinstance(journey.screen, Notice)


@pytest.mark.parametrize("begun", [Journey.at_notice, Journey.at_identify])
def test_who_is_about_to_begin_is_led_back_to_the_guide_that_says_why(begun: object) -> None:
    assert callable(begun)
    journey: Journey = begun(Journey())
    journey.hand(OFF)
    assert journey.screen == Information(ITEM_ID)
    assert do.StopReading() in journey.effects
    assert journey.state.understood_at is None


def test_who_looks_for_their_cases_is_not_disturbed() -> None:
    journey = Journey().hand(ev.Started(), ev.ProgressPressed(), ev.NoticeUnderstood(), OFF)
    assert isinstance(journey.screen, Identify)
    assert journey.screen.purpose is Purpose.PROGRESS


def test_a_form_that_was_begun_is_finished_and_handed_in() -> None:
    journey = Journey().at_form().hand(OFF).answer()
    while type(journey.screen) is Form:
        journey.hand(ev.NextPressed())
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    assert type(journey.screen) is Saving
    journey.hand(journey.filed())
    assert journey.done.number == NUMBER
