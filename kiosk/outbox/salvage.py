"""What a corrupt queue still gives, taken over into the one in use.

    outbox.db.broken-1 ─read only─► rows from both ends up to the damage ─► bytes that match their digest ─► one commit

Messages, their bytes, what waits for what, and what became of slips. Not the audit, whose chain began with that file
and lies in it still; nor the blocks of numbers, of which nobody knows any more how far they are used (decisions/0015).

The corrupt file itself is not changed: a person can still look for the rest. Each is read once; the audit knows.
"""

import hashlib
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec

from kiosk.outbox import audit
from kiosk.outbox.files import Files
from kiosk.outbox.messages import KINDS, DeliveryState
from kiosk.outbox.queries import SQL
from kiosk.outbox.transactions import transaction

_COLUMNS = (
    "message_id, case_id, kind, number, digest, filed_at, filed_boot, filed_uptime_s, state, attempt_count, "
    "last_cause, stuck_at, acknowledged_at, is_exported"
)
_OVER = (DeliveryState.ACKNOWLEDGED, DeliveryState.DISCARDED)
_UNREADABLE = (apsw.Error, UnicodeDecodeError)


class _Row(NamedTuple):
    message_id: str
    case_id: str
    kind: str
    number: str | None
    digest: str
    filed_at: str
    filed_boot: str
    filed_uptime_s: float
    state: str
    attempt_count: int
    last_cause: str
    stuck_at: str | None
    acknowledged_at: str | None
    is_exported: int

    @property
    def is_over(self) -> bool:
        return self.state in _OVER

    @property
    def is_plausible(self) -> bool:
        """Its moments can be read, and its kind and state are known."""
        moments = [moment for moment in (self.filed_at, self.stuck_at, self.acknowledged_at) if moment is not None]
        return all(_is_moment(each) for each in moments) and self.kind in KINDS


class _Slip(NamedTuple):
    case_id: str
    copy: int
    state: str
    at: str


class _Found(NamedTuple):
    messages: list[tuple[_Row, bytes | None]]
    waits: list[tuple[str, str]]
    slips: list[_Slip]


class _Spelled(msgspec.Struct):
    """What the digest of a message that is no page is over."""

    body: str


def salvage(db: apsw.Connection, broken: Path, files: Files, at: datetime) -> int | None:
    """Take over what can be read, what arrived too; returns how many are pending, or None if it was done before.

    A message that the queue in use knows already is left as it is.
    """
    if SQL.was_salvaged(db, name=broken.name):
        return None
    found = _read(broken, files)
    with transaction(db):
        taken = [row for row, data in found.messages if _put(db, row, data)]
        taken_ids = {row.message_id for row in taken}
        for message_id, before_id in found.waits:
            if message_id in taken_ids:
                SQL.add_wait(db, message_id=message_id, before_id=before_id)
        for case_id in {row.case_id for row in taken if row.is_over}:
            SQL.forget_contents(db, case_id=case_id)
        for slip in found.slips:
            with suppress(apsw.ConstraintError):
                SQL.note_receipt(db, **slip._asdict())
        arrived_count = sum(row.state == DeliveryState.ACKNOWLEDGED and row.kind != "blob" for row in taken)
        pending_count = sum(not row.is_over for row in taken)
        details = {"pending_count": pending_count, "acknowledged_count": arrived_count}
        audit.record(db, at, audit.Event.SALVAGED, broken.name, **details)
    return pending_count


def _read(broken: Path, files: Files) -> _Found:
    with suppress(*_UNREADABLE), closing(_opened(broken, files)) as old:
        rows = _from_both_ends(old, f"select seq, {_COLUMNS} from outbox not indexed", "seq")
        waits = _from_both_ends(old, "select message_id, before_id from waits", "before_id", "message_id")
        slips = [
            _Slip(*row)
            for row in _from_both_ends(old, "select case_id, copy, state, at from receipts", "case_id", "copy")
        ]
        messages = [(row, _content(old, seq, row)) for seq, row in ((seq, _Row(*row)) for seq, *row in rows)]
        return _Found(
            [(row, data) for row, data in messages if row.is_plausible and (row.is_over or data is not None)],
            [(after, before) for after, before in waits],
            [slip for slip in slips if _is_moment(slip.at)],
        )
    return _Found([], [], [])


def _opened(broken: Path, files: Files) -> apsw.Connection:
    old = apsw.Connection(str(broken), flags=apsw.SQLITE_OPEN_READONLY, vfs=files.vfs)
    if files.is_exclusive:
        old.execute("pragma locking_mode = exclusive").fetchall()
    old.execute("pragma writable_schema = on").fetchall()  # else a file that lacks its last page gives not one row
    return old


def _from_both_ends(old: apsw.Connection, select: str, *key: str) -> list[tuple[Any, ...]]:
    """The rows before the first damage, and those behind the last, in the order of their key."""
    head = list(_until_damage(old, f"{select} order by {', '.join(key)}"))
    tail = list(_until_damage(old, f"{select} order by {', '.join(f'{part} desc' for part in key)}"))
    seen = set(head)
    return head + [row for row in reversed(tail) if row not in seen]


def _until_damage(old: apsw.Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    with suppress(*_UNREADABLE):
        yield from old.execute(statement)


def _is_moment(text: str) -> bool:
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(text).tzinfo is not None
    return False


def _content(old: apsw.Connection, seq: int, row: _Row) -> bytes | None:
    """A message's bytes, if they are those that were committed; a page's are kept while its case may need them."""
    with suppress(*_UNREADABLE):
        data = SQL.content_of(old, seq=seq)
        if isinstance(data, bytes) and row.kind in KINDS and _digest(row.kind, data) == row.digest:
            return data
    return None


def _digest(kind: str, data: bytes) -> str:
    if KINDS[kind].is_blob:
        return hashlib.sha256(data).hexdigest()
    try:
        return hashlib.sha256(msgspec.json.decode(data, type=_Spelled).body.encode()).hexdigest()
    except (msgspec.DecodeError, UnicodeError):
        return ""


def _put(db: apsw.Connection, row: _Row, data: bytes | None) -> bool:
    """Add one message; False if it is here already, or breaks a rule of the schema."""
    if SQL.row_of(db, message_id=row.message_id) is not None:
        return False
    try:
        SQL.add_salvaged(db, **row._asdict())
    except apsw.ConstraintError:
        return False
    if data is not None:
        SQL.add_content(db, data=data)
    return True
