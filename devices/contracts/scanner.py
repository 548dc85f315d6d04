"""The scanner of QR and bar codes."""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Cancelled, Completion, DeviceGone, TimedOut

MOST_PAYLOAD_BYTES = 4096
"""More than the largest QR code holds (2,953 bytes)."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the code says, decoded; it may be personal."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ScanUnusable:
    """A code was read and cannot be used: `too_long`, `encoding`, `control_characters`, `cut_short`."""

    completion: ClassVar[Completion] = Completion.COMMAND_ERROR
    reason: str


ScanResult = Scanned | ScanUnusable | TimedOut | DeviceGone | Cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannerStatus(DeviceStatus):
    """What it is beyond what every device says."""

    is_unseen: bool = False
    """Nobody can tell whether it is there while it reads nothing: that its health is unknown then is no fault of it."""


class CodeScanner(Device[ScannerStatus], Protocol):
    """One scanner. What is scanned while nobody asked is dropped."""

    async def scan(self, timeout_s: float) -> ScanResult:
        """Wait for the next code. A newer scan ends the older with `Cancelled`."""
        ...
