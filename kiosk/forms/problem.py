"""A problem with an answer, and the names of answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import Words
    from kiosk.texts import Texts

AGAIN = ".again"
"""Suffix of the answer that repeats another (account numbers); never part of a case."""

FROM_CARD = ".from_card"
"""Suffix of the mark beside a prefilled answer: the card said it, nobody typed it."""

DIVISION = ".division"
"""Suffix of what stands beside an address that was begun by pointing: the area's code, a blank, its name in full."""

DIVISION_ANSWER = "_division"
"""Suffix of the same code in a case; no field's id ends so."""

AGE_YEARS = ".age_years"
TODAY = ".today"
IDENTITY_LEVEL = ".identity_level"
"""Names of what a rule knows besides answers (`kiosk.catalogue.rules.KNOWN`), kept beside them; no field's id has a
dot."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands between an answer and the next page, as a text key that says how to correct it."""

    field_id: str
    """The answer's name: a field's id, or with `AGAIN` its repetition."""
    key: str
    params: dict[str, int | str] = field(default_factory=dict)
    words: Words | None = None
    """The item's own words for it, in place of the key's."""

    def text(self, texts: Texts) -> str:
        """What is wrong and how it is put right, for the screen."""
        return self.words.text(texts.locale) if self.words is not None else texts(self.key, **self.params)


def again_id(field_id: str) -> str:
    """The name of the repeated answer."""
    return field_id + AGAIN


def base_id(answer_id: str) -> str:
    """The field's id behind an answer's name."""
    return answer_id.removesuffix(AGAIN)


def division_id(field_id: str) -> str:
    """The name under which the area of an address stands beside it."""
    return field_id + DIVISION


def from_card_id(field_id: str) -> str:
    """The name of the mark."""
    return field_id + FROM_CARD
