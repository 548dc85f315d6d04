"""Campaign `audit-log`: what is changed in the audit is found by the machine itself; what is cut off, by the platform.

A machine files, its staff comes and goes and tries in vain, and after every few acts it tells the platform how long its
audit is and what its last hash is. Then its database is tampered with past the program (triggers dropped, as whoever
has the disk can): every column of every row changed, every row removed, every two neighbours exchanged, rows added.
Cut at its end, rolled back to an older copy of the disk, or rolled back and grown again, it is whole by itself: the
platform says so at the next beats.

Planted: a check that skips a column, one that does not look at the order, a platform that believes any longer audit.
"""

import asyncio
import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import apsw
import msgspec

from kiosk.app.condition import condition_of
from kiosk.outbox import Event, Outbox, Store, audit
from kiosk.outbox.queries import SQL
from kiosk.platform import heartbeats
from kiosk.sync import Heartbeats, PlatformClient
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.fake_clock import FakeClock
from tests.helpers.fake_session import MORNING
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.machine import enrolled_in
from tests.helpers.messages import envelope, id_of
from tests.helpers.queue import Lease

ACTS, SHORT_ACTS = 400, 60
COLUMNS = ("at", "event", "subject", "details", "previous", "hash")


def run(context: Context) -> Outcome:
    """Tamper with rows, then with the whole; then the programs that must not pass."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    written = context.folder / "written.db"
    _lived(written, SHORT_ACTS if context.is_short else ACTS)
    tampered, missed = _tampered(written, context.folder)
    context.figure("tampered_rows_count", tampered)
    context.figure("missed_rows_count", len(missed))
    rolled = asyncio.run(_rolled_back(context.folder / "rolled"))
    context.figure("rolled_back_in_ways_count", len(ROLLS))
    context.figure("rolled_back_unnoticed_count", len(rolled))
    _plant(context, written)
    wrongs = [*missed[:3], *rolled]
    return (
        FellShort("; ".join(wrongs))
        if wrongs
        else Held(f"{tampered} rows tampered with, {len(ROLLS)} rollbacks: all found")
    )


# ── a machine's life ───────────────────────────────────────────────────────────────────────────────────────────────


def _lived(path: Path, acts: int) -> None:
    chance = random.Random("audit-log")
    store = Store(path, FakeClock(MORNING))
    store.open()
    store.add_lease(Lease())
    for number in range(acts):
        _act(store, number, chance)
    assert store.check_audit() is None
    store._db.execute("pragma wal_checkpoint(truncate)").fetchall()
    store.close()


def _act(store: Store, number: int, chance: random.Random) -> None:
    match chance.randrange(5):
        case 0 | 1:
            case_id = id_of(number)
            store.file_case(case_id, MORNING, lambda given: envelope(case_id, note=given))
        case 2:
            store.access.begin_try("pin:clerk")
            store.access.succeeded("pin:clerk")
        case 3:
            store.access.note(Event.SIGNED_IN, "technician", ["T0427"], ways=["card"])
        case _:
            store.access.note(Event.MAINTAINED, "change_paper", ["C0033"])


# ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────

Tampering = Callable[[apsw.Connection, int], None]


def _changed(column: str) -> Tampering:
    def change(db: apsw.Connection, seq: int) -> None:
        found = str(db.execute(f"select {column} from audit where seq = ?", (seq,)).get)
        other = found[:-1] + ("0" if not found.endswith("0") else "1") if found else "x"
        db.execute(f"update audit set {column} = ? where seq = ?", (other, seq)).fetchall()

    return change


def _removed(db: apsw.Connection, seq: int) -> None:
    """And those behind it move up, so that the numbers have no gap."""
    db.execute("delete from audit where seq = ?", (seq,)).fetchall()
    db.execute("update audit set seq = -seq where seq > ?", (seq,)).fetchall()
    db.execute("update audit set seq = -seq - 1 where seq < 0").fetchall()


def _exchanged(db: apsw.Connection, seq: int) -> None:
    db.execute("update audit set seq = -1 where seq = ?", (seq,)).fetchall()
    db.execute("update audit set seq = ? where seq = ?", (seq, seq + 1)).fetchall()
    db.execute("update audit set seq = ? where seq = -1", (seq + 1,)).fetchall()


def _rewritten(db: apsw.Connection, seq: int) -> None:
    """A row changed by whoever knows the form: its own hash fits again, and the next one's does not."""
    row = db.execute("select at, event, subject, previous from audit where seq = ?", (seq,)).fetchall()[0]
    at, event, subject, previous = map(str, row)
    details = '{"by":["nobody"]}'
    fits = audit.hash_of(seq, at, event, subject, details, previous)
    db.execute("update audit set details = ?, hash = ? where seq = ?", (details, fits, seq)).fetchall()


TAMPERINGS: dict[str, Tampering] = {
    **{f"{column} changed": _changed(column) for column in COLUMNS},
    "removed": _removed, "exchanged with the next": _exchanged, "rewritten with a fitting hash": _rewritten,
}  # fmt: skip


