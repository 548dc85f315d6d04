"""The reception platform as a synchronous model: the rules of kiosk.platform.intake on bytes, with ids unique for ever.

Kept apart from the real one on purpose, so that one can be held against the other
(tests/simulator/test_platform_model.py): what both answer must be the same.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from kiosk.core.numbers import is_case_number
from kiosk.outbox.leases import Block
from kiosk.sync.judge import JSON, PROBLEM, Answer
from kiosk.wire import (
    ALG_NONE,
    CASE_SCHEMA,
    CORRECTION_SCHEMA,
    MAX_BODY_BYTES,
    RATING_SCHEMA,
    Acknowledgement,
    BlobStored,
    CaseBody,
    CorrectionBody,
    Envelope,
    Problem,
    RatingBody,
    body_digest,
    decode,
    encode,
)

ITEMS = frozenset({"old-age-allowance"})
"""What the model's catalogue lets somebody apply for whose card was read."""
CARD_READ = frozenset({"card_read", "face_match"})
_FIRST_VERSION = re.compile(r"[A-Z0-9]{2,8}-[0-9]{4}-[0-9]{4,}|[A-Z0-9]{2,8}-[0-9]{6}-[0-9]{4}")
"""A number of the first version, which was never sealed."""
BUSY_RETRY_S = 1
CASE_RETRY_S = 30
_BODIES: dict[str, tuple[str, type[CaseBody] | type[CorrectionBody] | type[RatingBody]]] = {
    "case": (CASE_SCHEMA, CaseBody),
    "correction": (CORRECTION_SCHEMA, CorrectionBody),
    "rating": (RATING_SCHEMA, RatingBody),
}


@dataclass(frozen=True, slots=True)
class Arriving:
    """What arrives of a terminal's request."""

    method: str
    path: str
    content_type: str
    key: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that took effect; `sha256` for a page, whose id nobody sends."""

    message_id: str
    case_id: str
    digest: str


@dataclass(slots=True)
class _Kept:
    fingerprint: tuple[str, ...]
    acknowledgement: Acknowledgement


@dataclass(slots=True)
class Books:
    """What is on the platform's disk."""

    messages: dict[str, _Kept] = field(default_factory=dict)
    blobs: set[str] = field(default_factory=set)
    asked: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """The one correction of a case: its id and what it asks for."""
    effects: list[Effect] = field(default_factory=list)

    def copy(self) -> "Books":
        return Books(dict(self.messages), set(self.blobs), dict(self.asked), list(self.effects))


@dataclass(frozen=True, slots=True)
class Planted:
    """What is wrong with this platform, on purpose."""

    dedupes: bool = True
    commits_first: bool = True
    """Whether an answer leaves only once its effect is on disk."""


