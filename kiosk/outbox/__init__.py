"""The durable queue: what was committed here takes effect at the platform exactly once, or is visible as stuck."""

from kiosk.outbox.audit import AuditHead
from kiosk.outbox.database import BrokenStoreError
from kiosk.outbox.disk import Disk, Limits, Room
from kiosk.outbox.leases import NoNumbersError
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
    "AuditHead",
    "BrokenStoreError",
    "DeadLetter",
    "Delivery",
    "DeliveryState",
    "Disk",
    "Exported",
    "FiledCase",
    "Limits",
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
    "Saved",
    "Sealed",
    "Store",
    "Unreadable",
    "next_delay_s",
    "parse_retry_after",
]
