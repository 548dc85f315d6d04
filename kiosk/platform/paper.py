"""When a terminal's paper runs out: what is left of the roll, at the pace at which this place prints. Pure.

    two weeks of hours ─► so many mm in each hour of a working day, and of others ─► walk on, hour by hour, to nothing

A community's machine prints in the morning and not at night, so a mean over the day would name an hour at which nobody
is there; and one sick morning is no pace, so nothing is told before a whole day was counted.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kiosk.core.clock import CHINA
from kiosk.platform.working_days import WorkingDays
from kiosk.wire import PaperBeat, Wire

HOURS_COUNT = 24
LEAST_COUNTED = timedelta(days=1)
FURTHEST_DAYS = 60
"""Further off, a pace of two weeks says nothing."""
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PrintedHour:
    """What was printed in the hour that began then."""

    begins_at: datetime
    printed_mm: int


class Pace(Wire, frozen=True):
    """How many mm are printed in each hour of the day, by the clock of China."""

    working: list[float]
    other: list[float]

    def in_hour(self, at: datetime, calendar: WorkingDays) -> float:
        """Of the hour in which `at` is."""
        local = at.astimezone(CHINA)
        return (self.working if calendar.is_working(local.date()) else self.other)[local.hour]


class PaperForecast(Wire, frozen=True):
    """The receipt printer's paper."""

    printed_mm: int
    left_mm: int | None
    """None: nobody knows, as long as no roll was seen put in."""
    slips_left_count: int | None
    """At the length of this machine's slips."""
    runs_out_at: datetime | None
    """None: not known, or further off than can be told."""


def pace_of(hours: Sequence[PrintedHour], now: datetime, calendar: WorkingDays) -> Pace | None:
    """The mean of every hour of the day since the first that was counted; None before a whole day was.

    An hour that has no row counts as one in which nothing was printed: the machine was off, as it will be again.
    """
    if not hours or now - (first := min(hour.begins_at for hour in hours)) < LEAST_COUNTED:
        return None
    printed_mm: Counter[tuple[bool, int]] = Counter()
    counts: Counter[tuple[bool, int]] = Counter()
    for hour in hours:
        printed_mm[_kind(hour.begins_at, calendar)] += hour.printed_mm
    for number in range(int((now - first) / _HOUR)):
        counts[_kind(first + number * _HOUR, calendar)] += 1
    of_kind = {kind: printed_mm[kind] / count for kind, count in counts.items()}
    working, other = ([of_kind.get((works, hour), 0.0) for hour in range(HOURS_COUNT)] for works in (True, False))
    return Pace(working=working, other=other)


def forecast(paper: PaperBeat, pace: Pace | None, said_at: datetime, calendar: WorkingDays) -> PaperForecast:
    """What is to be said of the paper of which the terminal told at `said_at`."""
    slips_left_count = None
    if paper.left_mm is not None and paper.slip_count and paper.printed_mm:
        slips_left_count = int(paper.left_mm / (paper.printed_mm / paper.slip_count))
    at = None if paper.left_mm is None or pace is None else runs_out_at(paper.left_mm, pace, said_at, calendar)
    return PaperForecast(
        printed_mm=paper.printed_mm, left_mm=paper.left_mm, slips_left_count=slips_left_count, runs_out_at=at
    )


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
