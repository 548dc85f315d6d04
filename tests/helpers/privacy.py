"""What is said by the program itself, held against what it knows of a person: before any door, class by class."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from kiosk.session.hearing import Hearing
from kiosk.session.own_words import own_words
from kiosk.session.screen_phrases import Said, phrases_of_screen
from kiosk.session.states import SessionState
from kiosk.speech import Phrase
from kiosk.texts import Privacy, Texts
from tests.helpers.scenes import MACHINES, Scene
from tests.helpers.view_context import real_catalogue, real_texts

Says = Callable[[SessionState, bool], Said]
"""What a state's screen says, and whether somebody asked for it."""


def as_the_program(state: SessionState, requested: bool) -> Said:
    """With every place known, so that each is told."""
    texts = real_texts()
    return phrases_of_screen(state, MACHINES, real_catalogue(), texts, "right", requested, slot_place="right")


def screens_that_tell(scenes: Iterable[Scene], says: Says = as_the_program) -> Iterator[str]:
    """Scenes whose screen says something of a person in a phrase that is for everybody."""
    for scene in scenes:
        for mode in scene.modes:
            shown = scene.snapshot(mode).state
            hearings = (shown.hearing, Hearing(by_ear=True), Hearing(aloud=True), Hearing(by_ear=True, aloud=True))
            for state in (replace(shown, hearing=hearing) for hearing in hearings):
                for requested in (False, True):
                    for told in public_words(says(state, requested), state):
                        yield f"{scene.name} · {mode.value}: {told}"


def public_words(phrases: Iterable[Phrase], state: SessionState) -> Iterator[str]:
    """Captions for everybody with something of this person in them."""
    own = [_compact(text) for text in own_words(state, real_catalogue(), real_texts()) if len(text) > 1]
    for phrase in phrases:
        if phrase.privacy is Privacy.PUBLIC and any(text in _compact(phrase.caption) for text in own):
            yield phrase.caption


def unclassed(texts: Texts) -> list[str]:
    """Texts that nobody may hear because nobody has said what may stand in them."""
    return [key for key in texts if texts.privacy(key) is Privacy.SECRET]


def _compact(text: str) -> str:
    return "".join(text.split())
