"""Rules of hearing: headphones in and out, the keypad's keys for help, loudness and speed. Pure."""

from dataclasses import replace
from typing import assert_never

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.drafts import Confirmation, Draft
from kiosk.session.hearing import Aid, Telling
from kiosk.session.moves import Step, stay
from kiosk.session.on_browse import started
from kiosk.session.screens import (
    ActFor,
    Attach,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Category,
    Danger,
    Form,
    Home,
    Identify,
    Information,
    NotEligible,
    Notice,
    NotSaved,
    NotToday,
    OwnWish,
    Photograph,
    PickPlace,
    Rate,
    Record,
    Resume,
    Review,
    Search,
    Supply,
    TypeIdentity,
)
from kiosk.session.states import Mode, SessionState
from kiosk.session.world import World

ASKS = (
    Home
    | Category
    | Search
    | Notice
    | Identify
    | TypeIdentity
    | Resume
    | ActFor
    | OwnWish
    | Form
    | PickPlace
    | Record
    | Attach
    | Photograph
    | Review
    | NotSaved
    | Supply
    | CaseList
    | CaseActs
    | CaseWord
    | Rate
)
"""Screens that wait for an answer."""
TELLS = Information | Danger | NotEligible | NotToday | CaseDetail
"""Screens that tell at length: not all of it is said again, only how to hear it."""
AGAIN_S = 10.0
MOST_AGAIN = 2
"""The question, then what to press to hear it: a machine that goes on talking is switched off in the end."""


def headphones(state: SessionState, plugged: bool) -> Step:
    """In: what is said reaches one person. Out: silence at once, before the room hears the rest of it."""
    if plugged is state.in_private:
        return stay(state)
    told = (do.Speak("headphones_in" if plugged else "headphones_out"),) if plugged or state.in_session else ()
    alone = replace(state, in_private=plugged, hearing=state.hearing.kept_private())
    return alone, (do.StopSpeaking(), *told)


def read_aloud(state: SessionState) -> Step:
    """读给我听, from the top; pressed while it is read, it stops. Who goes by ear was only hearing the key's name."""
    after = replace(state, hushed=False)
    if state.hearing.by_ear:
        return after, (do.StopSpeaking(), do.SpeakScreen(requested=True))
    return after, (do.StopSpeaking(),) if state.speaking or state.hushed else (do.SpeakScreen(requested=True),)


def own_aloud(state: SessionState, on: bool) -> Step:
    """旁边有人能听到: what is said from now on is the whole of it, or no longer. The screen is read at once to who
    chose it, for that is what they want to hear."""
    if on is state.hearing.aloud or state.in_private:
        return stay(replace(state, overlay=None))
    chosen = replace(state, overlay=None, hearing=replace(state.hearing, aloud=on))
    told = (do.Speak("own_aloud"), do.SpeakScreen(requested=True)) if on else (do.Speak("own_kept"),)
    return chosen, (do.StopSpeaking(), do.LogOwnAloud(on), *told)


def hand(state: SessionState, event: ev.EarKey, world: World) -> Step:
    """A key of the keypad that moves nothing on the screen."""
    match event.key:
        case ev.Ear.VOLUME:
            hearing = state.hearing.louder()
            return replace(state, hearing=hearing), _told("ear_volume", hearing.volume)
        case ev.Ear.RATE:
            hearing = state.hearing.faster()
            return replace(state, hearing=hearing), _told("ear_rate", hearing.rate)
        case ev.Ear.SPELL if state.hearing.by_ear:
            return state, (do.StopSpeaking(), do.Tell(Telling.SPELLING))
        case ev.Ear.MORE if state.hearing.by_ear:
            return _offered(state, state.hearing.next_aid(state.in_private))
        case ev.Ear.TAKE if state.hearing.at_hand is Aid.ALOUD:
            return own_aloud(state, not state.hearing.aloud)
        case ev.Ear.TAKE if state.hearing.at_hand is Aid.DARK:
            return _darkened(state, not state.hearing.is_dark)
        case ev.Ear.DARKEN | ev.Ear.LIGHT if state.hearing.by_ear:
            return _darkened(state, event.key is ev.Ear.DARKEN)
        case ev.Ear.LOOK if state.hearing.by_ear:
            return _seen_again(state)
        case ev.Ear.SPELL | ev.Ear.MORE | ev.Ear.TAKE | ev.Ear.DARKEN | ev.Ear.LIGHT | ev.Ear.LOOK:
            return stay(state)
        case ev.Ear.HELP if state.hearing.keys_next:
            return replace(state, hearing=state.hearing.let_go()), (do.StopSpeaking(), do.Speak("ear_keys"))
        case ev.Ear.HELP if state.hearing.by_ear:
            read = replace(state.hearing, keys_next=True)
            return replace(state, hearing=read), (do.StopSpeaking(), do.Tell(Telling.EVERYTHING))
        case ev.Ear.HELP:
            begun = state if state.in_session else started(state, ev.Started(Mode.STANDARD), world)[0]
            listening = replace(begun, hearing=replace(begun.hearing, by_ear=True))
            return listening, (do.StopSpeaking(), do.Speak("by_ear"), do.SpeakScreen())
        case _:
            assert_never(event.key)


