"""The small machines around the screen, and the hands that can be put on them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.emulators.scanner import ScannerEmulator
from devices.emulators.ups import UpsEmulator

Told = dict[str, object]
Hand = Callable[..., Told | Awaitable[Any] | None]


@dataclass(slots=True)
class Surroundings:
    """Started and closed together; their ports lie in the folder."""

    folder: Path
    scanner: ScannerEmulator = field(init=False)
    ups: UpsEmulator = field(default_factory=UpsEmulator)

    def __post_init__(self) -> None:
        self.scanner = ScannerEmulator(self.folder / "scanner")

    async def start(self) -> None:
        await self.scanner.start()
        await self.ups.start()

    async def close(self) -> None:
        await self.scanner.close()
        await self.ups.close()

    def connections(self) -> dict[str, dict[str, object]]:
        """Role → driver and options."""
        ups = {"host": self.ups.host, "port": self.ups.port, "ups": self.ups.name}
        return {
            "scanner": {"driver": "serial-scanner", "options": {"path": str(self.scanner.path)}},
            "power": {"driver": "nut", "options": ups},
        }

    def tell_status(self) -> Told:
        scanner, ups = self.scanner, self.ups
        return {
            "scanner": {"plugged": scanner.plugged, "fault": scanner.fault, "scans": scanner.scans},
            "power": {"status": ups.variables["ups.status"], "fault": ups.fault},
        }

    def hands(self) -> dict[str, Hand]:
        """What can be done to them, by name."""
        scanner, ups = self.scanner, self.ups
        return {
            "scanner.scan": scanner.scan,
            "scanner.fault": scanner.fail,
            "scanner.unplug": scanner.unplug,
            "scanner.plug": scanner.plug,
            "power.mains": ups.mains,
            "power.battery": ups.battery,
            "power.battery_low": ups.battery_low,
            "power.fault": ups.fail,
            "power.off": ups.close,
            "power.on": ups.start,
        }
