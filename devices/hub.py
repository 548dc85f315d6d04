"""All devices of one terminal, kept open: runs their drivers and tells every change of status in one place."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from devices.contracts.camera import CameraStatus, FrameSource
from devices.contracts.card_reader import CardReader, CardReaderStatus
from devices.contracts.printer import PrinterStatus, ReceiptPrinter
from devices.contracts.voice import Voice, VoiceStatus
from devices.contracts.watching import Watched


@dataclass(frozen=True, slots=True)
class Statuses:
    """What every device said last; None is a device this terminal has not."""

    id_card: CardReaderStatus | None = None
    receipt_printer: PrinterStatus | None = None
    voice: VoiceStatus | None = None
    camera: CameraStatus | None = None


@dataclass(frozen=True, slots=True)
class Devices:
    """The drivers, as `devices.registry` made them."""

    id_card: CardReader | None = None
    receipt_printer: ReceiptPrinter | None = None
    voice: Voice | None = None
    camera: FrameSource | None = None


class Hub:
    """Owns the drivers' tasks. Loop thread only."""

    def __init__(self, devices: Devices) -> None:
        self.devices = devices
        self._subscribers: list[Callable[[Statuses], None]] = []
        self._statuses = Watched(self.snapshot)

    @property
    def snapshot(self) -> Statuses:
        """Every status as it is now, with its newest age."""
        now = {
            part.name: device.status
            for part in fields(self.devices)
            if (device := getattr(self.devices, part.name)) is not None
        }
        return Statuses(**now)

    def subscribe(self, changed: Callable[[Statuses], None]) -> Callable[[], None]:
        """Call `changed` on every change from now on; the answer ends that."""
        self._subscribers.append(changed)
        return lambda: self._subscribers.remove(changed)

    def watch(self) -> AsyncIterator[Statuses]:
        """Yield the statuses now, then on every change, until closed."""
        return self._statuses.watch()

    async def run(self) -> None:
        """Run every driver until cancelled; then close them."""
        present = {part.name: getattr(self.devices, part.name) for part in fields(self.devices)}
        present = {name: device for name, device in present.items() if device is not None}
        try:
            async with asyncio.TaskGroup() as group:
                for name, device in present.items():
                    group.create_task(device.run(), name=f"device {name}")
                    group.create_task(self._follow(name, device.watch()), name=f"watch {name}")
        finally:
            for device in present.values():
                await device.close()
            self._statuses.close()

    async def _follow(
        self, name: str, statuses: AsyncIterator[CardReaderStatus | PrinterStatus | VoiceStatus | CameraStatus]
    ) -> None:
        async for status in statuses:
            if getattr(self._statuses.value, name) == status:
                continue  # the first one is what the hub began with
            changes: dict[str, Any] = {name: status}
            self._statuses.publish(replace(self._statuses.value, **changes))
            for changed in tuple(self._subscribers):
                changed(self._statuses.value)
