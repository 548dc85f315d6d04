"""Every device of one terminal, as a technician reads it: where it is found, what it is, how it is, what to do. Pure.

It holds nothing of a resident: not even whether a card lies on a reader.
"""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Self

import msgspec

from devices.contracts.health import DeviceStatus, Health
from devices.contracts.power import PowerSource, PowerStatus
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.readiness import Lack, lack_of
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from kiosk.texts import Texts
from kiosk.texts.format import show_stamp

Chosen = Mapping[str, tuple[str, Mapping[str, object]]]
"""Role → driver and options, as the settings name them."""


ABOUT = ("model", "serial", "firmware")
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
    """When this state began; None where nobody saw it begin (`opened_for_it`)."""
    last_confirmed: datetime | None
    """When the device itself last answered; None is never."""
    lack: Lack | None
    """What it lacks for its service; None is nothing."""
    trouble: str
    """What went wrong last, as a code."""
    need: str = ""
    """What it will lack soon, while it still does its work: `paper_low`, `battery`, `battery_low`; or `unseen`: what
    nobody can tell of it until it is used."""


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


def report_of(
    statuses: Statuses, chosen: Chosen, now: datetime, now_s: float, opened_for_it: bool = False
) -> DeviceReport:
    """The report of a moment, given as wall clock and as the monotonic seconds that statuses are counted in."""

    def moment(at_s: float) -> datetime | None:
        return None if math.isinf(at_s) else now - timedelta(seconds=round(now_s - at_s))

    def row(role: str, status: DeviceStatus) -> DeviceRow:
        driver, options = chosen[role]
        return DeviceRow(
            role=role, driver=driver, found_at=" ".join(f"{name}={value}" for name, value in options.items()),
            model=status.model, serial=status.serial, firmware=status.firmware, health=status.health,
            since=None if opened_for_it else moment(status.since_s), last_confirmed=moment(status.last_confirmed_s),
            lack=lack_of(status), trouble=status.trouble, need=_need_of(status),
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


def as_text(report: DeviceReport, texts: Texts) -> str:
    """The report in plain words, a paragraph for each device."""
    key = "doctor.head_old" if report.is_old else "doctor.head_opened" if report.opened_for_it else "doctor.head"
    head = texts(key, moment=show_stamp(report.taken_at), count=len(report.devices))
    foot = (texts("doctor.pages_unjudged"),) if report.pages_judged is False else ()
    return "\n\n".join((head, *(_paragraph(row, texts) for row in report.devices), *foot))


def _paragraph(row: DeviceRow, texts: Texts) -> str:
    lack = row.lack or row.need
    state = texts(f"doctor.lack.{lack}") if lack else texts(f"doctor.health.{row.health}")
    since = texts("doctor.since", moment=show_stamp(row.since)) if row.since else ""
    confirmed = show_stamp(row.last_confirmed) if row.last_confirmed else texts("doctor.never")
    lines = [
        f"{texts(f'doctor.role.{row.role}')}  {state}{since}",
        texts("doctor.found" if row.found_at else "doctor.driver", driver=row.driver, place=row.found_at),
        texts("doctor.last_confirmed", moment=confirmed),
    ]
    lines += [texts(f"doctor.{name}", what=what) for name in ABOUT if (what := getattr(row, name))]
    if row.trouble:
        key = f"doctor.trouble.{row.trouble}"
        lines.append(texts("doctor.trouble", what=texts(key) if key in texts else row.trouble))
    if lack:
        keys = (f"doctor.todo.{whose}.{lack}" for whose in (row.role, _link_of(row)))
        own = next((key for key in keys if key in texts), f"doctor.todo.{lack}")
        lines.append(texts("doctor.todo", what=texts(own)))
    return "\n    ".join(lines)


def _link_of(row: DeviceRow) -> str:
    """The kind of wire, as far as advice differs by it."""
    if "serial" in row.driver:
        return "serial"
    return "network" if row.found_at.startswith(("host=", "port=", "uri=", "url=")) else row.driver
