"""A form whose resident was called away: found again by their card, by nobody else, for half an hour."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from devices.contracts.card_reader import CardMedia, IdCard
from kiosk.core.person import Person
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.drafts import KeptDraft
from kiosk.session.kept import KEPT_S, MOST_KEPT_COUNT, DraftSafe, living, with_one
from kiosk.session.overlays import TimeIsUp
from kiosk.session.screens import CaseList, Form, Idle, Information, NotEligible, Resume, Review
from kiosk.session.states import Mode
from kiosk.session.troubles import FilingOff
from kiosk.wire import ProcessKey, SealedError
from tests.helpers.served import GUILAN, filled_draft
from tests.helpers.session_world import ANSWERS, GUILAN_CARD, STROKES, YOUNG_CARD, Journey
from tests.unit.session.screens import HALF, called_away, called_back, not_saved

SUN_CARD = replace(GUILAN_CARD, name="孙继", id_number="130102194103151238", sex_code="1")
"""Somebody else of the same age."""


def came_with(journey: Journey, card: IdCard) -> Journey:
    return journey.take_card().at_identify().put_card(card)


# ── the way back ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_same_card_is_asked_whether_it_goes_on_and_finds_what_was_filled_in() -> None:
    journey = called_back()
    assert isinstance(journey.screen, Resume)

    journey.hand(ev.ResumePressed())

    assert journey.state.draft is not None
    assert journey.state.draft.answers["residence_address"] == HALF["residence_address"]
    assert journey.state.kept == ()


def test_who_goes_on_stands_where_something_is_missing() -> None:
    assert called_back().hand(ev.ResumePressed()).screen == Form(1)


def test_who_had_only_to_sign_looks_it_over_and_signs_anew() -> None:
    journey = Journey().at_review().hand(ev.ConsentDecided("sms", given=True), ev.Signed(STROKES)).tick(121)
    assert not journey.state.in_session

    came_with(journey, GUILAN_CARD).hand(ev.ResumePressed())

    assert journey.screen == Review()
    assert journey.state.draft is not None
    assert (journey.state.draft.strokes, journey.state.draft.consents) == ((), {})
    assert {name: journey.state.draft.answers[name] for name in ANSWERS} == ANSWERS


def test_a_case_the_disk_refused_is_kept_too() -> None:
    journey = not_saved().tick(121)

    assert isinstance(came_with(journey, GUILAN_CARD).screen, Resume)


def test_the_case_keeps_its_id_so_that_it_is_filed_once() -> None:
    journey = Journey().at_form()
    assert journey.state.draft is not None
    case_id = journey.state.draft.case_id
    journey.tick(121)

    came_with(journey, GUILAN_CARD).hand(ev.ResumePressed())

    assert journey.state.draft is not None
    assert journey.state.draft.case_id == case_id


def test_who_would_rather_begin_anew_does_and_nothing_is_kept_of_before() -> None:
    journey = called_back().hand(ev.BeginAnewPressed())

    assert journey.screen == Form()
    assert journey.state.draft is not None
    assert "residence_address" not in journey.state.draft.answers
    assert journey.state.kept == ()


def test_who_is_called_away_from_the_question_itself_is_asked_again() -> None:
    journey = called_back().tick(121)
    assert journey.screen == Idle()

    assert isinstance(came_with(journey, GUILAN_CARD).screen, Resume)


def test_who_is_called_away_twice_has_half_an_hour_again() -> None:
    journey = called_away().tick(1700)
    came_with(journey, GUILAN_CARD).hand(ev.ResumePressed()).tick(121).tick(1700)

    assert isinstance(came_with(journey, GUILAN_CARD).screen, Resume)


# ── nobody else ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_card_sees_what_it_would_see_if_nothing_were_kept() -> None:
    kept, fresh = came_with(called_away(), SUN_CARD), came_with(Journey(), SUN_CARD)

    assert kept.screen == fresh.screen == Form()
    assert kept.said[-1] == fresh.said[-1] == "card_read"
    assert len(kept.state.kept) == 1


def test_a_typed_identity_opens_nothing_and_destroys_nothing() -> None:
    journey = called_away().take_card().at_identify().hand(ev.TypeInsteadPressed())
    journey.hand(ev.IdentityTyped(GUILAN_CARD.name, GUILAN_CARD.id_number), ev.NextPressed())
    assert journey.screen == Form()
    assert journey.state.draft is not None
    assert "residence_address" not in journey.state.draft.answers

    journey.hand(ev.ExitPressed(), ev.LeaveConfirmed())

    assert isinstance(came_with(journey, GUILAN_CARD).screen, Resume)


def test_a_typed_identity_keeps_nothing() -> None:
    journey = Journey().at_identify().hand(ev.TypeInsteadPressed())
    journey.hand(ev.IdentityTyped(GUILAN_CARD.name, GUILAN_CARD.id_number), ev.NextPressed()).answer(HALF).tick(121)

    assert journey.screen == Idle()
    assert journey.done_for(do.KeepDraft) == []


def test_who_looks_up_their_cases_is_not_held_up() -> None:
    journey = called_away().take_card().hand(ev.ProgressPressed(), ev.NoticeUnderstood()).put_card()

    assert isinstance(journey.screen, CaseList)
    assert len(journey.state.kept) == 1


def test_what_is_kept_can_be_read_by_nobody_without_the_key() -> None:
    (one,) = called_away().state.kept

    assert not any(secret.encode() in one.sealed + one.name for secret in (*HALF.values(), GUILAN_CARD.id_number))
    assert "槐树里" not in repr(one)
    with pytest.raises(SealedError):
        ProcessKey().open(one.sealed, one.name)


def test_after_a_restart_the_same_bytes_are_nobodys() -> None:
    kept = called_away().state.kept

    assert DraftSafe().find(kept, GUILAN) is None


def test_a_draft_put_under_another_name_does_not_open() -> None:
    safe = DraftSafe()
    other = replace(GUILAN, id_number=SUN_CARD.id_number)
    exchanged = replace(safe.seal(filled_draft(), GUILAN, 1.0), name=safe.name_of(other))

    with pytest.raises(SealedError):
        safe.find((exchanged,), other)


# ── the end ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_after_half_an_hour_it_is_gone() -> None:
    journey = called_away()
    left_s = journey.state.kept[0].until_s - journey.now_s
    assert 0 < KEPT_S - left_s <= 1
    assert len(journey.tick(left_s - 1).state.kept) == 1

    assert journey.tick(1).state.kept == ()


def test_what_is_over_opens_no_more_although_no_tick_has_come_yet() -> None:
    journey = called_away().take_card().at_identify()
    journey.now_s = journey.state.kept[0].until_s

    assert journey.put_card().screen == Form()


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_is_set_neither_prolongs_nor_ends_it(jump: timedelta) -> None:
    journey = called_away()
    until_s = journey.state.kept[0].until_s
    journey.now += jump
    assert len(journey.tick(60).state.kept) == 1

    assert journey.tick(until_s - journey.now_s).state.kept == ()


@pytest.mark.parametrize("events", [(ev.ExitPressed(), ev.LeaveConfirmed()), (ev.HomePressed(), ev.LeaveConfirmed())])
def test_who_clears_and_leaves_leaves_nothing(events: tuple[ev.Event, ...]) -> None:
    journey = Journey().at_form().answer(HALF).hand(*events)

    assert journey.state.kept == ()
    assert journey.done_for(do.KeepDraft) == []


@pytest.mark.parametrize("overlay", [False, True])
def test_clearing_and_leaving_destroys_what_was_kept_before(overlay: bool) -> None:
    """At the question itself, and from the cases, where it was not even asked."""
    journey = called_back() if overlay else called_away().hand(ev.ProgressPressed(), ev.NoticeUnderstood()).put_card()
    journey.tick(95)
    assert journey.state.overlay == TimeIsUp()

    journey.hand(ev.LeaveConfirmed())

    assert (journey.screen, journey.state.kept) == (Idle(), ())


def test_questions_that_changed_meanwhile_are_asked_anew_and_that_is_said() -> None:
    journey = called_away()
    (one,) = journey.state.kept
    found = journey.safe.find(journey.state.kept, GUILAN)
    assert found is not None
    older = replace(found.draft, item_version="0.9")
    journey.state = replace(journey.state, kept=(journey.safe.seal(older, GUILAN, one.until_s),))

    came_with(journey, GUILAN_CARD)

    assert journey.screen == Form()
    assert journey.said[-2:] == ["card_read", "kept_outdated"]
    assert journey.state.kept == ()


def test_the_same_person_has_one_form_kept() -> None:
    journey = called_away().take_card().at_identify()
    journey.put_card().hand(ev.BeginAnewPressed()).answer({"phone": "13812345678"}).tick(121)

    assert len(journey.state.kept) == 1
    found = journey.safe.find(journey.state.kept, GUILAN)
    assert found is not None
    assert found.draft.answers["phone"] == "13812345678"


def test_no_more_are_kept_than_half_an_hour_can_see() -> None:
    kept: tuple[KeptDraft, ...] = ()
    for number in range(40):
        kept = with_one(kept, KeptDraft(str(number).encode(), b"", 1000.0 + number))

    assert len(kept) == MOST_KEPT_COUNT
    assert kept[-1].name == b"39"
    assert KEPT_S / 120 < MOST_KEPT_COUNT
    assert living(kept, 0.0) is kept


# ── beside other things ────────────────────────────────────────────────────────────────────────────────────────────


def test_two_residents_within_one_second_have_each_their_own() -> None:
    journey = called_away().take_card()
    came_with(journey, SUN_CARD).answer({"phone": "13900001111"}).tick(121)
    assert len(journey.state.kept) == 2

    came_with(journey, GUILAN_CARD).hand(ev.ResumePressed())
    assert journey.state.draft is not None
    assert "phone" not in journey.state.draft.answers


def test_a_touch_at_the_last_instant_keeps_the_session_and_one_a_tick_later_finds_an_empty_machine() -> None:
    journey = Journey().at_form().answer(HALF).tick(119)
    assert journey.hand(ev.OverlayDismissed()).screen == Form()
    assert journey.countdown.remaining_s == 120

    journey.tick(119).wait(1).hand(ev.Tick(), ev.OverlayDismissed(), ev.AnswerGiven("phone", "1"))

    assert (journey.screen, journey.state.person, journey.state.draft) == (Idle(), None, None)
    assert len(journey.state.kept) == 1


def test_a_card_pulled_as_time_runs_out_keeps_the_session_and_one_pulled_after_it_disturbs_nothing() -> None:
    journey = Journey().at_identify().put_card().answer(HALF).tick(119.5)
    assert isinstance(journey.take_card().screen, Form)

    journey.tick(121).hand(ev.CardSeen(CardMedia.PRESENT), ev.CardSeen(CardMedia.NOT_PRESENT))

    assert journey.screen == Idle()
    assert len(journey.state.kept) == 1


def test_an_interruption_over_the_question_gives_it_back() -> None:
    journey = called_back().hand(ev.Interrupted("alert")).tick(600).hand(ev.InterruptionOver())

    assert isinstance(journey.screen, Resume)
    assert journey.state.overlay is None


def test_who_turns_the_offer_down_while_nothing_new_may_be_begun_is_told_why() -> None:
    journey = called_back().hand(ev.FilingChanged(FilingOff.NO_ROOM), ev.BeginAnewPressed())

    assert isinstance(journey.screen, Information)
    assert journey.state.person is None


def test_what_was_begun_may_be_finished_although_nothing_new_may_be_begun() -> None:
    journey = called_back().hand(ev.FilingChanged(FilingOff.NO_ROOM), ev.ResumePressed())

    assert isinstance(journey.screen, Form)


def test_a_person_who_cannot_have_the_item_keeps_nothing() -> None:
    journey = Journey().at_identify().put_card(YOUNG_CARD).tick(121)

    assert journey.done_for(do.KeepDraft) == []
    assert isinstance(Journey().at_identify().put_card(YOUNG_CARD).screen, NotEligible)


def test_an_elder_goes_on_at_the_question_that_was_left() -> None:
    journey = Journey().at_form(Mode.ELDER).answer(HALF).tick(301)
    journey.take_card().at_identify(Mode.ELDER).put_card().hand(ev.ResumePressed())
    assert journey.state.draft is not None

    assert isinstance(journey.screen, Form)
    assert journey.screen.page > 0


def test_a_machine_that_keeps_something_is_not_replaced() -> None:
    journey = called_away()

    assert journey.state.holds_somebody
    assert not journey.tick(KEPT_S).state.holds_somebody


# ── what a stop took along ─────────────────────────────────────────────────────────────────────────────────────────


def test_who_comes_after_the_machine_stopped_is_told_that_forms_are_gone() -> None:
    journey = Journey().hand(ev.Restarted(600.0), ev.Started())

    assert journey.said == ["stopped"]
    assert Journey().hand(ev.Restarted(0.0), ev.Started()).said == []


def test_it_is_told_no_longer_than_somebody_may_have_counted_on_it() -> None:
    journey = Journey().hand(ev.Restarted(600.0)).tick(601)

    assert journey.state.lost_until_s == 0.0
    assert journey.hand(ev.Started()).said == []


def test_a_session_that_a_fault_ended_is_said_to_be_gone_and_those_before_it_are_still_kept() -> None:
    journey = called_away()
    came_with(journey, SUN_CARD).answer(HALF).hand(ev.Crashed())

    assert journey.screen == Idle()
    assert journey.state.lost_until_s > journey.now_s
    assert len(journey.state.kept) == 1


def test_every_kind_of_answer_survives_being_kept() -> None:
    safe = DraftSafe()
    draft = filled_draft(residence_address='𠮷 "引号" \\ \n 末')
    found = safe.find((safe.seal(draft, GUILAN, 1.0),), GUILAN)

    assert found is not None
    assert found.draft == draft
    assert msgspec.json.decode(msgspec.json.encode(draft), type=type(draft)) == draft


def test_a_name_tells_nothing_and_is_the_process_own() -> None:
    one, other = DraftSafe(), DraftSafe()
    person: Person = GUILAN

    assert one.name_of(person) == one.name_of(replace(person, name="别人"))
    assert one.name_of(person) != other.name_of(person)
