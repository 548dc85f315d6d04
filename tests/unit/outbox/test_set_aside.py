"""A queue that was corrupt or gone is never forgotten: what can be read is taken over, the rest waits for a person."""

import logging
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from kiosk.outbox import NewMessage, ReceiptNote, ReceiptState, Store
from kiosk.outbox.migrations import copy_of
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import open_store
from tests.unit.outbox.test_migrations import FIXTURES

PAGE_BYTES = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outbox.db"


@pytest.fixture
def filed(path: Path, clock: FakeClock) -> Path:
    """A closed queue of forty pending cases, of which the first has a page and a rating, and one that arrived."""
    store = open_store(path, clock)
    for n in range(1, 42):
        store.file_case(id_of(n), NOW, lambda number, n=n: envelope(id_of(n), note=number + "x" * 2000))  # type: ignore[misc]
    page = NewMessage(id_of(101), "blob", id_of(1), b"a page" * 500, ())
    rating = NewMessage(id_of(102), "rating", id_of(1), envelope(id_of(1), "rating"), ())
    store.append_all((page, rating), NOW)
    store.acknowledge(id_of(41), NOW)
    store.close()
    return path


def reopened(path: Path, clock: FakeClock) -> Store:
    store = Store(path, clock)
    store.open()
    return store


def damage(path: Path, marker: bytes) -> bytes:
    """Spoil the page of the file in which something stands."""
    content = bytearray(path.read_bytes())
    start = content.index(marker) // PAGE_BYTES * PAGE_BYTES
    content[start : start + PAGE_BYTES] = b"\xff" * PAGE_BYTES
    path.write_bytes(content)
    return bytes(content)


def pending(store: Store) -> set[str]:
    return {str(row[0]) for row in store._db.execute("select message_id from outbox where state = 'waiting'")}


def test_what_a_corrupt_queue_still_gives_is_sent(filed: Path, clock: FakeClock) -> None:
    damaged = damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    found = pending(store)
    assert id_of(20) not in found
    assert {id_of(1), id_of(40), id_of(101), id_of(102)} <= found
    assert store.check_audit() is None
    assert store.delivery(id_of(41)) is not None
    assert (filed.parent / "outbox.db.broken-1").read_bytes() == damaged
    while due := store.due((), 50):
        for message in due:
            store.acknowledge(message.message_id, NOW)
    assert pending(store) == set()
    store.close()


def test_what_waited_for_its_case_still_does(filed: Path, clock: FakeClock) -> None:
    damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    assert id_of(102) in pending(store)
    assert store._db.execute(f"select open_count from outbox where message_id = '{id_of(102)}'").get == 1
    store.close()


def test_bytes_that_are_not_what_was_committed_are_not_sent(filed: Path, clock: FakeClock) -> None:
    content = filed.read_bytes().replace(b"a page" * 3, b"A page" * 3, 1)
    filed.write_bytes(content)
    damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    assert id_of(101) not in pending(store)
    store.close()


def test_a_queue_that_lacks_its_last_page_gives_all_that_did_not_lie_there(filed: Path, clock: FakeClock) -> None:
    """Seen: SQLite reads nothing of a file that is shorter than its header says, and 200 cases were given up."""
    with filed.open("r+b") as file:
        file.truncate(filed.stat().st_size - PAGE_BYTES)
    store = reopened(filed, clock)
    assert store.set_aside() == ("outbox.db.broken-1",)
    assert len(pending(store)) >= 41
    store.close()


def test_a_reprint_after_a_corrupt_queue_is_still_another_copy(filed: Path, clock: FakeClock) -> None:
    """Seen: what became of slips was not taken over, and the second slip of a case was printed as its first."""
    store = reopened(filed, clock)
    store.note_receipt(id_of(1), 1, ReceiptState.CONFIRMED, NOW)
    store.note_receipt(id_of(41), 1, ReceiptState.UNKNOWN, NOW)
    store.close()
    damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    assert store.receipts(id_of(1)) == (ReceiptNote(id_of(1), 1, ReceiptState.CONFIRMED, NOW),)
    assert store.receipts(id_of(41)) == (ReceiptNote(id_of(41), 1, ReceiptState.UNKNOWN, NOW),)
    store.close()


def test_a_page_that_arrived_before_its_correction_can_be_asked_for_again(filed: Path, clock: FakeClock) -> None:
    store = reopened(filed, clock)
    page = NewMessage(id_of(201), "blob", id_of(41), b"another page", ())
    correction = NewMessage(id_of(202), "correction", id_of(41), envelope(id_of(41), "correction"), (id_of(201),))
    store.append_all((page, correction, NewMessage(id_of(203), "blob", id_of(41), b"needed by nothing", ())), NOW)
    for each in (201, 203):
        store.acknowledge(id_of(each), NOW)
    store.close()
    damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    store.send_again(id_of(41), (sha256(b"another page").hexdigest(), sha256(b"needed by nothing").hexdigest()))
    assert id_of(201) in pending(store)
    assert id_of(203) not in pending(store)
    assert store._db.execute(f"select open_count from outbox where message_id = '{id_of(202)}'").get == 1
    store.close()


def test_it_is_taken_over_once(filed: Path, clock: FakeClock) -> None:
    damage(filed, id_of(20).encode() + b"case")
    store = reopened(filed, clock)
    first = store.audit_head()
    store.close()
    store = reopened(filed, clock)
    assert store.audit_head() == first
    store.close()


