"""Opening: the promised durability or nothing; a corrupt file is kept, a busy one is left alone."""

import errno
import logging
import stat
from pathlib import Path

import apsw
import pytest

from kiosk.outbox.database import BrokenStoreError, open_beside
from kiosk.outbox.database import open_database as open_database_with
from kiosk.outbox.files import Files
from kiosk.outbox.migrations import SCHEMA_VERSION
from kiosk.outbox.transactions import transaction
from tests.helpers.messages import NOW


def open_database(path: Path) -> apsw.Connection:
    return open_database_with(path, NOW, Files())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "outbox.db"


def test_a_new_database_has_the_promised_durability(path: Path) -> None:
    db = open_database(path)
    assert (db.pragma("journal_mode"), db.pragma("synchronous")) == ("wal", 3)
    assert [db.pragma(name) for name in ("secure_delete", "trusted_schema", "cell_size_check")] == [1, 0, 1]
    assert db.pragma("user_version") == SCHEMA_VERSION
    db.close()


@pytest.mark.parametrize("is_there", [False, True])
def test_nobody_else_on_the_machine_can_read_a_queue(path: Path, is_there: bool) -> None:
    if is_there:
        path.parent.mkdir(mode=0o755)
        path.touch(mode=0o644)
    db = open_database(path)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (path.parent, *path.parent.iterdir())}
    assert modes.pop("new") == 0o700
    assert {modes[f"outbox.db{journal}"] for journal in ("", "-wal", "-shm")} == {0o600}
    db.close()


def test_a_file_that_is_no_database_is_set_aside_and_said(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but 16 bytes and more")
    with caplog.at_level(logging.ERROR):
        open_database(path).close()
    assert (path.parent / "outbox.db.broken-1").read_bytes() == b"not a database, but 16 bytes and more"
    assert [record.getMessage() for record in caplog.records] == ["outbox_set_aside"]


def test_a_second_corrupt_file_does_not_replace_the_first(path: Path) -> None:
    for garbage in (b"first garbage, long enough", b"second garbage, long enough"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(garbage)
        open_database(path).close()
    kept = sorted(part.read_bytes() for part in path.parent.glob("*.broken-?"))
    assert kept == [b"first garbage, long enough", b"second garbage, long enough"]


def test_a_damaged_page_is_found_at_start(path: Path) -> None:
    db = open_database(path)
    with transaction(db):
        for n in range(200):
            db.execute(
                "insert into outbox (message_id, case_id, kind, digest, filed_at) values (?, ?, ?, ?, ?)",
                (f"{n}" * 300, "c", "case", "d", "now"),
            ).fetchall()
    db.close()
    damaged = bytearray(path.read_bytes())
    damaged[-4096:] = b"\xff" * 4096
    path.write_bytes(damaged)
    open_database(path).close()
    assert (path.parent / "outbox.db.broken-1").read_bytes() == damaged


def test_a_database_that_another_program_holds_is_not_taken_for_corrupt(path: Path) -> None:
    open_database(path).close()
    other = apsw.Connection(str(path))
    other.execute("pragma locking_mode = exclusive; begin exclusive").fetchall()
    with pytest.raises(BrokenStoreError):
        open_database(path)
    other.execute("rollback").fetchall()
    other.close()
    assert sorted(part.name for part in path.parent.iterdir()) == ["outbox.db", "queue.mark"]


def test_a_database_of_a_newer_program_is_left_alone(path: Path) -> None:
    db = open_database(path)
    db.execute("pragma user_version = 99").fetchall()
    db.close()
    with pytest.raises(BrokenStoreError, match="newer program"):
        open_database(path)


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BrokenStoreError):
        open_database(tmp_path / "file" / "outbox.db")


# ── beside a terminal that runs ────────────────────────────────────────────────────────────────────────────────────


def test_a_queue_can_be_opened_beside_its_terminal(path: Path) -> None:
    terminal = open_database(path)
    beside = open_beside(path)
    assert beside.pragma("synchronous") == 3
    beside.close()
    assert path.with_name("outbox.db-wal").exists()
    terminal.close()


def test_nothing_is_made_where_there_is_no_queue(path: Path) -> None:
    with pytest.raises(BrokenStoreError, match="no queue"):
        open_beside(path)
    assert not path.parent.exists()


def test_a_queue_of_another_schema_is_not_migrated_from_beside(path: Path) -> None:
    db = open_database(path)
    db.execute("pragma user_version = 1").fetchall()
    db.close()
    with pytest.raises(BrokenStoreError, match="schema 1"):
        open_beside(path)


def test_a_corrupt_queue_is_not_set_aside_from_beside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but 16 bytes and more")
    with pytest.raises(BrokenStoreError):
        open_beside(path)
    assert [part.name for part in path.parent.iterdir()] == ["outbox.db"]


class FailingReads(Files):
    """A disk that gave wrong bytes once: `read_through` raises, or finds the bytes right again."""

    def __init__(self, right: bytes | None) -> None:
        self._right = right

    def read_through(self, path: Path) -> None:
        if self._right is None:
            raise OSError(errno.EIO, "it cannot be read")
        if path.suffix == ".db":
            path.write_bytes(self._right)


def test_a_queue_whose_disk_fails_to_read_it_stays_where_it_is(path: Path) -> None:
    """Seen in the campaign disk-and-clock: one EIO during the check, and what was announced was gone from the queue."""
    path.parent.mkdir()
    path.write_bytes(b"what a failing disk gives for a sound queue")
    with pytest.raises(BrokenStoreError):
        open_database_with(path, NOW, FailingReads(None))
    assert [part.name for part in path.parent.iterdir()] == ["outbox.db"]


def test_a_queue_that_was_misread_once_is_opened_with_all_it_holds(path: Path) -> None:
    db = open_database(path)
    with transaction(db):
        db.execute(
            "insert into outbox (message_id, case_id, kind, digest, filed_at) values ('m', 'c', 'case', 'd', 'now')"
        )
    db.close()
    right = path.read_bytes()
    path.write_bytes(right[:100] + bytes(len(right) - 100))
    db = open_database_with(path, NOW, FailingReads(right))
    assert db.execute("select count(*) from outbox").fetchall() == [(1,)]
    db.close()
    assert not list(path.parent.glob("*.broken-*"))
