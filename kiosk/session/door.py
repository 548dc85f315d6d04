"""The last door before the sound: what may be said now, and what takes the place of the rest.

    phrase, its privacy class ─┐
    what is somebody's own ────┼─► loudspeaker: public words, 屏幕上这个内容 for the rest
    headphones in ─────────────┘   headphones: all but what is secret

The classes are the catalogues'; what a session holds of a person is looked for in every text all the same, since a
control's name says what its field holds.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kiosk.session.states import SessionState
from kiosk.session.traces import own_texts
from kiosk.speech import Phrase, phrases_of
from kiosk.texts import Privacy, Texts

LEAST_CHARACTERS = 2
"""A single character is everybody's."""


def let_out(phrases: Iterable[Phrase], state: SessionState, texts: Texts) -> tuple[Phrase, ...]:
    """What of them is said in this state."""
    allowed = (Privacy.PUBLIC, Privacy.PERSONAL) if state.in_private else (Privacy.PUBLIC,)
    said = [phrase for phrase in phrases if phrase.privacy in allowed]
    return tuple(said if state.in_private else (_withheld(phrase, state, texts) for phrase in said))


def _withheld(phrase: Phrase, state: SessionState, texts: Texts) -> Phrase:
    caption = phrase.caption
    for own in sorted(own_texts(state), key=len, reverse=True):
        if len(own) >= LEAST_CHARACTERS:
            caption = re.sub(r"\s*".join(map(re.escape, own)), texts("say.this_content"), caption)
    if caption == phrase.caption:
        return phrase
    said = phrases_of(caption, texts, phrase.privacy)
    return replace(
        phrase, text="".join(part.text for part in said), caption=caption, lit_start=0, lit_length=len(caption)
    )
