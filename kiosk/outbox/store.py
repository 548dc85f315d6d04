"""The queue's tables and its one connection. All of it runs on one thread, the store's own, and waits for nobody.

What the simulator, the crash harness and the terminal share: `Outbox` (outbox.py) is only the shell round it. Every
change is one transaction that holds its audit entry as well (decisions/0016).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw
import msgspec

from kiosk.core.clock import Clock, SystemClock, boot_id, china_date
from kiosk.outbox import audit, dead_letters, leases
from kiosk.outbox.access import AccessBook
from kiosk.outbox.audit import Event
from kiosk.outbox.database import BUSY_TIMEOUT_MS, broken, open_beside, open_database
from kiosk.outbox.exports import Seal, write_export
from kiosk.outbox.files import Files
from kiosk.outbox.messages import (
    KINDS,
    DeadLetter,
    Delivery,
    DeliveryState,
    Exported,
    FiledCase,
    NewMessage,
    Pending,
    QueueCounts,
    QueueReport,
    ReceiptNote,
    ReceiptState,
    Sealed,
)
from kiosk.outbox.migrations import drop_copies
from kiosk.outbox.queries import SQL
from kiosk.outbox.set_aside import needing_a_person
from kiosk.outbox.transactions import transaction
from kiosk.texts.causes import cause_code

LONG_LOG_PAGES = 1000
"""A write-ahead log that is longer is emptied when nobody waits for it."""


class Store:
    """The durable queue. Raises apsw's errors (`database.DISK_TROUBLE`) where the disk fails."""

    def __init__(self, path: Path, clock: Clock | None = None, files: Files | None = None, boot: str = "") -> None:
        self.path = path
        self.files = files or Files()
        self._clock = clock or SystemClock()
        self._boot = boot or boot_id()
        self.access: AccessBook
        self._db: apsw.Connection
        self._log_pages = 0
        self._acknowledged_before = 0

    def open(self, prefix: str | None = None) -> None:
        """Open or make the database, brought up to date; raises `BrokenStoreError`.

        `prefix`: of this machine's case numbers, once it belongs to a platform; another terminal's queue is set aside.
        """
        self._take(open_database(self.path, self._clock.now(), self.files, prefix))

    def open_beside(self) -> None:
        """Open a queue whose terminal may be running; changes nothing of it. Raises `BrokenStoreError`."""
        self._take(open_beside(self.path))

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    # ── filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def file_case(
        self, case_id: str, now: datetime, build: Callable[[str], Sealed], pages: Sequence[NewMessage] = ()
    ) -> FiledCase:
        """Commit a case with its number, and its pages, which must arrive before it. Again with the same id: the first
        result. Raises `leases.NoNumbersError`.
        """
        with self._change():
            before = SQL.row_of(self._db, message_id=case_id)
            if before is not None:
                return FiledCase(case_id, before[4], datetime.fromisoformat(before[7]))
            number = leases.draw(self._db, china_date(now))
            self._file(pages, now)
            page_ids = tuple(page.message_id for page in pages)
            case = NewMessage(case_id, "case", case_id, build(number), page_ids)
            digest = self._add(case, now, number)
            self._add_waits(case)
            self._record(Event.CASE_FILED, case_id, number=number, digest=digest)
        return FiledCase(case_id, number, now)

    def append_all(self, messages: Iterable[NewMessage], now: datetime) -> None:
        """Commit several messages together; one whose id is here already changes nothing."""
        with self._change():
            self._file(messages, now)

    def add_lease(self, block: leases.Block) -> None:
        """Hold one more block of numbers; the same block again changes nothing."""
        with self._change():
            SQL.add_lease(self._db, prefix=block.prefix, first=block.first, last=block.last)
            if self._db.changes():
                self._record(Event.LEASE_TAKEN, block.prefix, first=block.first, last=block.last)

    def prefix_in_use(self) -> str | None:
        """Whose queue it is: the prefix of the block that came last; None if none ever did."""
        prefix: str | None = SQL.prefix_in_use(self._db)
        return prefix

    def numbers_left(self) -> int:
        """How many cases may still be filed."""
        return int(SQL.numbers_left(self._db))

    def last_serial(self) -> int:
        """The last serial of all blocks of the prefix in use; 0 if there is none."""
        return int(SQL.last_serial(self._db))

    # ── sending ────────────────────────────────────────────────────────────────────────────────────────────────────

    def due(self, held: Iterable[str], most: int) -> tuple[Pending, ...]:
        """The first ready message of each case that is not in `held`, the least often tried first."""
        rows = SQL.due_rows(self._db, held=json.dumps(list(held)), most=most)
        return tuple(Pending(*row) for row in rows)

    def first_of(self, case_id: str) -> tuple[Pending, ...]:
        """The first ready message of one case; empty if there is none."""
        return tuple(Pending(*row) for row in SQL.first_of_case(self._db, case_id=case_id))

    def acknowledge(self, message_id: str, at: datetime) -> None:
        """The platform has it: the content is deleted, the identity stays."""
        with self._change():
            SQL.mark_acknowledged(self._db, message_id=message_id, acknowledged_at=at.isoformat())
            if self._db.changes():
                SQL.forget_contents(self._db, case_id=SQL.row_of(self._db, message_id=message_id)[1])
                self._record(Event.ACKNOWLEDGED, message_id)

    def refuse(self, message_id: str, cause: str) -> None:
        """The platform will never take it as it is: kept for a person to look at."""
        with self._change():
            SQL.mark_refused(self._db, message_id=message_id, cause=cause, at=self._clock.now().isoformat())
            if self._db.changes():
                self._record(Event.REFUSED, message_id, cause=cause_code(cause))

    def tried(self, message_id: str, cause: str) -> None:
        """One more attempt failed."""
        SQL.mark_tried(self._db, message_id=message_id, cause=cause)

    def send_again(self, case_id: str, digests: Iterable[str]) -> None:
        """Those blobs of a case whose bytes are still here become due again."""
        with self._change():
            for digest in digests:
                SQL.mark_lacking(self._db, case_id=case_id, digest=digest)
                if self._db.changes():
                    self._record(Event.ASKED_AGAIN, case_id, digest=digest)

    # ── what is known ──────────────────────────────────────────────────────────────────────────────────────────────

    def delivery(self, message_id: str) -> Delivery | None:
        """What is known of one message; None if it was never filed here."""
        row = SQL.row_of(self._db, message_id=message_id)
        return None if row is None else _delivery(row)

    def counts(self) -> QueueCounts:
        """The queue at a glance, counted now."""
        waiting, refused, _, oldest, *_ = SQL.queue_report(self._db)
        return QueueCounts(waiting, refused, datetime.fromisoformat(oldest) if oldest else None)

    def report(self) -> QueueReport:
        """The queue for the heartbeat and the technician, counted now."""
        waiting, refused, held, filed_at, boot, uptime_s, acknowledged, last = SQL.queue_report(self._db)
        oldest_s = None if filed_at is None else self._age_s(filed_at, boot, uptime_s)
        last_at = datetime.fromisoformat(last) if last else None
        own = acknowledged - self._acknowledged_before
        return QueueReport(waiting, refused, held, oldest_s, own, last_at, len(self.set_aside()))

    def set_aside(self) -> tuple[str, ...]:
        """The names of queues beside this one that may hold what never arrived: a person must take them away."""
        return needing_a_person(self._db, self.path, self.files)

    def audit_head(self) -> audit.AuditHead:
        """How long the audit is, and its last hash."""
        return audit.head(self._db)

    def audit_hash_at(self, entry_count: int) -> str | None:
        """The last hash of the audit when it had so many entries; None if it never had."""
        return audit.hash_at(self._db, entry_count)

    def check_audit(self) -> int | None:
        """The first place of the audit that is not as it was written; None if there is none."""
        return audit.first_broken(self._db)

    # ── slips ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def note_receipt(self, case_id: str, copy_number: int, state: ReceiptState, at: datetime) -> None:
        """What became of a slip; a step backwards changes nothing."""
        with self._change():
            SQL.note_receipt(self._db, case_id=case_id, copy=copy_number, state=state.value, at=at.isoformat())
            if self._db.changes():
                self._record(Event.RECEIPT, case_id, copy=copy_number, state=state.value)

    def receipts(self, case_id: str) -> tuple[ReceiptNote, ...]:
        """What is known of a case's slips, by copy."""
        return tuple(
            ReceiptNote(of, copy, ReceiptState(state), datetime.fromisoformat(at))
            for of, copy, state, at in SQL.receipts_of(self._db, case_id=case_id)
        )

    # ── what a technician does; raises `NotDoneError` ─────────────────────────────────────────────────

    def dead_letters(self) -> tuple[DeadLetter, ...]:
        """What needs a person, in the order of filing."""
        return dead_letters.stuck(self._db)

    def tried_in_vain(self) -> tuple[DeadLetter, ...]:
        """What waits, was tried and did not arrive, in the order of filing: it goes on being tried by itself."""
        return tuple(
            DeadLetter(
                message_id, case_id, kind, cause, datetime.fromisoformat(filed_at), attempt_count, is_held=False,
                waiting_s=self._age_s(filed_at, boot, uptime_s),
            )
            for message_id, case_id, kind, cause, filed_at, attempt_count, boot, uptime_s in SQL.tried_rows(self._db)
        )  # fmt: skip

    def retry(self, message_id: str) -> None:
        """Let a stuck message wait for the platform again."""
        with self._change():
            dead_letters.retry(self._db, self._clock.now(), message_id)

    def hold(self, message_id: str) -> None:
        """Keep a message back until somebody retries it."""
        with self._change():
            dead_letters.hold(self._db, self._clock.now(), message_id)

    def export(self, path: Path, seal: Seal | None = None) -> Exported:
        """Write everything pending to a file, sealed as it is, and remember it. Raises `OSError` as well."""
        exported = write_export(self._db, path, self._clock.now(), self.files, seal)
        self.note_exported(exported)
        return exported

    def note_exported(self, exported: Exported) -> None:
        """Remember what a file holds that is durably written."""
        with self._change():
            dead_letters.note_exported(self._db, self._clock.now(), exported)

    def discard(self, message_id: str, by: Iterable[str]) -> None:
        """Give up a stuck message, and what can never leave without it, in the name of two people."""
        with self._change():
            dead_letters.discard(self._db, self._clock.now(), message_id, by)

    def may_decommission(self) -> bool:
        """Whether this machine may go: everything that has not arrived lies in an export, and nothing is set aside."""
        return not SQL.is_anything_unexported(self._db) and not self.set_aside()

    # ── between the commits ────────────────────────────────────────────────────────────────────────────────────────

    def tidy(self) -> None:
        """Empty a long write-ahead log, and any log when nothing is pending: it holds what was deleted.

        Then the copies from before a migration go as well.

        For moments when nobody waits, and never waiting itself: while somebody reads the log (an export to a slow
        stick) it is left and tried again. Its new header is written here too, so that the next commit has one sync.
        """
        empties = not SQL.is_anything_pending(self._db)
        if empties:
            drop_copies(self._db, self.path, self.files)
        if self._log_pages == 0 or not (empties or self._log_pages >= LONG_LOG_PAGES):
            return
        self._db.set_busy_timeout(0)
        try:
            ((is_busy, _, _),) = self._db.execute(f"pragma wal_checkpoint({'truncate' if empties else 'restart'})")
            if not is_busy:
                self._db.execute(f"pragma user_version = {self._db.pragma('user_version')}").fetchall()
                self._log_pages = 0
        finally:
            self._db.set_busy_timeout(BUSY_TIMEOUT_MS)

    def _take(self, db: apsw.Connection) -> None:
        try:
            self._acknowledged_before = int(SQL.acknowledged_before(db))
        except apsw.Error as error:
            db.close()
            raise broken(self.path, error) from error
        db.set_wal_hook(self._logged)
        self._db = db
        self.access = AccessBook(db, self._clock, self._boot)

    def _logged(self, db: apsw.Connection, name: str, page_count: int) -> int:
        self._log_pages = page_count
        return apsw.SQLITE_OK

    def _change(self) -> AbstractContextManager[None]:
        return transaction(self._db)

    def _record(self, event: Event, subject: str, **details: Any) -> None:
        audit.record(self._db, self._clock.now(), event, subject, **details)

    def _file(self, messages: Iterable[NewMessage], now: datetime) -> None:
        """Add those that are not here yet, each with its audit entry."""
        fresh = [each for each in messages if SQL.row_of(self._db, message_id=each.message_id) is None]
        for message in fresh:
            digest = self._add(message, now, None)
            details = {"kind": message.kind, "case_id": message.case_id, "digest": digest}
            self._record(Event.MESSAGE_FILED, message.message_id, **details)
        for message in fresh:  # only now: what they wait for may be among them
            self._add_waits(message)

    def _add(self, message: NewMessage, now: datetime, number: str | None) -> str:
        """Write a message's row and bytes; returns its digest."""
        content = message.content
        data = content if isinstance(content, bytes) else msgspec.json.encode(content)
        digest = hashlib.sha256(data).hexdigest() if isinstance(content, bytes) else content.digest
        SQL.add_row(
            self._db,
            message_id=message.message_id,
            case_id=message.case_id,
            kind=message.kind,
            number=number,
            digest=digest,
            filed_at=now.isoformat(),
            filed_boot=self._boot,
            filed_uptime_s=self._clock.monotonic_s(),
        )
        SQL.add_content(self._db, data=data)
        return digest

    def _add_waits(self, message: NewMessage) -> None:
        waits_for_case = KINDS[message.kind].waits_for_case
        for before_id in (*message.depends_on, message.case_id) if waits_for_case else message.depends_on:
            SQL.add_wait(self._db, message_id=message.message_id, before_id=before_id)

    def _age_s(self, filed_at: str, boot: str, uptime_s: float) -> float:
        """Since a message was filed: by the monotonic clock within one run of the machine, else by the wall clock."""
        age_s = self._clock.monotonic_s() - uptime_s
        if boot and boot == self._boot and age_s >= 0:
            return age_s
        return max(0.0, (self._clock.now() - datetime.fromisoformat(filed_at)).total_seconds())


def _delivery(row: tuple[Any, ...]) -> Delivery:
    message_id, case_id, kind, state, number, acknowledged_at, cause, _ = row
    at = datetime.fromisoformat(acknowledged_at) if acknowledged_at else None
    return Delivery(message_id, case_id, kind, DeliveryState(state), number, at, cause)
