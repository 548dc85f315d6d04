"""The schema: its steps make the tables the program speaks of, from nothing and from every version before."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from kiosk.platform import fleet_tables, retention_tables
from kiosk.platform.adapters import tables as adapter_tables
from kiosk.platform.database import STEPS, Database
from kiosk.platform.people import tables as people_tables
from kiosk.platform.tables import metadata
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import DIVISION_CODE, in_process_platform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = [pytest.mark.anyio, pytest.mark.sqlite_file]
Shape = dict[str, list[tuple[object, ...]]]


def shape(path: Path) -> Shape:
    """Columns, indexes and foreign keys of every table, as SQLite sees them."""
    db = sqlite3.connect(path)
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
    found: Shape = {}
    for name in names:
        columns = db.execute(f"select name, type, \"notnull\", pk from pragma_table_info('{name}')").fetchall()
        indexes = db.execute(f"select name, \"unique\" from pragma_index_list('{name}') where origin = 'c'").fetchall()
        spans = [
            (index, *column)
            for index, _ in indexes
            for column in db.execute(f"select seqno, name from pragma_index_info('{index}')")
        ]
        keys = db.execute(f'select "table", "from", "to" from pragma_foreign_key_list(\'{name}\')').fetchall()
        found[name] = [*sorted(columns), *sorted(indexes), *sorted(spans), *sorted(keys)]
    db.close()
    return found


def first_version(path: Path) -> None:
    """A database as the first version left it, with a case of that time."""
    db = sqlite3.connect(path)
    db.execute("create table schema_steps (version integer primary key, at datetime not null)")
    db.executescript(STEPS[0].read_text())
    db.execute("insert into schema_steps values (1, '2026-04-01 00:00:00.000000')")
    db.execute("insert into secrets values (?, 'persons', ?)", (DIVISION_CODE, b"k" * 32))
    db.commit()
    db.close()


async def test_the_steps_make_the_tables_the_program_speaks_of(tmp_path: Path, clock: FakeClock) -> None:
    async with Database(tmp_path / "made.db", DIVISION_CODE).opened(clock.now()):
        pass
    engine = create_engine(f"sqlite:///{tmp_path / 'spoken.db'}")
    others = (
        people_tables.people,
        adapter_tables.remote_orders,
        fleet_tables.terminal_commands,
        retention_tables.erasures,
    )
    assert all(table.metadata is metadata for table in others)
    metadata.create_all(engine)
    engine.dispose()
    made = shape(tmp_path / "made.db")
    made.pop("schema_steps")
    assert made == shape(tmp_path / "spoken.db")


async def test_a_database_of_the_first_version_is_brought_forward(tmp_path: Path, clock: FakeClock) -> None:
    first_version(tmp_path / "platform.db")
    async with in_process_platform(tmp_path, clock) as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:
            assert (await Terminal(http).post(case_envelope())).status_code == 201
    db = sqlite3.connect(tmp_path / "platform.db")
    versions = [version for (version,) in db.execute("select version from schema_steps order by version")]
    assert versions == list(range(1, len(STEPS) + 1))
    assert db.execute("select value from secrets where name = 'persons'").fetchone() == (b"k" * 32,)
    db.close()


async def test_a_step_that_fails_changes_nothing(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_version(tmp_path / "platform.db")
    before = shape(tmp_path / "platform.db")
    torn = tmp_path / "torn.sql"
    torn.write_text(STEPS[1].read_text() + "CREATE TABLE cases (torn INTEGER);\n")
    monkeypatch.setattr("kiosk.platform.database.STEPS", (STEPS[0], torn))
    with pytest.raises(Exception, match="cannot be opened"):
        async with Database(tmp_path / "platform.db", DIVISION_CODE).opened(clock.now()):
            pass
    assert shape(tmp_path / "platform.db") == before


def modes_of(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


async def test_a_copy_that_was_put_back_readable_by_everybody_is_not_any_more(
    tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen: copied and restored as the README said, all private keys and cases could be read by every user."""
    path = tmp_path / "platform.db"
    async with Database(path, DIVISION_CODE).opened(clock.now()):
        pass
    assert caplog.messages == []
    path.chmod(0o644)
    async with Database(path, DIVISION_CODE).opened(clock.now()):
        modes = modes_of(tmp_path)
    assert modes == dict.fromkeys(("platform.db", "platform.db-wal", "platform.db-shm"), 0o600)
    assert caplog.messages == ["database_was_readable_by_others"]


async def test_journals_that_others_can_read_are_closed_to_them_too(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "platform.db"
    for name in ("platform.db", "platform.db-wal", "platform.db-shm"):
        (tmp_path / name).touch(mode=0o644)
        (tmp_path / name).chmod(0o644)
    async with Database(path, DIVISION_CODE).opened(clock.now()):
        assert set(modes_of(tmp_path).values()) == {0o600}
