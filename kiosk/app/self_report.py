"""What this machine says of itself while it runs: to a technician in a file, to the platform in its heartbeat."""

import time
from datetime import timedelta

from devices.contracts.statuses import Statuses
from devices.hub import Hub
from kiosk.app.condition import condition_of
from kiosk.config import Settings
from kiosk.core.clock import Clock
from kiosk.core.working_days import WorkingDays
from kiosk.maintenance.device_beats import device_beats
from kiosk.maintenance.device_file import DEVICES_FILE, DeviceFile
from kiosk.maintenance.device_report import DeviceReport, report_of
from kiosk.maintenance.lives import Lives
from kiosk.maintenance.paper_outlook import PaperOutlook, outlook_of
from kiosk.maintenance.paper_roll import PAPER_FILE, PaperRoll, RollSize
from kiosk.maintenance.vital_signs import Vitals, machine_beats, memory_free_percent, needs_of, temperature_c
from kiosk.outbox import Outbox, Room
from kiosk.sync import PlatformClient
from kiosk.sync.heartbeat import Condition
from kiosk.wire import DeviceBeat


class SelfReport:
    """Asks the devices and the store; keeps the two files. Main thread."""

    def __init__(self, settings: Settings, hub: Hub, outbox: Outbox, clock: Clock) -> None:
        self._settings, self._hub, self._outbox, self._clock = settings, hub, outbox, clock
        storage, machine = settings.storage.directory, settings.machine
        self._file = DeviceFile(storage / DEVICES_FILE)
        self._before = self._file.last()
        self._lives = Lives(storage, clock)
        self.room = Room.OK
        self.platform: PlatformClient | None = None
        """It knows how wrong this machine's clock is."""
        self._size = RollSize(machine.roll_m * 1000, machine.roll_low_m * 1000)
        self._roll = PaperRoll(storage / PAPER_FILE, self._size)

    def keep(self, now: Statuses) -> None:
        """Write down how the devices are. The paper is asked for anew: `now` has the length of when another device
        last spoke."""
        self._file.keep(self.report(now))
        self._roll.look(self._hub.snapshot.receipt_printer, self._clock.now())

    async def condition(self) -> Condition | None:
        """How this machine is, for its heartbeat; None while the queue cannot be read."""
        now = self._hub.snapshot
        devices = (*machine_beats(self.needs()), *device_beats(self.report(now)))
        paper = self._roll.look(now.receipt_printer, self._clock.now())
        return await condition_of(self._outbox, self._settings.storage.directory, devices, paper)

    def needs(self) -> tuple[str, ...]:
        """What of the machine itself needs a person, in words of `doctor.lack`."""
        ahead = timedelta() if self.platform is None else self.platform.clock_ahead
        is_low = self.room is not Room.OK
        return needs_of(
            Vitals(self._clock.now(), memory_free_percent(), temperature_c(), is_low, ahead, self._lives.rested)
        )

    def outlook(self, calendar: WorkingDays) -> PaperOutlook:
        """How long the paper lasts, by all that is known now."""
        now = self._clock.now()
        self._roll.look(self._hub.snapshot.receipt_printer, now)
        return outlook_of(self._roll.now, self._size, now, calendar)

    def device_beats(self) -> tuple[DeviceBeat, ...]:
        """Every device as it is at this moment."""
        return device_beats(self.report(self._hub.snapshot))

    def report(self, now: Statuses) -> DeviceReport:
        """What a technician is told of the devices."""
        chosen, errors = self._settings.devices.chosen(), self._hub.last_errors
        report = report_of(now, chosen, self._clock.now(), time.monotonic(), last_errors=errors)
        return report if self._before is None else report.after(self._before)
