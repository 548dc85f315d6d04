"""Rules of speaking to the machine: a hand asks for it, the machine says that it listens, then it does, once. Pure.

    hand ─► “请说。” ─► silence ─► microphone ─► words ─► what a hand would have done, or “没听清”

Never the only way: what is understood becomes the event that a hand would have sent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk import catalogue, forms
from kiosk.catalogue.kinds import FieldKind
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.meant import Command, Meant, bare_words
from kiosk.session.moves import Step, stay
from kiosk.session.on_answers import pages_of
from kiosk.session.overlays import AlertShown, Interruption, Listening
from kiosk.session.screens import Category, Form, Home, Search
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Choice, Lead, Words

LEAST_CHARACTERS = 2
MOST_FOUND_SAID = 5
"""Of what was found, so many are numbered: more nobody keeps in mind."""
_COMMANDS: dict[Command, Event] = {
    Command.HOME: ev.HomePressed(), Command.AGAIN: ev.ReadAloudPressed(), Command.HELP: ev.HelpPressed(),
}  # fmt: skip


def pressed(state: SessionState) -> Step:
    """Somebody wants to speak: first the machine says so, and is silent."""
    if not state.can_listen or isinstance(state.overlay, AlertShown | Interruption | Listening):
        return stay(state)
    serial = state.listen_serial + 1
    return replace(state, overlay=Listening(serial), listen_serial=serial), (do.at_once("listening"),)


def silent(state: SessionState) -> Step:
    """Nothing is said any more: what the microphone hears now is the resident."""
    overlay = state.overlay
    if not isinstance(overlay, Listening) or overlay.is_open or state.speaking:
        return stay(state)
    return replace(state, overlay=replace(overlay, is_open=True)), (do.Listen(overlay.serial),)


def let_go(before: SessionState, after: SessionState, effects: tuple[Effect, ...]) -> Step:
    """However the sign goes from the screen, the microphone is closed with it."""
    was, now = before.overlay, after.overlay
    if not isinstance(was, Listening) or (isinstance(now, Listening) and now.serial == was.serial):
        return after, effects
    return after, (do.StopListening(), *effects)


def lead_event(lead: Lead) -> Event:
    """What one of the elder home's numbered choices leads to."""
    match lead.to, lead.target:
        case "category", str(category_id):
            return ev.CategoryChosen(category_id)
        case "entry", str(entry_id):
            return ev.EntryChosen(entry_id)
        case _:
            return ev.ProgressPressed()


def events_of(state: SessionState, meant: Meant, back: Event, world: World) -> tuple[Event, ...]:
    """What a hand would have done, one after the other; nothing if it was not understood. `back` is one step back."""
    if meant.command is not None:
        return (back if meant.command is Command.BACK else _COMMANDS[meant.command],)
    choices = _choices(state, world)
    if 0 < meant.number <= len(choices):
        return (choices[meant.number - 1][1],)
    named = [event for words, event in choices if _names(meant.words, words)]
    if len(named) == 1:
        return (named[0],)
    if isinstance(state.screen, Home | Search) and len(meant.words) >= LEAST_CHARACTERS:
        return ev.SearchOpened(), ev.Searched(meant.words)
    return ()


def told(events: tuple[Event, ...]) -> tuple[Effect, ...]:
    """What is said of it, where a hand that did the same would be told nothing."""
    if not events:
        return (do.at_once("not_understood"),)
    return (do.SpeakScreen(requested=True),) if isinstance(events[-1], ev.Searched) else ()


def _choices(state: SessionState, world: World) -> list[tuple[Words, Event]]:
    """What stands on the screen with a number, in its order."""
    match state.screen:
        case Home() if state.mode is Mode.ELDER:
            return [(lead.title, lead_event(lead)) for lead in world.catalogue.elder_home]
        case Search(query=query) if query and state.mode is Mode.ELDER:
            hits = catalogue.found(world.catalogue, query)[:MOST_FOUND_SAID]
            return [(hit.item.short_title, ev.EntryChosen(hit.item.id)) for hit in hits]
        case Category(category_id=category_id):
            return [(one.short_title, ev.EntryChosen(one.id)) for one in world.catalogue.entries(category_id)]
        case Form():
            return [(one.label, ev.AnswerGiven(field_id, one.value)) for field_id, one in _asked(state, world)]
        case _:
            return []


def _asked(state: SessionState, world: World) -> list[tuple[str, Choice]]:
    """The choices of the one question that an elder is asked, with its id."""
    screen = state.screen
    if not isinstance(screen, Form) or state.mode is not Mode.ELDER or state.draft is None:
        return []
    item = world.catalogue.item(state.draft.item_id)
    pages = pages_of(state, item)
    if not pages:
        return []
    field_id = pages[min(screen.page, len(pages) - 1)][0]
    field = forms.field_of(item, field_id)
    if field.kind is not FieldKind.CHOICE:
        return []
    return [(field_id, choice) for choice in field.choices]


def _names(said: str, words: Words) -> bool:
    """The choice itself, all of it or a part that is more than a character."""
    names = [bare_words(name) for name in (words.zh, words.en or "") if name]
    return any(said == name or (len(said) >= LEAST_CHARACTERS and (said in name or name in said)) for name in names)
