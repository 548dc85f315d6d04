"""The durable queue: what was committed here takes effect at the platform exactly once, or is visible as stuck."""

from kiosk.outbox.access import AccessBook, AccessKept
from kiosk.outbox.audit import AuditHead, Event
from kiosk.outbox.database import BrokenStoreError
from kiosk.outbox.disk import Disk, Limits, Room
from kiosk.outbox.leases import NoNumbersError
from kiosk.outbox.lockouts import Dead, Lockout, MayTry, MustWait, Ruling
from kiosk.outbox.messages import (
    KINDS,
    DeadLetter,
    Delivery,
    DeliveryState,
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
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.retry import next_delay_s, parse_retry_after
from kiosk.outbox.store import Store

__all__ = [
    "KINDS",
    "AccessBook",
    "AccessKept",
    "AuditHead",
    "BrokenStoreError",
    "Dead",
    "DeadLetter",
    "Delivery",
    "DeliveryState",
    "Disk",
    "Event",
    "Exported",
    "FiledCase",
    "Limits",
    "Lockout",
    "MayTry",
    "MustWait",
    "NewMessage",
    "NoNumbersError",
    "NotDoneError",
    "NotSaved",
    "Outbox",
    "Pending",
    "QueueCounts",
    "QueueReport",
    "ReceiptNote",
    "ReceiptState",
    "Room",
    "Ruling",
    "Saved",
    "Sealed",
    "Store",
    "Unreadable",
    "next_delay_s",
    "parse_retry_after",
]
