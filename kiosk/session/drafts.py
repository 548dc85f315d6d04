"""What a resident has filled in: the draft of this session, and the drafts that wait for whom time called away."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.core.ids import CaseId


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What stands for a signature of who cannot see: they heard this text to its end and pressed the key."""

    text: str
    at: datetime


VOICE_NOTE = "voice_note"
"""What the recording of a case is called among its materials."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A picture taken of one material; in memory until it is committed."""

    material_id: str
    jpeg: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the resident has filled in and decided; dropped with the session."""

    case_id: CaseId
    item_id: str
    item_version: str
    """Of the catalogue's entry that the questions are from; the case is filed as an answer to that one."""
    understood_at: datetime
    answers: dict[str, str] = field(default_factory=dict)
    consents: dict[str, bool] = field(default_factory=dict)
    pages: tuple[ScannedPage, ...] = ()
    """Of the materials that are handed in with it, in the order in which they were taken."""
    voice_note: bytes = field(default=b"", repr=False)
    """What was said instead of written, as a WAV file."""
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    heard_text: str = ""
    """All that is handed in, as it was read out to its end; empty if it was cut, or something changed since."""
    confirmation: Confirmation | None = None
    own_wish_at: datetime | None = None
    """When the person, asked alone, said that this serious matter is their own will."""

    @property
    def is_signed(self) -> bool:
        return bool(self.strokes) or self.confirmation is not None

    def unsigned(self) -> "Draft":
        """Something else is to be signed now, and to be wished."""
        return replace(self, strokes=(), heard_text="", confirmation=None, own_wish_at=None)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that waits for its person: nothing of it can be read here, nor whose it is (kiosk.session.kept)."""

    name: bytes = field(repr=False)
    """A keyed hash of the card's number."""
    sealed: bytes = field(repr=False)
    until_s: float
    """Monotonic."""


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A kept draft, opened by its person's card."""

    name: bytes = field(repr=False)
    draft: Draft = field(repr=False)
