"""Opening the one database with the promised durability. Everything here runs on the store's own thread.

    is it sound? ─no─► set aside under another name, never deleted ─┐
          └─yes──────────────────────────────────────────────────────┴─► pragmas, read back ─► schema ─┐
                       mark: a queue is here ◄─ directory fsync ◄─ what can be read of those set aside ◄─┘
    is it this terminal's? ─no─► set aside as well, and a new one is made the same way

The order of the pragmas is `synchronous=EXTRA`, `journal_mode=WAL`, `synchronous=EXTRA`: so the unlink of the first
journal is durable, and a freshly made database cannot come back empty. It is one of three belts: SQLite's Unix layer
syncs the directory with each new log, and so do we once it is open (see the campaign `power-loss`).
"""

from datetime import datetime
from pathlib import Path

import apsw

from kiosk.outbox.files import Files
from kiosk.outbox.migrations import SCHEMA_VERSION, bring_up_to_date
from kiosk.outbox.queries import SQL
from kiosk.outbox.salvage import salvage
from kiosk.outbox.set_aside import BROKEN, OF_ANOTHER, OVER, broken_ones, leave_mark, note_missing, set_aside
from kiosk.telemetry import emit

DISK_TROUBLE = (
    apsw.IOError,
    apsw.CantOpenError,
    apsw.ReadOnlyError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.BusyError,  # a tool of somebody else's holds the file
)
"""What a disk can do to a running program; anything else that apsw raises is a fault of ours."""
CORRUPT = (apsw.CorruptError, apsw.NotADBError)
"""Of these: what the file itself says no to."""
DISK_FULL = apsw.FullError
BUSY_TIMEOUT_MS = 5000
"""How long a commit waits for a tool's short one (`kiosk queue`)."""
PRAGMAS = (
    "pragma synchronous = extra",
    "pragma journal_mode = wal",
    "pragma synchronous = extra",
    "pragma foreign_keys = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma secure_delete = on",
    f"pragma busy_timeout = {BUSY_TIMEOUT_MS}",
    "pragma wal_autocheckpoint = 0",  # a resident's commit pays one sync and no checkpoint: Store.tidy has it later
)
_EXTRA = 3


class BrokenStoreError(Exception):
    """The database cannot be opened with the promised durability: no case may be taken.

    `reason`: `no_queue`, `other_schema`, `corrupt`, or `unreadable` for all else.
    """

    def __init__(self, told: str, reason: str = "unreadable") -> None:
        super().__init__(told)
        self.reason = reason


def broken(path: Path, error: Exception) -> BrokenStoreError:
    """What an error of SQLite's or the disk's comes to where a queue is opened."""
    return BrokenStoreError(f"{path}: {error}", "corrupt" if isinstance(error, CORRUPT) else "unreadable")


def open_database(path: Path, at: datetime, files: Files, prefix: str | None = None) -> apsw.Connection:
    """Open or make the database, brought up to date; raises `BrokenStoreError`.

    A corrupt one is set aside first, and so is one whose case numbers are of another prefix than this terminal's.
    """
    try:
        files.make_directory(path.parent)
        db = _up_to_date(path, at, files)
        former = _of_another(db, prefix)
        if former is not None:
            db.close()
            emit("outbox_of_another", file=set_aside(path, files, former).name)
            db = _up_to_date(path, at, files)
        return db
    except (apsw.Error, OSError) as error:
        raise broken(path, error) from error


def _up_to_date(path: Path, at: datetime, files: Files) -> apsw.Connection:
    if (missing := note_missing(path, files)) is not None:
        emit("outbox_missing", file=missing.name)
    elif files.exists(path) and not _is_sound(path, files):
        emit("outbox_set_aside", file=set_aside(path, files, BROKEN).name)
    files.keep_private(path)  # SQLite gives its journals the same mode
    db = _connected(path, files)
    try:
        _refuse_newer(db, path)
        bring_up_to_date(db, path, files, at)
        for broken in broken_ones(path, files):
            if (count := salvage(db, broken, files, at)) is not None:
                emit("outbox_salvaged", file=broken.name, count=count)
        files.sync(path.parent)
        leave_mark(path, files)
    except BaseException:
        db.close()
        raise
    return db


def _of_another(db: apsw.Connection, prefix: str | None) -> str | None:
    """How a queue is set aside that is of another prefix; None if it is this terminal's, or nobody's yet."""
    try:
        former = SQL.prefix_in_use(db)
        if prefix is None or former is None or former == prefix:
            return None
        return f"{OF_ANOTHER if SQL.is_anything_pending(db) else OVER}-{former}"
    except BaseException:
        db.close()
        raise


def open_beside(path: Path) -> apsw.Connection:
    """Open the database of a terminal that may be running: nothing is made, moved or migrated.

    Raises `BrokenStoreError` if it is not there or not of this program's schema.
    """
    if not path.exists():
        raise BrokenStoreError(f"{path}: there is no queue", "no_queue")
    try:
        db = _connected(path, Files())
        if (version := db.pragma("user_version")) != SCHEMA_VERSION:
            db.close()
            told = f"{path}: has schema {version}, not {SCHEMA_VERSION}; start its terminal first"
            raise BrokenStoreError(told, "other_schema")
        return db
    except apsw.Error as error:
        raise broken(path, error) from error


def _connected(path: Path, files: Files) -> apsw.Connection:
    db = _connection(path, files)
    try:
        for pragma in PRAGMAS:
            db.execute(pragma).fetchall()
        if db.pragma("journal_mode") != "wal" or db.pragma("synchronous") != _EXTRA:
            raise BrokenStoreError(f"{path}: journal_mode or synchronous was not taken")
    except BaseException:
        db.close()
        raise
    return db


def _connection(path: Path, files: Files) -> apsw.Connection:
    db = apsw.Connection(str(path), vfs=files.vfs)
    if files.is_exclusive:
        db.execute("pragma locking_mode = exclusive").fetchall()
    return db


def _refuse_newer(db: apsw.Connection, path: Path) -> None:
    version = db.pragma("user_version")
    if version > SCHEMA_VERSION:
        raise BrokenStoreError(f"{path}: made by a newer program (schema {version})")


def _is_sound(path: Path, files: Files) -> bool:
    """False only for a corrupt file: one that is locked, unreadable or on a failing disk stays where it is.

    To the check a read that fails looks like corruption: it is believed only of bytes that can be read, and twice.
    """
    if _passes_check(path, files):
        return True
    for part in (path, path.with_name(path.name + "-wal")):
        files.read_through(part)
    return _passes_check(path, files)


def _passes_check(path: Path, files: Files) -> bool:
    db = _connection(path, files)
    try:
        return str(db.pragma("quick_check")) == "ok"
    except CORRUPT:
        return False
    finally:
        db.close()
