"""What low reach shows of a page of the form while one answer is typed (56): which one, and all of them in a strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.texts import Texts

if TYPE_CHECKING:  # it makes its own page of what is made here
    from ui.viewmodels.form_rows import FormRow

SHOWN_CHARACTERS = 11
"""A mobile number is shown in the strip; what is longer is only said to be there."""


@dataclass(frozen=True, slots=True)
class StripRow:
    """One answer of the page."""

    answer_id: str
    label: str
    value: str
    filled: bool
    focused: bool


def strip(rows: tuple[FormRow, ...], texts: Texts) -> tuple[StripRow, ...]:
    """The typed answers of a page beside each other."""
    return tuple(_strip_row(row, texts) for row in _typed(rows))


def field_position(rows: tuple[FormRow, ...], texts: Texts) -> str:
    """Which of the page's typed answers has the caret; empty while none has it."""
    typed = _typed(rows)
    here = next((n for n, row in enumerate(typed, start=1) if row.focused), 0)
    return texts("form.low.position", index=here, total=len(typed)) if here else ""


def neighbour(rows: tuple[FormRow, ...], step: int) -> str:
    """The typed answer before (-1) or behind (1) the one with the caret; empty where there is none."""
    typed = _typed(rows)
    here = next((n for n, row in enumerate(typed) if row.focused), None)
    there = -1 if here is None else here + step
    return typed[there].answer_id if 0 <= there < len(typed) else ""


def _typed(rows: tuple[FormRow, ...]) -> tuple[FormRow, ...]:
    return tuple(row for row in rows if row.kind == "text")


def _strip_row(row: FormRow, texts: Texts) -> StripRow:
    short = row.value if len(row.value) <= SHOWN_CHARACTERS else texts("form.low.filled")
    value = texts("form.low.typing") if row.focused else short
    value = value or (texts("form.low.optional") if row.optional else "")
    return StripRow(row.answer_id, row.label, value, row.filled, row.focused)
