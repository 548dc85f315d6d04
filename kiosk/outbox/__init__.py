"""The durable queue: what was committed here takes effect at the platform exactly once, or is visible as stuck."""

from kiosk.outbox.database import BrokenStoreError
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
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.retry import next_delay_s, parse_retry_after
from kiosk.outbox.store import NewMessage, Store

__all__ = [
    "KINDS",
    "BrokenStoreError",
    "Delivery",
    "DeliveryState",
    "FiledCase",
    "NewMessage",
    "NotSaved",
    "Outbox",
    "Pending",
    "QueueCounts",
    "Saved",
    "Sealed",
    "Store",
    "Unreadable",
    "next_delay_s",
    "parse_retry_after",
]
