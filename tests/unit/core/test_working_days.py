from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.working_days import BrokenHolidaysError, WorkingDays, load_working_days
from kiosk.platform.settings import ASSETS

CALENDAR = load_working_days(ASSETS / "content" / "holidays.toml")
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


def test_a_weekday_is_worked_and_a_weekend_is_not() -> None:
    assert CALENDAR.is_working(date(2026, 4, 21))
    assert not CALENDAR.is_working(date(2026, 4, 25))


def test_a_holiday_is_free_and_its_saturday_is_worked() -> None:
    assert not CALENDAR.is_working(date(2026, 5, 4))
    assert CALENDAR.is_working(date(2026, 5, 9))


def test_the_first_day_never_counts() -> None:
    assert CALENDAR.after(date(2026, 4, 21), 0) == date(2026, 4, 21)
    assert CALENDAR.after(date(2026, 4, 21), 1) == date(2026, 4, 22)


def test_fifteen_days_walk_over_the_may_holiday() -> None:
    assert CALENDAR.after(date(2026, 4, 21), 15) == date(2026, 5, 14)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert CALENDAR.between(date(2026, 4, 21), date(2026, 4, 1)) == 0


@given(first=DAYS, count=st.integers(0, 40))
def test_counting_takes_back_what_adding_gave(first: date, count: int) -> None:
    assert CALENDAR.between(first, CALENDAR.after(first, count)) == count


@given(first=DAYS, middle=DAYS, last=DAYS)
def test_a_span_is_the_sum_of_its_parts(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted((first, middle, last))
    assert CALENDAR.between(first, last) == CALENDAR.between(first, middle) + CALENDAR.between(middle, last)


def test_a_year_nobody_announced_has_weekends_only() -> None:
    assert WorkingDays().is_working(date(2031, 5, 1))


@pytest.mark.parametrize("text", ["", "format = 2\nyears = []", "format = 1", "years = [", "format = 1\nyears = [{}]"])
def test_a_broken_file_says_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "holidays.toml"
    path.write_text(text)
    with pytest.raises(BrokenHolidaysError, match=r"holidays\.toml"):
        load_working_days(path)
