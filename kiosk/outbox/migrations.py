"""Schemas go forward only, each step in one transaction, and never without a copy of what was there.

    outbox.db (1) ─ VACUUM INTO ─► outbox.db.v1-copy, synced ─► schema/2.sql + user_version + audit entry, one commit

A new database goes the same way from nothing, so what is tested is what every machine has. The copy is removed when
everything that was queued then has arrived (`drop_copies`): it holds what residents filed.
"""

from datetime import datetime
from pathlib import Path

import apsw

from kiosk.outbox import audit
from kiosk.outbox.files import Files
from kiosk.outbox.queries import SQL
from kiosk.outbox.transactions import transaction

_SCRIPTS = tuple(
    (Path(__file__).with_name("schema") / f"{version}.sql").read_text(encoding="utf-8") for version in (1, 2, 3)
)
SCHEMA_VERSION = len(_SCRIPTS)
_FIRST_AUDITED = 2


def bring_up_to_date(db: apsw.Connection, path: Path, files: Files, at: datetime) -> None:
    """Carry a database of any older schema to the newest, or make a new one. Raises apsw's errors and `OSError`."""
    version = db.pragma("user_version")
    if version == SCHEMA_VERSION:
        drop_copies(db, path, files)
        return
    if version > 0:
        _copy(db, path, version, files)
    with transaction(db):
        for script in _SCRIPTS[version:]:
            db.execute(script).fetchall()
        db.execute(f"pragma user_version = {SCHEMA_VERSION}").fetchall()
        if version > 0:
            details = {"from_version": version, "to_version": SCHEMA_VERSION}
            if version < _FIRST_AUDITED:
                details["acknowledged_count"] = SQL.acknowledged_count(db)
            audit.record(db, at, audit.Event.MIGRATED, "", **details)


def copy_of(path: Path, version: int) -> Path:
    """Where the copy of a database of that schema lies."""
    return path.with_name(f"{path.name}.v{version}-copy")


def drop_copies(db: apsw.Connection, path: Path, files: Files) -> None:
    """Remove the copies this queue came out of, once nothing is pending any more; another queue's stay."""
    copies = [copy for version in range(1, SCHEMA_VERSION) if files.exists(copy := copy_of(path, version))]
    if copies and SQL.was_migrated(db) and not SQL.is_anything_pending(db):
        for copy in copies:
            files.remove(copy)
        files.sync(path.parent)


def _copy(db: apsw.Connection, path: Path, version: int, files: Files) -> None:
    """Copy the database as it is, durably; only the newest copy is kept."""
    copy = copy_of(path, version)
    draft = copy.with_name(copy.name + ".new")
    if files.exists(draft):
        files.remove(draft)
    files.keep_private(draft)
    db.execute("vacuum into ?", (str(draft),)).fetchall()
    files.put(draft, copy)
    for older in range(1, version):
        if files.exists(outdated := copy_of(path, older)):
            files.remove(outdated)
