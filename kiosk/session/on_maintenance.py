"""Staff at the machine, as the session sees it: nobody's session goes on behind it, and time runs for them too. Pure.

Idle | Home ─MaintenanceAsked─► (session closed, wiped) ─► Maintenance ─MaintenanceOver─► Idle
                                    hands, time ─► do.Maintain ─► kiosk.app.attendance, which says what is shown
"""

from dataclasses import replace

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.overlays import AlertShown
from kiosk.session.screens import Home, Idle, Maintenance
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import World


def asked(state: SessionState, world: World) -> Step:
    """The gesture, or a staff card at an idle machine. Whatever a resident had is gone before anything is shown.

    From any other screen nothing happens: there a resident reads, writes or waits for paper.
    """
    if not isinstance(state.screen, Idle | Home) or not isinstance(state.overlay, AlertShown | None):
        return moves.stay(state)
    ended, effects = moves.end_session(state, "abandoned", world) if state.in_session else moves.stay(state)
    serial = state.session_serial + 1
    begun = replace(ended, session_serial=serial, mode=Mode.STANDARD, started_s=world.now_s, touched_s=world.now_s)
    shown, told = moves.show(begun, Maintenance())
    return shown, (*effects, do.Forget(), do.Maintain(do.Staffed.OPENED), *told)


def shown(state: SessionState, event: ev.MaintenanceShown, world: World) -> Step:
    """Where the visit is now; a visit that is over already shows nothing."""
    if not isinstance(state.screen, Maintenance):
        return moves.stay(state)
    screen = Maintenance(event.visit)
    if screen == state.screen:
        return moves.stay(state)
    same = event.visit.said == state.screen.visit.said and event.visit.shown == state.screen.visit.shown
    if same:  # the machine was looked at again, by nobody's hand
        return moves.stay(replace(state, screen=screen))
    return moves.show(replace(state, touched_s=world.now_s), screen)


def hand(state: SessionState, event: Event) -> Step:
    """The bar below means the same here as everywhere; what it leads to is the visit's business."""
    match event:
        case ev.StaffActed(act=act):
            return state, (do.Maintain(act),)
        case ev.BackPressed():
            return state, (do.Maintain(do.Staffed.BACK),)
        case ev.HomePressed():
            return state, (do.Maintain(do.Staffed.HOME),)
        case ev.ExitPressed() | ev.LeaveConfirmed():
            return state, (do.Maintain(do.Staffed.LEFT),)
        case _:
            return moves.stay(state)


def time_is_up(state: SessionState, world: World) -> Step:
    """Nobody answered: whoever was signed in is not any more."""
    ended, effects = over(state, world)
    return ended, (do.Maintain(do.Staffed.LEFT), *effects)


def helps(state: SessionState, event: ev.HelperCame, world: World) -> Step:
    """Whoever signed in leaves the menu and helps: a resident's session begins, and the record says who helped."""
    if not isinstance(state.screen, Maintenance):
        return moves.stay(state)
    ended, effects = over(state, world)
    begun = replace(ended, helper=event.helper, started_s=world.now_s, touched_s=world.now_s)
    begun = replace(begun, session_serial=state.session_serial + 1)
    shown, told = moves.show(begun, Home())
    return shown, (*effects, *told)


def over(state: SessionState, world: World) -> Step:
    """The machine is a resident's again; nothing of this was a session."""
    if not isinstance(state.screen, Maintenance):
        return moves.stay(state)
    ended, effects = moves.end_session(state, "abandoned", world)
    return ended, tuple(effect for effect in effects if not isinstance(effect, do.LogSessionEnded))
