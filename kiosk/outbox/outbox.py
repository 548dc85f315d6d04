"""The queue as the loop's thread sees it: waits for the store's own thread, remembers postponements, tells everybody.

    file_case ─► one commit: number + row ─► FiledCase        only then may a screen say 已保存
    due ─► sync sends ─► acknowledge | postpone | refuse ─► subscribers hear the new delivery

When to try again is kept in memory on the monotonic clock and nowhere else: a restart makes everything due, and no
jump of the wall clock can freeze the queue. A disk that fails is a value (`NotSaved`, `Unreadable`), never a crash.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import apsw

from kiosk.outbox.database import DISK_TROUBLE
from kiosk.outbox.messages import (
    Delivery,
    FiledCase,
    NotSaved,
    Pending,
    QueueCounts,
    Saved,
    Sealed,
    Unreadable,
)
from kiosk.outbox.store import NewMessage, Store
from kiosk.telemetry import emit

_T = TypeVar("_T")


class Outbox:
    """The queue, as the loop's thread sees it. Every coroutine waits for the store's own thread."""

    def __init__(self, path: Path, number_prefix: str) -> None:
        self._store = Store(path, number_prefix)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")
        self._subscribers: list[Callable[[Delivery], None]] = []
        self._held: dict[str, _Hold] = {}

    async def open(self) -> "Outbox":
        """Open or make the database; raises `BrokenStoreError`.

        A file that fails its check is set aside under another name, never deleted.
        """
        try:
            await self._on_thread(self._store.open)
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

    async def file_case(self, case_id: str, now: datetime, build: Callable[[str], Sealed]) -> FiledCase | NotSaved:
        """Commit a case: its number and its row in one transaction. Again with the same id: the first result.

        `build(number)` makes the envelope and runs on the store's thread.
        """
        result = await self._write(lambda: self._store.file_case(case_id, now, build))
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

    async def due(self, now_s: float, most: int) -> tuple[Pending, ...]:
        """What may be sent now: the first ready message of each case, the least often tried first.

        A message that is postponed holds back the later ones of its own case and nothing else. Empty if the disk
        cannot be read.
        """
        held = tuple(message_id for message_id, hold in self._held.items() if hold.until_s > now_s)
        found = await self._read(lambda: self._store.due(held, most))
        return () if isinstance(found, Unreadable) else found

    def next_due_s(self, now_s: float) -> float | None:
        """The next monotonic moment at which a postponed message becomes due; None if none is postponed."""
        return min((hold.until_s for hold in self._held.values() if hold.until_s > now_s), default=None)

    def release(self) -> None:
        """The network is back: forget every postponement that the platform did not ask for."""
        self._held = {message_id: hold for message_id, hold in self._held.items() if hold.told}

    async def acknowledge(self, message_id: str, at: datetime) -> Saved | NotSaved:
        """The platform has it: the content is deleted, the identity stays."""
        done = await self._write(lambda: self._store.acknowledge(message_id, at))
        return await self._settled(message_id, done)

    async def refuse(self, message_id: str, cause: str) -> Saved | NotSaved:
        """The platform will never take it as it is: kept for a person to look at, never sent again by itself."""
        done = await self._write(lambda: self._store.refuse(message_id, cause))
        return await self._settled(message_id, done)

    async def postpone(self, message_id: str, until_s: float, cause: str, told: bool = False) -> Saved | NotSaved:
        """Not before a monotonic moment; `told`: the platform named it, so `release` does not lift it.

        It holds also where the disk cannot write down the attempt.
        """
        self._held[message_id] = _Hold(until_s, told)
        done = await self._write(lambda: self._store.tried(message_id, cause))
        return done if isinstance(done, NotSaved) else Saved(message_id)

    async def send_again(self, case_id: str, digests: Iterable[str]) -> None:
        """The platform lacks these blobs of a case; those whose bytes are still here become due again."""
        wanted = tuple(digests)
        if wanted:
            await self._write(lambda: self._store.send_again(case_id, wanted))

    async def delivery(self, message_id: str) -> Delivery | Unreadable | None:
        """What is known of one message; None if it was never filed here."""
        return await self._read(lambda: self._store.delivery(message_id))

    async def counts(self) -> QueueCounts | Unreadable:
        """The queue at a glance, counted now."""
        return await self._read(lambda: self._store.counts())

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