class PlatformModel:
    """Answers requests of the one terminal it knows, of that division and with that block of numbers."""

    def __init__(
        self, division_code: str, lease: Block, now: Callable[[], datetime], planted: Planted | None = None
    ) -> None:
        self.books = Books()
        self.in_flight: set[str] = set()
        """Keys of envelopes that are being taken at this moment."""
        self._division_code = division_code
        self._lease = lease
        self._now = now
        self._planted = planted or Planted()
        self._on_disk = Books()

    def answer(self, request: Arriving) -> Answer:
        """Everything at once: the effect, its commit, the answer."""
        if request.path == "/v1/health":
            return Answer(200, JSON, b'{"status":"ok","api":"v1","now":"2026-04-21T01:41:00Z"}')
        if request.path.startswith("/v1/blobs/"):
            return self._put_blob(request.path.removeprefix("/v1/blobs/"), request.content)
        if request.content_type != JSON:
            return _problem(415, "unsupported-media-type")
        try:
            envelope = decode(request.content, Envelope)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return _problem(400, "invalid-request")
        return self._take(request.key, envelope)

    def ask_correction(self, case_id: str, correction_id: str, material_ids: frozenset[str]) -> None:
        """Staff find something missing; once a case."""
        self.books.asked.setdefault(case_id, (correction_id, material_ids))

    def has(self, kind: str, message_id: str, digest: str) -> bool:
        """Whether a power cut would leave this in effect."""
        books = self.books if self._planted.commits_first else self._on_disk
        if kind == "blob":
            return digest in books.blobs
        kept = books.messages.get(message_id)
        return kept is not None and kept.acknowledgement.digest == digest

    def lose_blob(self, digest: str) -> None:
        """A page is gone, as after a restored copy; only of a correction that has not arrived."""
        self.books.blobs.discard(digest)

    def sync(self) -> None:
        """What a platform that answers before it commits does now and then."""
        if not self._planted.commits_first:
            self._on_disk = self.books.copy()

    def restart(self) -> None:
        """Power goes and comes back."""
        self.in_flight.clear()
        if not self._planted.commits_first:
            self.books = self._on_disk.copy()

    # ── taking ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _put_blob(self, digest: str, content: bytes) -> Answer:
        if hashlib.sha256(content).hexdigest() != digest:
            return _problem(422, "digest-mismatch")
        is_new = digest not in self.books.blobs
        if is_new:
            self.books.blobs.add(digest)
            self.books.effects.append(Effect("", "", digest))
        return Answer(201 if is_new else 200, JSON, encode(BlobStored(sha256=digest)))

    def _take(self, key: str, envelope: Envelope) -> Answer:
        body = self._open(key, envelope)
        if isinstance(body, Answer):
            return body
        if key in self.in_flight:
            return _problem(409, "in-progress", retry_after_s=BUSY_RETRY_S)
        kept = self.books.messages.get(key)
        fingerprint = _fingerprint(envelope)
        if kept is not None and self._planted.dedupes:
            if kept.fingerprint != fingerprint:
                return _problem(422, "key-reused")
            return Answer(200, JSON, encode(kept.acknowledgement))
        refused = self._refusal(body)
        if refused is not None:
            return refused
        number = body.number if isinstance(body, CaseBody) else None
        told = Acknowledgement(
            message_id=key, case_id=body.case_id, digest=envelope.digest, received_at=self._now(), number=number
        )
        self.books.messages[key] = _Kept(fingerprint, told)
        self.books.effects.append(Effect(key, body.case_id, envelope.digest))
        return Answer(201, JSON, encode(told))

    def _open(self, key: str, envelope: Envelope) -> CaseBody | CorrectionBody | RatingBody | Answer:
        if len(envelope.body.encode()) > MAX_BODY_BYTES or body_digest(envelope.body) != envelope.digest:
            return _problem(422, "digest-mismatch")
        schema, kind = _BODIES.get(envelope.kind, ("", None))
        if kind is None or envelope.schema != schema:
            return _problem(422, "unknown-schema")
        if envelope.division_code != self._division_code:
            return _problem(422, "wrong-area")
        if envelope.alg != ALG_NONE:
            return _problem(422, "unknown-alg")
        try:
            body = decode(envelope.body, kind)
        except (msgspec.MsgspecError, UnicodeError):
            return _problem(422, "invalid-body")
        if body.case_id != envelope.case_id:
            return _problem(422, "invalid-body")
        if isinstance(body, CaseBody) and key != body.case_id:
            return _problem(422, "key-is-not-the-case")
        return body

    def _refusal(self, body: CaseBody | CorrectionBody | RatingBody) -> Answer | None:
        if isinstance(body, CaseBody):
            if body.item_id not in ITEMS:
                return _problem(422, "unknown-item")
            if body.identity.level not in CARD_READ:
                return _problem(422, "identity-too-low")
            return self._refusal_of_materials(body) or self._refusal_of_number(body.number)
        if body.case_id not in self.books.messages:
            return _problem(409, "case-not-here", retry_after_s=CASE_RETRY_S)
        return self._refusal_of_pages(body) if isinstance(body, CorrectionBody) else None

    def _refusal_of_number(self, number: str) -> Answer | None:
        if _FIRST_VERSION.fullmatch(number):
            return None
        if not is_case_number(number):
            return _problem(422, "invalid-number")
        own = number.partition("-")[0] == self._lease.prefix  # of no known block it is taken, and noted for staff
        return None if own else _problem(422, "number-not-leased")

    def _refusal_of_pages(self, body: CorrectionBody) -> Answer | None:
        if body.identity.level not in CARD_READ:
            return _problem(422, "identity-too-low")
        if not body.materials or not _have_pages(body):
            return _problem(422, "invalid-body")
        correction_id, asked = self.books.asked.get(body.case_id, ("", frozenset()))
        if body.correction_id != correction_id or not {each.material_id for each in body.materials} <= asked:
            return _problem(422, "unknown-correction")
        return self._refusal_of_materials(body)

    def _refusal_of_materials(self, body: CaseBody | CorrectionBody) -> Answer | None:
        if not _have_pages(body):
            return _problem(422, "invalid-body")
        missing = sorted({digest for each in body.materials for digest in each.blobs} - self.books.blobs)
        return _problem(409, "missing-blobs", blobs=missing) if missing else None


def _have_pages(body: CaseBody | CorrectionBody) -> bool:
    return all(material.blobs for material in body.materials)


def _fingerprint(envelope: Envelope) -> tuple[str, ...]:
    return (
        envelope.digest,
        envelope.kind,
        envelope.case_id,
        envelope.division_code,
        envelope.schema,
        envelope.alg,
    )


def _problem(status: int, slug: str, *, blobs: list[str] | None = None, retry_after_s: int | None = None) -> Answer:
    told = Problem(type=f"urn:bianmin:problem:{slug}", title=slug, status=status, blobs=blobs or [])
    retry_after = None if retry_after_s is None else str(retry_after_s)
    return Answer(status, PROBLEM, msgspec.json.encode(told), retry_after)
