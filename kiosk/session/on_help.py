"""找人帮忙: a call for help, from the touch until somebody comes, it is withdrawn, or the session ends. Pure.

    touch ─► calling ─► waiting ─► coming           what the platform says (kiosk.session.help_line)
                │          └─► nobody ─► coming     for too long nobody said that they come: telephone; it still calls
                └─► cannot ─► waiting               no network: telephone; it is tried on

The call outlives the page that shows it: a resident may go on meanwhile. While it stands nobody is asked 您还在吗.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.moves import Step, stay
from kiosk.session.overlays import HelpCalled
from kiosk.session.screens import (
    ActFor,
    Attach,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Danger,
    Done,
    Form,
    Identify,
    NotEligible,
    Notice,
    NotSaved,
    OwnWish,
    Photograph,
    PickPlace,
    Rate,
    Record,
    Reprint,
    Resume,
    Review,
    Saving,
    Screen,
    Supplied,
    Supply,
    TypeIdentity,
    WordKept,
)
from kiosk.session.states import HelpCall, HelpState, SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the wire and its cryptography
    from kiosk.wire import HelpMatter

NOBODY_AFTER_S = 180.0
"""Picture 52: after three minutes the resident is helped another way."""
HELD_S = 600.0
"""For so long a call holds the session's time; whoever waits longer is asked whether they are still here."""


def called(state: SessionState, world: World, quiet: bool = False) -> Step:
    """Somebody is called; a call that stands already is shown again. A quiet one is not spoken of to the room."""
    call = state.help_call
    if call is not None:
        return replace(state, overlay=HelpCalled()), (do.at_once(_words(call)),)
    offline = state.network_known and not state.online
    begun = HelpState.CANNOT if offline else HelpState.CALLING
    call = HelpCall(state.help_serial + 1, world.now, world.now_s, begun, quiet=quiet)
    after = replace(state, overlay=HelpCalled(), help_call=call, help_serial=call.serial)
    told = (do.StopSpeaking(),) if _is_silent(after) else (do.at_once(_words(call)),)
    return after, (do.CallHelp(call.serial, matter_of(state.screen)), *told)


def heard(state: SessionState, event: ev.HelpHeard, world: World) -> Step:
    """What the platform says of the call, or that it cannot be asked."""
    call = state.help_call
    if call is None or call.serial != event.serial:
        return stay(state)
    after = replace(call, state=_stands(call, event.state, world), who=event.who or call.who)
    told = (do.Speak(_words(after)),) if after.state is not call.state and not _is_silent(state) else ()
    return replace(state, help_call=after), told


def withdrawn(state: SessionState) -> Step:
    """会了，不用来了."""
    overlay = None if isinstance(state.overlay, HelpCalled) else state.overlay
    if state.help_call is None:
        return stay(replace(state, overlay=overlay))
    return replace(state, overlay=overlay, help_call=None), (do.StopSpeaking(), do.WithdrawHelp())


def tick(state: SessionState, world: World) -> Step:
    """Time makes of one who waits one who is told what else they can do."""
    call = state.help_call
    if call is None:
        return stay(state)
    shown_s = int(world.now_s - call.called_s) if isinstance(state.overlay, HelpCalled) else call.waited_s
    after = replace(call, waited_s=shown_s, state=_stands(call, call.state, world))
    told = (do.Speak(_words(after)),) if after.state is not call.state and not _is_silent(state) else ()
    return replace(state, help_call=after), told


def holds_time(state: SessionState, world: World) -> bool:
    """Whether the session waits for whoever comes."""
    call = state.help_call
    return call is not None and holds_time_in(call.state) and world.now_s - call.called_s < HELD_S


def holds_time_in(state: HelpState) -> bool:
    """Whether a call that stands so holds it at all."""
    return state in (HelpState.CALLING, HelpState.WAITING, HelpState.COMING)


def matter_of(screen: Screen) -> HelpMatter:
    """What the staff are told of where somebody stands: never what is filled in there."""
    match screen:
        case Danger():
            return "in_danger"
        case Notice() | Identify() | TypeIdentity() | NotEligible() | Resume() | ActFor():
            return "identifying"
        case Form() | PickPlace() | Record():
            return "filling_in"
        case OwnWish() | Review() | Saving() | NotSaved():
            return "signing"
        case Done() | Rate() | Reprint():
            return "handed_in"
        case CaseList() | CaseDetail() | CaseActs() | CaseWord() | WordKept():
            return "looking_up"
        case Attach() | Photograph() | Supply() | Supplied():
            return "supplying"
        case _:
            return "browsing"


def _stands(call: HelpCall, told: HelpState, world: World) -> HelpState:
    """Who said that they come is still on the way when the network goes; who waits too long is told so."""
    if call.state is HelpState.COMING:
        return HelpState.COMING
    if told is HelpState.WAITING and world.now_s - call.called_s >= NOBODY_AFTER_S:
        return HelpState.NOBODY
    return told


def _is_silent(state: SessionState) -> bool:
    """Who called quietly hears of it by headphones only."""
    return state.help_call is not None and state.help_call.quiet and not state.in_private


def _words(call: HelpCall) -> str:
    return f"help_{call.state.value}"
