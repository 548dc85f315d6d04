"""The one table and its one connection. All of it runs on one thread, the store's own, and waits for nobody.

What the simulator, the crash harness and the terminal share: `Outbox` (outbox.py) is only the shell round it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import aiosql
import apsw
import msgspec

from kiosk.core.clock import CHINA
from kiosk.outbox.database import open_database, transaction
from kiosk.outbox.messages import KINDS, Delivery, DeliveryState, FiledCase, Pending, QueueCounts, Sealed

_QUERIES = Path(__file__).with_name("queries.sql")


class NewMessage(NamedTuple):
    """A message to be committed."""

    message_id: str
    kind: str
    case_id: str
    content: Sealed | bytes
    depends_on: tuple[str, ...]
    """Ids of messages that must have arrived before."""


class Store:
    """The durable queue. Raises apsw's errors (`database.DISK_TROUBLE`) where the disk fails."""

    def __init__(self, path: Path, number_prefix: str) -> None:
        self._path = path
        self._prefix = number_prefix
        self._db: apsw.Connection
        self._sql: Any = aiosql.from_path(_QUERIES, "apsw")

    def open(self) -> None:
        """Open or make the database; raises `BrokenStoreError`."""
        self._db = open_database(self._path)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def file_case(self, case_id: str, now: datetime, build: Callable[[str], Sealed]) -> FiledCase:
        """Commit a case: its number and its row in one transaction. Again with the same id: the first result."""
        with transaction(self._db):
            before = self._sql.row_of(self._db, message_id=case_id)
            if before is not None:
                return FiledCase(case_id, before[4], datetime.fromisoformat(before[7]))
            day = now.astimezone(CHINA).strftime("%y%m%d")
            number = f"{self._prefix}-{day}-{self._sql.next_serial(self._db, day=day):04d}"
            self._add(NewMessage(case_id, "case", case_id, build(number), ()), now, number)
        return FiledCase(case_id, number, now)

    def append_all(self, messages: Iterable[NewMessage], now: datetime) -> None:
        """Commit several messages together; one whose id is here already changes nothing."""
        with transaction(self._db):
            for message in messages:
                if self._sql.row_of(self._db, message_id=message.message_id) is None:
                    self._add(message, now, None)

    def due(self, held: Iterable[str], most: int) -> tuple[Pending, ...]:
        """The first ready message of each case that is not in `held`, the least often tried first."""
        rows = self._sql.due_rows(self._db, held=json.dumps(list(held)), most=most)
        return tuple(Pending(*row) for row in rows)

    def acknowledge(self, message_id: str, at: datetime) -> None:
        """The platform has it: the content is deleted, the identity stays."""
        with transaction(self._db):
            self._sql.mark_acknowledged(self._db, message_id=message_id, acknowledged_at=at.isoformat())
            self._sql.forget_contents(self._db, message_id=message_id)

    def refuse(self, message_id: str, cause: str) -> None:
        """The platform will never take it as it is: kept for a person to look at."""
        self._sql.mark_refused(self._db, message_id=message_id, cause=cause)

    def tried(self, message_id: str, cause: str) -> None:
        """One more attempt failed."""
        self._sql.mark_tried(self._db, message_id=message_id, cause=cause)

    def send_again(self, case_id: str, digests: Iterable[str]) -> None:
        """Those blobs of a case whose bytes are still here become due again."""
        with transaction(self._db):
            for digest in digests:
                self._sql.mark_waiting(self._db, case_id=case_id, digest=digest)

    def delivery(self, message_id: str) -> Delivery | None:
        """What is known of one message; None if it was never filed here."""
        row = self._sql.row_of(self._db, message_id=message_id)
        return None if row is None else _delivery(row)

    def counts(self) -> QueueCounts:
        """The queue at a glance, counted now."""
        waiting, refused, oldest = self._sql.queue_counts(self._db)
        return QueueCounts(waiting, refused, datetime.fromisoformat(oldest) if oldest else None)

    def _add(self, message: NewMessage, now: datetime, number: str | None) -> None:
        content = message.content
        data = content if isinstance(content, bytes) else msgspec.json.encode(content)
        waits_for_case = KINDS[message.kind].waits_for_case
        waits = (*message.depends_on, message.case_id) if waits_for_case else message.depends_on
        self._sql.add_row(
            self._db,
            message_id=message.message_id,
            case_id=message.case_id,
            kind=message.kind,
            number=number,
            digest=hashlib.sha256(data).hexdigest() if isinstance(content, bytes) else content.digest,
            content=data,
            depends_on=json.dumps(waits),
            filed_at=now.isoformat(),
        )


def _delivery(row: tuple[Any, ...]) -> Delivery:
    message_id, case_id, kind, state, number, acknowledged_at, cause, _ = row
    at = datetime.fromisoformat(acknowledged_at) if acknowledged_at else None
    return Delivery(message_id, case_id, kind, DeliveryState(state), number, at, cause)
