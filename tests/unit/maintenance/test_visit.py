"""A visit of staff, step by step."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import NEEDS, HelpBegins, Level, SignedIn, Staff, Way
from kiosk.maintenance.pages import PAGE_ACTION, Page
from kiosk.maintenance.visit import AtMenu, Closed, Problem, SigningIn, Visit, Wish, advance
from tests.helpers.staff_states import WANG, WANGS_CARD, ZHAO

BY_PIN = Staff("pin:technician", "", Level.TECHNICIAN, Way.PIN)


def walked(*events: vi.Event, start: Visit | None = None) -> tuple[Visit, list[Wish]]:
    visit: Visit = start or Closed()
    wishes: list[Wish] = []
    for event in events:
        visit, more = advance(visit, event)
        wishes += more
    return visit, wishes


def typed(digits: str) -> list[vi.Event]:
    return [vi.Typed(digit) for digit in digits]


def test_nothing_begins_before_the_residents_session_is_closed() -> None:
    assert walked(vi.CardKnown(WANGS_CARD), vi.Accepted(WANG), vi.PageChosen("queue")) == (Closed(), [])


def test_a_card_then_its_pin_then_the_menu() -> None:
    visit, wishes = walked(vi.Opened(), vi.CardKnown(WANGS_CARD), *typed("271828"), vi.Accepted(WANG))
    assert visit == AtMenu(SignedIn(WANG))
    assert wishes == [Wish.LOOK_FOR_CARD, Wish.CHECK, Wish.TELL_SIGNED_IN]


def test_nothing_is_typed_before_a_card_or_another_way() -> None:
    assert walked(vi.Opened(), vi.Typed("1"))[0] == SigningIn()


def test_while_it_is_checked_nothing_more_is_typed_or_chosen() -> None:
    checking, _ = walked(vi.Opened(), vi.CardKnown(WANGS_CARD), *typed("271828"))
    assert walked(vi.Typed("1"), vi.Erased(), vi.WayChosen(Way.PIN, Level.CLERK), start=checking) == (checking, [])


def test_what_is_right_counts_only_for_who_was_being_checked() -> None:
    assert isinstance(walked(vi.Opened(), vi.CardKnown(WANGS_CARD), vi.Accepted(WANG))[0], SigningIn)


def test_a_card_taken_away_too_early_is_told_and_forgotten() -> None:
    visit, _ = walked(vi.Opened(), vi.CardKnown(WANGS_CARD), *typed("27"), vi.CardGone())
    assert visit == SigningIn(problem=Problem.PULLED)


def test_a_card_is_not_needed_any_more_at_the_menu() -> None:
    visit, _ = walked(vi.Opened(), vi.CardKnown(WANGS_CARD), *typed("271828"), vi.Accepted(WANG), vi.CardGone())
    assert visit == AtMenu(SignedIn(WANG))


def test_a_foreign_card_does_not_disturb_who_types_a_pin() -> None:
    typing, _ = walked(vi.Opened(), vi.WayChosen(Way.PIN, Level.CLERK), *typed("12"))
    assert walked(vi.CardRefused(Problem.FOREIGN), vi.CardKnown(WANGS_CARD), start=typing)[0] == typing


def test_what_was_wrong_is_typed_anew_and_the_tries_are_told() -> None:
    visit, _ = walked(vi.Opened(), vi.CardKnown(WANGS_CARD), *typed("271828"), vi.Refused(Problem.WRONG, 3))
    assert visit == SigningIn(Way.CARD, card=WANGS_CARD, problem=Problem.WRONG, tries_left=3)


def test_an_answer_can_be_typed_once_there_is_a_code_and_a_code_that_is_over_brings_another() -> None:
    waiting, wishes = walked(vi.Opened(), vi.WayChosen(Way.ANSWER, Level.CLERK), vi.Typed("1"))
    assert (waiting, wishes[-1]) == (SigningIn(Way.ANSWER, Level.CLERK), Wish.SHOW_CODE)
    over, wishes = walked(vi.CodeShown("ABC"), *typed("12345678"), vi.Refused(Problem.CODE_OVER), start=waiting)
    assert (over, wishes) == (
        SigningIn(Way.ANSWER, Level.CLERK, problem=Problem.CODE_OVER), [Wish.CHECK, Wish.SHOW_CODE],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("second", "problem"), [(WANG, Problem.SAME_PERSON), (BY_PIN, Problem.NOT_OF_TWO), (ZHAO, None)]
)
def test_two_persons_are_two_technicians_who_are_not_the_same(second: Staff, problem: Problem | None) -> None:
    asking = replace(SigningIn(Way.CARD, card=WANGS_CARD, checking=True), first=SignedIn(WANG))
    visit, _ = advance(asking, vi.Accepted(second))
    if problem is None:
        assert visit == AtMenu(SignedIn(WANG, second))
    else:
        assert isinstance(visit, SigningIn)
        assert visit.problem is problem


def test_who_asks_for_a_second_person_and_comes_back_is_signed_in_still() -> None:
    visit, wishes = walked(vi.SecondWanted(), vi.Back(), start=AtMenu(SignedIn(WANG), "queue"))
    assert (visit, wishes) == (AtMenu(SignedIn(WANG)), [Wish.LOOK_FOR_CARD])


def test_back_leads_up_the_menu_and_from_the_front_page_out() -> None:
    deep = AtMenu(SignedIn(WANG), "queue/letter")
    assert walked(vi.Back(), start=deep)[0] == AtMenu(SignedIn(WANG), "queue")
    assert walked(vi.Back(), vi.Back(), vi.Back(), start=deep) == (Closed(), [Wish.TELL_LEFT, Wish.LEAVE])


@pytest.mark.parametrize("page", list(Page))
def test_a_page_opens_to_whom_the_table_of_acts_lets_in(page: Page) -> None:
    """A page was kept from a clerk by a button that was not shown, and by nothing else."""
    for level in (Level.CLERK, Level.TECHNICIAN):
        start = AtMenu(SignedIn(replace(WANG, level=level)), "paper")
        opened, _ = walked(vi.PageChosen(page), start=start)
        may_see = level >= NEEDS[PAGE_ACTION[page]]
        assert opened == replace(start, page=page if may_see else "paper")


def test_what_is_no_page_opens_to_nobody() -> None:
    start = AtMenu(SignedIn(WANG, ZHAO), "queue")
    assert walked(vi.PageChosen("terminal"), start=start)[0] == start
    assert walked(vi.PageChosen("queue/letter"), start=start)[0] == replace(start, page="queue/letter")


@pytest.mark.parametrize(
    ("visit", "tells"),
    [(SigningIn(), False), (SigningIn(first=SignedIn(WANG)), True), (AtMenu(SignedIn(WANG), "queue"), True)],
)
def test_whoever_leaves_or_is_gone_too_long_is_signed_in_no_more(visit: Visit, tells: bool) -> None:
    after, wishes = advance(visit, vi.Left())
    assert after == Closed()
    assert wishes == ((Wish.TELL_LEFT, Wish.LEAVE) if tells else (Wish.LEAVE,))


events: st.SearchStrategy[vi.Event] = st.one_of(
    st.sampled_from(
        (vi.Opened(), vi.CardGone(), vi.SecondWanted(), vi.Back(), vi.Left(), vi.Erased(), vi.Erased(True))
    ),
    st.builds(vi.CardKnown, st.just(WANGS_CARD)),
    st.builds(vi.CardRefused, st.sampled_from(Problem)),
    st.builds(vi.Refused, st.sampled_from(Problem), st.none() | st.integers(0, 4), st.integers(0, 99)),
    st.builds(vi.WayChosen, st.sampled_from(Way), st.sampled_from(Level)),
    st.builds(vi.CodeShown, st.just("ABC")),
    st.builds(vi.Typed, st.sampled_from("0123456789")),
    st.builds(vi.PageChosen, st.sampled_from(("", "queue", "queue/letter"))),
)


@given(st.lists(events, max_size=60))
def test_without_being_accepted_nobody_ever_reaches_the_menu(walk: list[vi.Event]) -> None:
    visit, wishes = walked(*walk)
    assert not isinstance(visit, AtMenu)
    assert Wish.TELL_SIGNED_IN not in wishes


@given(st.lists(events, max_size=60))
def test_nothing_typed_outlives_the_visit(walk: list[vi.Event]) -> None:
    assert walked(*walk, vi.Left())[0] == Closed()


def test_whoever_is_known_by_name_leaves_the_menu_to_help() -> None:
    visit, wishes = walked(HelpBegins(), start=AtMenu(SignedIn(WANG)))
    assert visit == Closed()
    assert wishes == [Wish.TELL_LEFT, Wish.HELP]


def test_a_pin_names_nobody_so_nobody_helps_by_it() -> None:
    """The record has to say who helped."""
    start = AtMenu(SignedIn(BY_PIN))
    assert walked(HelpBegins(), start=start) == (start, [])
