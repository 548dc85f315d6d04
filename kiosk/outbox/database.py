"""Opening the one database with the promised durability. Everything here runs on the store's own thread.

    is it sound? ─no─► set aside under another name, never deleted ─┐
          └─yes──────────────────────────────────────────────────────┴─► pragmas, read back ─► schema ─► directory fsync

The order of the pragmas is `synchronous=EXTRA`, `journal_mode=WAL`, `synchronous=EXTRA`: the other order loses a
freshly made database in a power cut, since the unlink of its first journal is not durable.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from kiosk.telemetry import emit

SCHEMA_VERSION = 1
DISK_TROUBLE = (
    apsw.IOError,
    apsw.CantOpenError,
    apsw.ReadOnlyError,
    apsw.CorruptError,
    apsw.NotADBError,
    apsw.BusyError,  # a tool of somebody else's holds the file
)
"""What a disk can do to a running program; anything else that apsw raises is a fault of ours."""
_SCHEMA = Path(__file__).with_name("schema.sql")
_EXTRA = 3
_PRAGMAS = (
    "pragma synchronous = extra",
    "pragma journal_mode = wal",
    "pragma synchronous = extra",
    "pragma foreign_keys = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma secure_delete = on",
    "pragma busy_timeout = 5000",
)


class BrokenStoreError(Exception):
    """The database cannot be opened with the promised durability: no case may be taken."""


def open_database(path: Path) -> apsw.Connection:
    """Open or make the database; raises `BrokenStoreError`. One that is corrupt is set aside first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not _is_sound(path):
            emit("outbox_set_aside", file=_set_aside(path).name)
        return _opened(path)
    except (apsw.Error, OSError) as error:
        raise BrokenStoreError(f"{path}: {error}") from error


@contextmanager
def transaction(db: apsw.Connection) -> Iterator[None]:
    """All or nothing; returning means committed and synced.

    Not apsw's own `with db`: a full disk ends the transaction by itself, and its rollback then hides the cause.
    """
    db.execute("begin immediate").fetchall()
    try:
        yield
        db.execute("commit").fetchall()
    except BaseException:
        if db.in_transaction:
            db.execute("rollback").fetchall()
        raise


def _opened(path: Path) -> apsw.Connection:
    db = apsw.Connection(str(path))
    try:
        for pragma in _PRAGMAS:
            db.execute(pragma).fetchall()
        if db.pragma("journal_mode") != "wal" or db.pragma("synchronous") != _EXTRA:
            raise BrokenStoreError(f"{path}: journal_mode or synchronous was not taken")
        version = db.pragma("user_version")
        if version not in (0, SCHEMA_VERSION):
            raise BrokenStoreError(f"{path}: made by a newer program (schema {version})")
        with transaction(db):
            db.execute(_SCHEMA.read_text(encoding="utf-8")).fetchall()
            db.execute(f"pragma user_version = {SCHEMA_VERSION}").fetchall()
        _sync_directory(path.parent)
    except BaseException:
        db.close()
        raise
    return db


def _is_sound(path: Path) -> bool:
    """False only for a corrupt file: one that is locked, unreadable or on a failing disk stays where it is."""
    db = apsw.Connection(str(path))
    try:
        return str(db.pragma("quick_check")) == "ok"
    except (apsw.CorruptError, apsw.NotADBError):
        return False
    finally:
        db.close()


def _set_aside(path: Path) -> Path:
    """Rename a corrupt database and its journals, so that a person can look at it and the machine goes on."""
    number = next(n for n in range(1, 10_000) if not path.with_name(f"{path.name}.broken-{n}").exists())
    aside = path.with_name(f"{path.name}.broken-{number}")
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    _sync_directory(path.parent)
    return aside


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
