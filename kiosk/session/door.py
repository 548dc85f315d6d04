"""The last door before the sound: what may be said now, and what takes the place of the rest.

    phrase, its privacy class ─┐
    what is somebody's own ────┼─► loudspeaker: public words, 屏幕上这个内容 for the rest
    headphones in ─────────────┘   headphones, or 旁边有人能听到: all but what is secret

The classes are the catalogues'; what a session holds of a person is looked for in every text all the same, since a
control's name says what its field holds.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kiosk.catalogue import Catalogue
from kiosk.session.own_words import own_words, secret_words
from kiosk.session.states import SessionState
from kiosk.session.traces import own_texts
from kiosk.speech import Phrase, phrases_of
from kiosk.texts import Privacy, Texts

LEAST_CHARACTERS = 2
"""A single character is everybody's."""
LEAST_SENTENCE = 4
"""A shorter sentence, such as thanks, is everybody's too."""
_STOP = r"[\s.,;:!?\u3002\uff0c\u3001\uff1b\uff1a\uff01\uff1f\u2026]+"
_STOPS_AROUND = re.compile(f"^{_STOP}|{_STOP}$")
_SENTENCE_END = re.compile(r"[\n.!?\u3002\uff01\uff1f\u2026]+")


def let_out(
    phrases: Iterable[Phrase], state: SessionState, catalogue: Catalogue, texts: Texts, is_of_screen: bool
) -> tuple[Phrase, ...]:
    """What of them is said in this state. `is_of_screen`: they were taken off what the screen shows, where an answer or
    a department's words may stand in any sentence; the program's own sentences say what their class allows.
    """
    allowed = (Privacy.PUBLIC, Privacy.PERSONAL) if state.hears_own else (Privacy.PUBLIC,)
    own = set(secret_words(state, catalogue))
    if not state.hears_own:
        own |= set(own_words(state, catalogue, texts) if is_of_screen else own_texts(state))
    longest_first = sorted({piece for text in own for piece in _pieces(text)}, key=len, reverse=True)
    said = (_withheld(phrase, longest_first, texts) for phrase in phrases if phrase.privacy in allowed)
    return tuple(phrase for phrase in said if phrase.text)


def _pieces(text: str) -> Iterator[str]:
    """All of it, and each of its sentences, since they are said one by one; without their stops, which nobody says."""
    whole = _STOPS_AROUND.sub("", text)
    if len(whole) >= LEAST_CHARACTERS:
        yield whole
    sentences = [_STOPS_AROUND.sub("", sentence) for sentence in _SENTENCE_END.split(whole)]
    if len(sentences) > 1:
        yield from (sentence for sentence in sentences if len(sentence) >= LEAST_SENTENCE)


def _withheld(phrase: Phrase, own: Iterable[str], texts: Texts) -> Phrase:
    """Where something stands in its place, the sentence is said whole with its first clause; its others fall away."""
    caption = phrase.caption
    for text in own:
        caption = re.sub(r"\s*".join(map(re.escape, text)), texts("say.this_content"), caption)
    if caption == phrase.caption:
        return phrase
    said = phrases_of(caption, texts, phrase.privacy) if phrase.lit_start == 0 else ()
    return replace(
        phrase, text="".join(part.text for part in said), caption=caption, lit_start=0, lit_length=len(caption)
    )
