"""Every schema there ever was is carried to the newest: nothing lost, no byte changed, a copy kept while needed."""

import json
import stat
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import pytest

from kiosk.outbox import BrokenStoreError, DeliveryState, NotDoneError, Store
from kiosk.outbox import migrations as under_test
from kiosk.outbox.migrations import SCHEMA_VERSION, copy_of
from kiosk.wire import OpeningKeys, SealingKey, new_sealing_key, sealing_public_key
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease

FIXTURES = Path(__file__).parents[2] / "fixtures" / "outbox"
OLD = range(1, SCHEMA_VERSION)
DEPENDENCIES = {id_of(11): {id_of(1)}, id_of(22): {id_of(20), id_of(21), id_of(3)}, id_of(30): {id_of(99)}}


def restored(version: int, path: Path) -> Path:
    """The fixture of a schema as a database file."""
    db = apsw.Connection(str(path))
    db.execute((FIXTURES / f"v{version}.sql").read_text(encoding="utf-8")).fetchall()
    db.close()
    return path


def select(path: Path, statement: str) -> list[tuple[object, ...]]:
    db = apsw.Connection(str(path))
    rows = db.execute(statement).fetchall()
    db.close()
    return rows


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Of the first schema, which had no audit and kept contents in their rows."""
    return restored(1, tmp_path / "outbox.db")


@pytest.fixture(params=range(2, SCHEMA_VERSION))
def audited(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Of a schema that has both: every table of then is as it was."""
    return restored(request.param, tmp_path / "outbox.db")


@pytest.fixture
def opened(clock: FakeClock) -> Iterator[Callable[[Path], Store]]:
    stores: list[Store] = []

    def open_at(path: Path) -> Store:
        store = Store(path, clock)
        store.open()
        stores.append(store)
        return store

    yield open_at
    for store in stores:
        store.close()


def test_there_is_a_fixture_of_every_older_schema() -> None:
    assert sorted(path.name for path in FIXTURES.glob("v*.sql")) == [f"v{version}.sql" for version in OLD]


def test_every_message_is_there_as_it_was(old: Path, opened: Callable[[Path], Store]) -> None:
    columns = "seq, message_id, case_id, kind, number, digest, filed_at, state, attempt_count, last_cause"
    was = select(old, f"select {columns}, acknowledged_at, content from outbox order by seq")
    opened(old)
    now = f"select {columns}, acknowledged_at, data from outbox left join contents using (seq) order by seq"
    assert select(old, now) == was
    assert len(was) == 10


def test_what_waited_for_what_still_does(old: Path, opened: Callable[[Path], Store]) -> None:
    store = opened(old)
    assert [pending.message_id for pending in store.due((), 20)] == [id_of(4), id_of(11), id_of(30), id_of(21)]
    for message_id, before in DEPENDENCIES.items():
        rows = select(old, f"select before_id from waits where message_id = '{message_id}'")
        assert {row[0] for row in rows} == before
    store.acknowledge(id_of(21), NOW)
    assert id_of(22) in [pending.message_id for pending in store.due((), 20)]


def test_the_plain_text_of_the_first_schema_leaves_the_machine_sealed(
    tmp_path: Path, opened: Callable[[Path], Store]
) -> None:
    """Seen: an export to a stick held the names of residents."""
    store = opened(restored(1, tmp_path / "outbox.db"))
    rows = select(store.path, "select message_id, data from outbox join contents using (seq)")
    queued = {str(row[0]): row[1] for row in rows}
    with pytest.raises(NotDoneError, match="not_sealed"):
        store.export(tmp_path / "stick.tar")
    assert not (tmp_path / "stick.tar").exists()
    store.add_lease(Lease(last=20))
    store.file_case(id_of(77), NOW, lambda number: envelope(id_of(77), note=number))
    private_key = new_sealing_key()
    store.export(tmp_path / "stick.tar", SealingKey(sealing_public_key(private_key)).seal_page)
    keys = OpeningKeys((private_key,))
    with tarfile.open(tmp_path / "stick.tar") as tar:
        *names, manifest = tar.getnames()
        found = {name[7:]: tar.extractfile(name).read() for name in names}  # type: ignore[union-attr]
        told = json.loads(tar.extractfile(manifest).read())["messages"]  # type: ignore[union-attr]
    assert not found.pop(id_of(77)).startswith(b"BMB1")  # this program's own is as it was committed
    assert {name: keys.open_page(data) for name, data in found.items()} == {name: queued[name] for name in found}
    assert all(data.startswith(b"BMB1") for data in found.values())
    assert {each["message_id"] for each in told if each["sealed_here"]} == set(found)


def test_what_was_refused_is_shown_to_a_person(old: Path, opened: Callable[[Path], Store]) -> None:
    (letter,) = opened(old).dead_letters()
    assert (letter.message_id, letter.cause, letter.since) == (id_of(2), "422 unknown_item", NOW)


def test_it_becomes_the_schema_of_a_new_database(old: Path, tmp_path: Path, opened: Callable[[Path], Store]) -> None:
    opened(old)
    opened(tmp_path / "new.db")
    schema = (
        "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite_stat%' order by type, name"
    )
    assert select(old, schema) == select(tmp_path / "new.db", schema)
    assert select(old, "pragma quick_check") == [("ok",)]
    assert select(old, "pragma foreign_key_check") == []


