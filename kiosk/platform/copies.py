"""`kiosk platform backup | restore`: a copy of the database while it is written to, and a copy put back.

    backup   running or not ─► SQLite's online backup, one consistent moment ─► checked ─► synced ─► in place at once
    restore  stopped only   ─► the copy checked ─► the present database set aside ─► the copy in its place

A copy opens what terminals have sealed, as the database itself does (`database`): it is made with mode 0600, and
belongs on an encrypted medium. In WAL mode a backup is a reader: it holds up no writer and no writer disturbs it
(sqlite.org/backup.html, sqlite.org/wal.html). What is different with PostgreSQL is `copies_of_postgres`.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiosqlite
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from kiosk.core.clock import Clock, SystemClock
from kiosk.platform.copies_of_postgres import ToolError, dump, fill
from kiosk.platform.database import STEPS
from kiosk.platform.settings import read_database

DONE, REFUSED = 0, 2
_BROKEN = (DBAPIError, aiosqlite.Error)
"""What cannot be opened, and what the driver itself then says."""
_JOURNALS = ("-wal", "-shm", "-journal")


class CopyError(Exception):
    """Nothing was changed; the message says why in one sentence."""


def copy_command(arguments: list[str], clock: Clock | None = None) -> tuple[int, str]:
    """Carry out one of the two; the exit code (0 done, 2 refused) and what to say."""
    options = _parser().parse_args(arguments)
    problems: list[str] = []
    file, url = read_database(options.database, os.environ, problems)
    if problems:
        return REFUSED, "\n".join(problems)
    try:
        if options.act == "backup":
            count = back_up_server(url, options.to) if url else back_up(file, options.to)
            return DONE, f"{options.to} holds {count} cases."
        if url:
            fill(url, options.copy)
            return DONE, "The database is the copy now: start the platform with its address."
        aside = restore(file, options.copy, (clock or SystemClock()).now())
    except ToolError as error:
        return REFUSED, f"It was not done: {error}."
    except (CopyError, OSError) as error:
        return REFUSED, str(error)
    kept = "" if aside is None else f" What was there is {aside}."
    return DONE, f"{file} is the copy now.{kept}"


def back_up(database: Path, to: Path) -> int:
    """Copy the database as it is at one moment, and check the copy; how many cases it holds.

    The copy is under its name when it is whole and on disk, never before. Raises `CopyError`, and OSError.
    """
    if not database.is_file():
        raise CopyError(f"There is no database {database}.")
    if to.exists():
        raise CopyError(f"{to} is there already.")
    new = _made(to)
    try:
        with _opened(database, "ro") as source, _opened(new, "rw") as target:
            source.backup(target)
            target.execute("pragma journal_mode = delete")  # one file, which needs no journal beside it
        count = _checked(new)
        _put(new, to)
    except _BROKEN as error:
        raise CopyError(f"{database} cannot be copied: {error}.") from error
    finally:
        new.unlink(missing_ok=True)
    return count


def back_up_server(address: str, to: Path) -> int:
    """The same of PostgreSQL, whose own program makes the copy; raises `ToolError` too."""
    if to.exists():
        raise CopyError(f"{to} is there already.")
    new = _made(to)
    try:
        count = dump(address, new)
        _put(new, to)
    finally:
        new.unlink(missing_ok=True)
    return count


def restore(database: Path, copy: Path, now: datetime) -> Path | None:
    """Put a copy in the place of a stopped platform's database; where that one is now, None if there was none.

    Raises `CopyError` for a copy that is damaged or of a later program, and while a platform runs; and OSError.
    """
    _checked(copy)
    aside = None
    if database.exists():
        _close(database)
        aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%S}")
    new = _made(database)
    try:
        new.write_bytes(copy.read_bytes())
        if aside is not None:
            os.rename(database, aside)
        _put(new, database)
    finally:
        new.unlink(missing_ok=True)
    return aside


def _checked(copy: Path) -> int:
    if not copy.is_file():
        raise CopyError(f"There is no copy {copy}.")
    try:
        with _opened(copy, "ro") as db:
            sound = db.execute("pragma integrity_check").fetchone()[0]
            version = db.execute("select max(version) from schema_steps").fetchone()[0]
            count = db.execute("select count(*) from cases").fetchone()[0]
    except _BROKEN as error:
        raise CopyError(f"{copy} is no copy of a platform's database: {error}.") from error
    if sound != "ok":
        raise CopyError(f"{copy} is damaged.")
    if version > len(STEPS):
        raise CopyError(f"{copy} is of a later program: update this one.")
    return int(count)


def _close(database: Path) -> None:
    """Bring what is in its journal into it; only whoever is alone with it can leave WAL mode."""
    try:
        with _opened(database, "rw") as db:
            mode = db.execute("pragma journal_mode = delete").fetchone()[0]
    except _BROKEN as error:
        if "locked" not in str(error):
            return  # it is damaged, which is why a copy is put back: it is set aside as it is
        raise CopyError(f"{database} is in use: stop the platform first.") from error
    if mode != "delete":
        raise CopyError(f"{database} is in use: stop the platform first.")


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[Any]:
    """The driver's own connection: an online backup is nothing that SQLAlchemy knows of."""
    how = {"mode": mode, "uri": "true", "timeout": "0"}
    address = URL.create("sqlite", database=f"file:{quote(str(path))}", query=how)
    connection = create_engine(address, poolclass=NullPool).raw_connection()
    try:
        yield connection.driver_connection
    finally:
        connection.close()


def _made(beside: Path) -> Path:
    """An empty file of this user's alone."""
    new = beside.with_name(beside.name + ".new")
    with suppress(FileNotFoundError):
        new.unlink()
    os.close(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    return new


def _put(new: Path, place: Path) -> None:
    """Onto the disk, then under its name, then the name onto the disk; journals of what was there go first."""
    with open(new, "rb") as file:
        os.fsync(file.fileno())
    for ending in _JOURNALS:
        place.with_name(place.name + ending).unlink(missing_ok=True)
    os.replace(new, place)
    directory = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="kiosk platform", description="Copies of the platform's database.")
    acts = made.add_subparsers(dest="act", required=True)
    backup = acts.add_parser("backup", help="copy the database, whether the platform runs or not")
    backup.add_argument("--to", type=Path, required=True, help="the copy, which is not there yet")
    put_back = acts.add_parser("restore", help="put a copy in its place; the platform must be stopped")
    put_back.add_argument("--from", type=Path, required=True, dest="copy", help="the copy")
    for each in (backup, put_back):
        each.add_argument("--database", help="the platform's SQLite file, or postgresql://HOST/NAME")
    return made
