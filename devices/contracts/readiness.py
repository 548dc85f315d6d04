"""Which services a terminal can deliver right now, and what keeps it from the others. Pure.

The one answer to that question, over what the hub publishes: screens, speech, lamps and the session's own decisions all
ask `service_off`, and what an item of the catalogue needs is said by `kiosk.session.availability`.
"""

from dataclasses import dataclass
from enum import StrEnum

from devices.contracts.health import DeviceStatus, Health
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses


class Service(StrEnum):
    """What a device does for a resident; the value is the device's role."""

    READ_ID_CARD = "id_card"
    READ_SOCIAL_CARD = "social_card"
    PRINT_SLIP = "receipt_printer"
    PRINT_PAGES = "page_printer"
    SCAN_CODE = "scanner"
    PHOTOGRAPH = "camera"
    RECORD_SPEECH = "microphone"
    SPEAK = "voice"
    HEAR_IN_PRIVATE = "headphones"
    PRESS_KEYS = "keypad"
    CALL_HELP = "help_button"


class Lack(StrEnum):
    """What is missing. What a hand can mend comes before what it follows from: a printer without paper is off-line."""

    ABSENT = "absent"
    """This terminal has no such device, and will not have one in a minute."""
    STARTING = "starting"
    COVER_OPEN = "cover_open"
    NO_PAPER = "no_paper"
    JAMMED = "jammed"
    HAND_AWAITED = "hand_awaited"
    BROKEN = "broken"
    GONE = "gone"
    """Unplugged, or without power."""
    SILENT = "silent"
    """It was there; now nobody knows."""
    BUSY = "busy"
    """Somebody else has it."""


@dataclass(frozen=True, slots=True)
class Off:
    lack: Lack
    since_s: float
    """Monotonic; of what was never there, `-inf`."""


def service_off(service: Service, statuses: Statuses) -> Off | None:
    """Why this one cannot be delivered; None when it can."""
    status: DeviceStatus | None = getattr(statuses, service)
    if status is None:
        return Off(Lack.ABSENT, float("-inf"))
    lack = lack_of(status)
    return None if lack is None else Off(lack, status.since_s)


def lack_of(status: DeviceStatus) -> Lack | None:
    """What keeps this device from its work; None when nothing does."""
    if isinstance(status, PrinterStatus) and (hand := _paper_lack(status)) is not None:
        return hand
    if isinstance(status, ScannerStatus) and status.is_unseen and status.health in _NOT_HEARD_OF:
        return None
    return _BY_HEALTH.get(status.health)


def _paper_lack(status: PrinterStatus) -> Lack | None:
    if status.cover_open:
        return Lack.COVER_OPEN
    return {Paper.OUT: Lack.NO_PAPER, Paper.JAMMED: Lack.JAMMED}.get(status.paper)


_NOT_HEARD_OF = frozenset({Health.STARTING, Health.UNKNOWN})
_BY_HEALTH = {
    Health.STARTING: Lack.STARTING,
    Health.USER_ERROR: Lack.HAND_AWAITED,
    Health.HARDWARE_ERROR: Lack.BROKEN,
    Health.NO_DEVICE: Lack.GONE,
    Health.OFFLINE: Lack.SILENT,
    Health.UNKNOWN: Lack.SILENT,
    Health.BUSY: Lack.BUSY,
}
"""On-line lacks nothing."""
