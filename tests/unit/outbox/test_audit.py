"""The audit: every change leaves one entry in its own transaction, and no entry can be changed unseen."""

import hashlib
import json
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import NewMessage, NotDoneError, ReceiptState, Store
from kiosk.outbox.audit import GENESIS, hash_of
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease

CASE = id_of(1)


def file(store: Store, case_id: str = CASE) -> None:
    store.file_case(case_id, NOW, lambda number: envelope(case_id, note=number))


def entries(store: Store) -> list[tuple[str, str, dict[str, object]]]:
    db = apsw.Connection(str(store.path))
    rows = db.execute("select event, subject, details from audit order by seq").fetchall()
    db.close()
    return [(str(event), str(subject), json.loads(str(details))) for event, subject, details in rows]


def tamper(store: Store, statement: str) -> None:
    """What somebody with the file in hand can do; the triggers are no hindrance to them."""
    db = apsw.Connection(str(store.path))
    db.execute("drop trigger audit_is_final; drop trigger audit_is_kept").fetchall()
    db.execute(statement).fetchall()
    db.close()


def test_every_change_leaves_its_entry(store: Store, tmp_path: Path) -> None:
    file(store)
    store.append_all([NewMessage(id_of(20), "blob", CASE, b"page", ())], NOW)
    store.append_all([NewMessage(id_of(22), "correction", CASE, envelope(CASE, "correction"), (id_of(20),))], NOW)
    store.note_receipt(CASE, 1, ReceiptState.COMPOSED, NOW)
    store.acknowledge(id_of(20), NOW)
    store.send_again(CASE, (hashlib.sha256(b"page").hexdigest(),))
    store.refuse(CASE, "422 what the platform says may name somebody")
    store.retry(CASE)
    store.hold(CASE)
    store.export(tmp_path / "stick.tar")
    store.discard(CASE, by=("p-1", "p-2"))
    told = entries(store)
    assert [event for event, _, _ in told] == [
        "lease_taken",
        "case_filed",
        "message_filed",
        "message_filed",
        "receipt",
        "acknowledged",
        "asked_again",
        "refused",
        "retried",
        "held",
        "exported",
        "discarded",
        "discarded",  # the correction can never leave without its case
    ]
    assert told[7] == ("refused", CASE, {"cause": "422"})
    assert told[11] == ("discarded", CASE, {"because_of": CASE, "by": ["p-1", "p-2"]})
    assert store.check_audit() is None
    assert store.audit_head().entry_count == len(told)


def test_what_changes_nothing_leaves_no_entry(store: Store) -> None:
    file(store)
    store.acknowledge(CASE, NOW)
    head = store.audit_head()
    file(store)
    store.acknowledge(CASE, NOW)
    store.refuse(CASE, "422")
    store.tried(CASE, "unreachable")
    store.send_again(CASE, ("0" * 64,))
    store.add_lease(Lease())
    with pytest.raises(NotDoneError):
        store.retry(CASE)
    store.acknowledge(id_of(99), NOW)  # never filed here
    assert store.audit_head() == head


def test_a_case_that_was_not_committed_leaves_no_entry(store: Store) -> None:
    head = store.audit_head()

    def fails(number: str) -> object:
        raise RuntimeError(number)

    with pytest.raises(RuntimeError):
        store.file_case(CASE, NOW, fails)  # type: ignore[arg-type]
    assert store.audit_head() == head


def test_the_hash_is_over_the_canonical_form() -> None:
    text = '[1,"2026-11-23T01:41:00+00:00","held","事","{\\"a\\":1}","' + GENESIS + '"]'
    expected = hashlib.sha256(text.encode()).hexdigest()
    assert hash_of(1, "2026-11-23T01:41:00+00:00", "held", "事", '{"a":1}', GENESIS) == expected


def test_an_entry_is_dated_by_the_clock(store: Store, clock: FakeClock) -> None:
    file(store)
    db = apsw.Connection(str(store.path))
    at = db.execute("select at from audit where event = 'case_filed'").get
    db.close()
    assert at == clock.now().isoformat()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "'2020'"),
        ("event", "'held'"),
        ("subject", "'x'"),
        ("details", "'{}'"),
        ("previous", "''"),
        ("hash", "'0'"),
    ],
)
def test_a_changed_entry_is_found(store: Store, column: str, value: str) -> None:
    for case in range(1, 6):
        file(store, id_of(case))
    tamper(store, f"update audit set {column} = {value} where seq = 3")
    assert store.check_audit() == 3


def test_a_missing_entry_is_found(store: Store) -> None:
    for case in range(1, 6):
        file(store, id_of(case))
    tamper(store, "delete from audit where seq = 4")
    assert store.check_audit() == 4


def test_an_entry_changed_together_with_its_hash_breaks_the_next(store: Store) -> None:
    for case in range(1, 6):
        file(store, id_of(case))
    db = apsw.Connection(str(store.path))
    entry: Any = db.execute("select seq, at, event, 'x', details, previous from audit where seq = 3").get
    db.close()
    tamper(store, f"update audit set subject = 'x', hash = '{hash_of(*entry)}' where seq = 3")
    assert store.check_audit() == 4


def test_the_end_cut_off_is_told_by_the_head(store: Store) -> None:
    file(store)
    head = store.audit_head()
    tamper(store, f"delete from audit where seq = {head.entry_count}")
    assert store.check_audit() is None
    assert store.audit_head() != head


def test_the_program_itself_cannot_rewrite_or_shorten_it(store: Store) -> None:
    file(store)
    db = apsw.Connection(str(store.path))
    for statement in ("update audit set subject = 'x'", "delete from audit"):
        with pytest.raises(apsw.ConstraintError):
            db.execute(statement).fetchall()
    db.close()


@given(st.tuples(st.integers(1), st.text(), st.text(), st.text(), st.text(), st.text()), st.integers(0, 5))
def test_no_two_entries_that_differ_have_one_canonical_form(
    entry: tuple[int, str, str, str, str, str], at: int
) -> None:
    other = list(entry)
    other[at] = entry[0] + 1 if at == 0 else str(entry[at]) + "x"
    assert hash_of(*entry) != hash_of(*other)  # type: ignore[arg-type]
