"""Acting for another: both cards, relation, ground, their own word where they are here, and nothing more than that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from devices.contracts.card_reader import CardMedia, CardPulled
from kiosk.catalogue.kinds import Ground, Relation
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_wish import is_due
from kiosk.session.screens import (
    ActFor,
    Form,
    Home,
    Idle,
    Information,
    NotEligible,
    Notice,
    NotToday,
    OwnWish,
    Photograph,
    Purpose,
    WishAbout,
)
from kiosk.session.states import Mode
from kiosk.session.traces import own_texts
from kiosk.session.troubles import ActTrouble, ReadTrouble
from tests.helpers.session_world import ANSWERS, GUILAN_CARD, STROKES, YOUNG_CARD, Journey

ENROLMENT = "pension-enrolment"
"""Of no serious matter: every ground is open."""
CHILD_CARD = replace(GUILAN_CARD, name="张小满", birth_date=date(2012, 6, 15), id_number="130102201206151241")
ADULT_CARD = replace(GUILAN_CARD, name="王树林", birth_date=date(1975, 6, 15), id_number="130102197506151244")


def page(journey: Journey) -> ActFor:
    assert isinstance(journey.screen, ActFor)
    return journey.screen


def yes(journey: Journey) -> Journey:
    return journey.hand(ev.WishSaid(ev.Wish.YES))


def through(journey: Journey) -> Journey:
    """Every page of the form."""
    for _ in range(20):
        if not isinstance(journey.screen, Form):
            return journey
        journey.hand(ev.NextPressed())
    raise AssertionError("the form does not end")


# ── the two cards ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_guide_leads_to_the_notice_before_any_card_is_read() -> None:
    journey = Journey().hand(ev.Started(), ev.EntryChosen(ENROLMENT), ev.ActForPressed(ENROLMENT))
    assert journey.screen == Notice(Purpose.ACT_FOR, ENROLMENT)


@pytest.mark.parametrize("item_id", ["unemployment-benefit", "request", "nothing"])
def test_nobody_acts_for_another_where_the_items_file_does_not_say_so(item_id: str) -> None:
    journey = Journey().hand(ev.Started(), ev.EntryChosen(ENROLMENT), ev.ActForPressed(item_id))
    assert isinstance(journey.screen, Information)


def test_the_first_card_is_taken_away_before_the_second_is_read() -> None:
    journey = Journey().at_act_for().put_card(YOUNG_CARD)
    assert page(journey).agent is not None
    assert page(journey).trouble is ReadTrouble.LEFT_LYING
    assert journey.done_for(do.ReadCard)[-1].read_serial == journey.state.read_serial
    count = len(journey.done_for(do.ReadCard))
    assert (page(journey.take_card()).trouble, page(journey).reading) == (None, True)
    assert len(journey.done_for(do.ReadCard)) == count + 1


def test_the_same_card_twice_is_no_second_person() -> None:
    journey = Journey().at_act_for().put_card(YOUNG_CARD).take_card().put_card(YOUNG_CARD)
    assert page(journey).wrong is ActTrouble.SAME_PERSON
    assert page(journey).absent is None
    assert page(journey.take_card().put_card(GUILAN_CARD)).absent is not None


def test_a_card_pulled_away_is_read_again_and_the_other_one_stays_known() -> None:
    journey = Journey().at_act_for().put_card(YOUNG_CARD).take_card().read_ends(CardPulled())
    assert (page(journey).trouble, page(journey).reading) == (ReadTrouble.PULLED, True)
    assert page(journey).agent is not None


def test_what_is_not_for_them_is_told_before_anything_is_asked() -> None:
    assert isinstance(Journey().both_cards(absent=ADULT_CARD).screen, NotEligible)


def test_a_card_that_lay_there_is_lifted_before_it_counts() -> None:
    journey = Journey().hand(ev.Started(), ev.EntryChosen(ENROLMENT), ev.ActForPressed(ENROLMENT))
    journey.state = replace(journey.state, card=CardMedia.PRESENT)
    assert page(journey.hand(ev.NoticeUnderstood())).trouble is ReadTrouble.LEFT_LYING


# ── relation and ground ────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_begins_before_all_is_said() -> None:
    journey = Journey().both_cards(item_id=ENROLMENT)
    for event in (ev.NextPressed(), ev.GroundChosen(Ground.LETTER), ev.RelationChosen(Relation.CHILD)):
        assert isinstance(journey.hand(event).screen, ActFor)
    assert not page(journey).is_whole
    assert isinstance(journey.hand(ev.GroundChosen(Ground.LETTER), ev.NextPressed()).screen, Form)


def test_for_a_child_its_guardian_acts_by_law_and_nobody_else() -> None:
    journey = Journey().both_cards(item_id="medical-enrolment", absent=CHILD_CARD)
    assert set(page(journey).relations) == {Relation.PARENT, Relation.GUARDIAN}
    assert page(journey.hand(ev.RelationChosen(Relation.PARENT))).grounds == (Ground.GUARDIAN,)


def test_of_a_grown_up_a_parent_is_no_guardian() -> None:
    journey = Journey().both_cards(item_id=ENROLMENT, absent=ADULT_CARD)
    assert Ground.GUARDIAN not in page(journey.hand(ev.RelationChosen(Relation.PARENT))).grounds
    assert Ground.GUARDIAN in page(journey.hand(ev.RelationChosen(Relation.GUARDIAN))).grounds


def test_another_relation_lets_go_of_a_ground_it_does_not_have() -> None:
    journey = Journey().both_cards(item_id=ENROLMENT).hand(ev.RelationChosen(Relation.GUARDIAN))
    journey.hand(ev.GroundChosen(Ground.GUARDIAN), ev.RelationChosen(Relation.CHILD))
    assert page(journey).ground is None


def test_an_elder_is_here_themselves_where_it_is_about_where_their_money_goes() -> None:
    journey = Journey().both_cards().hand(ev.RelationChosen(Relation.CHILD))
    assert page(journey).grounds == (Ground.PRESENT,)


@pytest.mark.parametrize(("ground", "paper"), [(Ground.LETTER, "proxy_letter"), (Ground.GUARDIAN, "guardian_paper")])
def test_the_paper_of_a_ground_is_asked_for_before_it_is_handed_in(ground: Ground, paper: str) -> None:
    journey = Journey().acting(ground, item_id="quick-relief", relation=Relation.GUARDIAN)
    story = "家里老人生病住院，花了很多钱"
    journey.answer({"event": "illness", "story": story, "people": "2", "residence_address": "槐树里社区3号楼2单元201"})
    while isinstance(journey.screen, Form):
        journey.hand(ev.NextPressed())
    journey.hand(ev.MaterialChosen(paper))
    assert journey.screen == Photograph(paper)


def test_elders_go_back_one_answer_and_others_to_the_notice() -> None:
    elder = Journey().both_cards(Mode.ELDER, ENROLMENT).hand(ev.RelationChosen(Relation.CHILD), ev.BackPressed())
    assert page(elder).relation is None
    assert isinstance(Journey().both_cards(item_id=ENROLMENT).hand(ev.BackPressed()).screen, Notice)


# ── their own will ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_is_here_is_asked_before_anything_of_theirs_is_shown() -> None:
    journey = Journey().acting()
    assert journey.screen == OwnWish("old-age-allowance", WishAbout.ACTING)
    assert journey.state.draft is None
    agreed = yes(journey).state
    assert isinstance(agreed.screen, Form)
    assert agreed.acting is not None
    assert agreed.acting.agreed_at is not None


def test_where_the_money_goes_is_asked_of_the_elder_when_all_is_filled_in() -> None:
    journey = through(yes(Journey().acting()).answer(ANSWERS))
    assert journey.screen == OwnWish("old-age-allowance", WishAbout.MATTER)
    assert type(yes(journey).screen).__name__ == "Review"


def test_what_is_changed_after_the_yes_is_asked_anew() -> None:
    journey = yes(through(yes(Journey().acting()).answer(ANSWERS)))
    changed = through(journey.hand(ev.EditPressed("payout_way"), ev.AnswerGiven("payout_account", "")).answer(ANSWERS))
    assert changed.screen == OwnWish("old-age-allowance", WishAbout.MATTER)


def test_nothing_serious_is_handed_in_without_their_yes() -> None:
    journey = yes(through(yes(Journey().acting()).answer(ANSWERS)))
    assert journey.state.draft is not None
    journey.state = replace(journey.state, draft=replace(journey.state.draft, own_wish_at=None))
    assert isinstance(journey.hand(ev.Signed(STROKES), ev.SubmitPressed()).screen, OwnWish)
    assert journey.done_for(do.FileCase) == []


@pytest.mark.parametrize("walk", [lambda: Journey().acting(), lambda: through(yes(Journey().acting()).answer(ANSWERS))])
def test_a_no_ends_it_and_nobody_beside_them_is_told(walk: Callable[[], Journey]) -> None:
    journey = walk().forget_effects().hand(ev.WishSaid(ev.Wish.NO))
    assert journey.screen == NotToday()
    assert (journey.state.person, journey.state.draft, journey.state.acting) == (None, None, None)
    assert journey.said == []
    assert not [effect for effect in journey.effects if isinstance(effect, do.FileCase | do.PrintReceipt | do.FileWord)]
    journey.hand(ev.FinishPressed())
    assert isinstance(journey.screen, Idle)
    (ended,) = journey.done_for(do.LogSessionEnded)
    assert (ended.outcome, ended.item_id, ended.over_60) == ("abandoned", None, None)


def test_asking_somebody_calls_them_without_a_sound() -> None:
    journey = Journey().acting().forget_effects().hand(ev.WishSaid(ev.Wish.ASK))
    assert journey.state.help_call is not None
    assert journey.state.help_call.quiet
    assert journey.said == []


def test_who_comes_alone_is_asked_nothing_of_the_kind() -> None:
    journey = Journey().at_review()
    assert not is_due(journey.state, journey.catalogue.item("old-age-allowance"), journey.world)


# ── what goes with it, and what stays nowhere ──────────────────────────────────────────────────────────────────────


def test_the_case_is_the_absent_persons_and_says_who_acted() -> None:
    journey = yes(through(yes(Journey().acting()).answer(ANSWERS))).hand(ev.Signed(STROKES), ev.SubmitPressed())
    (filed,) = journey.done_for(do.FileCase)
    assert filed.acting is not None
    assert (filed.person.id_number, filed.acting.agent.id_number) == (GUILAN_CARD.id_number, YOUNG_CARD.id_number)
    assert (filed.acting.relation, filed.acting.ground) == (Relation.CHILD, Ground.PRESENT)
    assert filed.draft.own_wish_at is not None


def test_time_keeps_no_form_that_another_filled_in() -> None:
    """The absent person's card would open it, and they never saw it."""
    journey = yes(Journey().acting()).answer({"residence_address": "槐树里"}).tick(121)
    assert isinstance(journey.screen, Idle)
    assert journey.done_for(do.KeepDraft) == []
    assert journey.state.kept == ()


