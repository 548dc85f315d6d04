"""What differs between the two databases that the platform runs on: how each is opened, promised, locked and made.

    SqliteFile       one file, one process           a write is BEGIN IMMEDIATE
    PostgresServer   one address, many processes     a write holds one lock of the database, whoever asks for it

Both write one transaction at a time, so that whatever the program works out from what is there (the next number, the
next version) is worked out alone (kiosk/decisions/0043).
"""

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from logging import getLogger
from pathlib import Path
from typing import Any, Protocol

import aiosqlite
from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

PRAGMAS = (
    "pragma synchronous = extra",
    "pragma journal_mode = wal",
    "pragma synchronous = extra",
    "pragma foreign_keys = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma busy_timeout = 5000",
)
PROMISED = (("journal_mode", "wal"), ("synchronous", 3), ("foreign_keys", 1))
POSTGRES_PROMISED = (("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"))
LEAST_POSTGRES = 150_000
"""`server_version_num` of the first version that is promised to work."""
READERS_COUNT = 4
WRITES = "writes"
"""Execution option of the connections that write."""
_LOCK = int.from_bytes(hashlib.sha256(b"bianmin platform writes").digest()[:7], "big")
_SESSION = {
    "application_name": "bianmin-platform",
    "timezone": "UTC",
    "synchronous_commit": "on",
    "lock_timeout": "20s",
    "idle_in_transaction_session_timeout": "30s",  # of a replica that went away in the middle: nobody waits for it
    "tcp_keepalives_idle": "30",
}
_TYPES = (
    (re.compile(r"\bDATETIME\b"), "TIMESTAMP WITH TIME ZONE"),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bINTEGER\b"), "BIGINT"),
    (re.compile(r"\bVARCHAR\(\d+\)"), "TEXT"),  # SQLite keeps no lengths, so the program may not rest on them
)
_log = getLogger(__name__)


class BrokenDatabaseError(Exception):
    """The database cannot be opened as promised; the message says why in one sentence."""


class Store(Protocol):
    """One of the two."""

    name: str
    """What an operator calls it; never with a password."""
    write_options: Mapping[str, Any]
    away: tuple[type[Exception], ...]
    """What a connection that cannot be made raises."""

    def prepare(self) -> None:
        """Before it is opened; raises OSError."""

    def engine(self) -> AsyncEngine:
        """Opened lazily."""

    async def check(self, db: AsyncConnection) -> None:
        """Raises `BrokenDatabaseError` where it does not keep what is promised."""

    def spelled(self, statement: str) -> str:
        """A statement of a step, in its own words."""

    def settle(self) -> None:
        """After it was opened."""


def store_of(where: Path | str) -> Store:
    """The file of a path, the server of an address."""
    return SqliteFile(where) if isinstance(where, Path) else PostgresServer(where)


