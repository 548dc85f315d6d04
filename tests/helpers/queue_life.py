"""A queue's life on a disk that can lose its power: every write path once, and the judge of what is found after a cut.

    recorded(disk, acts) ─► what the whole store held after each act ─► a cut ─► judged(disk, …) ─► "" or what is wrong

The whole store, row by row, must be what it was after the last act that returned, or after the one that was under way.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

import apsw

from kiosk.outbox import BrokenStoreError, NewMessage, ReceiptState, Store
from kiosk.outbox.migrations import copy_of
from tests.helpers.crash_disk import CrashDisk
from tests.helpers.fake_clock import FakeClock
from tests.helpers.messages import NOW, envelope, id_of
from tests.helpers.queue import Lease
from tests.helpers.view_context import ROOT

PATH = Path("/outbox.db")
STICK = Path("/stick.tar")
FORMER = Path("/outbox.db.of-HSL3-1")
TABLES = ("outbox", "contents", "waits", "audit", "leases", "receipts", "lockouts", "access")
Rows = tuple[Any, ...]
Acts = Iterator[tuple[str, Callable[[Store], Any]]]


@dataclass(slots=True)
class Recording:
    """What was done on one disk, and what the store held after each act."""

    disk: CrashDisk
    acts: list[str] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    """For each act, the step behind which it had returned."""
    held: list[Rows] = field(default_factory=list)
    """The whole store after each act."""
    has_copy: bool = False
    """It began with an older schema, of which there must be a copy."""
    former: Rows = ()
    """What the queue of another terminal held that is set aside in it."""

    def cut_in(self, act: int, chance: random.Random) -> tuple[int, tuple[Rows, ...]]:
        """A step in the midst of an act or right behind it, and what the store may hold after a cut there."""
        begin = self.ends[act - 1] if act else 0
        step = chance.randint(begin, self.ends[act])
        over = sum(end <= step for end in self.ends)
        return step, (self.held[max(over - 1, 0)], self.held[min(over, len(self.acts) - 1)])


# ── what is done to the store ──────────────────────────────────────────────────────────────────────────────────────


def file(store: Store, case: int) -> None:
    case_id = id_of(case)
    store.file_case(case_id, NOW, lambda number: envelope(case_id, note=number + "x" * 900))


def file_with_pages(store: Store, case: int) -> None:
    case_id = id_of(case)
    store.file_case(case_id, NOW, lambda number: envelope(case_id, note=number), _pages(case))


def supply(store: Store, case: int) -> None:
    pages = _pages(case)
    correction_id = id_of(100 * case + 9)
    names = tuple(page.message_id for page in pages)
    correction = NewMessage(correction_id, "correction", id_of(case), envelope(id_of(case), "correction"), names)
    store.append_all((*pages, correction), NOW)


def _pages(case: int) -> list[NewMessage]:
    return [NewMessage(id_of(100 * case + n), "blob", id_of(case), bytes([n]) * 9000, ()) for n in (1, 2)]


def reopen(store: Store) -> None:
    store.close()
    store.open()


def life(chance: random.Random) -> Acts:
    """One life of a queue, every write path in it at least once."""
    yield "open", Store.open
    yield "lease", partial(Store.add_lease, block=Lease(first=1, last=4))
    yield "lease", partial(Store.add_lease, block=Lease(first=11, last=30))
    for case in (1, 2, 3):
        yield "file", partial(file, case=case)
        yield "receipt", partial(_slip, case=case, state=ReceiptState.COMPOSED)
        yield "tidy", Store.tidy
    yield "append", partial(supply, case=3)
    middle: list[tuple[str, Callable[[Store], Any]]] = [
        ("acknowledge", partial(Store.acknowledge, message_id=id_of(1), at=NOW)),
        ("acknowledge a page", partial(Store.acknowledge, message_id=id_of(301), at=NOW)),
        ("tried", partial(Store.tried, message_id=id_of(2), cause="unreachable")),
        ("receipt", partial(_slip, case=2, state=ReceiptState.UNKNOWN)),
        ("file", partial(file, case=4)),
        ("file with pages", partial(file_with_pages, case=5)),
        ("restart", reopen),
    ]
    chance.shuffle(middle)
    for name, act in middle:
        yield name, act
        yield "tidy", Store.tidy
    yield "send again", partial(Store.send_again, case_id=id_of(3), digests=(sha256(b"\1" * 9000).hexdigest(),))
    yield "refuse", partial(Store.refuse, message_id=id_of(2), cause="422 not as expected")
    yield "retry", partial(Store.retry, message_id=id_of(2))
    yield "hold", partial(Store.hold, message_id=id_of(3))
    yield "export", partial(Store.export, path=STICK)
    yield "discard", partial(Store.discard, message_id=id_of(3), by=("p-1", "p-2"))
    for message_id in (id_of(2), id_of(4), id_of(501), id_of(502), id_of(5), id_of(301), id_of(302)):
        yield "acknowledge", partial(Store.acknowledge, message_id=message_id, at=NOW)
    yield "tidy", Store.tidy
    yield "file", partial(file, case=6)
    yield "close", Store.close


def _slip(store: Store, case: int, state: ReceiptState) -> None:
    store.note_receipt(id_of(case), 1, state, NOW)


def old_disk(has_log: bool) -> CrashDisk:
    """The queue of the first schema, at rest or as a cut left it: all of it still in its log."""
    disk = CrashDisk()
    script = (ROOT / "tests" / "fixtures" / "outbox" / "v1.sql").read_text(encoding="utf-8")
    with disk.mounted():
        db = apsw.Connection(str(PATH), vfs=disk.vfs)
        db.execute("pragma locking_mode = exclusive; pragma journal_mode = wal").fetchall()
        db.execute(script).fetchall()
        if not has_log:
            db.close()
        left = CrashDisk(dict(disk.names), {inode: bytearray(disk.contents[inode]) for inode in disk.names.values()})
        if has_log:
            db.close()
    return left


def given_away() -> Recording:
    """A machine becomes another terminal while something of the former has not arrived."""
    disk = CrashDisk()
    before: Acts = iter([("open", Store.open), ("lease", partial(Store.add_lease, block=Lease()))])
    files: Acts = iter([("file", partial(file, case=1)), ("file", partial(file, case=2)), ("close", Store.close)])
    former = recorded(disk, chain(before, files)).held[-1]

    def as_another(store: Store) -> None:
        store.close()
        store.open("LZ1")

    left = CrashDisk(dict(disk.names), {inode: bytearray(disk.contents[inode]) for inode in disk.names.values()})
    acts: Acts = iter([("open", Store.open), ("give away", as_another), ("close", Store.close)])
    recording = recorded(left, acts)
    recording.former = former
    return recording


def recorded(disk: CrashDisk, acts: Acts, has_copy: bool = False) -> Recording:
    """Carry the acts out on a disk, and remember what each came to."""
    recording = Recording(disk, has_copy=has_copy)
    with disk.mounted():
        store = Store(PATH, FakeClock(), disk)
        for name, act in acts:
            rows = _rows(store._db) if name == "close" else ()
            act(store)
            recording.acts.append(name)
            recording.ends.append(len(disk.steps))
            recording.held.append(rows or _rows(store._db))
    return recording


def _rows(db: apsw.Connection) -> Rows:
    return tuple(tuple(db.execute(f"select * from {table} order by 1, 2").fetchall()) for table in TABLES)


# ── the judge ──────────────────────────────────────────────────────────────────────────────────────────────────────


def judged(disk: CrashDisk, recording: Recording, allowed: tuple[Rows, ...]) -> str:
    """Open a disk after a cut as the terminal would; what is wrong with it, or nothing."""
    store = Store(PATH, FakeClock(), disk)
    try:
        store.open()
    except BrokenStoreError:
        return "unreadable"
    try:
        return _judged(store, disk, recording, allowed)
    finally:
        store.close()


def _judged(store: Store, disk: CrashDisk, recording: Recording, allowed: tuple[Rows, ...]) -> str:
    found = _rows(store._db)
    if any(".broken-" in name or ".missing-" in name for name in disk.names):
        return "unreadable"
    if found not in allowed:
        return "lost or by halves"
    if recording.former and found != recording.former and not _holds_former(disk, recording.former):
        return "lost or by halves"
    if store.check_audit() is not None:
        return "the audit is broken"
    for details in store._db.execute("select details from audit where event = 'exported'"):
        if not disk.exists(STICK) or sha256(disk.read(STICK.name)).hexdigest() not in str(details[0]):
            return "an export is believed that is not there"
    if recording.has_copy and not _is_whole(disk):
        return "the copy of the older schema is not there"
    given = {row[4] for row in found[0]}
    store.add_lease(Lease(first=900, last=999))
    file(store, 77)
    number = store.delivery(id_of(77)).number  # type: ignore[union-attr]
    return "a number came twice" if number in given else ""


def _holds_former(disk: CrashDisk, former: Rows) -> bool:
    if not disk.exists(FORMER):
        return False
    db = apsw.Connection(str(FORMER), vfs=disk.vfs)
    try:
        db.execute("pragma locking_mode = exclusive").fetchall()
        return _rows(db) == former
    finally:
        db.close()


def _is_whole(disk: CrashDisk) -> bool:
    copy = copy_of(PATH, 1)
    if not disk.exists(copy):
        return False
    db = apsw.Connection(str(copy), vfs=disk.vfs)
    try:
        count = db.execute("select count(*) from outbox").get
        return (db.pragma("quick_check"), count, db.pragma("user_version")) == ("ok", 10, 1)
    except apsw.Error:
        return False
    finally:
        db.close()


def scenarios(count: int) -> Iterator[tuple[str, Recording]]:
    """Recordings: lives with their middle in another order each, both kinds of migration, a machine given away."""
    for n in range(count):
        yield f"life-{n}", recorded(CrashDisk(), life(random.Random(n)))
    for has_log in (False, True):
        name = "migration-from-log" if has_log else "migration"
        yield name, recorded(old_disk(has_log), iter([("migrate", Store.open), ("close", Store.close)]), has_copy=True)
    yield "given-away", given_away()
