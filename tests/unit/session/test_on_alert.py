"""A warning of the authorities: over everything, put away by a hand, there again when nobody is."""

from dataclasses import replace
from datetime import UTC, datetime

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_alert import SAY_AGAIN_S
from kiosk.session.overlays import Alert, AlertShown, Interruption, Overlay, TimeIsUp
from kiosk.session.screens import Form, Home, Idle, Screen
from tests.helpers.session_world import Journey

RAIN = Alert("rain-1", 1, "暴雨红色预警", "三小时超过 100 毫米", "rainstorm", datetime(2026, 4, 21, tzinfo=UTC))
SAID = do.at_once("alert_rainstorm", {"title": RAIN.title, "text": RAIN.text})


def over(journey: Journey) -> Overlay | None:
    return journey.state.overlay


def seen(journey: Journey) -> tuple[Screen, Overlay | None]:
    return journey.screen, journey.state.overlay


def test_it_lies_over_the_idle_screen_and_is_said_every_minute() -> None:
    journey = Journey().hand(ev.AlertChanged(RAIN))
    assert seen(journey) == (Idle(), AlertShown())
    assert journey.effects[-1] == SAID

    journey.forget_effects().tick(SAY_AGAIN_S)

    assert journey.effects == [SAID]
    assert over(journey) == AlertShown()


def test_whoever_wants_something_begins_and_finds_it_again_at_the_end() -> None:
    journey = Journey().hand(ev.AlertChanged(RAIN), ev.Started())
    assert seen(journey) == (Home(), None)

    journey.hand(ev.ExitPressed())

    assert seen(journey) == (Idle(), AlertShown())


def test_a_form_is_given_back_as_it_was() -> None:
    journey = Journey().at_form().answer()
    draft = journey.state.draft
    journey.hand(ev.AlertChanged(RAIN))
    assert over(journey) == AlertShown()

    journey.hand(ev.OverlayDismissed())

    assert seen(journey) == (Form(), None)
    assert journey.state.draft == draft


def test_it_waits_while_a_case_is_committed() -> None:
    journey = Journey().at_saving().hand(ev.AlertChanged(RAIN))
    draft = journey.state.draft
    assert draft is not None
    assert journey.state.overlay is None

    journey.hand(ev.CaseNotFiled(draft.case_id, "disk_full"))

    assert over(journey) == AlertShown()


def test_something_more_urgent_keeps_the_screen() -> None:
    journey = Journey().at_form().hand(ev.Interrupted("technician"), ev.AlertChanged(RAIN))
    assert over(journey) == Interruption("technician")

    journey.hand(ev.InterruptionOver())

    assert over(journey) == AlertShown()


def test_when_it_is_over_it_goes_by_itself() -> None:
    journey = Journey().hand(ev.AlertChanged(RAIN), ev.AlertChanged(None))

    assert (journey.state.overlay, journey.state.alert) == (None, None)


def test_the_same_alert_told_again_disturbs_nobody_and_a_newer_version_does() -> None:
    journey = Journey().hand(ev.Started(), ev.AlertChanged(RAIN), ev.OverlayDismissed(), ev.AlertChanged(RAIN))
    assert journey.state.overlay is None

    journey.hand(ev.AlertChanged(replace(RAIN, version=2)))

    assert over(journey) == AlertShown()


def test_who_has_left_is_still_asked_and_the_session_ends() -> None:
    journey = Journey().hand(ev.Started(), ev.AlertChanged(RAIN)).tick(95)
    assert over(journey) == TimeIsUp()

    journey.tick(60)

    assert seen(journey) == (Idle(), AlertShown())


def test_after_help_was_asked_for_at_an_idle_machine_the_alert_is_there_again() -> None:
    journey = Journey().hand(ev.AlertChanged(RAIN), ev.HelpPressed())
    assert journey.state.overlay != AlertShown()

    journey.hand(ev.ExitPressed())

    assert over(journey) == AlertShown()
