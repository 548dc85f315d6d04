"""When a terminal's paper runs out: what is left of the roll, at the pace at which this place prints. Pure.

    two weeks of hours ─► so many mm in each hour of a working day, and of others ─► walk on, hour by hour, to nothing

A community's machine prints in the morning and not at night, so a mean over the day would name an hour at which nobody
is there; and one sick morning is no pace, so nothing is told before a whole day was counted.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from kiosk.core.clock import CHINA
from kiosk.core.working_days import WorkingDays

HOURS_COUNT = 24
LEAST_COUNTED = timedelta(days=1)
FURTHEST_DAYS = 60
"""Further off, a pace of two weeks says nothing."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PrintedHour:
    """What was printed in the hour that began then."""

    begins_at: datetime
    printed_mm: float


class Pace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many mm are printed in each hour of the day, by the clock of China."""

    working: list[float]
    other: list[float]

    def in_hour(self, at: datetime, calendar: WorkingDays) -> float:
        """Of the hour in which `at` is."""
        local = at.astimezone(CHINA)
        return (self.working if calendar.is_working(local.date()) else self.other)[local.hour]


def pace_of(hours: Sequence[PrintedHour], now: datetime, calendar: WorkingDays) -> Pace | None:
    """The mean of every hour of the day since the first that was counted; None before a whole day was.

    An hour that has no row counts as one in which nothing was printed: the machine was off, as it will be again.
    """
    if not hours or now - (first := min(hour.begins_at for hour in hours)) < LEAST_COUNTED:
        return None
    printed_mm: defaultdict[tuple[bool, int], float] = defaultdict(float)
    counts: Counter[tuple[bool, int]] = Counter()
    for hour in hours:
        printed_mm[_kind(hour.begins_at, calendar)] += hour.printed_mm
    for number in range(int((now - first) / _HOUR)):
        counts[_kind(first + number * _HOUR, calendar)] += 1
    of_kind = {kind: printed_mm[kind] / count for kind, count in counts.items()}
    working, other = ([of_kind.get((works, hour), 0.0) for hour in range(HOURS_COUNT)] for works in (True, False))
    return Pace(working=working, other=other)


def slips_left_count(left_mm: float | None, printed_mm: float, slip_count: int) -> int | None:
    """How many more slips the roll holds, at the mean length of this machine's; None while either is not known."""
    if left_mm is None or not slip_count or not printed_mm:
        return None
    return int(left_mm / (printed_mm / slip_count))


def runs_out_at(left_mm: float, pace: Pace, now: datetime, calendar: WorkingDays) -> datetime | None:
    """The beginning of the hour in which the roll ends; the present moment for an empty one."""
    if left_mm <= 0:
        return now
    begins_at = now.astimezone(CHINA).replace(minute=0, second=0, microsecond=0)
    left_mm -= pace.in_hour(begins_at, calendar) * (1 - (now - begins_at) / _HOUR)
    days = 0
    while left_mm > 0 and days < FURTHEST_DAYS:
        begins_at += _HOUR
        day = pace.working if calendar.is_working(begins_at.date()) else pace.other
        if begins_at.hour == 0 and left_mm > (whole_mm := sum(day)):
            left_mm, begins_at, days = left_mm - whole_mm, begins_at + 23 * _HOUR, days + 1
            continue
        left_mm -= day[begins_at.hour]
    return None if left_mm > 0 else max(begins_at, now).astimezone(UTC)


def _kind(at: datetime, calendar: WorkingDays) -> tuple[bool, int]:
    local = at.astimezone(CHINA)
    return calendar.is_working(local.date()), local.hour
