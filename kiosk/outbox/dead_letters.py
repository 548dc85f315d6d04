"""What needs a person, and what a person may do about it. Nothing leaves the queue here unseen.

refused ──retry──► waiting          export: everything pending goes into one sealed file
waiting, refused ──hold──► held     discard: two people, and only what an export holds; with all that needs it
held ──retry──► waiting
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime

import apsw

from kiosk.outbox import audit
from kiosk.outbox.messages import DeadLetter, DeliveryState, Exported, NotDoneError
from kiosk.outbox.queries import SQL

STAFF_ID = re.compile(r"[A-Za-z0-9._-]{2,32}")
"""A person's number at work: the audit names nobody."""


def stuck(db: apsw.Connection) -> tuple[DeadLetter, ...]:
    """All that needs a person, in the order of filing."""
    return tuple(
        DeadLetter(message_id, case_id, kind, cause, datetime.fromisoformat(since), attempt_count, bool(is_held))
        for message_id, case_id, kind, cause, since, attempt_count, is_held in SQL.stuck_rows(db)
    )


def retry(db: apsw.Connection, at: datetime, message_id: str) -> None:
    """Let it wait for the platform again."""
    SQL.mark_retried(db, message_id=message_id)
    _changed_or_why(db, message_id)
    audit.record(db, at, audit.Event.RETRIED, message_id)


def hold(db: apsw.Connection, at: datetime, message_id: str) -> None:
    """Keep it back until somebody retries it."""
    SQL.mark_held(db, message_id=message_id, at=at.isoformat())
    _changed_or_why(db, message_id)
    audit.record(db, at, audit.Event.HELD, message_id)


def note_exported(db: apsw.Connection, at: datetime, exported: Exported) -> None:
    """Remember which messages lie in a file that is durably written."""
    SQL.mark_exported(db, message_ids=json.dumps(exported.message_ids))
    count = len(exported.message_ids)
    audit.record(db, at, audit.Event.EXPORTED, "", sha256=exported.sha256, message_count=count)


def discard(db: apsw.Connection, at: datetime, message_id: str, by: Iterable[str]) -> None:
    """Give up a stuck message and everything that can never leave without it."""
    people = sorted({person.casefold() for person in by if STAFF_ID.fullmatch(person)})
    if len(people) != 2:
        raise NotDoneError("one_person")
    lost = list(SQL.with_dependents(db, message_id=message_id))
    if not lost:
        raise NotDoneError(_why_not(db, message_id))
    if not all(is_exported for _, _, is_exported in lost):
        raise NotDoneError("not_exported")
    for lost_id, _, _ in lost:
        SQL.mark_discarded(db, message_id=lost_id)
        audit.record(db, at, audit.Event.DISCARDED, lost_id, by=people, because_of=message_id)
    for case_id in {case_id for _, case_id, _ in lost}:
        SQL.forget_contents(db, case_id=case_id)


def _changed_or_why(db: apsw.Connection, message_id: str) -> None:
    if not db.changes():
        raise NotDoneError(_why_not(db, message_id))


def _why_not(db: apsw.Connection, message_id: str) -> str:
    """What it is instead of what the act is for: `unknown`, or `is_` and its state."""
    row = SQL.row_of(db, message_id=message_id)
    return "unknown" if row is None else f"is_{DeliveryState(row[3])}"
