"""What an answer of the network means. Pure; knows no httpx.

A success counts only when it is the platform's own and about this very message: status 200 or 201, content type
`application/json`, and an acknowledgement that echoes message id, case id and digest. Everything else that looks like
success (a captive portal's 200, a proxy's page, a truncated body, a redirect) is `not_the_platform`, and the message
stays. Permanent client errors are kept as dead letters, never dropped, and only when the platform itself says so in
problem details (RFC 9457).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

import msgspec

from kiosk.outbox import KINDS, Pending, parse_retry_after
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.wire import (
    Acknowledgement,
    BlobStored,
    Health,
    Problem,
    Revoked,
    Wire,
    decode,
    is_plausible,
    is_plausible_moment,
)

W = TypeVar("W", bound=Wire)
S = TypeVar("S", bound=msgspec.Struct)
JSON = "application/json"
PROBLEM = "application/problem+json"
STRANGER = "not_the_platform"
NOT_KNOWN = "not-signed"
"""The platform's slug and our cause: it knows no key that holds and signed this."""
UNTYPED = "about:blank"
"""A problem that says no more than its status (RFC 9457 §4.2.1)."""
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
MOST_ETAG_CHARACTERS = 200
"""It is sent back as a header, which holds neither more nor anything but ASCII."""
MOST_LACKING_COUNT = 200
"""Pages that one answer makes due again; what else is lacking is told by the next."""
PERMANENT = frozenset({400, 404, 405, 410, 413, 415, 422})
"""The same bytes would get the same answer again."""
NOT_ALLOWED = frozenset({401, 403})
"""A matter between the machine and the platform, not of this message: a technician must look."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question, before it is signed."""

    method: str
    path: str
    """With its query."""
    content: bytes | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read to its end."""

    status: int
    content_type: str
    body: bytes
    retry_after: str | None = None
    etag: str = ""
    date: datetime | None = None
    """The platform's clock, as its answer tells it; None for a moment that no clock of a platform shows."""
    upload_offset: int | None = None

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], body: bytes) -> "Answer":
        """What came back, from headers that are found in any case."""
        offset, etag = headers.get("Upload-Offset", ""), headers.get("ETag", "")
        return cls(
            status,
            headers.get("Content-Type", ""),
            body,
            headers.get("Retry-After"),
            etag if etag.isascii() and etag.isprintable() and len(etag) <= MOST_ETAG_CHARACTERS else "",
            _moment(headers.get("Date", "")),
            int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 16 else None,
        )

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.content_type.partition(";")[0].strip().lower()


def judge(message: Pending, answer: Answer, now: datetime) -> SendResult:
    """What an answer means for the message it answers.

    A Retry-After that names a date is measured from the answer's own Date: both are of the same clock, and ours may be
    years off. `now`, our wall time, is what is left where the answer has none.
    """
    status = answer.status
    if status in (200, 201):
        return _acknowledged(message, answer)
    if status < 400:
        return TryLater(STRANGER)
    retry_after_s = parse_retry_after(answer.retry_after, answer.date or now)
    problem = _problem(answer)
    if status in NOT_ALLOWED:
        return TryLater("not_allowed", retry_after_s, reached_platform=problem is not None)
    if problem is None:
        return TryLater(f"status_{status}" if status >= 500 or status == 429 else STRANGER, retry_after_s)
    if status == 409:
        lacking = tuple(problem.blobs[:MOST_LACKING_COUNT])
        return TryLater(_told(answer), retry_after_s, lacking, reached_platform=True, only_this=True)
    if status in PERMANENT:
        return Refused(_told(answer))
    return TryLater(f"status_{status}", retry_after_s, reached_platform=True)


def read(answer: Answer, kind: type[W]) -> W | None:
    """A successful answer's content; None if it is not the platform's, or nothing that can be reckoned with."""
    if answer.status not in (200, 201) or answer.media_type != JSON:
        return None
    return _read(answer.body, kind)


def is_platform(answer: Answer) -> bool:
    """Whether this answer to a probe is the platform's own, and whole."""
    return read(answer, Health) is not None


def cause_of(answer: Answer) -> str:
    """A word for an answer that brought nothing."""
    if answer.status in NOT_ALLOWED:
        return NOT_KNOWN if slug_of(answer) == NOT_KNOWN else "not_allowed"
    return f"status_{answer.status}" if _problem(answer) is not None else STRANGER


def slug_of(answer: Answer) -> str:
    """What the platform says is wrong, as the last part of the problem's type; empty if it says nothing."""
    problem = _problem(answer)
    slug = "" if problem is None or problem.type == UNTYPED else problem.type.rpartition(":")[2]
    return slug if _SLUG.fullmatch(slug) else ""


def _told(answer: Answer) -> str:
    """Status and slug: what is kept of it with the message, and travels in every heartbeat (`texts.causes`)."""
    return f"{answer.status} {slug_of(answer)}".strip()


def is_misdated(answer: Answer) -> bool:
    """The platform will not take what was signed at that moment, since a replay of it would do harm."""
    return answer.status == 401 and slug_of(answer) == "not-signed-now"


def revocation(answer: Answer) -> Revoked | None:
    """What may be the platform's word that this machine is revoked; whose word it is, its signature must show."""
    if answer.status != 403 or answer.media_type != PROBLEM:
        return None
    found = _read(answer.body, _Revocation)
    return None if found is None else found.revoked


class _Revocation(msgspec.Struct, frozen=True):
    """The one extension of a problem that is looked for; the rest of it is the problem's own."""

    revoked: Revoked


def _acknowledged(message: Pending, answer: Answer) -> SendResult:
    if KINDS[message.kind].is_blob:
        stored = read(answer, BlobStored)
        return Acknowledged(None) if stored and stored.sha256 == message.digest else TryLater(STRANGER)
    told = read(answer, Acknowledgement)
    if told is None:
        return TryLater(STRANGER)
    if (told.message_id, told.case_id, told.digest) != (message.message_id, message.case_id, message.digest):
        return TryLater("not_our_message")
    return Acknowledged(told)


def _problem(answer: Answer) -> Problem | None:
    if answer.status < 400 or answer.media_type != PROBLEM:
        return None
    return _read(answer.body, Problem)


def _read(body: bytes, kind: type[S]) -> S | None:
    try:
        found = decode(body, kind)
    except msgspec.MsgspecError:
        return None
    return found if is_plausible(found) else None


def _moment(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if is_plausible_moment(at) else None
