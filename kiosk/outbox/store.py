"""The one table, its one connection and the one thread that owns it.

    file_case ─► one commit: number + row ─► FiledCase        only then may a screen say 已保存
    due ─► sync sends ─► acknowledge | postpone | refuse ─► subscribers hear the new delivery

Commit rule: `synchronous=EXTRA` before `journal_mode=WAL` and after it; the other order loses a freshly made database
in a power cut (reference measurement: 527 of 1,000 crash states came back empty). When to try again is kept in
memory on the monotonic clock: a restart makes everything due, and no jump of the wall clock can freeze the queue.
"""

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import aiosql
import apsw

from kiosk.core.clock import CHINA
from kiosk.outbox.messages import (
    KINDS,
    Delivery,
    DeliveryState,
    FiledCase,
    NotSaved,
    Pending,
    QueueCounts,
    Saved,
)
from kiosk.wire import Envelope, encode

_HERE = Path(__file__).parent
_T = TypeVar("_T")
PRAGMAS = (
    "pragma synchronous = extra",
    "pragma journal_mode = wal",
    "pragma synchronous = extra",
    "pragma foreign_keys = on",
    "pragma trusted_schema = off",
    "pragma cell_size_check = on",
    "pragma secure_delete = on",
    "pragma busy_timeout = 5000",
)


class BrokenStoreError(Exception):
    """The database cannot be opened with the promised durability."""


