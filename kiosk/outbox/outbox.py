"""The queue as the loop's thread sees it: waits for the store's own thread, tells everybody.

    file_case ─► one commit: number + row + audit ─► FiledCase        only then may a screen say 已保存
    due ─► sync sends ─► acknowledge | tried | refuse ─► subscribers hear the new delivery

When to try again is not kept here but by the sync (`kiosk.sync.courier`). A disk that fails is a value (`NotSaved`,
`Unreadable`), never a crash.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kiosk.core.clock import Clock, SystemClock
from kiosk.outbox.access import AccessBook
from kiosk.outbox.audit import AuditHead
from kiosk.outbox.database import DISK_FULL, DISK_TROUBLE, open_beside
from kiosk.outbox.disk import Disk, Room
from kiosk.outbox.exports import Seal, write_export
from kiosk.outbox.leases import Block, NoNumbersError
from kiosk.outbox.messages import (
    DeadLetter,
    Delivery,
    Exported,
    FiledCase,
    NewMessage,
    NotDoneError,
    NotSaved,
    Pending,
    QueueCounts,
    QueueReport,
    ReceiptNote,
    ReceiptState,
    Saved,
    Sealed,
    Unreadable,
)
from kiosk.outbox.store import Store
from kiosk.telemetry import emit

_T = TypeVar("_T")


class Outbox:
    """The queue, as the loop's thread sees it. Every coroutine waits for the store's own thread."""

    def __init__(self, path: Path, clock: Clock | None = None, disk: Disk | None = None) -> None:
        self._clock = clock or SystemClock()
        self._disk = disk or Disk(path.parent)
        self._store = Store(path, self._clock)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._subscribers: list[Callable[[Delivery], None]] = []
        self._room_subscribers: list[Callable[[Room], None]] = []
        self._room = Room.OK

    async def open(self, prefix: str | None = None) -> "Outbox":
        """Open or make the database; raises `BrokenStoreError`.

        A file that fails its check is set aside under another name, never deleted, and so is the queue of a terminal
        whose case numbers have another prefix.
        """
        try:
            await self._on_thread(lambda: self._store.open(prefix))
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        return self

    async def close(self) -> None:
        """Close the database and end the thread."""
        await self._on_thread(self._store.close)
        self._thread.shutdown()

    def subscribe(self, told: Callable[[Delivery], None]) -> None:
        """Call `told` on the loop's thread whenever a delivery changes or a message is filed."""
        self._subscribers.append(told)

    # ── filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    async def file_case(
        self, case_id: str, now: datetime, build: Callable[[str], Sealed], pages: Sequence[NewMessage] = ()
    ) -> FiledCase | NotSaved:
        """Commit a case: number, rows and audit entries in one transaction. Again with the same id: the first result.

        `build(number)` makes the envelope and runs on the store's thread. `pages`: blobs it must not arrive before.
        """
        result = await self._write(lambda: self._store.file_case(case_id, now, build, pages))
        if isinstance(result, FiledCase):
            for message_id in (*(page.message_id for page in pages), case_id):
                await self._announce(message_id)
        return result

    async def append(
        self,
        message_id: str,
        kind: str,
        case_id: str,
        content: Sealed | bytes,
        now: datetime,
        depends_on: Iterable[str] = (),
    ) -> Saved | NotSaved:
        """Commit a follow-up message. Again with the same id: nothing happens."""
        result = await self.append_all((NewMessage(message_id, kind, case_id, content, tuple(depends_on)),), now)
        return result if isinstance(result, NotSaved) else Saved(message_id)

    async def append_all(self, messages: Iterable[NewMessage], now: datetime) -> NotSaved | None:
        """Commit several messages together or not at all."""
        rows = tuple(messages)
        result = await self._write(lambda: self._store.append_all(rows, now))
        if isinstance(result, NotSaved):
            return result
        for row in rows:
            await self._announce(row.message_id)
        return None

    async def add_lease(self, block: Block) -> Saved | NotSaved:
        """Hold one more block of numbers, such as `kiosk.wire.Lease`; the same block again changes nothing."""
        done = await self._write(lambda: self._store.add_lease(block))
        return done if isinstance(done, NotSaved) else Saved(block.prefix)

    async def numbers_left(self) -> int | Unreadable:
        """How many cases may still be filed; with 0 no form should be begun."""
        return await self._read(self._store.numbers_left)

    async def last_serial(self) -> int | Unreadable:
        """The last serial of all blocks of the prefix in use; 0 if there is none."""
        return await self._read(self._store.last_serial)

    # ── sending ────────────────────────────────────────────────────────────────────────────────────────────────────

    async def due(self, passed_over: Iterable[str], most: int) -> tuple[Pending, ...]:
        """What may be sent now: the first ready message of each case, the least often tried first.

        A message that is passed over holds back the later ones of its own case and nothing else. Empty if the disk
        cannot be read.
        """
        ids = tuple(passed_over)
        found = await self._read(lambda: self._store.due(ids, most))
        return () if isinstance(found, Unreadable) else found

    async def first_of(self, case_id: str) -> tuple[Pending, ...]:
        """The first ready message of one case; empty if there is none, or the disk cannot be read."""
        found = await self._read(lambda: self._store.first_of(case_id))
        return () if isinstance(found, Unreadable) else found

    async def acknowledge(self, message_id: str, at: datetime) -> Saved | NotSaved:
        """The platform has it: the content is deleted, the identity stays."""
        done = await self._write(lambda: self._store.acknowledge(message_id, at))
        return await self._settled(message_id, done)

    async def refuse(self, message_id: str, cause: str) -> Saved | NotSaved:
        """The platform will never take it as it is: kept for a person to look at, never sent again by itself."""
        done = await self._write(lambda: self._store.refuse(message_id, cause))
        return await self._settled(message_id, done)

    async def tried(self, message_id: str, cause: str) -> Saved | NotSaved:
        """One more attempt failed, and why."""
        done = await self._write(lambda: self._store.tried(message_id, cause))
        return done if isinstance(done, NotSaved) else Saved(message_id)

    async def send_again(self, case_id: str, digests: Iterable[str]) -> None:
        """The platform lacks these blobs of a case; those whose bytes are still here become due again."""
        wanted = tuple(digests)
        if wanted:
            await self._write(lambda: self._store.send_again(case_id, wanted))

    # ── what is known ──────────────────────────────────────────────────────────────────────────────────────────────

    async def delivery(self, message_id: str) -> Delivery | Unreadable | None:
        """What is known of one message; None if it was never filed here."""
        return await self._read(lambda: self._store.delivery(message_id))

    async def counts(self) -> QueueCounts | Unreadable:
        """The queue at a glance, counted now."""
        return await self._read(lambda: self._store.counts())

    async def report(self) -> QueueReport | Unreadable:
        """The queue for the heartbeat and the technician, counted now."""
        return await self._read(self._store.report)

    async def set_aside(self) -> tuple[str, ...] | Unreadable:
        """The names of queues beside this one that may hold what never arrived: a person must take them away."""
        return await self._read(self._store.set_aside)

    async def audit_head(self) -> AuditHead | Unreadable:
        """How long the audit is, and its last hash."""
        return await self._read(self._store.audit_head)

    async def check_audit(self) -> int | Unreadable | None:
        """The first place of the audit that is not as it was written; None if there is none."""
        return await self._read(self._store.check_audit)

    # ── slips ──────────────────────────────────────────────────────────────────────────────────────────────────────

    async def note_receipt(self, case_id: str, copy_number: int, state: ReceiptState, at: datetime) -> Saved | NotSaved:
        """Write down what became of a slip; a step backwards changes nothing, and *unknown* stays unknown."""
        done = await self._write(lambda: self._store.note_receipt(case_id, copy_number, state, at))
        return done if isinstance(done, NotSaved) else Saved(case_id)

    async def receipts(self, case_id: str) -> tuple[ReceiptNote, ...] | Unreadable:
        """What is known of a case's slips, by copy."""
        return await self._read(lambda: self._store.receipts(case_id))

    # ── who may open the machine ───────────────────────────────────────────────────────────────────────────────────

    async def access(self, work: Callable[[AccessBook], _T]) -> _T | NotSaved:
        """Do something with the ways in, on the store's thread; what was not written was not done."""
        return await self._write(lambda: work(self._store.access))

    async def audit_hash_at(self, entry_count: int) -> str | Unreadable | None:
        """The last hash of the audit when it had so many entries; None if it never had."""
        return await self._read(lambda: self._store.audit_hash_at(entry_count))

    # ── what a technician does ─────────────────────────────────────────────────────────────────────────────────────

    async def dead_letters(self) -> tuple[DeadLetter, ...] | Unreadable:
        """What needs a person, in the order of filing."""
        return await self._read(self._store.dead_letters)

    async def tried_in_vain(self) -> tuple[DeadLetter, ...] | Unreadable:
        """What waits, was tried and did not arrive, in the order of filing: it goes on being tried by itself."""
        return await self._read(self._store.tried_in_vain)

    async def retry(self, message_id: str) -> Saved | NotSaved:
        """Let a stuck message wait for the platform again."""
        return await self._settled(message_id, await self._write(lambda: self._store.retry(message_id)))

    async def hold(self, message_id: str) -> Saved | NotSaved:
        """Keep a message back until somebody retries it."""
        return await self._settled(message_id, await self._write(lambda: self._store.hold(message_id)))

    async def export(self, path: Path, seal: Seal | None = None) -> Exported | NotSaved:
        """Write everything pending to a file, sealed as it is. A slow stick keeps no resident waiting."""
        try:
            exported = await asyncio.to_thread(self._exported, path, seal)
        except NotDoneError as error:
            return NotSaved(str(error))
        except (OSError, *DISK_TROUBLE, DISK_FULL):
            emit("outbox_not_saved", reason="export_failed")
            return NotSaved("export_failed")
        done = await self._write(lambda: self._store.note_exported(exported))
        return done if isinstance(done, NotSaved) else exported

    async def discard(self, message_id: str, by: tuple[str, str]) -> Saved | NotSaved:
        """Give up a stuck message, and what can never leave without it, in the name of two people.

        Only after an export that holds all of it.
        """
        return await self._settled(message_id, await self._write(lambda: self._store.discard(message_id, by)))

    async def may_decommission(self) -> bool:
        """Whether this machine may go: everything that has not arrived lies in an export, and nothing is set aside."""
        return await self._read(self._store.may_decommission) is True

    # ── the disk ───────────────────────────────────────────────────────────────────────────────────────────────────

    def subscribe_room(self, told: Callable[[Room], None]) -> None:
        """Call `told` on the loop's thread whenever the room on the disk changes."""
        self._room_subscribers.append(told)

    async def look_at_disk(self) -> Room:
        """Measure the room now, and tell everybody if it changed. `LOW`: no new form; a running one may finish.

        What could not be tidied after the last change, since somebody read it, is tidied now.
        """
        await self._on_thread(self._tidy)
        room = await self._on_thread(self._disk.settle)
        if room is not self._room:
            self._room = room
            emit("disk_room_changed", room=room.value)
            for told in self._room_subscribers:
                told(room)
        return room

    # ── between the threads ────────────────────────────────────────────────────────────────────────────────────────

    async def _on_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _write(self, work: Callable[[], _T]) -> _T | NotSaved:
        try:
            return await self._on_thread(lambda: self._committed(work))
        except NoNumbersError:
            reason = "no_numbers"
        except NotDoneError as error:
            return NotSaved(str(error))
        except DISK_FULL:
            reason = "disk_full"
        except DISK_TROUBLE:
            reason = "disk_error"
        emit("outbox_not_saved", reason=reason)
        return NotSaved(reason)

    def _committed(self, work: Callable[[], _T]) -> _T:
        """Carry out one change; on a full disk once more in the ballast's place. What can wait is done afterwards."""
        try:
            done = work()
        except DISK_FULL:
            if not self._disk.drop_ballast():
                raise
            emit("ballast_dropped")
            done = work()
        self._thread.submit(self._tidy)
        return done

    def _tidy(self) -> None:
        with suppress(DISK_FULL, *DISK_TROUBLE):  # the log stays as long as it is, and is tried again
            self._store.tidy()

    def _exported(self, path: Path, seal: Seal | None) -> Exported:
        db = open_beside(self._store.path)
        try:
            return write_export(db, path, self._clock.now(), self._store.files, seal)
        finally:
            db.close()

    async def _read(self, work: Callable[[], _T]) -> _T | Unreadable:
        try:
            return await self._on_thread(work)
        except DISK_TROUBLE:
            emit("outbox_unreadable")
            return Unreadable("disk_error")

    async def _settled(self, message_id: str, done: object) -> Saved | NotSaved:
        """After a new state was written down everybody hears."""
        if isinstance(done, NotSaved):
            return done
        await self._announce(message_id)
        return Saved(message_id)

    async def _announce(self, message_id: str) -> None:
        """Tell everybody what the store knows of a message, and never what a caller believes."""
        delivery = await self.delivery(message_id)
        if isinstance(delivery, Delivery):
            for told in self._subscribers:
                told(delivery)
