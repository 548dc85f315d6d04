"""What is spelled on demand: what was said last, for one ear only where it is somebody's own. And who may hear what is
being typed."""

from collections.abc import Callable
from dataclasses import replace

from kiosk import forms
from kiosk.catalogue import Catalogue, PrivacyClass
from kiosk.session.door import let_out
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import Form, Search
from kiosk.session.states import SessionState
from kiosk.speech import Phrase, Spelling, one_phrase, sign_name, utterances_for
from kiosk.texts import Privacy, Texts

Spell = Callable[[str, Texts], tuple[str, ...]]
"""A text sign by sign, a sentence for each (kiosk.speech.Spelling)."""
NO_WORDS = Spelling()


class LastSaid:
    """Remembers it until `forget`. Main thread."""

    def __init__(self, catalogue: Catalogue, texts: Texts, spell: Spell) -> None:
        self._catalogue = catalogue
        self._texts = texts
        self._spell = spell
        self.forget()

    def forget(self) -> None:
        """The session is over: nothing can be spelled any more."""
        self._last = one_phrase("", self._texts)

    def note(self, phrase: Phrase, spells: str) -> None:
        """This was said; `spells` is what of it is worth spelling, nothing: all of it."""
        text = spells or phrase.caption[phrase.lit_start : phrase.lit_start + phrase.lit_length]
        self._last = replace(phrase, text=text, caption=text, lit_start=0, lit_length=len(text))

    def spelled(self, state: SessionState) -> tuple[Phrase, ...]:
        """Sign by sign. Spelled, the door would not know what is somebody's own: it is asked before."""
        is_public = not self._last.text or self._let_out(state.overheard) == (self._last,)
        if not is_public and not state.hears_own:
            return utterances_for("sign_by_key_in_private", {}, self._texts)
        privacy = Privacy.PUBLIC if is_public else Privacy.PERSONAL
        sentences = (one for said in self._let_out(state) for one in self._spell(said.caption, self._texts))
        return tuple(one_phrase(sentence, self._texts, privacy) for sentence in sentences)

    def in_one_breath(self, text: str) -> str:
        """A few characters, then each with its word."""
        pause, stops = self._texts("speak.pause"), self._texts("ear.stops")
        sentences = [sentence.rstrip(stops) for sentence in self._spell(text, self._texts)]
        return pause.join(sentences if len(text) == 1 else (text, *sentences))

    def echoed(self, text: str, state: SessionState) -> str:
        """What a hand typed; on a page that asks for a secret, only that something was."""
        if _asks_for_secret(state, self._catalogue):
            return self._texts("ear.typed")
        return sign_name(text, self._texts) or text

    def _let_out(self, state: SessionState) -> tuple[Phrase, ...]:
        return let_out((self._last,), state, self._catalogue, self._texts, is_of_screen=True)


def typed_is_heard(state: SessionState, catalogue: Catalogue) -> bool:
    """Keys, candidates and what they come to may be said: what is typed is somebody's own, but for what is looked for.
    A secret's keys are for headphones alone.
    """
    if isinstance(state.screen, Search):
        return True
    return state.in_private if _asks_for_secret(state, catalogue) else state.hears_own


def _asks_for_secret(state: SessionState, catalogue: Catalogue) -> bool:
    if state.draft is None or not isinstance(state.screen, Form):
        return False
    item = catalogue.item(state.draft.item_id)
    names = pages_of(state, item)[state.screen.page : state.screen.page + 1]
    asked = (forms.field_of(item, forms.base_id(name)) for page in names for name in page)
    return any(field.privacy is PrivacyClass.SECRET for field in asked)
