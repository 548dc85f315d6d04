"""The disk's limits as the site's settings give them."""

from kiosk.config import Storage
from kiosk.outbox import Limits
from kiosk.outbox.disk import MIB


def limits_of(storage: Storage) -> Limits:
    """Where the room ends on this machine."""
    return Limits(
        quota_bytes=storage.quota_mib * MIB,
        low_free_share=storage.low_free_percent / 100,
        low_free_bytes=storage.low_free_mib * MIB,
        ballast_bytes=storage.ballast_mib * MIB,
    )
