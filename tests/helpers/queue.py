"""A queue with numbers to give out, as an enrolled terminal has it."""

from pathlib import Path
from typing import NamedTuple

from kiosk.core.clock import Clock
from kiosk.outbox import Outbox, Saved, Store


class Lease(NamedTuple):
    """A block of serials, as the platform leases it."""

    prefix: str = "HSL3"
    first: int = 1
    last: int = 500


async def open_outbox(path: Path, clock: Clock | None = None) -> Outbox:
    """Open the queue at a path; it holds one block of numbers."""
    outbox = await Outbox(path, clock).open()
    assert isinstance(await outbox.add_lease(Lease()), Saved)
    return outbox


def open_store(path: Path, clock: Clock | None = None) -> Store:
    """Open the store at a path; it holds one block of numbers."""
    store = Store(path, clock)
    store.open()
    store.add_lease(Lease())
    return store
