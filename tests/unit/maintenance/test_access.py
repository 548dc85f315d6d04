"""Every role and every act: who may do what."""

import pytest

from kiosk.maintenance.access import NEEDS, Action, Level, SignedIn, Staff, Way, can_be_of_two, may

CLERK = Staff("C1", "刘*", Level.CLERK, Way.CARD)
TECHNICIAN = Staff("T1", "王*", Level.TECHNICIAN, Way.CARD)
OTHER = Staff("T2", "赵*", Level.TECHNICIAN, Way.ANSWER)
BY_PIN = Staff("pin:technician", "", Level.TECHNICIAN, Way.PIN)
WHO: dict[str, SignedIn | None] = {
    "nobody": None, "clerk": SignedIn(CLERK), "technician": SignedIn(TECHNICIAN), "two": SignedIn(TECHNICIAN, OTHER),
}  # fmt: skip
REACH = {"nobody": -1, "clerk": Level.CLERK, "technician": Level.TECHNICIAN, "two": Level.TWO_PERSONS}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", WHO)
def test_an_act_is_for_its_level_and_those_above(who: str, action: Action) -> None:
    assert may(WHO[who], action) is (REACH[who] >= NEEDS[action])


def test_every_act_has_one_level() -> None:
    assert set(NEEDS) == set(Action)


def test_what_cannot_be_taken_back_takes_two() -> None:
    taken = {action for action, level in NEEDS.items() if level is Level.TWO_PERSONS}
    assert {Action.DECOMMISSION, Action.CHANGE_KEY, Action.DISCARD_MESSAGE} <= taken


def test_a_clerk_can_change_paper_and_restart_and_no_more_than_that() -> None:
    allowed = {action for action in Action if may(WHO["clerk"], action)}
    assert allowed == {
        Action.SEE_STATE, Action.CHANGE_PAPER, Action.RESTART_PROGRAM, Action.TEST_PRINTER, Action.SET_VOLUME,
        Action.HELP_RESIDENT,
    }  # fmt: skip


@pytest.mark.parametrize(("one", "can"), [(CLERK, False), (TECHNICIAN, True), (OTHER, True), (BY_PIN, False)])
def test_one_of_two_is_a_technician_whom_somebody_knows(one: Staff, can: bool) -> None:
    assert can_be_of_two(one) is can
