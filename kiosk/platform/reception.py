"""What every part of the platform stands on: settings, clock, catalogue, calendar, database, and the keys in flight."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.catalogue import Catalogue
from kiosk.core.clock import Clock
from kiosk.core.working_days import WorkingDays
from kiosk.platform.adapters.oidc import Oidc
from kiosk.platform.database import Database
from kiosk.platform.people.set_up_code import SetUpCode
from kiosk.platform.receipt_page.crowd import Crowd
from kiosk.platform.retention_data import Retention
from kiosk.platform.routing_data import Routing
from kiosk.platform.settings import Settings
from kiosk.platform.staff import Staff
from kiosk.texts import Texts

HASHES_AT_ONCE = 2
"""Of passwords; each takes 64 MiB, and a crowd at the door must not take the machine's memory."""


class InFlight:
    """Keys that are being worked on right now, in this process."""

    def __init__(self) -> None:
        self._keys: set[str] = set()

    @contextmanager
    def claim(self, key: str) -> Iterator[bool]:
        """True for the first to come; False while another holds the key."""
        if key in self._keys:
            yield False
            return
        self._keys.add(key)
        try:
            yield True
        finally:
            self._keys.discard(key)


@dataclass(frozen=True, slots=True)
class Reception:
    """Given to every handler."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue = field(repr=False)
    calendar: WorkingDays = field(repr=False)
    routing: Routing = field(repr=False)
    staff: Staff = field(repr=False)
    retention: Retention = field(repr=False)
    texts: Texts = field(repr=False)
    """What the platform itself tells residents."""
    database: Database = field(repr=False)
    in_flight: InFlight = field(repr=False, default_factory=InFlight)
    hashing: asyncio.Semaphore = field(repr=False, default_factory=lambda: asyncio.Semaphore(HASHES_AT_ONCE))
    crowd: Crowd = field(repr=False, default_factory=Crowd)
    """Who asks for the pages of slips, and how often."""
    oidc: Oidc | None = field(repr=False, default=None)
    """The county's own sign-in, where there is one."""
    set_up: SetUpCode = field(repr=False, default_factory=SetUpCode)
