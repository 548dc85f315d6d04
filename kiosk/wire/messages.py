"""The wire format: what travels between terminal and platform, as strict msgspec Structs ↔ JSON.

        terminal ──PUT, HEAD, PATCH /v1/blobs/{sha256}─► platform
                 ──POST /v1/envelopes (Idempotency-Key)─►
                 ──POST /v1/progress ───────────────────►
                 ◄─GET /v1/feed (ETag) ──────────────────
                 ──POST /v1/heartbeats, /v1/leases ─────►      (terminals.py)

An envelope's `body` is the exact JSON text that was committed to the terminal's disk; it is never re-encoded, so its
`digest` holds for ever. `alg` says how the body is wrapped (`sealed.py`, decisions/0004 and 0013).
"""

import hashlib
from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec

from kiosk.cases import CaseProgress
from kiosk.core.ids import ID_PATTERN
from kiosk.wire.parties import Applicant, ByOthers, Identity, Wire

T = TypeVar("T")
Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
DivisionCode = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{6,12}$")]

CASE_SCHEMA = "case/1"
CORRECTION_SCHEMA = "correction/1"
RATING_SCHEMA = "rating/1"
WORD_SCHEMA = "word/1"
MAX_WORD_LENGTH = 300
"""Characters; what is longer is told by mouth."""
MAX_BODY_BYTES = 512 * 1024
MAX_BLOB_BYTES = 8 * 1024 * 1024


class Envelope(Wire, frozen=True):
    """One message of the outbox. The message's own id is the Idempotency-Key header, not a field."""

    case_id: Id
    kind: str
    division_code: DivisionCode
    schema: str
    alg: str
    digest: Sha256
    body: Annotated[str, msgspec.Meta(max_length=MAX_BODY_BYTES)]


class Acknowledgement(Wire, frozen=True):
    """The platform has it: nothing else counts as sent. Echoes what the terminal can check against its own row."""

    message_id: Id
    case_id: Id
    digest: Sha256
    received_at: datetime
    number: str | None = None
    """The case's number, for kind `case`."""


class Health(Wire, frozen=True):
    """The platform runs and its database answers."""

    status: str
    api: str
    now: datetime


class BlobStored(Wire, frozen=True):
    """The platform has these bytes."""

    sha256: Sha256


class Understood(Wire, frozen=True):
    """The notice shown before the card was read (个人信息保护法 17); for a statutory item it is no consent."""

    notice_version: str
    at: datetime


class Consent(Wire, frozen=True):
    """A separate, refusable yes or no for something extra."""

    consent_id: str
    given: bool
    at: datetime


class KeyConfirmation(Wire, frozen=True):
    """What stands for a signature of who cannot see: all was read out to its end, then a key was pressed. No sound."""

    text: str
    """Word for word what was read."""
    key: str
    at: datetime


class Signature(Wire, frozen=True):
    """Strokes of a finger: points in tenths of a per cent of the pad (0..1000 in x and in y); or what stands for it."""

    strokes: list[list[tuple[int, int]]]
    witnessed: bool = False
    confirmed: KeyConfirmation | None = None


class SuppliedMaterial(Wire, frozen=True):
    """One thing, supplied: its page pictures as blobs."""

    material_id: str
    blobs: list[Sha256]


class CaseBody(Wire, frozen=True, omit_defaults=True):
    """What a resident files. What is as ever is left out, so that a platform of before takes it (decisions/0048)."""

    case_id: Id
    number: str
    item_id: str
    item_version: str
    terminal_id: str
    filed_at: datetime
    identity: Identity
    applicant: Applicant | None
    """None of somebody who stays unnamed, and of nobody else."""
    answers: dict[str, str]
    understood: Understood
    consents: list[Consent]
    signature: Signature | None
    mode: str
    materials: list[SuppliedMaterial] = msgspec.field(default_factory=list)
    """What was handed in with it; a platform takes the case when all pages are there."""
    others: ByOthers | None = None


class CorrectionBody(Wire, frozen=True):
    """What a resident supplies after a correction was asked for."""

    case_id: Id
    correction_id: str
    supplied_at: datetime
    identity: Identity
    materials: list[SuppliedMaterial]


class RatingBody(Wire, frozen=True):
    """好差评 (GB/T 39735-2020): 5 非常满意 … 1 非常不满意; channel 5 is the hall's self-service terminal."""

    case_id: Id
    level: Annotated[int, msgspec.Meta(ge=1, le=5)]
    reasons: list[str]
    rated_at: datetime
    channel: Annotated[int, msgspec.Meta(ge=1, le=99)] = 5


class Reply(Wire, frozen=True, tag_field="act", tag="reply"):
    """Something to those who have the case."""

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_WORD_LENGTH)]


class Reopen(Wire, frozen=True, tag_field="act", tag="reopen"):
    """还没解决, with a reason or without one."""

    text: Annotated[str, msgspec.Meta(max_length=MAX_WORD_LENGTH)] = ""


class Withdraw(Wire, frozen=True, tag_field="act", tag="withdraw"):
    """不办了."""


class CorrectPhone(Wire, frozen=True, tag_field="act", tag="correct_phone"):
    """Another number to be reached by."""

    phone: Annotated[str, msgspec.Meta(pattern=r"^[0-9][0-9-]{6,13}$")]


Word = Reply | Reopen | Withdraw | CorrectPhone


class WordBody(Wire, frozen=True):
    """What the owner of a case says of it. The platform takes it from no other person."""

    case_id: Id
    said_at: datetime
    identity: Identity
    id_number: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    word: Word


class ProgressQuery(Wire, frozen=True):
    """Whose cases. The platform refuses a level below card read: a typed identity never sees stored data."""

    identity: Identity
    id_number: str
    name: str


class ProgressAnswer(Wire, frozen=True):
    """The person's cases, newest first."""

    cases: list[CaseProgress]


class FeedEntry(Wire, frozen=True):
    """One notice, alert, disclosure or directory entry: versioned, expiring, for an area and below it."""

    entry_id: str
    kind: str
    """notice, alert, disclosure or directory; a terminal ignores a kind it does not know."""
    version: int
    division_code: DivisionCode
    starts_at: datetime
    expires_at: datetime
    title: str
    text: str
    icon: str = "info"


class Feed(Wire, frozen=True):
    """All that is valid now for one terminal's area. `version` grows with every change and is the ETag."""

    version: int
    entries: list[FeedEntry]


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details; `blobs` lists what an envelope still lacks (409)."""

    type: str = "about:blank"
    title: str = ""
    status: int = 0
    detail: str = ""
    blobs: list[str] = msgspec.field(default_factory=list)
    state: str = ""
    """The case's state that does not allow what was wished (409)."""


def encode(message: Wire) -> bytes:
    """JSON as UTF-8, in field order, without spaces."""
    return msgspec.json.encode(message)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Strictly read JSON of one kind; raises `msgspec.ValidationError` or `msgspec.DecodeError`, whatever the bytes."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (RecursionError, UnicodeDecodeError) as error:
        raise msgspec.DecodeError("nested too deep" if isinstance(error, RecursionError) else "not UTF-8") from None


def body_digest(body: str) -> str:
    """SHA-256 of the body's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(body.encode()).hexdigest()


def as_builtins(message: Any) -> Any:
    """Plain dicts, lists and strings of a message, for logs and schemas."""
    return msgspec.to_builtins(message)
