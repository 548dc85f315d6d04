"""What travels between staff and platform. Shapes only."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from kiosk.cases import CaseProgress, CloseResult
from kiosk.wire import Applicant, ByOthers, Consent, DivisionCode, Signature, Understood, Wire

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
TaskId = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
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
    """受理; of one task where several desks must accept."""

    task_id: TaskId | None = None


class Refuse(Wire, frozen=True, tag_field="action", tag="refuse"):
    """不予受理."""

    reason: Text


class Close(Wire, frozen=True, tag_field="action", tag="close"):
    """办结; `text` is what the resident reads."""

    result: CloseResult
    text: Text


class FinishTask(Wire, frozen=True, tag_field="action", tag="finish_task"):
    """A desk has done its part; `note` is for the desks after it."""

    task_id: TaskId
    note: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class TransferTask(Wire, frozen=True, tag_field="action", tag="transfer_task"):
    """转办."""

    task_id: TaskId
    desk_id: Name
    reason: Text


class ReturnTask(Wire, frozen=True, tag_field="action", tag="return_task"):
    """退回 to the front desk."""

    task_id: TaskId
    reason: Text


class BeginSpecial(Wire, frozen=True, tag_field="action", tag="begin_special"):
    """特别程序: the clock stops; the resident reads why."""

    kind: Name
    reason: Text
    until_on: date


class EndSpecial(Wire, frozen=True, tag_field="action", tag="end_special"):
    """The clock goes on."""


class Extend(Wire, frozen=True, tag_field="action", tag="extend"):
    """延期; the resident reads why."""

    working_days: Annotated[int, msgspec.Meta(ge=1, le=365)]
    reason: Text


class Supervise(Wire, frozen=True, tag_field="action", tag="supervise"):
    """督办."""

    text: Text


class Rectify(Wire, frozen=True, tag_field="action", tag="rectify"):
    """What came of a bad rating; the resident reads `text`."""

    text: Text


class Respond(Wire, frozen=True, tag_field="action", tag="respond"):
    """回话: what the resident reads to what they said of their case."""

    text: Text


class Merge(Wire, frozen=True, tag_field="action", tag="merge"):
    """合并: this case ends, the other one of the same person and item goes on; the resident reads `text`."""

    into_case_id: Name
    text: Text


Action = (
    AskCorrection
    | Accept
    | Refuse
    | FinishTask
    | TransferTask
    | ReturnTask
    | BeginSpecial
    | EndSpecial
    | Extend
    | Supervise
    | Rectify
    | Respond
    | Merge
    | Close
)


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


class WordView(Wire, frozen=True):
    """What the resident said of the case, opened for this look."""

    at: datetime
    act: str
    """A `ResidentAct`."""
    text: str
    phone: str


class TaskView(Wire, frozen=True):
    """One desk's part; `due_on`: none without a limit of its own."""

    task_id: str
    name: str
    desk_id: str
    desk: str
    state: str
    accepts: bool
    opened_at: datetime | None
    done_at: datetime | None
    note: str
    due_on: date | None


class ClockView(Wire, frozen=True):
    """One clock, in working days; `stands` while the case is paused."""

    name: str
    limit_working_days: int
    used_working_days: int
    due_on: date
    stands: bool


class InboxLine(Wire, frozen=True):
    """One case at a desk. `due_on`: none while the clock stands; `left_working_days` is negative beyond the limit."""

    case_id: str
    number: str
    item_name: str
    state: str
    received_at: datetime
    due_on: date | None
    left_working_days: int | None


class Inbox(Wire, frozen=True):
    """What lies at a desk, due first, what stands last; `next_cursor` asks for what follows."""

    desk_id: str
    desk: str
    cases: list[InboxLine]
    next_cursor: str | None = None


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
    applicant: Applicant | None
    answers: dict[str, str]
    understood: Understood
    consents: list[Consent]
    signature: Signature | None
    materials: list[MaterialView]
    notes: list[NoteView]
    same_number: list[str]
    """Other cases that hold this number; there should be none."""
    words: list[WordView]
    """What the resident said since; `answers` has the newest telephone."""
    tasks: list[TaskView]
    clocks: list[ClockView]
    merged_into: str | None
    history: list[EventView]
    progress: CaseProgress
    others: ByOthers | None = None


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
