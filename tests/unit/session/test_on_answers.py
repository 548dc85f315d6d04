"""Filling in, looking over, signing, handing in."""

import pytest

from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import pages_of
from kiosk.session.overlays import LeaveQuestion
from kiosk.session.screens import Form, Home, NotSaved, Review, Saving
from kiosk.session.states import Mode, SessionState
from tests.helpers.fake_session import MORNING
from tests.helpers.session_world import ACCOUNT, ANSWERS, GUILAN_CARD, ITEM_ID, STROKES, Journey
from tests.unit.session import screens

BOTH = (Mode.STANDARD, Mode.ELDER)


def draft(journey: Journey) -> Draft:
    assert journey.state.draft is not None
    return journey.state.draft


def page(journey: Journey) -> tuple[str, ...]:
    """The questions on the page shown."""
    assert isinstance(journey.screen, Form)
    return pages_of(journey.state, journey.catalogue.item(ITEM_ID))[journey.screen.page]


# ── the form ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_stays_until_the_page_is_right() -> None:
    journey = Journey().at_form().forget_effects().hand(ev.NextPressed())
    assert journey.screen == Form(page=0, show_problems=True)
    assert journey.said == ["form_problem"]

    journey.answer({"residence_address": ANSWERS["residence_address"]}).hand(ev.NextPressed())

    assert journey.screen == Form(page=1)


def test_an_elder_is_asked_one_thing_at_a_time_and_nothing_the_card_has_said() -> None:
    journey = Journey().at_form(Mode.ELDER).answer()
    asked = []
    while isinstance(journey.screen, Form):
        asked.append(page(journey))
        journey.hand(ev.NextPressed())

    assert asked == [
        ("residence_address",), ("phone",), ("payout_way",), ("payout_account",), ("payout_account.again",),
    ]  # fmt: skip
    assert journey.screen == Review()


@pytest.mark.parametrize("mode", BOTH)
def test_two_accounts_that_differ_are_not_taken(mode: Mode) -> None:
    journey = Journey().at_form(mode).answer({**ANSWERS, "payout_account.again": "6217001234567006612"})
    for _ in range(8):
        journey.hand(ev.NextPressed())

    assert isinstance(journey.screen, Form)
    assert journey.screen.show_problems
    assert "payout_account.again" in page(journey)


def test_what_the_card_said_cannot_be_changed() -> None:
    journey = Journey().at_form().hand(ev.AnswerGiven("household_address", "别处"))

    assert draft(journey).answers["household_address"] == GUILAN_CARD.address


@pytest.mark.parametrize(
    "name", ["no_such_field", "household_address.from_card", "phone.again", "collector_name", "household_address.again"]
)
def test_an_answer_to_what_is_not_asked_is_not_kept(name: str) -> None:
    journey = Journey().at_form()
    before = draft(journey)

    assert draft(journey.hand(ev.AnswerGiven(name, "x"))) == before


def test_another_way_to_be_paid_asks_other_questions() -> None:
    journey = Journey().at_form().answer().hand(ev.NextPressed(), ev.AnswerGiven("payout_way", "family"))
    assert page(journey) == ("payout_way", "collector_name", "collector_relation")

    journey.hand(ev.NextPressed())
    assert journey.screen == Form(page=1, show_problems=True)

    journey = journey.answer({"collector_name": "李小燕", "collector_relation": "child"}).hand(ev.NextPressed())
    assert journey.screen == Review()


def test_back_goes_page_by_page_and_keeps_the_answers() -> None:
    journey = Journey().at_form().answer().hand(ev.NextPressed())
    answers = draft(journey).answers

    journey.hand(ev.BackPressed())

    assert journey.screen == Form(page=0)
    assert draft(journey).answers == answers


def test_back_from_the_first_page_asks_before_everything_is_cleared() -> None:
    journey = Journey().at_form().forget_effects().hand(ev.BackPressed())
    assert journey.state.overlay == LeaveQuestion(to_home=True)
    assert journey.said == ["leave"]

    assert journey.hand(ev.LeaveConfirmed()).screen == Home()


def test_an_earlier_page_that_became_wrong_is_shown_before_the_review() -> None:
    journey = Journey().at_review().hand(ev.BackPressed(), ev.BackPressed(), ev.AnswerGiven("residence_address", "短"))
    journey.state = SessionState(
        screen=Form(page=1), person=journey.state.person, draft=draft(journey), session_serial=1, online=True
    )

    journey.hand(ev.NextPressed())

    assert journey.screen == Form(page=0, show_problems=True)


def test_a_form_without_a_person_goes_home() -> None:
    assert Journey(SessionState(screen=Form())).hand(ev.NextPressed()).screen == Home()


@pytest.mark.parametrize("name", ["Form", "Review", "NotSaved"])
def test_a_button_of_another_screen_changes_nothing(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]()
    screen, before = journey.screen, draft(journey)

    journey.hand(ev.FinishPressed(), ev.PrintPressed())

    assert (journey.screen, draft(journey)) == (screen, before)


