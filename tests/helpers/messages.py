"""Envelopes and ids for tests of the queue and of the sync; the person in them does not exist."""

from datetime import UTC, datetime

from kiosk.wire import RATING_SCHEMA, Envelope, RatingBody
from tests.helpers.plain import plain

NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
DIVISION = "130102001001"


def id_of(number: int) -> str:
    """A message or case id: 32 hex digits."""
    return f"{number:032x}"


def envelope(case_id: str, kind: str = "case", note: str = "") -> Envelope:
    """One envelope around a small body; `note` changes its digest."""
    body = RatingBody(case_id=case_id, level=5, reasons=[note], rated_at=NOW)
    return plain(case_id, kind, DIVISION, RATING_SCHEMA, body)
