"""The database: opened with the promised durability, brought forward step by step, one writer at a time.

    write() ─► one lock ─► BEGIN … COMMIT (or nothing at all)
    read()  ─► BEGIN … a snapshot that no writer disturbs

What differs between SQLite and PostgreSQL is `stores`.

For an operator: the database holds the private keys that open what terminals have sealed, so whoever can read it or
a copy of it can read the cases. SQLite's file and its journal are made with mode 0600 and brought back to it at every
start (`database_was_readable_by_others` in the log); keep copies as closely (`umask 077`), on an encrypted medium.
Without a copy, what terminals still hold cannot be opened by anybody: copy it after every start that says so
(`sealing_key_made` in the log).
"""

import asyncio
import secrets as randomness
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from kiosk.core.case_pages import page_token
from kiosk.platform.stores import BrokenDatabaseError, Store, store_of
from kiosk.platform.tables import cases, schema_steps
from kiosk.platform.tables import secrets as secret_values
from kiosk.wire import Signer, SoftwareSigner, new_signing_key

STEPS = tuple(Path(__file__).with_name("steps") / f"{number}.sql" for number in range(1, 14))
"""Forward steps, never changed once released; step n brings version n - 1 to n."""


class DatabaseAwayError(Exception):
    """No connection can be made now; nothing was changed."""


class Database:
    """One database: a file (Path) or a server's address (str). Every method belongs to the loop that opened it."""

    def __init__(self, where: Path | str, division_code: str) -> None:
        self._store: Store = store_of(where)
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
        self._store.prepare()
        self._engine = self._store.engine()
        try:
            async with self.read() as db:
                await self._store.check(db)
            async with self.write() as db:
                await db.run_sync(self._migrate, now)
                self.secret = await db.run_sync(self._kept, "persons", lambda: randomness.token_bytes(32))
                self.signer = SoftwareSigner(await db.run_sync(self._kept, "identity", new_signing_key))
            self._store.settle()
        except BrokenDatabaseError:
            await self._engine.dispose()
            raise
        except DatabaseAwayError as error:
            await self._engine.dispose()
            raise BrokenDatabaseError(f"{self._store.name} cannot be opened: {error.__cause__}.") from error
        except self._store.away as error:
            await self._engine.dispose()
            raise BrokenDatabaseError(f"{self._store.name} cannot be opened: {error}.") from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it on disk when the block ends, nothing of it when the block raises."""
        async with self._writer, self._connected() as plain:
            db = await plain.execution_options(**self._store.write_options)
            async with db.begin():
                yield db

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view."""
        async with self._connected() as db:
            yield db

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[AsyncConnection]:
        db = self._engine.connect()
        try:
            await db.start()
        except self._store.away as error:
            raise DatabaseAwayError from error
        try:
            yield db
        finally:
            await db.close()

    def _kept(self, db: Connection, name: str, make: Callable[[], bytes]) -> bytes:
        """A secret of this database, made when it is first needed."""
        where = (secret_values.c.division_code == self._division_code) & (secret_values.c.name == name)
        found = db.execute(secret_values.select().where(where)).one_or_none()
        if found is not None:
            return bytes(found.value)
        made = make()
        db.execute(secret_values.insert().values(division_code=self._division_code, name=name, value=made))
        return made

    def _migrate(self, db: Connection, now: datetime) -> None:
        schema_steps.create(db, checkfirst=True)
        version = db.execute(text("select coalesce(max(version), 0) from schema_steps")).scalar_one()
        if version > len(STEPS):
            known = len(STEPS)
            raise BrokenDatabaseError(f"The database is of version {version}, this program knows {known}: update it.")
        for number, step in enumerate(STEPS[version:], start=version + 1):
            for statement in step.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    db.exec_driver_sql(self._store.spelled(statement))
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