# ── the review ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_handed_in_unsigned() -> None:
    journey = Journey().at_review().hand(ev.SubmitPressed())
    assert journey.screen == Review()

    journey.hand(ev.Signed(STROKES), ev.Signed(()), ev.SubmitPressed())

    assert journey.screen == Review()
    assert journey.done_for(do.FileCase) == []


def test_what_is_handed_in_is_what_was_looked_over() -> None:
    journey = Journey().at_review().hand(ev.ConsentDecided("sms", False), ev.Signed(STROKES))
    seen, person = draft(journey), journey.state.person

    journey.forget_effects().hand(ev.SubmitPressed())

    assert person is not None
    assert journey.effects == [do.StopSpeaking(), do.FileCase(seen, person, Mode.STANDARD)]
    assert seen.consents == {"sms": False}
    assert seen.answers["payout_account"] == ACCOUNT


def test_the_service_does_not_depend_on_an_extra() -> None:
    journey = Journey().at_review().hand(ev.Signed(STROKES), ev.SubmitPressed())

    assert journey.screen == Saving()
    assert draft(journey).consents == {}


def test_an_extra_can_be_decided_again() -> None:
    journey = Journey().at_review().hand(ev.ConsentDecided("sms", True), ev.ConsentDecided("sms", False))

    assert draft(journey).consents == {"sms": False}


def test_an_elder_looks_over_three_pages_and_signs_on_the_last() -> None:
    journey = Journey().at_review(Mode.ELDER).hand(ev.Signed(STROKES), ev.SubmitPressed())
    assert journey.screen == Review(page=0)

    journey = journey.hand(ev.NextPressed(), ev.NextPressed(), ev.NextPressed())
    assert journey.screen == Review(page=2)
    journey = journey.hand(ev.BackPressed())
    assert journey.screen == Review(page=1)

    journey = journey.hand(ev.NextPressed(), ev.SubmitPressed())
    assert journey.screen == Saving()


@pytest.mark.parametrize("mode", BOTH)
def test_a_changed_answer_comes_back_to_the_review_and_wants_a_new_signature(mode: Mode) -> None:
    journey = Journey().at_review(mode).hand(ev.Signed(STROKES), ev.EditPressed("residence_address"))
    assert isinstance(journey.screen, Form)
    assert "residence_address" in page(journey)

    journey = journey.hand(ev.AnswerGiven("residence_address", "槐树里社区5号楼1单元102"), ev.NextPressed())

    assert journey.screen == Review()
    assert draft(journey).strokes == ()


def test_a_look_without_a_change_keeps_the_signature() -> None:
    journey = Journey().at_review().hand(ev.Signed(STROKES), ev.EditPressed("residence_address"))

    journey.hand(ev.AnswerGiven("residence_address", ANSWERS["residence_address"]), ev.NextPressed())

    assert draft(journey).strokes == STROKES


def test_a_change_that_asks_more_asks_it_before_the_review() -> None:
    journey = Journey().at_review(Mode.ELDER).hand(ev.EditPressed("payout_way"), ev.AnswerGiven("payout_way", "family"))

    journey.hand(ev.NextPressed())

    assert page(journey) == ("collector_name",)


@pytest.mark.parametrize(("mode", "field_id"), [(Mode.ELDER, "household_address"), (Mode.STANDARD, "nothing")])
def test_a_row_without_a_question_cannot_be_changed(mode: Mode, field_id: str) -> None:
    assert Journey().at_review(mode).hand(ev.EditPressed(field_id)).screen == Review()


def test_back_from_the_review_is_the_last_page_of_the_form() -> None:
    assert Journey().at_review().hand(ev.BackPressed()).screen == Form(page=1)


# ── the disk ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_disk_that_refuses_promises_nothing_and_keeps_the_draft() -> None:
    journey = screens.not_saved()

    assert journey.screen == NotSaved("disk_full")
    assert draft(journey).strokes == STROKES
    assert journey.done_for(do.PrintReceipt) == []


@pytest.mark.parametrize("hand", [ev.RetryPressed(), ev.SubmitPressed()])
def test_trying_again_keeps_the_case_id(hand: ev.Event) -> None:
    journey = screens.not_saved().hand(hand)

    assert journey.screen == Saving()
    assert len({effect.draft.case_id for effect in journey.done_for(do.FileCase)}) == 1


def test_back_from_a_refused_save_is_the_review() -> None:
    assert screens.not_saved().hand(ev.BackPressed()).screen == Review()


OTHER = CaseId("9" * 32)


@pytest.mark.parametrize(
    "event", [ev.CaseNotFiled(OTHER, "disk_full"), ev.CaseFiled(OTHER, "HSL-0421-0099", MORNING, "code")]
)
def test_what_the_disk_says_of_another_case_is_dropped(event: ev.Event) -> None:
    assert Journey().at_saving().hand(event).screen == Saving()
