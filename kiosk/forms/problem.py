"""A problem with an answer, and the names of answers."""

from dataclasses import dataclass, field

AGAIN = ".again"
"""Suffix of the answer that repeats another (account numbers); never part of a case."""

FROM_CARD = ".from_card"
"""Suffix of the mark beside a prefilled answer: the card said it, nobody typed it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands between an answer and the next page, as a text key that says how to correct it."""

    field_id: str
    """The answer's name: a field's id, or with `AGAIN` its repetition."""
    key: str
    params: dict[str, int | str] = field(default_factory=dict)


def again_id(field_id: str) -> str:
    """The name of the repeated answer."""
    return field_id + AGAIN


def base_id(answer_id: str) -> str:
    """The field's id behind an answer's name."""
    return answer_id.removesuffix(AGAIN)


def from_card_id(field_id: str) -> str:
    """The name of the mark."""
    return field_id + FROM_CARD
