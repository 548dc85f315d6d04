"""What can lie in the outbox, and what is known of it. Kinds and what they wait for are data (decisions/0005)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: whether its content is raw bytes, and how it is spelled."""

    name: str
    is_blob: bool = False
    waits_for_case: bool = False
    """It may not leave before its own case, if that was filed here, has arrived."""


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("case"),
        Kind("blob", is_blob=True),
        Kind("correction", waits_for_case=True),
        Kind("rating", waits_for_case=True),
        Kind("word", waits_for_case=True),
    )
}


class DeliveryState(StrEnum):
    """Where a message is."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    """The platform will never take it as it is; a person must look."""
    HELD = "held"
    """A technician keeps it back."""
    DISCARDED = "discarded"
    """Two people gave it up, after an export that holds it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the store knows of one message; the only source of 已经交上去了."""

    message_id: str
    case_id: str
    kind: str
    state: DeliveryState
    number: str | None = None
    acknowledged_at: datetime | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """One message that may be sent now."""

    message_id: str
    case_id: str
    kind: str
    content: bytes = field(repr=False)
    """The envelope's JSON, or a blob's bytes; exactly as committed."""
    digest: str
    attempt_count: int


@dataclass(frozen=True, slots=True)
class FiledCase:
    """The case is on disk under this number, for ever."""

    case_id: str
    number: str
    filed_at: datetime


class Sealed(Protocol):
    """A message ready to be sent, such as `kiosk.wire.Envelope`: any msgspec Struct that names its body's digest.

    The queue keeps its JSON and never looks inside.
    """

    @property
    def digest(self) -> str: ...


class NewMessage(NamedTuple):
    """A message to be committed."""

    message_id: str
    kind: str
    case_id: str
    content: Sealed | bytes
    depends_on: tuple[str, ...]
    """Ids of messages that must have arrived before."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The message is on disk."""

    message_id: str


@dataclass(frozen=True, slots=True)
class NotSaved:
    """Nothing was committed. `reason` is `disk_full`, `disk_error` or, for a case, `no_numbers`.

    For a technician's act also `not_exported`, `one_person`, `file_exists`, `not_sealed` or `export_failed`; `unknown`,
    `is_waiting`, `is_acknowledged`, `is_held` or `is_discarded` where the message is not what the act is for.
    """

    reason: str


class NotDoneError(Exception):
    """A technician's act was not carried out; the message is the reason, as in `NotSaved`."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The store cannot be read now; nothing is known, which is neither empty nor full."""

    reason: str


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The queue at a glance: what has not arrived, and what never will by itself."""

    waiting_count: int
    refused_count: int
    oldest_filed_at: datetime | None
    """Of those that wait."""


@dataclass(frozen=True, slots=True)
class QueueReport:
    """The queue counted from the store at one moment; what a heartbeat tells (`kiosk.wire.QueueReport`)."""

    waiting_count: int
    refused_count: int
    held_count: int
    oldest_waiting_s: float | None
    """Of the first in the queue; never negative, whatever the wall clock did."""
    acknowledged_count: int
    """Messages (pages not counted) that the platform acknowledged to this terminal, under whichever enrolment, while
    they lay in this queue, which is of no other terminal: not those of the first schema, which had no identity, nor
    those taken over from a corrupt file."""
    last_acknowledged_at: datetime | None
    set_aside_count: int = 0
    """Queues that were corrupt or gone at a start; each may hold what never arrived."""


OVERDUE_AFTER_S = 24 * 3600.0
"""What a platform or a network mends by itself seldom takes a day, and a day is how often somebody looks."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message that needs a person, or was tried in vain and waits to be tried again."""

    message_id: str
    case_id: str
    kind: str
    cause: str
    """As the platform or the loop told it; `texts.causes` has the sentence for it."""
    since: datetime
    attempt_count: int
    is_held: bool
    waiting_s: float | None = None
    """Set while it waits, since when it was filed: it goes on being tried for ever."""

    @property
    def is_overdue(self) -> bool:
        """It waits, and needs a person all the same."""
        return self.waiting_s is not None and self.waiting_s >= OVERDUE_AFTER_S


@dataclass(frozen=True, slots=True)
class Exported:
    """Everything pending lies in a file, sealed as it was."""

    message_ids: tuple[str, ...]
    sha256: str
    """Of the file."""


class ReceiptState(StrEnum):
    """What is known of one slip. Forward only: composed, sent, then one of the rest for ever."""

    COMPOSED = "composed"
    SENT = "sent"
    CONFIRMED = "confirmed"
    NOT_STARTED = "not_started"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReceiptNote:
    """One slip of a case; a reprint is another copy."""

    case_id: str
    copy_number: int
    """From 1."""
    state: ReceiptState
    at: datetime
