"""The roll in the receipt printer: what was printed of it, exactly, and so what is left of it.

    length the driver saw move ─► off the roll            sensor: out, or low, then full ─► a whole roll was put in
    roll full, low, out        ─► what it says at most    printed beyond the roll        ─► nobody knows

The driver counts from its start; the file goes on counting. A roll that was changed before its end sensor saw it low is
not noticed: it is told as shorter than it is, and as unknown once more was printed than a roll holds.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from devices.contracts.printer import Paper, PrinterStatus
from kiosk.core.paper_pace import PrintedHour

if TYPE_CHECKING:
    from kiosk.wire import PaperBeat

PAPER_FILE = "paper.json"
"""Its name in the storage directory."""
HOURS_KEPT = timedelta(days=14)
"""As the platform keeps them: every weekday twice."""
_SEEN = frozenset({Paper.FULL, Paper.LOW, Paper.OUT})


@dataclass(frozen=True, slots=True)
class RollSize:
    """What paper this machine is loaded with."""

    whole_mm: float
    low_mm: float
    """What is left when the end sensor says so."""


class Roll(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the paper."""

    printed_mm: float = 0.0
    slip_count: int = 0
    left_mm: float | None = None
    was: Paper = Paper.UNKNOWN
    """What the sensor said last."""
    hours: tuple[PrintedHour, ...] = ()
    """Of the last two weeks, in order, those in which this machine ran; the last one goes on."""


def printed(roll: Roll, moved_mm: float, slip_count: int) -> Roll:
    """The roll after so much more of it."""
    left_mm = None if roll.left_mm is None else roll.left_mm - moved_mm
    return msgspec.structs.replace(
        roll,
        printed_mm=roll.printed_mm + moved_mm,
        slip_count=roll.slip_count + slip_count,
        left_mm=None if left_mm is not None and left_mm < 0 else left_mm,
    )


def counted(hours: tuple[PrintedHour, ...], moved_mm: float, at: datetime) -> tuple[PrintedHour, ...]:
    """The hours after so much more was printed in that one; an hour without paper counts as one too."""
    begins_at = at.replace(minute=0, second=0, microsecond=0)
    kept = tuple(hour for hour in hours if at - HOURS_KEPT <= hour.begins_at < begins_at)
    so_far_mm = sum(hour.printed_mm for hour in hours if hour.begins_at == begins_at)
    return (*kept, PrintedHour(begins_at, so_far_mm + moved_mm))


def seen(roll: Roll, paper: Paper, size: RollSize) -> Roll:
    """The roll after the sensor has said that; what says nothing about the length changes nothing."""
    if paper not in _SEEN:
        return roll
    left_mm = roll.left_mm
    match roll.was, paper:
        case (Paper.OUT | Paper.LOW, Paper.FULL):
            left_mm = size.whole_mm
        case (_, Paper.LOW):
            left_mm = size.low_mm if left_mm is None or roll.was is Paper.OUT else min(left_mm, size.low_mm)
        case (_, Paper.OUT):
            left_mm = 0.0
    return msgspec.structs.replace(roll, left_mm=left_mm, was=paper)


class PaperRoll:
    """The account, kept in a file that is written whole or not at all; losing it loses the forecast. Main thread."""

    def __init__(self, path: Path, size: RollSize) -> None:
        self._path = path
        self._size = size
        self._counted_mm, self._counted_slips = 0.0, 0
        self._roll = Roll()
        with suppress(OSError, msgspec.DecodeError):
            self._roll = msgspec.json.decode(path.read_bytes(), type=Roll)

    @property
    def now(self) -> Roll:
        """What is known, as of the last look."""
        return self._roll

    def look(self, status: PrinterStatus | None, at: datetime) -> "PaperBeat | None":
        """Take in what the driver says at that moment, and tell it for a heartbeat; None without a printer."""
        from kiosk.wire import PaperBeat  # the first frame does without the wire format

        if status is None:
            return None
        moved_mm = status.moved_mm - self._counted_mm
        roll = printed(self._roll, moved_mm, status.slip_count - self._counted_slips)
        roll = msgspec.structs.replace(roll, hours=counted(roll.hours, moved_mm, at))
        self._counted_mm, self._counted_slips = status.moved_mm, status.slip_count
        self._keep(seen(roll, status.paper, self._size))
        left_mm = self._roll.left_mm
        return PaperBeat(
            printed_mm=round(self._roll.printed_mm),
            slip_count=self._roll.slip_count,
            left_mm=None if left_mm is None else round(left_mm),
        )

    def _keep(self, roll: Roll) -> None:
        if roll == self._roll:
            return
        self._roll = roll
        new = self._path.with_suffix(".new")
        with suppress(OSError):  # a disk that takes nothing is told of elsewhere
            new.write_bytes(msgspec.json.encode(roll))
            new.replace(self._path)
