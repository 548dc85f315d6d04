"""A warning of the authorities: over every screen as soon as nothing is under way, and over the idle one as long as it
holds. A hand puts it away for the session; nothing that was begun is lost. Pure.
"""

from dataclasses import replace

from kiosk.session import effects as do
from kiosk.session.effects import Effect
from kiosk.session.moves import Step, stay
from kiosk.session.overlays import Alert, AlertShown, Interruption
from kiosk.session.states import SessionState
from kiosk.session.world import World

SAY_AGAIN_S = 60.0
"""DESIGN §6: the alert repeats every 60 s."""


def changed(state: SessionState, alert: Alert | None) -> Step:
    """Another one holds, a newer version of it, or none any more."""
    if alert == state.alert:
        return stay(state)
    if alert is not None:
        return stay(replace(state, alert=alert, alert_waits=True))
    overlay = None if isinstance(state.overlay, AlertShown) else state.overlay
    return stay(replace(state, alert=None, alert_waits=False, overlay=overlay))


def shown(state: SessionState, effects: tuple[Effect, ...], world: World) -> Step:
    """What waits takes the screen, unless something is under way or more urgent."""
    if (
        state.alert is None
        or not state.alert_waits
        or state.busy_with_effect
        or isinstance(state.overlay, Interruption)
    ):
        return state, effects
    after = replace(state, overlay=AlertShown(), alert_waits=False, alert_due_s=world.now_s + SAY_AGAIN_S)
    return after, (*effects, _said(state.alert))


def tick(state: SessionState, world: World) -> Step:
    """Nobody is here: it stands there, and is said again and again; put away by whoever left, it comes back."""
    if state.alert is None or world.now_s < state.alert_due_s:
        return stay(state)
    if state.overlay is None:
        return stay(replace(state, alert_waits=True))
    if not isinstance(state.overlay, AlertShown):
        return stay(state)
    return replace(state, alert_due_s=world.now_s + SAY_AGAIN_S), (_said(state.alert),)


def _said(alert: Alert) -> do.Speak:
    return do.at_once(f"alert_{alert.hazard}", {"title": alert.title, "text": alert.text})