def test_no_number_given_out_before_comes_again(old: Path, opened: Callable[[Path], Store]) -> None:
    store = opened(old)
    assert store.numbers_left() == 0
    given = {row[0] for row in select(old, "select number from outbox where number is not null")}
    store.add_lease(Lease(last=20))
    assert store.numbers_left() == 17  # three were given out on one day: their serials are not used again
    for case in range(100, 117):
        filed = store.file_case(id_of(case), NOW, lambda number: envelope(id_of(1), note=number))
        assert filed.number not in given
        given.add(filed.number)


def test_the_step_is_in_the_audit_and_begins_it(old: Path, opened: Callable[[Path], Store]) -> None:
    store = opened(old)
    assert select(old, "select event, details from audit") == [
        ("migrated", f'{{"acknowledged_count":2,"from_version":1,"to_version":{SCHEMA_VERSION}}}')
    ]
    assert store.check_audit() is None


def test_the_last_acknowledgement_before_the_audit_is_still_known(old: Path, opened: Callable[[Path], Store]) -> None:
    report = opened(old).report()
    assert report.last_acknowledged_at == NOW.replace(minute=43)
    assert report.waiting_count == 6


def test_what_was_acknowledged_before_there_was_an_identity_is_not_held_against_the_platform(
    old: Path, opened: Callable[[Path], Store]
) -> None:
    """Seen: the first heartbeat said that the platform had lost them."""
    store = opened(old)
    assert store.report().acknowledged_count == 0
    store.acknowledge(id_of(4), NOW)
    assert store.report().acknowledged_count == 1


def test_a_copy_of_what_was_there_is_kept(old: Path, opened: Callable[[Path], Store]) -> None:
    was = select(old, "select * from outbox order by seq")
    opened(old)
    copy = copy_of(old, 1)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert select(copy, "select * from outbox order by seq") == was
    assert select(copy, "pragma user_version") == [(1,)]


def test_the_copy_goes_when_all_that_waited_has_arrived(old: Path, opened: Callable[[Path], Store]) -> None:
    store = opened(old)
    store.close()
    store.open()
    assert copy_of(old, 1).exists()
    store.retry(id_of(2))
    while due := store.due((), 20):
        for pending in due:
            store.tidy()
            assert copy_of(old, 1).exists()
            store.acknowledge(pending.message_id, NOW)
    assert store.delivery(id_of(40)).state is DeliveryState.ACKNOWLEDGED  # type: ignore[union-attr]
    store.tidy()
    assert not copy_of(old, 1).exists()
    assert store.set_aside() == ()


def test_half_a_copy_of_an_earlier_try_is_no_hindrance(old: Path, opened: Callable[[Path], Store]) -> None:
    copy_of(old, 1).with_name("outbox.db.v1-copy.new").write_bytes(b"half")
    opened(old)
    assert not copy_of(old, 1).with_name("outbox.db.v1-copy.new").exists()
    assert select(copy_of(old, 1), "pragma user_version") == [(1,)]


def test_a_step_that_fails_leaves_everything_as_it_was(
    old: Path, opened: Callable[[Path], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    was = select(old, "select * from outbox order by seq")
    scripts = under_test._SCRIPTS
    monkeypatch.setattr(under_test, "_SCRIPTS", (*scripts[:-1], scripts[-1] + "; select * from no_such_table;"))
    with pytest.raises(BrokenStoreError):
        opened(old)
    assert select(old, "select * from outbox order by seq") == was
    assert select(old, "pragma user_version") == [(1,)]
    monkeypatch.undo()
    opened(old)


def test_without_a_copy_nothing_is_touched(
    old: Path, opened: Callable[[Path], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    (old.parent / "outbox.db.v1-copy.new").mkdir()  # where the copy would be written
    with pytest.raises(BrokenStoreError):
        opened(old)
    assert select(old, "pragma user_version") == [(1,)]


TABLES_OF_2 = ("outbox", "contents", "waits", "leases", "receipts")


def test_an_audited_queue_is_carried_on_as_it_was_with_one_entry_more(
    audited: Path, opened: Callable[[Path], Store]
) -> None:
    was = {table: select(audited, f"select * from {table} order by 1, 2") for table in TABLES_OF_2}
    entries = select(audited, "select * from audit order by seq")
    store = opened(audited)
    assert {table: select(audited, f"select * from {table} order by 1, 2") for table in TABLES_OF_2} == was
    now = select(audited, "select * from audit order by seq")
    assert now[:-1] == entries
    assert now[-1][2:5] == ("migrated", "", f'{{"from_version":2,"to_version":{SCHEMA_VERSION}}}')
    assert store.check_audit() is None
    assert store.numbers_left() == 16


def test_acknowledgements_that_the_audit_has_count_on(audited: Path, opened: Callable[[Path], Store]) -> None:
    assert opened(audited).report().acknowledged_count == 1


def test_an_audited_queue_becomes_the_schema_of_a_new_one_and_its_copy_is_kept(
    audited: Path, tmp_path: Path, opened: Callable[[Path], Store]
) -> None:
    store = opened(audited)
    opened(tmp_path / "new.db")
    schema = "select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name"
    assert select(audited, schema) == select(tmp_path / "new.db", schema)
    assert select(copy_of(audited, 2), "pragma user_version") == [(2,)]
    assert store.access.kept() is None
