"""Time passing: the countdown, the question, the end; a card left lying; a slip held for the acknowledgement."""

from dataclasses import replace

from devices.contracts.card_reader import CardMedia
from kiosk.session import effects as do
from kiosk.session import moves, on_alert, on_done, on_hearing, on_help, on_maintenance, on_record
from kiosk.session.kept import KEPT_S, living
from kiosk.session.moves import Step
from kiosk.session.overlays import Interruption, TimeIsUp
from kiosk.session.screens import (
    ActFor,
    Done,
    Identify,
    Information,
    Maintenance,
    PrintState,
    Record,
    RecordState,
)
from kiosk.session.states import SessionState
from kiosk.session.world import ANNOUNCE_CARD_S, LOOK_AGAIN_S, SIGNED_IN_IDLE_S, Countdown, Limits, World


def kept(state: SessionState) -> SessionState:
    """A hand moved: whoever asked 您还在吗 has the answer."""
    return replace(state, overlay=None) if isinstance(state.overlay, TimeIsUp) else state


def limits_of(state: SessionState, world: World) -> Limits:
    """Whoever is signed in walks round the machine, and has longer than who stands before it."""
    limits = world.limits[state.mode]
    if isinstance(state.screen, Maintenance) and state.screen.visit.is_signed_in:
        return replace(limits, idle_s=max(limits.idle_s, SIGNED_IN_IDLE_S))
    return limits


def countdown(state: SessionState, world: World) -> Countdown:
    """How long the session still waits for a hand."""
    limits = limits_of(state, world)
    paused = _paused(state, world)
    remaining_s = limits.idle_s if paused else max(0.0, limits.idle_s - (world.now_s - state.touched_s))
    return Countdown(remaining_s, limits.idle_s, paused, warning=not paused and remaining_s <= limits.warn_s)


def countdown_shown(state: SessionState, world: World) -> Countdown:
    """The same for the screens, where it stands still while nobody is here."""
    idle_s = limits_of(state, world).idle_s
    return countdown(state, world) if state.in_session else Countdown(idle_s, idle_s, paused=False, warning=False)


def tick(state: SessionState, world: World) -> Step:
    """Once a second: everything that happens because nothing happens."""
    state = _over(state, world)
    if not state.in_session:
        after, effects = _announce_card(_forgotten(state, world), world)
        warned, said = on_alert.tick(after, world)
        return warned, (*effects, *said)
    state, told = on_help.tick(on_record.tick(state, world), world)
    after, effects = _tick_in_session(state, world)
    return after, (*told, *effects)


def _tick_in_session(state: SessionState, world: World) -> Step:
    if _paused(state, world):
        waiting = replace(state, touched_s=world.now_s)
        return _held_slip(waiting, world)
    left = countdown(state, world)
    if left.remaining_s <= 0 and isinstance(state.screen, Maintenance):
        return on_maintenance.time_is_up(state, world)
    if left.remaining_s <= 0:
        ended, effects = moves.end_session(state, _timed_out(state), world)
        return ended, (*_kept_draft(state, world), *effects)
    if left.warning and not isinstance(state.overlay, TimeIsUp):
        asked = replace(state, overlay=TimeIsUp(), announce_card_at_s=world.now_s + LOOK_AGAIN_S)
        return asked, (do.while_true("time_is_up"),)
    if isinstance(state.overlay, TimeIsUp) and state.card is CardMedia.PRESENT:
        return _announce_card(state, world)
    return on_hearing.said_again(state, world)


def _kept_draft(state: SessionState, world: World) -> tuple[do.KeepDraft, ...]:
    """Who was known by their card finds the form again; a typed identity is anybody's, and keeps nothing."""
    if not moves.keeps_draft(state):
        return ()
    assert state.draft is not None
    assert state.person is not None
    return (do.KeepDraft(state.draft, state.person, world.now_s + KEPT_S),)


def _over(state: SessionState, world: World) -> SessionState:
    """Without what is kept no longer, and what needs no telling any more."""
    kept = living(state.kept, world.now_s)
    lost_until_s = state.lost_until_s if world.now_s < state.lost_until_s else 0.0
    if kept is state.kept and lost_until_s == state.lost_until_s:
        return state
    return replace(state, kept=kept, lost_until_s=lost_until_s)


def speech_changed(state: SessionState, speaking: bool, world: World) -> Step:
    """Who listens need not touch; but the question 您还在吗, said aloud, is no answer to itself."""
    asked = isinstance(state.overlay, TimeIsUp)
    return moves.stay(replace(state, speaking=speaking, touched_s=state.touched_s if asked else world.now_s))


def _paused(state: SessionState, world: World) -> bool:
    reading = isinstance(state.screen, Identify | ActFor) and state.screen.reading and state.card is CardMedia.PRESENT
    listening = state.speaking and not isinstance(state.overlay, TimeIsUp)
    printing = isinstance(state.screen, Information) and state.screen.printing is PrintState.PRINTING
    reading = reading or (isinstance(state.screen, Record) and state.screen.state is RecordState.RECORDING)
    held = isinstance(state.overlay, Interruption) or on_help.holds_time(state, world)
    return state.busy_with_effect or listening or reading or printing or held


def _timed_out(state: SessionState) -> str:
    outcome = moves.outcome_of(state.screen)
    return "timed_out" if outcome == "abandoned" else outcome


def _held_slip(state: SessionState, world: World) -> Step:
    screen = state.screen
    if isinstance(screen, Done) and screen.printing is PrintState.HELD and world.now_s >= screen.hold_until_s:
        return on_done.start_printing(state, screen)
    return moves.stay(state)


def _forgotten(state: SessionState, world: World) -> SessionState:
    """Whoever puts a card there and begins nothing has left it: it may be anybody's from now on."""
    if not state.card_put_early or world.now_s - state.touched_s < ANNOUNCE_CARD_S:
        return state
    return replace(state, card_put_early=False, card_must_be_lifted=True)


def _announce_card(state: SessionState, world: World) -> Step:
    """A card nobody takes: after its session, and while nobody says that they are still here."""
    if not (state.card_must_be_lifted or state.in_session) or world.now_s < state.announce_card_at_s:
        return moves.stay(state)
    return replace(state, announce_card_at_s=world.now_s + ANNOUNCE_CARD_S), (do.while_true("card_left"),)
