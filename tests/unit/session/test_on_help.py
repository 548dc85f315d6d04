"""A call for help: what the screen says is what the platform said, and the session waits for whoever comes."""

import pytest

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_help import HELD_S, NOBODY_AFTER_S
from kiosk.session.overlays import HelpCalled, TimeIsUp
from kiosk.session.screens import Form, Home, Idle
from kiosk.session.states import HelpCall, HelpState
from tests.helpers.session_world import Journey


def called(journey: Journey) -> HelpCall:
    call = journey.state.help_call
    assert call is not None
    return call


def heard(journey: Journey, state: HelpState, who: str = "") -> Journey:
    return journey.hand(ev.HelpHeard(journey.state.help_serial, state, who))


def at_form_calling() -> Journey:
    return Journey().at_form().forget_effects().hand(ev.HelpPressed())


def test_the_staff_are_told_where_somebody_stands_and_nothing_else() -> None:
    journey = at_form_calling()

    assert journey.done_for(do.CallHelp) == [do.CallHelp(1, "filling_in")]
    assert (called(journey).state, journey.state.overlay) == (HelpState.CALLING, HelpCalled())
    assert journey.said == ["help_calling"]


def test_each_step_is_said_once() -> None:
    journey = at_form_calling()
    for state in (HelpState.WAITING, HelpState.WAITING, HelpState.COMING, HelpState.COMING):
        heard(journey, state, "周*" if state is HelpState.COMING else "")

    assert journey.said == ["help_calling", "help_waiting", "help_coming"]
    assert called(journey).who == "周*"


def test_without_a_network_the_screen_says_at_once_that_nobody_can_be_called_and_it_is_tried_all_the_same() -> None:
    journey = Journey().at_form().hand(ev.NetworkChanged(online=False)).forget_effects().hand(ev.HelpPressed())

    assert called(journey).state is HelpState.CANNOT
    assert journey.done_for(do.CallHelp)
    assert heard(journey, HelpState.WAITING).said == ["help_cannot", "help_waiting"]


def test_who_waits_three_minutes_is_told_to_telephone_and_may_still_be_answered() -> None:
    journey = heard(at_form_calling(), HelpState.WAITING).tick(NOBODY_AFTER_S - 1)
    assert called(journey).state is HelpState.WAITING

    heard(journey.tick(1), HelpState.WAITING)
    assert called(journey).state is HelpState.NOBODY

    heard(journey, HelpState.COMING)
    assert called(journey).state is HelpState.COMING


def test_who_comes_is_still_on_the_way_when_the_network_goes() -> None:
    journey = heard(heard(at_form_calling(), HelpState.COMING, "周*"), HelpState.CANNOT)

    assert (called(journey).state, called(journey).who) == (HelpState.COMING, "周*")


def test_while_somebody_is_waited_for_nobody_is_asked_whether_they_are_there() -> None:
    journey = heard(at_form_calling(), HelpState.COMING).tick(HELD_S - 1)
    assert journey.countdown.paused

    journey.tick(95)
    assert journey.state.overlay == TimeIsUp()


def test_who_was_not_answered_is_asked_again_from_then_on() -> None:
    journey = heard(at_form_calling(), HelpState.WAITING).tick(NOBODY_AFTER_S + 91)

    assert journey.state.overlay == TimeIsUp()


def test_the_form_is_given_back_as_it_was_and_the_call_goes_on() -> None:
    journey = at_form_calling().forget_effects()
    journey.hand(ev.OverlayDismissed())
    assert (journey.screen, journey.state.overlay, journey.effects) == (Form(), None, [])

    journey.hand(ev.HelpPressed())

    assert journey.state.overlay == HelpCalled()
    assert journey.done_for(do.CallHelp) == []
    assert journey.said == ["help_calling"]


def test_back_leads_from_the_call_to_the_form_and_not_before_it() -> None:
    assert (at_form_calling().hand(ev.BackPressed()).screen) == Form()


def test_whoever_can_do_it_alone_sends_nobody_away_for_nothing() -> None:
    journey = heard(at_form_calling(), HelpState.COMING).hand(ev.HelpWithdrawn())

    assert journey.done_for(do.WithdrawHelp)
    assert (journey.state.help_call, journey.state.overlay, journey.screen) == (None, None, Form())
    late = journey.forget_effects().hand(ev.HelpHeard(1, HelpState.COMING))
    assert (late.state.help_call, late.effects) == (None, [])


def test_nobody_is_sent_to_a_machine_whose_session_is_over() -> None:
    journey = Journey().hand(ev.Started(), ev.HelpPressed(), ev.ExitPressed())

    assert journey.screen == Idle()
    assert journey.state.help_call is None
    assert len(journey.done_for(do.WithdrawHelp)) == 1


def test_at_an_idle_machine_a_session_begins_so_that_somebody_can_be_waited_for() -> None:
    journey = Journey().hand(ev.HelpPressed())

    assert (journey.screen, journey.state.overlay) == (Home(), HelpCalled())
    assert journey.done_for(do.CallHelp) == [do.CallHelp(1, "browsing")]


def test_a_card_that_is_read_meanwhile_leaves_the_call_on_top() -> None:
    journey = Journey().at_identify().hand(ev.HelpPressed()).put_card()

    assert (journey.screen, journey.state.overlay) == (Form(), HelpCalled())


@pytest.mark.parametrize("waited_s", [0, 48, 107])
def test_the_page_counts_how_long_one_waits(waited_s: int) -> None:
    assert called(heard(at_form_calling(), HelpState.WAITING).tick(waited_s)).waited_s == waited_s