@pytest.mark.parametrize("garbage", [bytes(PAGE_BYTES), b"not a database, but 16 bytes and more"])
def test_a_queue_of_which_nothing_can_be_read_keeps_the_machine_from_going(
    filed: Path, clock: FakeClock, garbage: bytes
) -> None:
    """Seen: five cases lay in outbox.db.broken-1, and the machine's keys were destroyed without a word."""
    filed.write_bytes(garbage)
    store = reopened(filed, clock)
    assert store.set_aside() == ("outbox.db.broken-1",)
    assert store.report().set_aside_count == 1
    assert not store.may_decommission()
    (filed.parent / "outbox.db.broken-1").rename(filed.parent / "taken-away")
    assert store.may_decommission()
    store.close()


@pytest.mark.parametrize("loss", ["taken away", "taken away with all that is called like it", "cut to nothing"])
def test_a_queue_that_is_gone_keeps_the_machine_from_going(
    filed: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture, loss: str
) -> None:
    """Seen: an outbox.db without a byte was taken for a new queue, and so was none after `rm outbox.db*`."""
    for each in [filed] if loss == "taken away" else filed.parent.glob("outbox.db*"):
        each.unlink()
    if loss == "cut to nothing":
        filed.touch()
    with caplog.at_level(logging.ERROR):
        store = reopened(filed, clock)
    assert [record.getMessage() for record in caplog.records] == ["outbox_missing"]
    assert store.set_aside() == ("outbox.db.missing-1",)
    assert not store.may_decommission()
    store.close()
    store = reopened(filed, clock)
    assert store.set_aside() == ("outbox.db.missing-1",)
    store.close()


def test_the_mark_of_an_earlier_version_is_believed_and_replaced(filed: Path, clock: FakeClock) -> None:
    former = filed.with_name("outbox.db.mark")
    filed.with_name("queue.mark").rename(former)
    reopened(filed, clock).close()
    assert (former.exists(), filed.with_name("queue.mark").exists()) == (False, True)
    filed.with_name("queue.mark").rename(former)
    filed.unlink()
    store = reopened(filed, clock)
    assert store.set_aside() == ("outbox.db.missing-1",)
    store.close()


def test_what_is_left_of_a_queue_that_is_gone_is_kept(path: Path, clock: FakeClock) -> None:
    store = open_store(path, clock)
    store.file_case(id_of(1), NOW, lambda number: envelope(id_of(1), note=number))
    log = path.with_name("outbox.db-wal").read_bytes()
    store.close()
    path.unlink()
    path.with_name("outbox.db-wal").write_bytes(log)
    reopened(path, clock).close()
    assert path.with_name("outbox.db.missing-1-wal").read_bytes() == log


# ── given to another terminal ──────────────────────────────────────────────────────────────────────────────────────


def opened_as(path: Path, clock: FakeClock, prefix: str) -> Store:
    store = Store(path, clock)
    store.open(prefix)
    return store


def test_the_queue_of_the_terminal_this_machine_was_before_waits_for_a_person(
    filed: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    """Seen: its acknowledgements counted as the new terminal's, and what was pending went out under the new one."""
    with caplog.at_level(logging.WARNING):
        store = opened_as(filed, clock, "LZ1")
    assert [record.getMessage() for record in caplog.records] == ["outbox_of_another"]
    assert (pending(store), store.report().acknowledged_count, store.prefix_in_use()) == (set(), 0, None)
    assert (store.set_aside(), store.may_decommission()) == (("outbox.db.of-HSL3-1",), False)
    store.close()
    former = Store(filed.with_name("outbox.db.of-HSL3-1"), clock)
    former.open_beside()
    assert former.report().waiting_count == 42
    former.close()


def test_the_queue_of_the_terminal_before_of_which_all_arrived_needs_nobody(filed: Path, clock: FakeClock) -> None:
    store = reopened(filed, clock)
    while due := store.due((), 50):
        for message in due:
            store.acknowledge(message.message_id, NOW)
    store.close()
    store = opened_as(filed, clock, "LZ1")
    assert (store.set_aside(), store.may_decommission()) == ((), True)
    assert filed.with_name("outbox.db.over-HSL3-1").exists()
    store.close()


@pytest.mark.parametrize("prefix", ["HSL3", None])
def test_a_terminal_enrolled_again_goes_on_with_its_queue_and_its_numbers(
    filed: Path, clock: FakeClock, prefix: str | None
) -> None:
    store = Store(filed, clock)
    store.open(prefix)
    assert (len(pending(store)), store.numbers_left(), store.set_aside()) == (42, 500 - 41, ())
    store.close()


def test_a_new_queue_belongs_to_whoever_gets_numbers_first(path: Path, clock: FakeClock) -> None:
    for _ in range(2):
        store = opened_as(path, clock, "LZ1")
        assert store.set_aside() == ()
        store.close()
    assert not list(path.parent.glob("*.o*-1"))


# ── nothing is wrong ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_start_misses_nothing(path: Path, clock: FakeClock) -> None:
    store = reopened(path, clock)
    assert (store.set_aside(), store.may_decommission()) == ((), True)
    store.close()


def test_the_copy_of_a_queue_that_is_gone_stays(path: Path, clock: FakeClock) -> None:
    """The next start found nothing pending in the new queue, and would have removed the last trace of the old one."""
    db = apsw.Connection(str(path))
    db.execute((FIXTURES / "v1.sql").read_text(encoding="utf-8")).fetchall()
    db.close()
    reopened(path, clock).close()
    assert reopened(path, clock).set_aside() == ()
    path.write_bytes(b"\xff" * PAGE_BYTES)
    for _ in range(3):
        store = reopened(path, clock)
        assert store.set_aside() == ("outbox.db.broken-1", "outbox.db.v1-copy")
        store.close()
    assert copy_of(path, 1).exists()