class Outbox:
    """The queue, as the loop's thread sees it. Every method but `subscribe` waits for the store's own thread."""

    def __init__(self, path: Path, number_prefix: str) -> None:
        self._path = path
        self._prefix = number_prefix
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._subscribers: list[Callable[[Delivery], None]] = []
        self._not_before_s: dict[str, float] = {}
        self._db: apsw.Connection
        self._sql: Any = aiosql.from_path(_HERE / "queries.sql", "apsw")

    async def open(self) -> "Outbox":
        """Open or make the database. One that fails its check is set aside under another name, never deleted."""
        await self._on_thread(self._open)
        return self

    async def close(self) -> None:
        """Close the database and end the thread."""
        await self._on_thread(lambda: self._db.close())
        self._thread.shutdown()

    def subscribe(self, told: Callable[[Delivery], None]) -> None:
        """Call `told` on the loop's thread whenever a delivery changes or a message is filed."""
        self._subscribers.append(told)

    async def file_case(self, case_id: str, now: datetime, build: Callable[[str], Envelope]) -> FiledCase | NotSaved:
        """Commit a case: its number and its row in one transaction. Again with the same id: the first result.

        `build(number)` makes the envelope and runs on the store's thread.
        """
        result = await self._guarded(lambda: self._file_case(case_id, now, build))
        if isinstance(result, FiledCase):
            self._tell(Delivery(case_id, case_id, "case", DeliveryState.WAITING, result.number))
        return result

    async def append(
        self,
        message_id: str,
        kind: str,
        case_id: str,
        content: Envelope | bytes,
        now: datetime,
        depends_on: Iterable[str] = (),
    ) -> Saved | NotSaved:
        """Commit a follow-up message. Again with the same id: nothing happens."""
        result = await self.append_all(((message_id, kind, case_id, content, tuple(depends_on)),), now)
        return result if isinstance(result, NotSaved) else Saved(message_id)

    async def append_all(
        self, messages: Iterable[tuple[str, str, str, Envelope | bytes, tuple[str, ...]]], now: datetime
    ) -> NotSaved | None:
        """Commit several messages (id, kind, case id, content, ids it waits for) together or not at all."""
        rows = tuple(messages)
        result = await self._guarded(lambda: self._append_all(rows, now))
        if isinstance(result, NotSaved):
            return result
        for message_id, kind, case_id, _, _ in rows:
            self._tell(Delivery(message_id, case_id, kind, DeliveryState.WAITING))
        return None

    async def due(self, now_s: float, most: int = 20) -> tuple[Pending, ...]:
        """What may be sent now, oldest first and at most one of each case; nothing whose dependency is not there.

        A message that must wait holds back the later ones of its own case only.
        """
        rows = await self._on_thread(lambda: list(self._sql.waiting_rows(self._db, most=10 * most)))
        heads: dict[str, Pending] = {}
        for row in rows:
            pending = Pending(*row)
            heads.setdefault(pending.case_id, pending)
        ready = (head for head in heads.values() if self._not_before_s.get(head.message_id, 0.0) <= now_s)
        return tuple(ready)[:most]

    def next_due_s(self) -> float | None:
        """The monotonic moment at which a postponed message becomes due; None if none is postponed."""
        return min(self._not_before_s.values(), default=None)

    def all_due(self) -> None:
        """Forget every postponement: the network is back."""
        self._not_before_s.clear()

    async def acknowledge(self, message_id: str, at: datetime) -> None:
        """The platform has it: the content is deleted, the identity stays."""
        self._not_before_s.pop(message_id, None)
        values = {"message_id": message_id, "acknowledged_at": _text(at)}
        await self._write(lambda: self._sql.mark_acknowledged(self._db, **values))
        await self._told(message_id)

    async def postpone(self, message_id: str, until_s: float, cause: str) -> None:
        """Not now: try again at a monotonic moment."""
        self._not_before_s[message_id] = until_s
        await self._write(lambda: self._sql.mark_tried(self._db, message_id=message_id, cause=cause))

    async def refuse(self, message_id: str, cause: str) -> None:
        """The platform will never take it as it is: kept for a person to look at, never sent again by itself."""
        self._not_before_s.pop(message_id, None)
        await self._write(lambda: self._sql.mark_refused(self._db, message_id=message_id, cause=cause))
        await self._told(message_id)

    async def send_again(self, digests: Iterable[str]) -> None:
        """The platform lacks these blobs."""
        wanted = tuple(digests)
        await self._write(lambda: [self._sql.mark_waiting(self._db, digest=digest) for digest in wanted])

    async def delivery(self, message_id: str) -> Delivery | None:
        """What is known of one message; None if it was never filed here."""
        row = await self._on_thread(lambda: self._sql.row_of(self._db, message_id=message_id))
        return None if row is None else _delivery(row)

    async def counts(self) -> QueueCounts:
        """The queue at a glance."""
        waiting, refused, oldest = await self._on_thread(lambda: self._sql.queue_counts(self._db))
        return QueueCounts(waiting, refused, datetime.fromisoformat(oldest) if oldest else None)

    # ── on the store's thread ──────────────────────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and not _is_sound(self._path):
            _set_aside(self._path)
        self._db = apsw.Connection(str(self._path))
        for pragma in PRAGMAS:
            self._db.execute(pragma).fetchall()
        if self._db.pragma("journal_mode") != "wal" or self._db.pragma("synchronous") != 3:
            raise BrokenStoreError(f"{self._path}: journal_mode or synchronous was not taken")
        with self._db:
            self._db.execute((_HERE / "schema.sql").read_text())
        _sync_directory(self._path.parent)

    def _file_case(self, case_id: str, now: datetime, build: Callable[[str], Envelope]) -> FiledCase:
        with self._db:
            before = self._sql.row_of(self._db, message_id=case_id)
            if before is not None:
                return FiledCase(case_id, before[4], datetime.fromisoformat(before[7]))
            day = now.astimezone(CHINA).strftime("%y%m%d")
            number = f"{self._prefix}-{day}-{self._sql.next_serial(self._db, day=day):04d}"
            self._add(case_id, "case", case_id, build(number), (), now, number)
        return FiledCase(case_id, number, now)

    def _append_all(
        self, rows: tuple[tuple[str, str, str, Envelope | bytes, tuple[str, ...]], ...], now: datetime
    ) -> None:
        with self._db:
            for message_id, kind, case_id, content, depends_on in rows:
                if self._sql.row_of(self._db, message_id=message_id) is None:
                    self._add(message_id, kind, case_id, content, depends_on, now, None)

    def _add(
        self,
        message_id: str,
        kind: str,
        case_id: str,
        content: Envelope | bytes,
        depends_on: tuple[str, ...],
        now: datetime,
        number: str | None,
    ) -> None:
        data = content if isinstance(content, bytes) else encode(content)
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
            filed_at=_text(now),
        )

    # ── between the threads ────────────────────────────────────────────────────────────────────────────────────────

    async def _on_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _write(self, work: Callable[[], object]) -> None:
        """A write whose failure only delays: the row stays as it was and is tried again."""
        await self._guarded(work)

    async def _guarded(self, work: Callable[[], _T]) -> _T | NotSaved:
        try:
            return await self._on_thread(work)
        except apsw.FullError:
            return NotSaved("disk_full")
        except (apsw.IOError, apsw.CantOpenError, apsw.ReadOnlyError, apsw.CorruptError, apsw.BusyError):
            return NotSaved("disk_error")

    async def _told(self, message_id: str) -> None:
        delivery = await self.delivery(message_id)
        if delivery is not None:
            self._tell(delivery)

    def _tell(self, delivery: Delivery) -> None:
        for told in self._subscribers:
            told(delivery)


def _delivery(row: tuple[Any, ...]) -> Delivery:
    message_id, case_id, kind, state, number, acknowledged_at, cause, _ = row
    at = datetime.fromisoformat(acknowledged_at) if acknowledged_at else None
    return Delivery(message_id, case_id, kind, DeliveryState(state), number, at, cause)


def _is_sound(path: Path) -> bool:
    db: apsw.Connection | None = None
    try:
        db = apsw.Connection(str(path))
        sound = str(db.pragma("quick_check")) == "ok"
    except apsw.Error:
        sound = False
    finally:
        if db is not None:
            db.close()
    return sound


def _set_aside(path: Path) -> None:
    """Rename a broken database and its journal, so that a person can look at it and the machine goes on."""
    number = next(n for n in range(1, 10_000) if not path.with_name(f"{path.name}.broken-{n}").exists())
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(path.with_name(f"{path.name}.broken-{number}{suffix}"))


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(at: datetime) -> str:
    return at.isoformat()
