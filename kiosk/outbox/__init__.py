"""The durable queue: what was committed here takes effect at the platform exactly once, or is visible as stuck."""

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
from kiosk.outbox.retry import next_delay_s, parse_retry_after
from kiosk.outbox.store import BrokenStoreError, Outbox

__all__ = [
    "KINDS",
    "BrokenStoreError",
    "Delivery",
    "DeliveryState",
    "FiledCase",
    "NotSaved",
    "Outbox",
    "Pending",
    "QueueCounts",
    "Saved",
    "next_delay_s",
    "parse_retry_after",
]