def _tampered(written: Path, folder: Path) -> tuple[int, list[str]]:
    """How many were tampered with, and which were not found. The last row is the platform's to find."""
    copy = folder / "tampered.db"
    missed, count = [], 0
    for name, tamper in TAMPERINGS.items():
        length = _length(written)
        for seq in range(1, length):
            shutil.copy(written, copy)
            db = apsw.Connection(str(copy))
            for trigger in ("audit_is_final", "audit_is_kept"):
                db.execute(f"drop trigger {trigger}").fetchall()
            tamper(db, seq)
            count += 1
            if audit.first_broken(db) is None:
                missed.append(f"row {seq} {name}")
            db.close()
    return count, missed


def _length(path: Path) -> int:
    db = apsw.Connection(str(path))
    length = audit.head(db).entry_count
    db.close()
    return length


# ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Beating:
    """A machine that tells the platform of itself; its disk can be copied and put back."""

    def __init__(self, folder: Path, platform: InProcessPlatform, clock: FakeClock) -> None:
        self._folder, self._platform, self.clock = folder, platform, clock
        self._path = folder / "outbox.db"

    async def on(self, acts: Callable[[Outbox], Any], beats: int) -> None:
        """One run of the program: some acts, some beats."""
        identity = await enrolled_in(self._folder / "identity", self._platform, self.clock)
        outbox = await Outbox(self._path, self.clock).open()
        transport = self._platform.transport()
        async with PlatformClient(self._platform.base_url, identity, self.clock, transport=transport) as client:
            heart = Heartbeats(
                identity, client, outbox, lambda: condition_of(outbox, self._folder), lambda answer: None, self.clock,
                random.Random(1), "1",
            )  # fmt: skip
            await acts(outbox)
            for _ in range(beats):
                await heart.beat()
                self.clock.go_on(60)
        await outbox.close()

    def copied(self) -> bytes:
        return self._path.read_bytes()

    def put_back(self, copy: bytes) -> None:
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        self._path.write_bytes(copy)

    async def doubts(self) -> int:
        (view,) = (await self._platform.staff.http.get("/v1/terminals")).raise_for_status().json()["terminals"]
        return int(view["last_beat"]["audit_doubt_count"])


def _did(count: int, what: str) -> Callable[[Outbox], Any]:
    async def acts(outbox: Outbox) -> None:
        for _ in range(count):
            await outbox.access(lambda book: book.note(Event.MAINTAINED, what, ["T0427"]))

    return acts


ROLLS: dict[str, int] = {
    "rolled back": 0, "rolled back and grown to the same length": 5, "rolled back and grown longer": 9,
}  # fmt: skip


async def _rolled_back(folder: Path) -> list[str]:
    """Ways that the platform did not notice; and honest machines that it doubted."""
    wrongs = []
    for name, grown in ROLLS.items():
        if not await _doubted(folder / name.replace(" ", "-"), grown):
            wrongs.append(f"{name}: unnoticed")
    if await _doubted(folder / "honest", None):
        wrongs.append("a machine that was only started again is doubted")
    return wrongs


async def _doubted(folder: Path, grown: int | None) -> bool:
    """A machine acts and beats, is set back to a copy of its disk and acts again; whether the platform doubts it."""
    await asyncio.to_thread((folder / "platform").mkdir, parents=True)
    clock = FakeClock(MORNING)
    async with in_process_platform(folder / "platform", clock) as platform:
        machine = _Beating(folder, platform, clock)
        await machine.on(_did(7, "see_logs"), 2)
        copy = machine.copied()
        await machine.on(_did(5, "change_settings"), 2)
        assert await machine.doubts() == 0
        if grown is not None:
            machine.put_back(copy)
        await machine.on(_did(grown or 0, "see_state"), 3)
        return await machine.doubts() > 0


# ── the programs that must not pass ────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _skips_details() -> Iterator[None]:
    def weaker(seq: int, at: str, event: str, subject: str, details: str, previous: str) -> str:
        return hashlib.sha256(msgspec.json.encode((seq, at, event, subject, previous))).hexdigest()

    with mock.patch.object(audit, "hash_of", weaker):
        yield


@contextmanager
def _skips_links() -> Iterator[None]:
    def weaker(db: apsw.Connection) -> int | None:
        for *entry, found in SQL.audit_rows(db):
            if audit.hash_of(*entry) != found:
                return int(entry[0])
        return None

    with mock.patch.object(audit, "first_broken", weaker):
        yield


def _plant(context: Context, written: Path) -> None:
    fault = context.plant("a hash without the details")
    with _skips_details():
        planted = context.folder / "planted.db"
        _lived(planted, 12)
        if any("details" in each for each in _tampered(planted, context.folder)[1]):
            fault.caught()
    fault = context.plant("a check that follows no link")
    few = context.folder / "few.db"
    _lived(few, 12)
    with _skips_links():
        if _tampered(few, context.folder)[1]:
            fault.caught()
    fault = context.plant("a platform that believes any longer audit")
    believes = mock.patch.object(
        heartbeats, "is_audit_sound", lambda said, count, head, before: said.audit_count >= before.audit_count
    )
    with believes:
        if asyncio.run(_rolled_back(context.folder / "believing")):
            fault.caught()


SHORT_NOTE = ""
CAMPAIGN = Campaign(
    "audit-log", "an audit that was changed is found, and one that was rolled back is noticed", SHORT_NOTE, run
)
