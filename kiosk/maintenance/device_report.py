"""Every device of one terminal, as a technician reads it: where it is found, what it is, how it is, what to do. Pure.

It holds nothing of a resident: not even whether a card lies on a reader.
"""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Self

import msgspec

from devices.contracts.health import DeviceStatus, Health, LastError
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.readiness import Lack, lack_of
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses

Chosen = Mapping[str, tuple[str, Mapping[str, object]]]
"""Role → driver and options, as the settings name them."""


HOLDS = timedelta(minutes=1)
"""How long what the running terminal wrote is told as the present: it writes every half minute at the latest
(`device_file`), and its look at a large queue on a slow disk may take seconds."""


class DeviceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One device. Empty texts are what it did not tell."""

    role: str
    driver: str
    found_at: str
    """Its options: a path, an address, an id on the bus."""
    model: str
    serial: str
    firmware: str
    health: Health
    since: datetime | None
    """When this state began. Of a terminal at rest (`opened_for_it`): since when it was so when the terminal last ran;
    None where it was otherwise then, or nobody saw it begin."""
    last_confirmed: datetime | None
    """When the device itself last answered; None is never."""
    lack: Lack | None
    """What it lacks for its service; None is nothing."""
    trouble: str
    """What is wrong, as a code."""
    need: str = ""
    """What it will lack soon, while it still does its work: `paper_low`, `battery`, `battery_low`; or `unseen`: what
    nobody can tell of it until it is used."""
    last_error: str = ""
    """What went wrong last, as a code, also when it is over: what comes and goes is well whenever one looks."""
    last_error_at: datetime | None = None


class DeviceReport(msgspec.Struct, frozen=True, kw_only=True):
    taken_at: datetime
    devices: list[DeviceRow]
    opened_for_it: bool = False
    """The terminal rests: the devices were opened for this report alone; how long they have been so is not known."""
    pages_judged: bool | None = None
    """Whether a photographed page is straightened and looked at for being legible; None without a camera, or where
    nobody has looked."""
    is_old: bool = False
    """The terminal should have written a newer one and did not: how its devices are now nobody knows."""

    @property
    def is_well(self) -> bool:
        """Every device that this terminal has can do its work. Low paper is well, minutes of battery are not."""
        return not self.is_old and all(row.lack is None and row.need != PowerSource.BATTERY_LOW for row in self.devices)

    def aged(self, now: datetime) -> Self:
        """The report as it may be told at this moment: of one that is older than it holds, or from a time that the
        clock has not reached yet, only what the devices are is left."""
        if abs(now - self.taken_at) <= HOLDS:
            return self
        unknown = [
            msgspec.structs.replace(row, health=Health.UNKNOWN, since=None, lack=None, trouble="", need="")
            for row in self.devices
        ]
        return msgspec.structs.replace(self, devices=unknown, is_old=True)

    def after(self, before: Self) -> Self:
        """The report with what an earlier one of the same devices knows besides: the last error, and since when."""
        known = {(row.role, row.driver, row.found_at): row for row in before.devices}
        rows = [_after(row, known.get((row.role, row.driver, row.found_at))) for row in self.devices]
        return msgspec.structs.replace(self, devices=rows)


def _after(row: DeviceRow, before: DeviceRow | None) -> DeviceRow:
    if before is None:
        return row
    if not row.last_error:
        row = msgspec.structs.replace(row, last_error=before.last_error, last_error_at=before.last_error_at)
    if row.since is None and all(getattr(row, name) == getattr(before, name) for name in _STATE):
        row = msgspec.structs.replace(row, since=before.since)
    return row


_STATE = ("health", "lack", "trouble", "need")


def report_of(
    statuses: Statuses, chosen: Chosen, now: datetime, now_s: float, opened_for_it: bool = False,
    last_errors: Mapping[str, LastError] = MappingProxyType({}),
) -> DeviceReport:  # fmt: skip
    """The report of a moment, given as wall clock and as the monotonic seconds that statuses are counted in."""

    def moment(at_s: float) -> datetime | None:
        return None if math.isinf(at_s) else now - timedelta(seconds=round(now_s - at_s))

    def row(role: str, status: DeviceStatus) -> DeviceRow:
        driver, options = chosen[role]
        error = last_errors.get(role)
        return DeviceRow(
            role=role, driver=driver, found_at=" ".join(f"{name}={value}" for name, value in options.items()),
            model=status.model, serial=status.serial, firmware=status.firmware, health=status.health,
            since=None if opened_for_it else moment(status.since_s), last_confirmed=moment(status.last_confirmed_s),
            lack=lack_of(status), trouble=status.trouble, need=_need_of(status),
            last_error=error.trouble if error else "", last_error_at=moment(error.at_s) if error else None,
        )  # fmt: skip

    devices = [row(role, told) for role, told in statuses.present().items()]
    return DeviceReport(taken_at=now, devices=devices, opened_for_it=opened_for_it)


def _need_of(status: DeviceStatus) -> str:
    if isinstance(status, PrinterStatus) and status.paper is Paper.LOW:
        return "paper_low"
    if isinstance(status, ScannerStatus) and status.is_unseen and status.health in (Health.STARTING, Health.UNKNOWN):
        return "unseen"
    on_battery = isinstance(status, PowerStatus) and status.source in (PowerSource.BATTERY, PowerSource.BATTERY_LOW)
    return str(status.source) if isinstance(status, PowerStatus) and on_battery else ""
