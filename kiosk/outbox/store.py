"""The one table, its one connection and the one thread that owns it.

    file_case ─► one commit: number + row ─► FiledCase        only then may a screen say 已保存
    due ─► sync sends ─► acknowledge | postpone | refuse ─► subscribers hear the new delivery

When to try again is kept in memory on the monotonic clock and nowhere else: a restart makes everything due, and no
jump of the wall clock can freeze the queue. A disk that fails is a value (`NotSaved`, `Unreadable`), never a crash.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import aiosql
import apsw
import msgspec

from kiosk.core.clock import CHINA
from kiosk.outbox.database import DISK_TROUBLE, open_database, transaction
from kiosk.outbox.messages import (
    KINDS,
    Delivery,
    DeliveryState,
    FiledCase,
    NotSaved,
    Pending,
    QueueCounts,
    Saved,
    Sealed,
    Unreadable,
)
from kiosk.telemetry import emit

_T = TypeVar("_T")
_QUERIES = Path(__file__).with_name("queries.sql")


class Outbox:
    """The queue, as the loop's thread sees it. Every coroutine waits for the store's own thread."""

    def __init__(self, path: Path, number_prefix: str) -> None:
        self._path = path
        self._prefix = number_prefix
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._subscribers: list[Callable[[Delivery], None]] = []
        self._held: dict[str, _Hold] = {}
        self._db: apsw.Connection
        self._sql: Any = aiosql.from_path(_QUERIES, "apsw")

    async def open(self) -> "Outbox":
        """Open or make the database; raises `BrokenStoreError`.

        A file that fails its check is set aside under another name, never deleted.
        """
        try:
            await self._on_thread(self._open)
        except BaseException:
            self._thread.shutdown(wait=False)
            raise
        return self

    async def close(self) -> None:
        """Close the database and end the thread."""
        await self._on_thread(lambda: self._db.close())
        self._thread.shutdown()

    def subscribe(self, told: Callable[[Delivery], None]) -> None:
        """Call `told` on the loop's thread whenever a delivery changes or a message is filed."""
        self._subscribers.append(told)

    async def file_case(self, case_id: str, now: datetime, build: Callable[[str], Sealed]) -> FiledCase | NotSaved:
        """Commit a case: its number and its row in one transaction. Again with the same id: the first result.

        `build(number)` makes the envelope and runs on the store's thread.
        """
        result = await self._write(lambda: self._file_case(case_id, now, build))
        if isinstance(result, FiledCase):
            await self._announce(case_id)
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
        result = await self.append_all(((message_id, kind, case_id, content, tuple(depends_on)),), now)
        return result if isinstance(result, NotSaved) else Saved(message_id)

    async def append_all(
        self, messages: Iterable[tuple[str, str, str, Sealed | bytes, tuple[str, ...]]], now: datetime
    ) -> NotSaved | None:
        """Commit several messages (id, kind, case id, content, ids it waits for) together or not at all."""
        rows = tuple(messages)
        result = await self._write(lambda: self._append_all(rows, now))
        if isinstance(result, NotSaved):
            return result
        for message_id, *_ in rows:
            await self._announce(message_id)
        return None

    async def due(self, now_s: float, most: int) -> tuple[Pending, ...]:
        """What may be sent now: the first ready message of each case, the least often tried first.

        A message that is postponed holds back the later ones of its own case and nothing else. Empty if the disk
        cannot be read.
        """
        held = json.dumps([message_id for message_id, hold in self._held.items() if hold.until_s > now_s])
        rows = await self._read(lambda: list(self._sql.due_rows(self._db, held=held, most=most)))
        return () if isinstance(rows, Unreadable) else tuple(Pending(*row) for row in rows)

    def next_due_s(self, now_s: float) -> float | None:
        """The next monotonic moment at which a postponed message becomes due; None if none is postponed."""
        return min((hold.until_s for hold in self._held.values() if hold.until_s > now_s), default=None)

    def release(self) -> None:
        """The network is back: forget every postponement that the platform did not ask for."""
        self._held = {message_id: hold for message_id, hold in self._held.items() if hold.told}

    async def acknowledge(self, message_id: str, at: datetime) -> Saved | NotSaved:
        """The platform has it: the content is deleted, the identity stays."""
        done = await self._write(lambda: self._acknowledge(message_id, at))
        return await self._settled(message_id, done)

    async def refuse(self, message_id: str, cause: str) -> Saved | NotSaved:
        """The platform will never take it as it is: kept for a person to look at, never sent again by itself."""
        done = await self._write(lambda: self._sql.mark_refused(self._db, message_id=message_id, cause=cause))
        return await self._settled(message_id, done)

    async def postpone(self, message_id: str, until_s: float, cause: str, told: bool = False) -> Saved | NotSaved:
        """Not before a monotonic moment; `told`: the platform named it, so `release` does not lift it.

        It holds also where the disk cannot write down the attempt.
        """
        self._held[message_id] = _Hold(until_s, told)
        done = await self._write(lambda: self._sql.mark_tried(self._db, message_id=message_id, cause=cause))
        return done if isinstance(done, NotSaved) else Saved(message_id)

    async def send_again(self, case_id: str, digests: Iterable[str]) -> None:
        """The platform lacks these blobs of a case; those whose bytes are still here become due again."""
        wanted = tuple(digests)
        if wanted:
            await self._write(lambda: self._send_again(case_id, wanted))

    async def delivery(self, message_id: str) -> Delivery | Unreadable | None:
        """What is known of one message; None if it was never filed here."""
        row = await self._read(lambda: self._sql.row_of(self._db, message_id=message_id))
        return row if row is None or isinstance(row, Unreadable) else _delivery(row)

    async def counts(self) -> QueueCounts | Unreadable:
        """The queue at a glance, counted now."""
        found = await self._read(lambda: self._sql.queue_counts(self._db))
        if isinstance(found, Unreadable):
            return found
        waiting, refused, oldest = found
        return QueueCounts(waiting, refused, datetime.fromisoformat(oldest) if oldest else None)

    # ── on the store's thread ──────────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        self._db = open_database(self._path)

    def _file_case(self, case_id: str, now: datetime, build: Callable[[str], Sealed]) -> FiledCase:
        with transaction(self._db):
            before = self._sql.row_of(self._db, message_id=case_id)
            if before is not None:
                return FiledCase(case_id, before[4], datetime.fromisoformat(before[7]))
            day = now.astimezone(CHINA).strftime("%y%m%d")
            number = f"{self._prefix}-{day}-{self._sql.next_serial(self._db, day=day):04d}"
            self._add(case_id, "case", case_id, build(number), (), now, number)
        return FiledCase(case_id, number, now)

    def _append_all(
        self, rows: tuple[tuple[str, str, str, Sealed | bytes, tuple[str, ...]], ...], now: datetime
    ) -> None:
        with transaction(self._db):
            for message_id, kind, case_id, content, depends_on in rows:
                if self._sql.row_of(self._db, message_id=message_id) is None:
                    self._add(message_id, kind, case_id, content, depends_on, now, None)

    def _acknowledge(self, message_id: str, at: datetime) -> None:
        with transaction(self._db):
            self._sql.mark_acknowledged(self._db, message_id=message_id, acknowledged_at=at.isoformat())
            self._sql.forget_contents(self._db, message_id=message_id)

    def _send_again(self, case_id: str, digests: tuple[str, ...]) -> None:
        with transaction(self._db):
            for digest in digests:
                self._sql.mark_waiting(self._db, case_id=case_id, digest=digest)

    def _add(
        self,
        message_id: str,
        kind: str,
        case_id: str,
        content: Sealed | bytes,
        depends_on: tuple[str, ...],
        now: datetime,
        number: str | None,
    ) -> None:
        data = content if isinstance(content, bytes) else msgspec.json.encode(content)
        waits = (*depends_on, case_id) if KINDS[kind].waits_for_case else depends_on
        self._sql.add_row(
            self._db,
            message_id=message_id,
            case_id=case_id,
            kind=kind,
            number=number,
            digest=hashlib.sha256(data).hexdigest() if isinstance(content, bytes) else content.digest,
            content=data,
            depends_on=json.dumps(waits),
            filed_at=now.isoformat(),
        )

    # ── between the threads ────────────────────────────────────────────────────────────────────────────────────────

    async def _on_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _write(self, work: Callable[[], _T]) -> _T | NotSaved:
        try:
            return await self._on_thread(work)
        except apsw.FullError:
            emit("outbox_not_saved", reason="disk_full")
            return NotSaved("disk_full")
        except DISK_TROUBLE:
            emit("outbox_not_saved", reason="disk_error")
            return NotSaved("disk_error")

    async def _read(self, work: Callable[[], _T]) -> _T | Unreadable:
        try:
            return await self._on_thread(work)
        except DISK_TROUBLE:
            emit("outbox_unreadable")
            return Unreadable("disk_error")

    async def _settled(self, message_id: str, done: object) -> Saved | NotSaved:
        """After a final answer was written down: nothing holds it any more, and everybody hears."""
        if isinstance(done, NotSaved):
            return done
        self._held.pop(message_id, None)
        await self._announce(message_id)
        return Saved(message_id)

    async def _announce(self, message_id: str) -> None:
        """Tell everybody what the store knows of a message, and never what a caller believes."""
        delivery = await self.delivery(message_id)
        if isinstance(delivery, Delivery):
            for told in self._subscribers:
                told(delivery)


@dataclass(frozen=True, slots=True)
class _Hold:
    """Not before `until_s` (monotonic); `told`: the platform named the moment."""

    until_s: float
    told: bool


def _delivery(row: tuple[Any, ...]) -> Delivery:
    message_id, case_id, kind, state, number, acknowledged_at, cause, _ = row
    at = datetime.fromisoformat(acknowledged_at) if acknowledged_at else None
    return Delivery(message_id, case_id, kind, DeliveryState(state), number, at, cause)
