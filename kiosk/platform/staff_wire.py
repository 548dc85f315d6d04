"""What travels between staff and platform. Shapes only."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from kiosk.cases import CaseProgress, CloseResult
from kiosk.wire import Applicant, Consent, DivisionCode, Signature, Understood, Wire

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class WantedMaterial(Wire, frozen=True):
    """One missing thing: a material of the item by id or name, or anything else by name."""

    reason: Text
    name: Name | None = None
    material_id: Name | None = None


class AskCorrection(Wire, frozen=True, tag_field="action", tag="ask_correction"):
    """补正: tell everything that is missing, once, before acceptance."""

    materials: Annotated[list[WantedMaterial], msgspec.Meta(min_length=1, max_length=20)]
    due_on: date


class Accept(Wire, frozen=True, tag_field="action", tag="accept"):
    """受理."""


class Refuse(Wire, frozen=True, tag_field="action", tag="refuse"):
    """不予受理."""

    reason: Text


class Close(Wire, frozen=True, tag_field="action", tag="close"):
    """办结; `text` is what the resident reads."""

    result: CloseResult
    text: Text


Action = AskCorrection | Accept | Refuse | Close


class ActionDone(Wire, frozen=True):
    """Where the case stands after the action; `version` is its ETag."""

    case_id: str
    state: str
    version: int


class CaseSummary(Wire, frozen=True):
    """One line of the list."""

    case_id: str
    number: str
    division_code: str
    item_id: str
    state: str
    version: int
    filed_at: datetime
    received_at: datetime


class CasePage(Wire, frozen=True):
    """Cases, latest arrival first; `next_cursor` asks for what follows."""

    cases: list[CaseSummary]
    next_cursor: str | None = None


class BlobLink(Wire, frozen=True):
    """One page; `href` answers its bytes."""

    sha256: str
    size_bytes: int
    href: str


class MaterialView(Wire, frozen=True):
    """One supplied material."""

    material_id: str
    supplied_at: datetime
    pages: list[BlobLink]


class EventView(Wire, frozen=True):
    """One event of the history."""

    seq: int
    kind: str
    at: datetime
    actor: str
    data: dict[str, Any]


class NoteView(Wire, frozen=True):
    """What is wrong about a case that was taken all the same: a `Note` of `kiosk.platform.notes`."""

    note: str
    at: datetime
    terminal_id: str


class CaseView(Wire, frozen=True):
    """All that staff need of one case; `progress` is what the resident sees."""

    case_id: str
    number: str
    division_code: str
    item_id: str
    item_version: str
    item_name: str
    terminal_id: str
    state: str
    version: int
    filed_at: datetime
    received_at: datetime
    identity_level: str
    applicant: Applicant
    answers: dict[str, str]
    understood: Understood
    consents: list[Consent]
    signature: Signature | None
    materials: list[MaterialView]
    notes: list[NoteView]
    same_number: list[str]
    """Other cases that hold this number; there should be none."""
    history: list[EventView]
    progress: CaseProgress


class FeedDraft(Wire, frozen=True):
    """An entry to add, or to put in the place of the one with its `entry_id`. The platform counts the version."""

    entry_id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    kind: Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,40}$")]
    division_code: DivisionCode
    starts_at: Moment
    expires_at: Moment
    title: Name
    text: Text
    icon: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)] = "info"
    version: int = 0
    """Ignored: a whole `FeedEntry` may be sent back."""
