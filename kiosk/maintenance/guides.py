"""How each need is put right, step by step: which picture, what the machine can see of it, and how it is proved. Data.

A step that the machine can see (a cover that opens, paper that is there) is over when it sees it; one that it cannot
see (an old core taken out) is over when the hand says so. No step proves anything: the check at the end does, and it
asks the machine.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.readiness import lack_of
from kiosk.maintenance.facts import Facts
from kiosk.maintenance.needs import Kind


class Check(StrEnum):
    """What shows that it is put right."""

    PRINT = "print"
    """A test page came out, the printer says so, and an eye finds it good."""
    DEVICE = "device"
    """The device itself says that it lacks nothing."""
    GONE = "gone"
    """The need is found no more: the line is up, there is room, the clock is right."""


class Picture(StrEnum):
    """A drawing of assets/illustrations."""

    CLOSED = "printer-closed"
    OPEN = "printer-core"
    ROLL = "printer-roll"
    CLOSING = "printer-closing"
    JAM = "printer-jam"
    PLUG = "fix-plug"
    SWITCH = "fix-switch"
    ROUTER = "fix-router"
    CARD = "device-id-card"
    CLOCK = "fix-clock"
    DISK = "fix-disk"
    CERTIFICATE = "fix-certificate"


Sees = Callable[[PrinterStatus], bool]
"""Whether the printer itself shows that a step is over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a hand does; its words are `mend.<name>.*`."""

    name: str
    picture: Picture
    sees: Sees | None = None
    has_knife: bool = False
    """The hand comes near it."""
    wants_paper: bool = False
    """What the next step needs is told ahead: which roll, and where it lies."""


@dataclass(frozen=True, slots=True)
class Guide:
    """The way through one need."""

    steps: tuple[Step, ...]
    check: Check


def _is_open(printer: PrinterStatus) -> bool:
    return printer.cover_open is True


def _is_loaded(printer: PrinterStatus) -> bool:
    return printer.paper in (Paper.FULL, Paper.LOW)


def _is_closed(printer: PrinterStatus) -> bool:
    return printer.cover_open is False and _is_loaded(printer)


_OPEN = Step("open", Picture.CLOSED, _is_open)
_CLOSE = Step("close", Picture.CLOSING, _is_closed)
_CHANGE = (
    _OPEN,
    Step("core", Picture.OPEN, has_knife=True, wants_paper=True),
    Step("roll", Picture.ROLL),
    _CLOSE,
)
_LINE = (Step("lamps", Picture.ROUTER), Step("net_cable", Picture.PLUG), Step("router", Picture.ROUTER))
_CABLE = Step("cable", Picture.PLUG)
_SWITCH = Step("switch", Picture.SWITCH)

GUIDES: Mapping[Kind, Guide] = MappingProxyType(
    {
        Kind.NO_PAPER: Guide(_CHANGE, Check.PRINT),
        Kind.PAPER_LOW: Guide(_CHANGE, Check.PRINT),
        Kind.COVER_OPEN: Guide((_CLOSE,), Check.PRINT),
        Kind.JAM: Guide((_OPEN, Step("pull", Picture.JAM, has_knife=True), _CLOSE), Check.PRINT),
        Kind.PRINTER: Guide((_CABLE, _SWITCH), Check.PRINT),
        Kind.PAGE_PRINTER: Guide((Step("tray", Picture.SWITCH), _SWITCH), Check.DEVICE),
        Kind.READER: Guide((_CABLE, _SWITCH), Check.DEVICE),
        Kind.DEVICE: Guide((_CABLE, _SWITCH), Check.DEVICE),
        Kind.POWER: Guide((Step("socket", Picture.PLUG),), Check.GONE),
        Kind.NETWORK: Guide(
            (Step("lamps", Picture.ROUTER), Step("net_cable", Picture.PLUG), Step("router", Picture.ROUTER)), Check.GONE
        ),
        Kind.DISK: Guide((Step("send_first", Picture.DISK), Step("call_disk", Picture.DISK)), Check.GONE),
        Kind.CLOCK: Guide((Step("compare", Picture.CLOCK), Step("call_clock", Picture.CLOCK)), Check.GONE),
        Kind.CERTIFICATE: Guide((Step("call_certificate", Picture.CERTIFICATE),), Check.GONE),
    }
)
"""Every need but the queue, whose letters have a page of their own."""


def is_seen(step: Step, facts: Facts) -> bool:
    """Whether the machine itself sees that the step is over."""
    return step.sees is not None and facts.printer is not None and step.sees(facts.printer)


def begins_at(guide: Guide, facts: Facts) -> int:
    """The first step: whoever has opened the cover already is not told to."""
    return 1 if len(guide.steps) > 1 and guide.steps[0] is _OPEN and is_seen(_OPEN, facts) else 0


def can_print(facts: Facts) -> bool:
    """Whether the receipt printer lacks nothing now; what nobody knows is no yes."""
    return facts.printer is not None and lack_of(facts.printer) is None
