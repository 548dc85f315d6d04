"""Working days: Monday to Friday, but for the holidays and make-up days of the calendar file. Pure once loaded."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days count."""

    holidays: frozenset[date] = frozenset()
    make_up_days: frozenset[date] = frozenset()
    """Saturdays and Sundays that are worked."""

    @classmethod
    def load(cls, path: Path) -> "WorkingCalendar":
        """Read `holidays` and `make_up_days`, two lists of dates."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(frozenset(data["holidays"]), frozenset(data["make_up_days"]))

    def is_working(self, day: date) -> bool:
        """Whether a day counts."""
        return day in self.make_up_days or (day.weekday() < 5 and day not in self.holidays)

    def after(self, day: date, working_days: int) -> date:
        """The day on which so many working days have passed after `day`, which itself does not count."""
        while working_days > 0:
            day += timedelta(days=1)
            working_days -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
