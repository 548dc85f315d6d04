"""What needs a hand now: from what the machine knows of itself to a list of things to do, the worst first. Pure.

    device lacks something, paper ends, disk fills, line is down, clock is off, certificate ends, a letter is dead
        ─► Need(kind, role, urgency) ─► its guide (`guides`) ─► a test that only the machine itself can pass

What nobody knows is no need: an unknown is looked at where devices are listed, and is never said to be out or well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from devices.contracts.power import PowerSource
from devices.contracts.readiness import Lack
from kiosk.core.room import Room
from kiosk.maintenance.device_report import DeviceRow
from kiosk.maintenance.facts import CERTIFICATE_WARNED_AHEAD, CLOCK_OFF_S, OFFLINE_TOLD_AFTER, Facts


class Kind(StrEnum):
    """What is to be done; each has a guide, words under `menu.need.*`, and a way to find out that it is done."""

    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    JAM = "jam"
    PRINTER = "printer"
    PAGE_PRINTER = "page_printer"
    READER = "reader"
    DEVICE = "device"
    NETWORK = "network"
    DISK = "disk"
    POWER = "power"
    CLOCK = "clock"
    CERTIFICATE = "certificate"
    QUEUE = "queue"
    PAPER_LOW = "paper_low"


class Urgency(IntEnum):
    """How much residents notice of it; the order of the list."""

    STOPPED = 0
    """Something residents come for cannot be done."""
    HAMPERED = 1
    """It can be done, and not as it should."""
    SOON = 2
    """Nobody notices yet."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do."""

    kind: Kind
    urgency: Urgency
    role: str = ""
    """The device; empty where it is none."""
    since: datetime | None = None


_READERS = frozenset({"id_card", "social_card", "staff_card"})
_PAPER = {Lack.NO_PAPER: Kind.NO_PAPER, Lack.COVER_OPEN: Kind.COVER_OPEN, Lack.JAMMED: Kind.JAM}
_STOPPING = frozenset({"id_card", "receipt_printer"})
"""Without these the journeys that most residents come for do not end as they should."""
_BRIEF = frozenset({Lack.STARTING, Lack.ABSENT})
"""Nobody has to do anything about these."""


def needs_of(facts: Facts) -> tuple[Need, ...]:
    """Everything to be done, the worst first; among equals what has waited longest."""
    found = [*_devices(facts), *_line(facts), *_store(facts), *_paper(facts)]
    return tuple(sorted(found, key=lambda need: (need.urgency, list(Kind).index(need.kind), need.role)))


def _devices(facts: Facts) -> Iterator[Need]:
    for row in facts.report.devices:
        if row.need in (PowerSource.BATTERY, PowerSource.BATTERY_LOW):
            urgency = Urgency.STOPPED if row.need == PowerSource.BATTERY_LOW else Urgency.HAMPERED
            yield Need(Kind.POWER, urgency, row.role, row.since)
        elif row.lack is not None and row.lack not in _BRIEF:
            urgency = Urgency.STOPPED if row.role in _STOPPING else Urgency.HAMPERED
            yield Need(_kind_of(row, row.lack), urgency, row.role, row.since)


def _kind_of(row: DeviceRow, lack: Lack) -> Kind:
    if row.role == "receipt_printer":
        return _PAPER.get(lack, Kind.PRINTER)
    if row.role == "page_printer":
        return Kind.PAGE_PRINTER
    return Kind.READER if row.role in _READERS else Kind.DEVICE


def _line(facts: Facts) -> Iterator[Need]:
    line = facts.line
    if line.online is False and line.since is not None and facts.now - line.since >= OFFLINE_TOLD_AFTER:
        yield Need(Kind.NETWORK, Urgency.HAMPERED, since=line.since)
    ends_at = line.certificate_ends_at
    if ends_at is not None and ends_at - facts.now <= CERTIFICATE_WARNED_AHEAD:
        yield Need(Kind.CERTIFICATE, Urgency.STOPPED if ends_at <= facts.now else Urgency.SOON)
    if line.clock_off_s is not None and abs(line.clock_off_s) > CLOCK_OFF_S:
        yield Need(Kind.CLOCK, Urgency.HAMPERED)


def _store(facts: Facts) -> Iterator[Need]:
    if facts.queue.room is not Room.OK:
        urgency = Urgency.STOPPED if facts.queue.room is Room.FULL else Urgency.HAMPERED
        yield Need(Kind.DISK, urgency)
    if facts.queue.letters:
        yield Need(Kind.QUEUE, Urgency.HAMPERED, since=min(letter.since for letter in facts.queue.letters))


def _paper(facts: Facts) -> Iterator[Need]:
    """Paper that ends: the sensor says so, or the length that is left. One without any is told by its device."""
    row = next((row for row in facts.report.devices if row.role == "receipt_printer"), None)
    if row is None or row.lack in _PAPER:
        return
    if row.need == "paper_low" or (facts.paper is not None and facts.paper.ends_soon(facts.now)):
        yield Need(Kind.PAPER_LOW, Urgency.SOON, "receipt_printer")
