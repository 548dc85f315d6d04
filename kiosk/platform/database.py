"""The platform's tables and how they come to be. SQLAlchemy Core; SQLite with full durability by default.

    messages   every envelope ever acknowledged, by its Idempotency-Key, for ever
    cases      one row a case; its state follows from
    events     what happened to it, in order (routing.py derives everything shown)
    blobs      attachments by their digest
    feed       what terminals of an area show

`division_code` is in every row and key and a case never changes it, so that counties can be spread over nodes later.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    event,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

SCHEMA_VERSION = 1

metadata = MetaData()

messages = Table(
    "messages",
    metadata,
    Column("message_id", String(32), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("case_id", String(32), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("received_at", String(40), nullable=False),
    PrimaryKeyConstraint("message_id"),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", String(32), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("number", String(40), nullable=False, unique=True),
    Column("item_id", String(80), nullable=False),
    Column("person_key", String(64), nullable=False),
    Column("filed_at", String(40), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("state", String(24), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("case_id"),
    Index("cases_by_person", "person_key"),
    Index("cases_by_state", "division_code", "state", "received_at", "case_id"),
)

events = Table(
    "events",
    metadata,
    Column("case_id", String(32), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("at", String(40), nullable=False),
    Column("event", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "seq"),
)

actions = Table(
    "actions",
    metadata,
    Column("action_key", String(64), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("case_id", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    PrimaryKeyConstraint("action_key"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256"),
)

feed = Table(
    "feed",
    metadata,
    Column("entry_id", String(80), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("version", Integer, nullable=False),
    Column("starts_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("entry", Text, nullable=False),
    PrimaryKeyConstraint("entry_id", "division_code"),
)

secrets_table = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)


def open_engine(path: Path) -> AsyncEngine:
    """An engine on one SQLite file. Writes are durable when their transaction has returned."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 10})
    event.listen(engine.sync_engine, "connect", _set_pragmas)
    event.listen(engine.sync_engine, "begin", _begin_at_once)
    return engine


def _set_pragmas(connection: Any, _record: ConnectionPoolEntry) -> None:
    """EXTRA before WAL and again after it: the other order can lose a new database in a power cut."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("synchronous = extra", "journal_mode = wal", "synchronous = extra", "foreign_keys = on"):
        cursor.execute(f"pragma {pragma}")
    cursor.close()


def _begin_at_once(connection: Any) -> None:
    """Take the write lock with BEGIN, so that no transaction finds out at its end that it came second."""
    connection.exec_driver_sql("begin immediate")


async def migrate(engine: AsyncEngine) -> None:
    """Bring the database to this version, forward only, in one transaction; raises on one from the future."""
    async with engine.begin() as connection:
        version = int((await connection.execute(text("pragma user_version"))).scalar_one())
        if version > SCHEMA_VERSION:
            raise RuntimeError(f"the database is of version {version}; this program knows {SCHEMA_VERSION}")
        for step in range(version, SCHEMA_VERSION):
            await _STEPS[step](connection)
        await connection.execute(text(f"pragma user_version = {SCHEMA_VERSION}"))


async def _create(connection: AsyncConnection) -> None:
    await connection.run_sync(metadata.create_all)


_STEPS = (_create,)
