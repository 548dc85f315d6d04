"""The database: opened with the promised durability, brought forward step by step, one writer at a time.

    write() ─► one lock ─► BEGIN IMMEDIATE … COMMIT (or nothing at all)
    read()  ─► BEGIN … a snapshot that no writer disturbs

Commit rule: `synchronous` before `journal_mode=WAL` and again after it; the other order loses a freshly made database
in a power cut. EXTRA is FULL plus a sync of the directory while the file is still in its first journal mode.

For an operator: the file holds the private keys that open what terminals have sealed, so whoever can read the file or
a copy of it can read the cases. It and its journal are made with mode 0600 and brought back to it at every start
(`database_was_readable_by_others` in the log); keep copies as closely (`umask 077`), on an encrypted medium. Without a
copy, what terminals still hold cannot be opened by anybody: copy it after every start that says so (`sealing_key_made`
in the log).
"""

import asyncio
import logging
import os
import secrets as randomness
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, bindparam, event, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from kiosk.core.case_pages import page_token
from kiosk.platform.tables import cases, schema_steps
from kiosk.platform.tables import secrets as secret_values
from kiosk.wire import Signer, SoftwareSigner, new_signing_key

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
READERS_COUNT = 4
_log = logging.getLogger(__name__)
_WRITES = "writes"


class BrokenDatabaseError(Exception):
    """The database cannot be opened as promised; the message says why in one sentence."""


STEPS = tuple(Path(__file__).with_name("steps") / f"{number}.sql" for number in range(1, 10))
"""Forward steps, never changed once released; step n brings version n - 1 to n."""


class Database:
    """One database file. Every method belongs to the loop that opened it."""

    def __init__(self, path: Path, division_code: str) -> None:
        self._path = path
        self._division_code = division_code
        self._engine: AsyncEngine
        self._writer = asyncio.Lock()
        self.secret = b""
        """The key of the index over persons and of the codes' digests, made with the database."""
        self.signer: Signer
        """The platform's own key, made with the database; terminals pin it."""

    @asynccontextmanager
    async def opened(self, now: datetime) -> AsyncIterator[None]:
        """Open or make it, bring it to this program's version, close it with the block.

        Raises `BrokenDatabaseError`, and OSError where no file can be made.
        """
        await self._open(now)
        try:
            yield
        finally:
            await self._engine.dispose()

    async def _open(self, now: datetime) -> None:
        _keep_private(self._path)
        self._engine = _engine(self._path)
        try:
            await self._check()
            async with self.write() as db:
                await db.run_sync(_migrate, now)
                self.secret = await db.run_sync(self._kept, "persons", lambda: randomness.token_bytes(32))
                self.signer = SoftwareSigner(await db.run_sync(self._kept, "identity", new_signing_key))
            _sync_directory(self._path.parent)
        except (DBAPIError, aiosqlite.Error, BrokenDatabaseError) as error:
            await self._engine.dispose()
            told = error if isinstance(error, BrokenDatabaseError) else f"{self._path} cannot be opened: {error}."
            raise BrokenDatabaseError(str(told)) from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it on disk when the block ends, nothing of it when the block raises."""
        async with self._writer, self._engine.connect() as plain:
            db = await plain.execution_options(**{_WRITES: True})
            async with db.begin():
                yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view."""
        async with self._engine.connect() as db:
            yield db

    def _kept(self, db: Connection, name: str, make: Callable[[], bytes]) -> bytes:
        """A secret of this database, made when it is first needed."""
        where = (secret_values.c.division_code == self._division_code) & (secret_values.c.name == name)
        found = db.execute(secret_values.select().where(where)).one_or_none()
        if found is not None:
            return bytes(found.value)
        made = make()
        db.execute(secret_values.insert().values(division_code=self._division_code, name=name, value=made))
        return made

    async def _check(self) -> None:
        async with self.read() as db:
            for name, promised in PROMISED:
                found = (await db.execute(text(f"pragma {name}"))).scalar()
                if found != promised:
                    raise BrokenDatabaseError(f"{self._path}: {name} is {found}, not {promised}.")
            if (await db.execute(text("pragma quick_check"))).scalar() != "ok":
                raise BrokenDatabaseError(f"{self._path} is damaged; restore the last copy.")


def _engine(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True, pool_size=READERS_COUNT + 1)
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(db: Connection) -> None:
    db.exec_driver_sql("begin immediate" if db.get_execution_options().get(_WRITES) else "begin")


def _migrate(db: Connection, now: datetime) -> None:
    schema_steps.create(db, checkfirst=True)
    version = db.execute(text("select coalesce(max(version), 0) from schema_steps")).scalar_one()
    if version > len(STEPS):
        raise BrokenDatabaseError(f"The database is of version {version}, this program knows {len(STEPS)}: update it.")
    for number, step in enumerate(STEPS[version:], start=version + 1):
        for statement in step.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                db.exec_driver_sql(statement)
        db.execute(schema_steps.insert().values(version=number, at=now))
    _name_pages(db)


def _name_pages(db: Connection) -> None:
    """Give every case that came before there were pages its token: SQL knows no SHA-256."""
    here = (cases.c.division_code == bindparam("division")) & (cases.c.case_id == bindparam("named"))
    nameless = db.execute(select(cases.c.division_code, cases.c.case_id).where(cases.c.page_token.is_(None))).all()
    if nameless:
        values = [
            {"division": row.division_code, "named": row.case_id, "token": page_token(row.case_id)} for row in nameless
        ]
        db.execute(update(cases).where(here).values(page_token=bindparam("token")), values)


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


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
