"""The signs of life of the running program: what its watchdog looks at, and what ends it once nobody is here."""

from collections.abc import Callable

from devices.contracts.health import Health
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from kiosk.app.watchdog import WINDOW, WINDOW_WITHIN_S
from kiosk.core.clock import Clock
from kiosk.core.pulse import Pulse
from kiosk.telemetry import emit

SYNC = "sync"
DEVICE_WITHIN_S = 90.0
"""A driver finds what is wrong with its device within 45 s (`DeviceStatus.FAULT_AGE_LIMIT_S`), and tells it."""


class Signs:
    """Looked at every second by the window's thread; `wear_out(part)` is called once for each that is alive no more."""

    def __init__(self, clock: Clock, wear_out: Callable[[str], None]) -> None:
        self.pulse = Pulse(clock.monotonic_s)
        self._wear_out = wear_out
        self._missed: frozenset[str] = frozenset()

    def look(self, devices: Statuses) -> None:
        """The window's thread lives, and every driver whose device is known to be well or to be out of order.

        What grew old is neither; a device that was never heard of in this process has promised nothing, nor has a
        scanner that cannot be seen until it is used.
        """
        self.pulse.promise(WINDOW, WINDOW_WITHIN_S)
        for role, status in devices.present().items():
            is_silent_by_nature = isinstance(status, ScannerStatus) and status.is_unseen
            if is_silent_by_nature or status.health not in (Health.UNKNOWN, Health.STARTING):
                self.pulse.promise(role, DEVICE_WITHIN_S)
        late = self.pulse.late
        for part in sorted(late - self._missed):
            emit("sign_of_life_missed", part=part)
            self._wear_out(part)
        self._missed |= late