class SqliteFile:
    """Commit rule: `synchronous` before `journal_mode=WAL` and again after it; the other order loses a freshly made
    database in a power cut. EXTRA is FULL plus a sync of the directory while the file is still in its first journal
    mode.
    """

    write_options: Mapping[str, Any] = {WRITES: True}
    away: tuple[type[Exception], ...] = (DBAPIError, aiosqlite.Error)

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = str(path)

    def prepare(self) -> None:
        """Let this user alone read it."""
        _keep_private(self._path)

    def engine(self) -> AsyncEngine:
        """With every pragma on every connection."""
        address = f"sqlite+aiosqlite:///{self._path}"
        engine = create_async_engine(address, hide_parameters=True, pool_size=READERS_COUNT + 1)
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
        return engine

    async def check(self, db: AsyncConnection) -> None:
        """The pragmas hold, and no page is damaged."""
        for name, promised in PROMISED:
            found = (await db.execute(text(f"pragma {name}"))).scalar()
            if found != promised:
                raise BrokenDatabaseError(f"{self.name}: {name} is {found}, not {promised}.")
        if (await db.execute(text("pragma quick_check"))).scalar() != "ok":
            raise BrokenDatabaseError(f"{self.name} is damaged; restore the last copy.")

    def spelled(self, statement: str) -> str:
        """The steps are written in its words."""
        return statement

    def settle(self) -> None:
        """The new file's name is on the disk too."""
        handle = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class PostgresServer:
    """PostgreSQL 15 or later. A read sees one moment (REPEATABLE READ); a write takes the lock first and then sees
    everything that was committed before it (READ COMMITTED: a snapshot would be as old as the wait).
    """

    write_options: Mapping[str, Any] = {WRITES: True, "isolation_level": "READ COMMITTED"}

    def __init__(self, address: str) -> None:
        self._url = url_of(address)
        self.name = self._url.set(drivername="postgresql").render_as_string(hide_password=True)
        self.away: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)

    def prepare(self) -> None:
        """The driver is asked for only where it is needed."""
        try:
            import asyncpg
        except ImportError as error:
            raise BrokenDatabaseError("For PostgreSQL install the extra `postgresql` (asyncpg).") from error
        self.away = (*self.away, asyncpg.PostgresError, asyncpg.InterfaceError)

    def engine(self) -> AsyncEngine:
        """A connection that broke while it lay there is made anew before it is used."""
        engine = create_async_engine(
            self._url,
            hide_parameters=True,
            pool_size=READERS_COUNT + 1,
            max_overflow=READERS_COUNT,
            pool_pre_ping=True,
            isolation_level="REPEATABLE READ",
            connect_args={"timeout": 10, "command_timeout": 60, "server_settings": _SESSION},
        )
        event.listen(engine.sync_engine, "begin", _lock)
        return engine

    async def check(self, db: AsyncConnection) -> None:
        """What it acknowledges is on its disk, and it holds every character."""
        version = int((await db.execute(text("show server_version_num"))).scalar_one())
        if version < LEAST_POSTGRES:
            raise BrokenDatabaseError(f"{self.name} is PostgreSQL {version // 10_000}; 15 is the least.")
        for name, promised in (*POSTGRES_PROMISED, ("server_encoding", "UTF8")):
            found = (await db.execute(text(f"show {name}"))).scalar_one()
            if found != promised:
                raise BrokenDatabaseError(f"{self.name}: {name} is {found}, not {promised}.")

    def spelled(self, statement: str) -> str:
        """Its own names of types."""
        for pattern, word in _TYPES:
            statement = pattern.sub(word, statement)
        return statement

    def settle(self) -> None:
        """Nothing: its server does that."""


def url_of(address: str) -> URL:
    """An address as libpq writes it, for the driver that is used here; raises ValueError for anything else."""
    try:
        url = make_url(address)
    except SQLAlchemyError as error:
        raise ValueError("is no address") from error
    if url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise ValueError("is no address of a PostgreSQL database")
    query = dict(url.query)
    if (mode := query.pop("sslmode", None)) is not None:
        query["ssl"] = mode  # asyncpg's name of it
    return url.set(drivername="postgresql+asyncpg", query=query)


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(db: Connection) -> None:
    db.exec_driver_sql("begin immediate" if db.get_execution_options().get(WRITES) else "begin")


def _lock(db: Connection) -> None:
    if db.get_execution_options().get(WRITES):
        db.exec_driver_sql(f"select pg_advisory_xact_lock({_LOCK})")


def _keep_private(path: Path) -> None:
    """Let this user alone read the file and its journals; a new one from its first byte on.

    A copy that was put back has whatever mode the copying gave it.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # a new journal takes over its mode
    for file in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        if file.exists() and (mode := stat.S_IMODE(file.stat().st_mode)) & 0o077:
            file.chmod(0o600)
            _log.warning(
                "database_was_readable_by_others", extra={"fields": {"file": file.name, "mode": f"{mode:04o}"}}
            )
