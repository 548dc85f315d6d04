"""From this machine to the platform and back: the client, the one loop that empties the outbox, the feed."""

from kiosk.sync.answers import (
    Acknowledged,
    NewFeed,
    ProgressFound,
    ProgressResult,
    Refused,
    SendResult,
    TryLater,
    Unavailable,
    Unchanged,
)
from kiosk.sync.bulletins import Bulletins
from kiosk.sync.client import PlatformClient
from kiosk.sync.connectivity import Connectivity, Watcher
from kiosk.sync.engine import Pace
from kiosk.sync.loop import Synchroniser

__all__ = [
    "Acknowledged",
    "Bulletins",
    "Connectivity",
    "NewFeed",
    "Pace",
    "PlatformClient",
    "ProgressFound",
    "ProgressResult",
    "Refused",
    "SendResult",
    "Synchroniser",
    "TryLater",
    "Unavailable",
    "Unchanged",
    "Watcher",
]
