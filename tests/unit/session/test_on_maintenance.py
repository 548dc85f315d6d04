"""Staff at the machine: when they may come, what is gone before they see anything, and how it ends."""

import pytest

from kiosk.maintenance.access import SignedIn
from kiosk.maintenance.visit import AtMenu, PageChosen, SigningIn
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.overlays import TimeIsUp
from kiosk.session.screens import Home, Idle, Maintenance
from kiosk.session.states import Mode
from tests.helpers.session_world import Journey
from tests.helpers.staff_states import WANG
from tests.unit.session.screens import EVERY_SCREEN

MENU = AtMenu(SignedIn(WANG))
OPEN = do.Maintain(do.Staffed.OPENED)


def at_menu() -> Journey:
    return Journey().hand(ev.MaintenanceAsked(), ev.MaintenanceShown(MENU))


@pytest.mark.parametrize("name", sorted(EVERY_SCREEN))
def test_from_a_screen_where_somebody_is_being_served_nobody_of_the_staff_comes_in(name: str) -> None:
    journey = EVERY_SCREEN[name]()
    before = journey.screen
    journey.forget_effects().hand(ev.MaintenanceAsked())
    comes = isinstance(before, Idle | Home)
    assert isinstance(journey.screen, Maintenance) is (comes or isinstance(before, Maintenance))
    assert (OPEN in journey.effects) is comes


def test_whatever_a_resident_had_is_wiped_before_the_door_opens() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER)).forget_effects().hand(ev.MaintenanceAsked())
    kinds = [type(effect) for effect in journey.effects]
    assert kinds.index(do.Forget) < journey.effects.index(OPEN)
    assert kinds.index(do.StopReading) < journey.effects.index(OPEN)
    assert (journey.state.person, journey.state.draft, journey.state.mode) == (None, None, Mode.STANDARD)


def test_from_an_idle_machine_no_session_is_counted() -> None:
    journey = at_menu().hand(ev.MaintenanceOver())
    assert isinstance(journey.screen, Idle)
    assert not any(isinstance(effect, do.LogSessionEnded) for effect in journey.effects)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (ev.BackPressed(), do.Staffed.BACK), (ev.HomePressed(), do.Staffed.HOME), (ev.ExitPressed(), do.Staffed.LEFT),
        (ev.StaffActed(PageChosen("queue")), PageChosen("queue")),
    ],
)  # fmt: skip
def test_what_a_hand_does_there_is_the_visits_business(event: ev.Event, told: object) -> None:
    journey = at_menu().forget_effects().hand(event)
    assert journey.effects == [do.Maintain(told)]


def test_what_staff_do_on_a_screen_of_a_residents_is_nothing() -> None:
    journey = Journey().at_form().forget_effects().hand(ev.StaffActed(PageChosen("queue")), ev.MaintenanceShown(MENU))
    assert not any(isinstance(effect, do.Maintain) for effect in journey.effects)
    assert not isinstance(journey.screen, Maintenance)


def test_who_walks_round_the_machine_has_ten_minutes_and_is_asked_before_they_are_over() -> None:
    assert at_menu().tick(565).state.overlay is None
    journey = at_menu().tick(575)
    assert isinstance(journey.state.overlay, TimeIsUp)
    journey.forget_effects().tick(30)
    assert isinstance(journey.screen, Idle)
    assert do.Maintain(do.Staffed.LEFT) in journey.effects


def test_who_does_not_sign_in_has_no_longer_than_a_resident() -> None:
    journey = Journey().hand(ev.MaintenanceAsked(), ev.MaintenanceShown(SigningIn())).tick(121)
    assert isinstance(journey.screen, Idle)


def test_a_crash_signs_everybody_out() -> None:
    journey = at_menu().forget_effects().hand(ev.Crashed())
    assert isinstance(journey.screen, Idle)
    assert do.Maintain(do.Staffed.LEFT) in journey.effects


def test_another_page_is_said_and_a_digit_is_not() -> None:
    journey = at_menu().forget_effects().hand(ev.MaintenanceShown(AtMenu(SignedIn(WANG), "queue")))
    assert do.SpeakScreen() in journey.effects
    asking = Journey().hand(ev.MaintenanceAsked(), ev.MaintenanceShown(SigningIn())).forget_effects()
    asking.hand(ev.MaintenanceShown(SigningIn(typed="1")))
    assert asking.effects == []
