"""What self-tests came to, as the audit keeps it: by whom, when, and how far the glass was off. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

Note = tuple[str, str]
"""When, in ISO 8601, and the entry's details as JSON: `on` is the trial."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one trial came to."""

    is_good: bool
    at: datetime
    by: tuple[str, ...]
    """Staff, as the audit names them."""
    shift_mm: float | None = None


class _Details(msgspec.Struct):
    by: tuple[str, ...]
    on: str
    result: str
    shift_mm: float | None = None


def verdicts_of(notes: Iterable[Note]) -> dict[str, Verdict]:
    """The last of every trial."""
    return dict(map(_read, notes))


def _read(note: Note) -> tuple[str, Verdict]:
    at, text = note
    told = msgspec.json.decode(text, type=_Details)
    return told.on, Verdict(told.result == "good", datetime.fromisoformat(at), told.by, told.shift_mm)