def _offered(state: SessionState, aid: Aid) -> Step:
    """What can be told is told at once; what can be done is offered to the select key."""
    offered = replace(state, hearing=replace(state.hearing.let_go(), at_hand=aid))
    told: do.Effect
    match aid:
        case Aid.PLACE:
            told = do.Tell(Telling.PLACE)
        case Aid.CHOSEN:
            told = do.Tell(Telling.CHOSEN)
        case Aid.ALOUD:
            told = do.Speak("ear_not_aloud" if state.hearing.aloud else "ear_aloud")
        case Aid.BACK:
            told = do.Speak("ear_back" if may_go_back(state) else "ear_no_back")
        case Aid.DARK:
            told = do.Speak("ear_light" if state.hearing.is_dark else "ear_dark")
    return offered, (do.StopSpeaking(), told)


def may_go_back(state: SessionState) -> bool:
    """There is a step back, or out, and nothing is under way that must not be disturbed."""
    return state.in_session and not state.busy_with_effect


def _darkened(state: SessionState, is_dark: bool) -> Step:
    """Nobody sees the screen any more, or everybody does again; whoever cannot see it is told which."""
    told = do.Speak("ear_darkened" if is_dark else "ear_lit")
    return replace(state, hearing=replace(state.hearing, is_dark=is_dark)), (do.StopSpeaking(), told)


def _seen_again(state: SessionState) -> Step:
    """What was done by ear goes on by the eye; as loud and as fast as they had it."""
    hearing = replace(state.hearing.let_go(), by_ear=False, is_dark=False)
    return replace(state, hearing=hearing), (do.StopSpeaking(), do.Speak("ear_seen"))


def let_go(before: SessionState, after: SessionState, event: ev.Event) -> SessionState:
    """What was offered lasts until another hand's act, and no longer than what is shown."""
    is_other = (before.screen, before.overlay) != (after.screen, after.overlay)
    if not is_other and not isinstance(event, ev.Touched):
        return after
    hearing = after.hearing.let_go()
    return after if hearing == after.hearing else replace(after, hearing=hearing)


def said_again(state: SessionState, world: World) -> Step:
    """Who listens and does nothing for ten seconds hears the question once more, then how to have it said again.

    Elders are told again after 8 to 10 s (domain.md 8.1). Not what is over, nor a person's number.
    """
    listens = state.mode is Mode.ELDER or state.hearing.by_ear
    waits = listens and isinstance(state.screen, ASKS | TELLS) and state.overlay is None and not state.speaking
    if not waits or state.said_again >= MOST_AGAIN or world.now_s - state.touched_s < AGAIN_S:
        return stay(state)
    is_told_how = bool(state.said_again) or isinstance(state.screen, TELLS)
    again = do.while_true("not_heard") if is_told_how else do.SpeakScreen(requested=True)
    return replace(state, said_again=MOST_AGAIN if is_told_how else 1), (again,)


def signed_by_key(state: SessionState, draft: Draft, world: World) -> Step:
    """First all is read out, to one person; once that was heard to its end, the key stands for a signature."""
    if not state.hearing.by_ear:
        return stay(state)
    if not draft.heard_text:
        told = do.ReadOut(state.session_serial) if state.hears_own else do.Speak("sign_by_key_in_private")
        return state, (do.StopSpeaking(), told)
    signed = replace(draft, confirmation=Confirmation(draft.heard_text, world.now))
    return replace(state, draft=signed), (do.StopSpeaking(), do.Speak("signed_by_key"))


def held_open(state: SessionState, field_id: str) -> tuple[do.Effect, ...]:
    """Who may hear it hears what the screen shows to the hand that holds 按住显示."""
    if state.hears_own:
        return do.StopSpeaking(), do.ReadValue(field_id)
    return (do.StopSpeaking(), do.Speak("sign_by_key_in_private")) if state.hearing.by_ear else ()


def read_out_ended(state: SessionState, event: ev.ReadOutEnded) -> Step:
    """What was heard is what may be confirmed, while nothing of it has changed."""
    if state.draft is None or not isinstance(state.screen, Review) or event.session_serial != state.session_serial:
        return stay(state)
    return replace(state, draft=replace(state.draft, heard_text=event.text)), (do.Speak("sign_by_key"),)


def _told(what: str, place: int) -> tuple[do.Effect, ...]:
    """By the way: whoever has it louder or faster wants to hear on."""
    return (do.Aside(what, {"step": str(place + 1)}),)
