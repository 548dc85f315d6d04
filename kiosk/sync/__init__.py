"""From this machine to the platform and back: the client, the one loop that empties the outbox, the feed."""

from kiosk.sync.access import AccessLine
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
from kiosk.sync.exchange import BadCaError
from kiosk.sync.heartbeat import Heartbeats
from kiosk.sync.identity import IDENTITY, Identity, Standing, load_identity
from kiosk.sync.key_store import KeyStore
from kiosk.sync.loop import Synchroniser

__all__ = [
    "IDENTITY",
    "AccessLine",
    "Acknowledged",
    "BadCaError",
    "Bulletins",
    "Connectivity",
    "Heartbeats",
    "Identity",
    "KeyStore",
    "NewFeed",
    "Pace",
    "PlatformClient",
    "ProgressFound",
    "ProgressResult",
    "Refused",
    "SendResult",
    "Standing",
    "Synchroniser",
    "TryLater",
    "Unavailable",
    "Unchanged",
    "Watcher",
    "load_identity",
]
