"""Before anybody is known: idle, home, categories, guides."""

from dataclasses import replace

from kiosk.catalogue.kinds import Kind, Offline
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import moves
from kiosk.session.events import Event
from kiosk.session.moves import Step
from kiosk.session.screens import (
    Category,
    Danger,
    Form,
    Home,
    Information,
    Notice,
    PickPlace,
    PrintState,
    Purpose,
    Rate,
    Record,
    Review,
    Search,
)
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import World


def surest_here(state: SessionState) -> IdentityLevel:
    """The surest identity this machine can establish: a code needs a gateway, a witness somebody who is signed in."""
    return IdentityLevel.CARD_READ if state.helper is None else IdentityLevel.WITNESSED


ONCE = (PrintState.PRINTING, PrintState.PRINTED)
"""One guide a visit to its screen: paper is for everybody."""
LONGEST_QUERY = 40
"""Characters; longer ones find nothing."""


def started(state: SessionState, event: Event, world: World) -> Step:
    """The first touch, in the mode it chose; 查办件进度 on the idle screen goes straight to its notice."""
    match event:
        case ev.Started(mode=mode, low_reach=low_reach):
            told = (do.Speak("stopped"),) if state.lost_until_s else ()
            return moves.show(replace(_begun(state, mode, world), low_reach=low_reach), Home(), *told)
        case ev.ProgressPressed():
            return moves.show(_begun(state, Mode.STANDARD, world), Notice(Purpose.PROGRESS))
        case _:
            return moves.stay(state)


def mode_chosen(state: SessionState, mode: Mode) -> Step:
    """The same screen in other clothes; pages are counted anew, since elder mode asks one thing at a time."""
    screen = state.screen.form if isinstance(state.screen, PickPlace | Record) else state.screen
    if isinstance(screen, Form | Review) and (mode is Mode.ELDER) != (state.mode is Mode.ELDER):
        screen = replace(screen, page=0)
    if isinstance(screen, Rate):
        screen = replace(screen, asks_why=False)
    return replace(state, mode=mode, screen=screen, overlay=None), (do.StopSpeaking(), do.SpeakScreen())


Browsed = Home | Category | Search | Information | Danger


def hand(state: SessionState, screen: Browsed, event: Event, world: World) -> Step:
    """A hand on one of the browsing screens."""
    match event:
        case ev.CategoryChosen(category_id=category_id) if world.catalogue.entries(category_id):
            return moves.show(state, Category(category_id))
        case ev.EntryChosen(entry_id=entry_id) if world.catalogue.has(entry_id):
            searched = screen.query if isinstance(screen, Search) else None
            return moves.show(state, Information(entry_id, _category_of(screen), searched))
        case ev.SearchOpened():
            return moves.show(state, Search())
        case ev.Searched(query=query) if isinstance(screen, Search):
            return moves.stay(replace(state, screen=Search(query[:LONGEST_QUERY])))
        case ev.ApplyPressed(item_id=item_id) if _may_be_filed(state, item_id, world):
            return moves.show(state, before_form(item_id, world))
        case ev.ActForPressed(item_id=item_id) if may_act_for(state, item_id, world):
            return moves.show(state, Notice(Purpose.ACT_FOR, item_id))
        case ev.NextPressed() if isinstance(screen, Danger):
            return moves.show(state, Notice(Purpose.APPLY, screen.item_id))
        case ev.ProgressPressed():
            return moves.show(state, Notice(Purpose.PROGRESS))
        case ev.GuidePrintPressed() if isinstance(screen, Information) and screen.printing not in ONCE:
            asked = replace(state, screen=replace(screen, printing=PrintState.PRINTING))
            return asked, (do.PrintGuide(state.session_serial, screen.entry_id, state.mode),)
        case ev.BackPressed():
            return _back(state, screen)
        case _:
            return moves.stay(state)


def guide_print_ended(state: SessionState, event: ev.GuidePrintEnded) -> Step:
    """It came out, or did not; whoever has gone on meanwhile is told nothing."""
    screen = state.screen
    if not isinstance(screen, Information) or screen.entry_id != event.entry_id:
        return moves.stay(state)
    if state.session_serial != event.session_serial:
        return moves.stay(state)
    ended = PrintState.PRINTED if event.printed else PrintState.NOT_STARTED
    told = do.Speak("guide_printed" if event.printed else "guide_not_printed")
    return replace(state, screen=replace(screen, printing=ended)), (told,)


def before_form(item_id: str, world: World) -> Danger | Notice:
    """What stands before anybody is asked who they are."""
    return Danger(item_id) if world.catalogue.item(item_id).emergencies else Notice(Purpose.APPLY, item_id)


def _may_be_filed(state: SessionState, item_id: str, world: World) -> bool:
    if state.filing_off is not None or not world.catalogue.has(item_id):
        return False
    item = world.catalogue.item(item_id)
    if item.offline is Offline.ONLINE_ONLY and not state.online:
        return False
    return item.kind is Kind.APPLY and item.identity is not None and item.identity.file <= surest_here(state)


def may_act_for(state: SessionState, item_id: str, world: World) -> bool:
    """The item can be filed now, and for another."""
    if not _may_be_filed(state, item_id, world):
        return False
    proxy = world.catalogue.item(item_id).proxy
    return proxy is not None and proxy.identity <= surest_here(state)


def _back(state: SessionState, screen: Browsed) -> Step:
    match screen:
        case Danger(item_id=item_id):
            return moves.show(state, Information(item_id))
        case Information(from_search=str(query)):
            return moves.show(state, Search(query))
        case Information(from_category=str(category_id)):
            return moves.show(state, Category(category_id))
        case _:
            return moves.show(state, Home())


def _category_of(screen: Browsed) -> str | None:
    return screen.category_id if isinstance(screen, Category) else None


def _begun(state: SessionState, mode: Mode, world: World) -> SessionState:
    return replace(
        state, mode=mode, session_serial=state.session_serial + 1, started_s=world.now_s, touched_s=world.now_s
    )