def test_a_form_kept_for_a_card_is_not_opened_for_whoever_brings_the_card() -> None:
    journey = Journey().at_form().answer({"residence_address": "槐树里"}).tick(121)
    assert journey.state.kept
    journey.forget_effects().acting()
    assert journey.done_for(do.LookForKept) == []


def test_nothing_a_card_said_of_them_is_shown_in_full_to_who_acts() -> None:
    journey = yes(Journey().acting()).forget_effects().hand(ev.Revealed("household_address"))
    assert journey.done_for(do.LogReveal) == []


@pytest.mark.parametrize("leave", [ev.HomePressed(), ev.ExitPressed()])
def test_leaving_lets_go_of_both(leave: ev.Event) -> None:
    journey = yes(Journey().acting()).hand(leave, ev.LeaveConfirmed())
    assert isinstance(journey.screen, Home | Idle)
    assert (journey.state.person, journey.state.acting, journey.state.draft) == (None, None, None)
    assert list(own_texts(journey.state)) == []


@pytest.mark.parametrize("walk", [lambda: Journey().both_cards(), lambda: Journey().acting()])
def test_both_people_are_somebodys_own_as_long_as_they_are_known(walk: Callable[[], Journey]) -> None:
    state = walk().state
    assert {GUILAN_CARD.id_number, YOUNG_CARD.id_number, GUILAN_CARD.name, YOUNG_CARD.name} <= set(own_texts(state))
    assert state.holds_somebody
