"""How long the receipt paper still lasts: in sheets, in days, and the hour in which it ends. Pure.

The platform says the same from the same length (`platform.paper`); a technician at a machine without network reads it
here.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.core.clock import china_date
from kiosk.core.paper_pace import pace_of, runs_out_at, slips_left_count
from kiosk.core.working_days import WorkingDays
from kiosk.maintenance.paper_roll import Roll, RollSize

WARNED_AHEAD = timedelta(days=2)
"""Somebody who comes twice a week still comes in time."""
DAYS_SHOWN_COUNT = 14


@dataclass(frozen=True, slots=True)
class PaperOutlook:
    """What is to be said of the roll. None is what nobody knows."""

    left_mm: float | None
    left_share: float | None
    """Of a whole roll."""
    slips_left_count: int | None
    runs_out_at: datetime | None
    days: tuple[tuple[date, float], ...]
    """What was printed on each of the last two weeks' days, oldest first, in mm; 0 on days without."""

    def ends_soon(self, now: datetime) -> bool:
        """Whether somebody should bring paper."""
        return self.runs_out_at is not None and self.runs_out_at - now <= WARNED_AHEAD


def outlook_of(roll: Roll, size: RollSize, now: datetime, calendar: WorkingDays) -> PaperOutlook:
    """The outlook at that moment."""
    pace = pace_of(roll.hours, now, calendar)
    left_mm = roll.left_mm
    return PaperOutlook(
        left_mm=left_mm,
        left_share=None if left_mm is None else min(1.0, left_mm / size.whole_mm),
        slips_left_count=slips_left_count(left_mm, roll.printed_mm, roll.slip_count),
        runs_out_at=None if left_mm is None or pace is None else runs_out_at(left_mm, pace, now, calendar),
        days=_days(roll, now),
    )


def _days(roll: Roll, now: datetime) -> tuple[tuple[date, float], ...]:
    printed_mm: defaultdict[date, float] = defaultdict(float)
    for hour in roll.hours:
        printed_mm[china_date(hour.begins_at)] += hour.printed_mm
    today = china_date(now)
    days = (today - timedelta(days=back) for back in range(DAYS_SHOWN_COUNT - 1, -1, -1))
    return tuple((day, printed_mm[day]) for day in days)
