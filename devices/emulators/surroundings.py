"""The small machines around the screen, and the hands that can be put on them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.emulators.scanner import ScannerEmulator

Told = dict[str, object]
Hand = Callable[..., Told | Awaitable[Any] | None]


@dataclass(slots=True)
class Surroundings:
    """Started and closed together; their ports lie in the folder."""

    folder: Path
    scanner: ScannerEmulator = field(init=False)

    def __post_init__(self) -> None:
        self.scanner = ScannerEmulator(self.folder / "scanner")

    async def start(self) -> None:
        await self.scanner.start()

    async def close(self) -> None:
        await self.scanner.close()

    def connections(self) -> dict[str, dict[str, object]]:
        """Role → driver and options."""
        return {"scanner": {"driver": "serial-scanner", "options": {"path": str(self.scanner.path)}}}

    def tell_status(self) -> Told:
        scanner = self.scanner
        return {"scanner": {"plugged": scanner.plugged, "fault": scanner.fault, "scans": scanner.scans}}

    def hands(self) -> dict[str, Hand]:
        """What can be done to them, by name."""
        scanner = self.scanner
        return {
            "scanner.scan": scanner.scan,
            "scanner.fault": scanner.fail,
            "scanner.unplug": scanner.unplug,
            "scanner.plug": scanner.plug,
        }
