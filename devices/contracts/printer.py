"""The receipt printer: what is printed, what it is doing, and what became of the last slip."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Completion

MOST_SLIP_S = 300.0
"""From the asking to the truth about a slip: its turn, its paper and every hand that is awaited included."""


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line, wrapped where it is too wide. Height of the line is `line_dots`."""

    text: str
    size_dots: int
    line_dots: int
    bold: bool = False
    align: Align = Align.LEFT
    inverse: bool = False
    """White on a black bar with rounded ends."""
    mark: str = ""
    """A number in a black disc before the line, whose wrapped text then hangs beside it."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A label and its value, side by side."""

    label: str
    value: str
    size_dots: int
    line_dots: int
    label_dots: int
    """Width of the label's column."""


class RuleStyle(StrEnum):
    SOLID = "solid"
    DASHED = "dashed"


@dataclass(frozen=True, slots=True)
class Rule:
    style: RuleStyle
    thickness_dots: int


@dataclass(frozen=True, slots=True)
class QrBlock:
    """A QR code; with lines it stands left of them, alone it is centred."""

    payload: str
    least_side_dots: int
    beside: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing by name: `<name>.png` in the printer's folder of pictures, scaled to the height, centred.

    One that is missing there is left out: a slip without its drawing still is the slip.
    """

    name: str
    height_dots: int


@dataclass(frozen=True, slots=True)
class Feed:
    dots: int


Block = TextLine | PairLine | Rule | QrBlock | Picture | Feed


@dataclass(frozen=True, slots=True)
class PrintDocument:
    """A slip in device terms; 8 dots are 1 mm. It ends with a cut."""

    width_dots: int
    margin_dots: int
    blocks: tuple[Block, ...]


class Paper(StrEnum):
    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterStatus(DeviceStatus):
    """Also of the A4 printer."""

    paper: Paper = Paper.UNKNOWN
    cover_open: bool | None = None
    """None: nobody knows."""
    moved_mm: float = 0.0
    """Paper that this driver has seen printed since it was begun: parts that were confirmed, or sent to the end where
    the model confirms nothing."""
    slip_count: int = 0
    """Slips that came to their end since then."""

    def nothing_known(self) -> dict[str, Any]:
        return {"paper": Paper.UNKNOWN, "cover_open": None}


class PrintTrouble(StrEnum):
    """What stood in the way."""

    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    JAMMED = "jammed"
    TONER_EMPTY = "toner_empty"
    OFFLINE = "offline"
    GONE = "gone"
    CANCELLED = "cancelled"
    UNCONFIRMED = "unconfirmed"
    """Nothing did: this model cannot say what it has printed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Confirmed by the printer, and by what: `gs_r_behind_cut`, `job_completed`."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class NotStarted:
    """No byte of the slip was sent."""

    completion: ClassVar[Completion] = Completion.DEVICE_NOT_READY
    reason: PrintTrouble


@dataclass(frozen=True, slots=True)
class Partial:
    """Some of it is on paper, and the rest will not follow."""

    completion: ClassVar[Completion] = Completion.HARDWARE_ERROR
    reason: PrintTrouble


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes went out and no mark came back: never printed again by itself."""

    completion: ClassVar[Completion] = Completion.UNKNOWN
    reason: PrintTrouble


PrintResult = Printed | NotStarted | Partial | Unknown


class PrintProgress(StrEnum):
    """What happens on the way."""

    FIRST_BYTE = "first_byte"
    WAITING_FOR_PAPER = "waiting_for_paper"
    WAITING_FOR_COVER = "waiting_for_cover"
    WAITING_FOR_PRINTER = "waiting_for_printer"
    """It is off-line for another reason, or silent."""
    RESUMED = "resumed"
    CUT = "cut"
    """The mark behind the cut came back."""


class ReceiptPrinter(Device[PrinterStatus], Protocol):
    async def print(self, document: PrintDocument, on_progress: Callable[[PrintProgress], None]) -> PrintResult:
        """Print a slip and say what became of it; nothing is ever printed a second time by itself.

        It takes `MOST_SLIP_S` at most: what waits for its turn by then is not started, what waits for a hand is given
        up, and a printer that hangs is waited for not much longer (`commands.CUT_OFF_S`) and its slip unknown.

        While a hand is awaited (paper, cover) it goes on waiting, up to the driver's patience. A cancelled task gives
        up waiting as `cancel` does, and ends when the slip has; who wants the outcome calls `cancel`, and this returns.
        """
        ...

    def cancel(self) -> None:
        """Give up waiting: what waits for its turn is not started, what waits for a hand returns what is true by now,
        and a slip that is coming out comes out."""
        ...
