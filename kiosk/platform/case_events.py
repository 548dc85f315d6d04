"""What can happen to a case: the closed union of events, as stored. An event is never changed and never deleted.

Each carries all that its meaning needs (the plan of steps too), so that a later catalogue cannot rewrite the past.
"""

from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from kiosk.cases import CloseResult

STAFF = "staff:"
TERMINAL = "terminal:"


class PlannedStep(msgspec.Struct, frozen=True, kw_only=True):
    """One span as the catalogue named it on the day the case came."""

    name: str
    department: str
    working_days: int


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the catalogue promised on the day the case came."""

    item_id: str
    item_name: str
    department: str
    steps: tuple[PlannedStep, ...]
    committed_working_days: int
    contact_phone: str
    see_level: str
    """The least identity level that may see the case: a key of `IDENTITY_LEVEL_NAMES`."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """One missing material."""

    material_id: str
    name: str
    reason: str


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """One supplied material: the digests of its pages."""

    material_id: str
    blobs: tuple[str, ...]


class Received(msgspec.Struct, frozen=True, kw_only=True, tag="received"):
    """收件: the case arrived. Never 受理."""

    number: str
    filed_at: datetime
    plan: Plan
    materials: tuple[Pages, ...] = ()
    """What came with it."""


class CorrectionAsked(msgspec.Struct, frozen=True, kw_only=True, tag="correction_asked"):
    """补正: everything that is missing, told once. The clock stops."""

    correction_id: str
    due_on: date
    materials: tuple[Wanted, ...]


class Supplied(msgspec.Struct, frozen=True, kw_only=True, tag="supplied"):
    """The resident supplied something that was asked for; the clock goes on when all is there.

    What comes after the correction was over is kept all the same, and changes nothing.
    """

    correction_id: str
    message_id: str
    materials: tuple[Pages, ...]


class Accepted(msgspec.Struct, frozen=True, kw_only=True, tag="accepted"):
    """受理, by the authorised body."""


class NotAccepted(msgspec.Struct, frozen=True, kw_only=True, tag="not_accepted"):
    """不予受理, with its reason."""

    reason: str


class Closed(msgspec.Struct, frozen=True, kw_only=True, tag="closed"):
    """办结, with what the resident will read."""

    result: CloseResult
    text: str


CaseEvent = Received | CorrectionAsked | Supplied | Accepted | NotAccepted | Closed


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event in its case's history. `actor` is `staff:<name>` or `terminal:<id>`."""

    seq: int
    at: datetime
    actor: str
    event: CaseEvent


def kind_of(event: CaseEvent) -> str:
    """The event's stored name."""
    return str(event.__struct_config__.tag)


def to_json(event: CaseEvent) -> str:
    """The event as stored."""
    return msgspec.json.encode(event).decode()


def from_json(text: str) -> CaseEvent:
    """A stored event; raises `msgspec.ValidationError` for one this version does not know."""
    event: CaseEvent = msgspec.json.decode(text, type=CaseEvent)
    return event
