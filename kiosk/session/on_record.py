"""Saying it instead of writing it: one recording of at most a minute, kept sealed like every page. Pure.

form ─► READY ─► RECORDING ─► HEARD ─► the form, the answer saying that it was said
          ▲           └─► FAILED
          └────────────── again
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.drafts import Draft
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.moves import Step, show, stay
from kiosk.session.screens import Form, Record, RecordState
from kiosk.session.screens.filing import LEVELS_SHOWN
from kiosk.session.states import SessionState
from kiosk.session.world import World

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Item


def opened(state: SessionState, form: Form, item: Item, answer_id: str, world: World) -> Step:
    """Where the question can be answered so, and there is a microphone."""
    field = next((each for each in item.fields if each.id == answer_id), None)
    if field is None or field.voice_note is None or not world.microphone_ready:
        return stay(state)
    return show(state, Record(form, answer_id))


def hand(state: SessionState, screen: Record, draft: Draft, item: Item, event: Event, world: World) -> Step:
    """A hand before the microphone."""
    recording = screen.state is RecordState.RECORDING
    match event:
        case ev.NextPressed() if recording:
            return state, (do.EndRecording(),)
        case ev.NextPressed() if screen.state is RecordState.HEARD:
            words = item.field(screen.answer_id).voice_note
            assert words is not None
            return _back(state, screen, _with_note(draft, screen.wav, {screen.answer_id: words.zh}))
        case ev.NextPressed() | ev.RetryPressed() if not recording:
            begun = Record(screen.form, screen.answer_id, RecordState.RECORDING, since_s=world.now_s)
            return replace(state, screen=begun), (do.StopSpeaking(), do.Record(state.session_serial))
        case ev.PagesDropped() if draft.voice_note and not recording:
            said = item.field(screen.answer_id).voice_note
            is_said = said is not None and draft.answers.get(screen.answer_id) == said.zh
            return _back(state, screen, _with_note(draft, b"", {screen.answer_id: ""} if is_said else {}))
        case ev.BackPressed():
            return show(state, replace(screen.form, typing=screen.answer_id))
        case _:
            return stay(state)


def _back(state: SessionState, screen: Record, draft: Draft) -> Step:
    return show(replace(state, draft=draft), replace(screen.form, typing=""))


def _with_note(draft: Draft, wav: bytes, answers: dict[str, str]) -> Draft:
    return replace(draft.unsigned(), voice_note=wav, answers={**draft.answers, **answers})


def machine(state: SessionState, screen: Record, event: Event, world: World) -> Step:
    """The microphone's word to this session."""
    is_ours = getattr(event, "session_serial", None) == state.session_serial
    if not is_ours or screen.state is not RecordState.RECORDING:
        return stay(state)
    match event:
        case ev.VoiceLevel(level=level):
            levels = (*screen.levels, level)[-LEVELS_SHOWN:]
            return stay(replace(state, screen=replace(screen, levels=levels), touched_s=world.now_s))
        case ev.VoiceRecorded(wav=wav, seconds=seconds):
            ended = RecordState.HEARD if wav else RecordState.FAILED
            heard = replace(screen, state=ended, wav=wav, spoken_s=seconds)
            return replace(state, screen=heard, touched_s=world.now_s), (do.SpeakScreen(),)
        case _:
            return stay(state)


def tick(state: SessionState, world: World) -> SessionState:
    """The seconds go on."""
    screen = state.screen
    if not isinstance(screen, Record) or screen.state is not RecordState.RECORDING:
        return state
    return replace(state, screen=replace(screen, spoken_s=int(world.now_s - screen.since_s)), touched_s=world.now_s)


def let_go(before: SessionState, after: SessionState, effects: tuple[Effect, ...]) -> Step:
    """However the recording goes from the screen, or is covered, the microphone is closed with it."""
    if not _is_recording(before):
        return after, effects
    if not _is_recording(after):
        return after, (do.StopRecording(), *effects)
    screen = after.screen
    if after.overlay is None or not isinstance(screen, Record):
        return after, effects
    ready = Record(screen.form, screen.answer_id)
    return replace(after, screen=ready), (do.StopRecording(), *effects)


def _is_recording(state: SessionState) -> bool:
    return isinstance(state.screen, Record) and state.screen.state is RecordState.RECORDING
