"""What can happen to a case: the closed union of events, as stored. An event is never changed and never deleted.

Each carries all that its meaning needs (the plan of steps too), so that a later catalogue cannot rewrite the past.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import msgspec

from kiosk.cases import CloseResult, Doers
from kiosk.platform.route import Desk, Route

STAFF = "staff:"
TERMINAL = "terminal:"
CLOCK = "clock:"
"""Said by no person: a day has come."""


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
    route: Route | None = None
    """Who works on it; none for what came before there were routes, whose spans say it."""


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
    doers: Doers | None = None


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
    """受理, by the authorised body; where several must accept, each its own part."""

    task_id: str | None = None
    """None for the whole case."""


class AcceptedBySilence(msgspec.Struct, frozen=True, kw_only=True, tag="accepted_by_silence"):
    """受理 from the day of 收件, because the department asked for nothing in time (行政许可法 32)."""


class NotAccepted(msgspec.Struct, frozen=True, kw_only=True, tag="not_accepted"):
    """不予受理, with its reason."""

    reason: str


class Closed(msgspec.Struct, frozen=True, kw_only=True, tag="closed"):
    """办结, with what the resident will read."""

    result: CloseResult
    text: str


class TaskDone(msgspec.Struct, frozen=True, kw_only=True, tag="task_done"):
    """A department has done its part; `note` is for those who come after it."""

    task_id: str
    note: str = ""


class TaskTransferred(msgspec.Struct, frozen=True, kw_only=True, tag="task_transferred"):
    """转办: another desk does it; the clock goes on."""

    task_id: str
    desk: Desk
    reason: str


class TaskReturned(msgspec.Struct, frozen=True, kw_only=True, tag="task_returned"):
    """退回 to the front desk, within its limit and with a reason; the clock goes on."""

    task_id: str
    reason: str


class SpecialBegun(msgspec.Struct, frozen=True, kw_only=True, tag="special_begun"):
    """特别程序 (publicity, hearing …): the clock stops, for this reason, until about that day."""

    kind: str
    name: str
    reason: str
    until_on: date


class SpecialEnded(msgspec.Struct, frozen=True, kw_only=True, tag="special_ended"):
    """The special procedure is over; the clock goes on."""


class Extended(msgspec.Struct, frozen=True, kw_only=True, tag="extended"):
    """延期, once, told to the resident with its reason."""

    working_days: int
    reason: str


class Supervised(msgspec.Struct, frozen=True, kw_only=True, tag="supervised"):
    """督办: what a supervisor wants done."""

    text: str


class Merged(msgspec.Struct, frozen=True, kw_only=True, tag="merged"):
    """合并: the same matter goes on under another number; this one ends and says so to the resident."""

    into_case_id: str
    into_number: str
    text: str


class Absorbed(msgspec.Struct, frozen=True, kw_only=True, tag="absorbed"):
    """The other side of `Merged`."""

    case_id: str
    number: str


class RectificationBegun(msgspec.Struct, frozen=True, kw_only=True, tag="rectification_begun"):
    """差评核实整改: a resident rated this badly; what was said is with the rating, not here. Changes no state."""

    level: int
    message_id: str
    """The rating."""


class Rectified(msgspec.Struct, frozen=True, kw_only=True, tag="rectified"):
    """What came of it, in the words the resident reads."""

    text: str


class Replied(msgspec.Struct, frozen=True, kw_only=True, tag="replied"):
    """The resident said something; what, stays sealed in its message. The desk that has the case has to respond."""

    message_id: str


class Responded(msgspec.Struct, frozen=True, kw_only=True, tag="responded"):
    """Staff's words to a reply, as the resident reads them."""

    text: str


class Reopened(msgspec.Struct, frozen=True, kw_only=True, tag="reopened"):
    """还没解决: the case goes on where it was answered, under new clocks."""

    message_id: str


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawn"):
    """The resident ended it before 受理; `text` is what they read of it."""

    message_id: str
    text: str


class WithdrawalTooLate(msgspec.Struct, frozen=True, kw_only=True, tag="withdrawal_too_late"):
    """The resident wished to end it, and it was accepted, or ended, by then. Changes no state."""

    message_id: str


class PhoneCorrected(msgspec.Struct, frozen=True, kw_only=True, tag="phone_corrected"):
    """Another number to reach the resident by, sealed in its message. Changes no state."""

    message_id: str


class AlarmKind(StrEnum):
    """What a clock says."""

    WARNING = "warning"
    """Soon over: to the desks that have it."""
    ESCALATION = "escalation"
    """Over: to the next higher desk, level by level."""


class Alarmed(msgspec.Struct, frozen=True, kw_only=True, tag="alarmed"):
    """预警 or 超期: said once for each clock and level. Changes no state."""

    kind: AlarmKind
    clock: str
    level: int
    """0 for a warning, else 1, 2, 3 …"""
    desk: Desk | None
    """Whom it is for; none: who has it."""


CaseEvent = (
    Received
    | CorrectionAsked
    | Supplied
    | Accepted
    | AcceptedBySilence
    | NotAccepted
    | TaskDone
    | TaskTransferred
    | TaskReturned
    | SpecialBegun
    | SpecialEnded
    | Extended
    | Supervised
    | Merged
    | Absorbed
    | Alarmed
    | RectificationBegun
    | Rectified
    | Replied
    | Responded
    | Reopened
    | Withdrawn
    | WithdrawalTooLate
    | PhoneCorrected
    | Closed
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event in its case's history. `actor` is `staff:<name>`, `terminal:<id>` or `clock:`."""

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
