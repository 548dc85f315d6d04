"""What the menu knows of this machine at one moment, and nothing of a resident. The shell gathers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from devices.contracts.printer import PrinterStatus
from devices.contracts.statuses import Statuses
from kiosk.core.room import Room
from kiosk.maintenance.device_report import DeviceReport
from kiosk.maintenance.line_history import Quarters
from kiosk.maintenance.log_pages import Log
from kiosk.maintenance.paper_outlook import PaperOutlook
from kiosk.maintenance.verdicts import Verdict

if TYPE_CHECKING:  # the first frame does without the queue
    from kiosk.outbox import DeadLetter as DeadLetter
    from kiosk.outbox import Lockout as Lockout
    from kiosk.outbox import QueueReport


@dataclass(frozen=True, slots=True)
class Line:
    """The way to the platform, as the last probes found it."""

    online: bool | None = None
    """None: nobody asked yet."""
    since: datetime | None = None
    latency_ms: float | None = None
    certificate_ends_at: datetime | None = None
    """Of the platform's certificate; None in the clear, or where it was never reached."""
    clock_off_s: float | None = None
    """How far this machine's clock is ahead of the platform's; None while nobody told."""
    addresses: tuple[str, ...] = ()
    is_clear: bool = False
    """The platform is spoken to without TLS: only on the machine that is the platform itself."""
    quarters: Quarters = ()
    """Of the last day."""


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """The queue as it lies on the disk; None is a queue that cannot be read."""

    report: "QueueReport | None" = None
    letters: "tuple[DeadLetter, ...]" = ()
    """What needs a person."""
    trying: "tuple[DeadLetter, ...]" = ()
    """What was tried in vain and is tried again by itself."""
    room: Room = Room.OK
    free_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it."""

    now: datetime
    statuses: Statuses
    report: DeviceReport
    paper: PaperOutlook | None = None
    """None: no receipt printer."""
    line: Line = Line()
    queue: QueueFacts = field(default_factory=QueueFacts)
    is_enrolled: bool = True
    log: Log = field(default_factory=Log)
    """Read only where it is shown."""
    lockouts: "tuple[Lockout, ...]" = ()
    """Ways in that were tried in vain; read only where they are shown."""
    verdicts: Mapping[str, Verdict] = field(default_factory=lambda: MappingProxyType({}))
    """What each self-test came to last."""

    @property
    def printer(self) -> PrinterStatus | None:
        return self.statuses.receipt_printer


CERTIFICATE_WARNED_AHEAD = timedelta(days=30)
"""Renewed by hand, a certificate needs an office and its opening hours."""
CLOCK_OFF_S = 120.0
"""Beyond it a slip's time is wrong to whoever compares it with a watch; signatures go by the platform's clock."""
OFFLINE_TOLD_AFTER = timedelta(minutes=10)
"""A router that starts anew takes less."""
