"""Working days of China: Monday to Friday, corrected by the yearly notice of holidays. Pure, once loaded.

A limit of n working days that begins on day D ends on the n-th working day after D: the first day never counts.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

FORMAT = 1
_DAY = timedelta(days=1)
_SATURDAY = 5


class BrokenHolidaysError(Exception):
    """The file of holidays cannot be understood; the message says where."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days offices work. A year nobody announced has weekends only."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether offices work that day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.holidays)

    def after(self, first: date, count: int) -> date:
        """The `count`-th working day after `first`; `first` itself for 0."""
        day = first
        while count > 0:
            day += _DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`; 0 when `last` is not later."""
        span_days = (last - first).days
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, span_days + 1))


def load_working_days(path: Path) -> WorkingDays:
    """Read the file of holidays; raises `BrokenHolidaysError`."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise BrokenHolidaysError(f"{path}: format {values['format']}, known is {FORMAT}")
        years: list[dict[str, Any]] = values["years"]
        holidays = [day for year in years for span in year["holidays"] for day in _days(span["first"], span["last"])]
        worked = [day for year in years for day in year["worked"]]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BrokenHolidaysError(f"{path}: {error!r}") from error
    return WorkingDays(frozenset(holidays), frozenset(worked))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
