"""帮办: somebody who signed in helps a resident; the record says who, and they go when the session ends."""

from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.acting import Helper, doers_of
from kiosk.session.screens import Form, Home, Idle, OwnWish, Review, WishAbout
from tests.helpers.session_world import ANSWERS, ITEM_ID, STROKES, Journey

CHEN = Helper("7710042", "陈*", "card")


def helped() -> Journey:
    """Signed in at the menu, then out of it to whoever comes."""
    return Journey().hand(ev.MaintenanceAsked(), ev.HelperCame(CHEN))


def at_form() -> Journey:
    journey = helped().hand(ev.EntryChosen(ITEM_ID), ev.ApplyPressed(ITEM_ID), ev.NoticeUnderstood())
    return journey.put_card().take_card()


def test_a_residents_session_begins_and_nothing_of_the_menu_is_left() -> None:
    journey = helped()
    assert journey.screen == Home()
    assert journey.state.helper == CHEN
    assert journey.state.in_session


def test_nobody_helps_who_did_not_come_out_of_the_menu() -> None:
    journey = Journey().hand(ev.Started(), ev.HelperCame(CHEN))
    assert journey.state.helper is None


def test_whoever_looks_at_card_and_face_is_a_witness() -> None:
    person = at_form().state.person
    assert person is not None
    assert person.level is IdentityLevel.WITNESSED


def test_an_elder_who_is_helped_is_asked_themselves_where_their_money_goes() -> None:
    journey = at_form().answer(ANSWERS)
    for _ in range(5):
        if isinstance(journey.screen, Form):
            journey.hand(ev.NextPressed())
    assert journey.screen == OwnWish(ITEM_ID, WishAbout.MATTER)


def test_the_case_says_who_helped() -> None:
    journey = at_form().answer(ANSWERS).hand(*[ev.NextPressed()] * 3, ev.WishSaid(ev.Wish.YES))
    assert isinstance(journey.screen, Review)
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    (filed,) = journey.done_for(do.FileCase)
    assert (filed.helper, filed.acting) == (CHEN, None)


def test_whoever_comes_next_is_helped_too_until_the_session_ends() -> None:
    journey = at_form().hand(ev.HomePressed(), ev.LeaveConfirmed())
    assert (journey.screen, journey.state.helper) == (Home(), CHEN)
    ended = journey.hand(ev.ExitPressed())
    assert isinstance(ended.screen, Idle)
    assert ended.state.helper is None


def test_a_helper_who_walks_away_is_signed_in_no_longer() -> None:
    journey = helped().tick(125)
    assert isinstance(journey.screen, Idle)
    assert journey.state.helper is None


def test_whom_only_the_platform_knows_by_name_is_called_by_what_they_are() -> None:
    told = doers_of(None, Helper("A1B2", "", "answer"), "社区工作人员")
    assert told is not None
    assert told.helper_masked == "社区工作人员"
