"""When the paper runs out: a community's machine prints in the mornings of working days, and so does the forecast."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.clock import CHINA
from kiosk.core.paper_pace import HOURS_COUNT, Pace, PrintedHour, pace_of, runs_out_at
from kiosk.core.working_days import WorkingDays

CALENDAR = WorkingDays()
TUESDAY = datetime(2026, 4, 21, 9, 0, tzinfo=CHINA)


def mornings(mm: int, first: datetime, days: int) -> list[PrintedHour]:
    """So much in each of the hours from 9 to 12 of the working days, nothing else told."""
    return [
        PrintedHour((first + timedelta(days=day)).replace(hour=hour).astimezone(UTC), mm)
        for day in range(days)
        for hour in (9, 10, 11)
        if CALENDAR.is_working((first + timedelta(days=day)).date())
    ]


def fortnight(mm: int = 1_000) -> Pace:
    pace = pace_of(mornings(mm, TUESDAY - timedelta(days=14), 14), TUESDAY, CALENDAR)
    assert pace is not None
    return pace


def test_the_pace_is_that_of_the_hour_on_working_days_and_of_the_others() -> None:
    pace = fortnight()
    assert [hour for hour in range(HOURS_COUNT) if pace.working[hour]] == [9, 10, 11]
    assert set(pace.working[9:12]) == {1_000.0}
    assert set(pace.other) == {0.0}


@pytest.mark.parametrize(
    ("left_mm", "now", "end"),
    [
        (500, TUESDAY, "2026-04-21 09:00"),
        (2_500, TUESDAY, "2026-04-21 11:00"),
        (7_500, TUESDAY, "2026-04-23 10:00"),  # Thursday: three a day
        (500, TUESDAY.replace(hour=14), "2026-04-22 09:00"),
        (9_500, TUESDAY + timedelta(days=2), "2026-04-28 09:00"),  # the weekend prints nothing
        (900, TUESDAY.replace(minute=30), "2026-04-21 10:00"),  # half of the hour is over
        (60 * 3_000, TUESDAY, None),
    ],
)
def test_the_roll_ends_in_the_hour_in_which_it_is_used_up(left_mm: int, now: datetime, end: str | None) -> None:
    at = runs_out_at(left_mm, fortnight(), now.astimezone(UTC), CALENDAR)
    assert (at and f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}") == end


def test_one_morning_is_no_pace_and_a_machine_that_prints_nothing_does_not_run_out() -> None:
    assert pace_of(mornings(1_000, TUESDAY, 1), TUESDAY.replace(hour=12), CALENDAR) is None
    assert pace_of([], TUESDAY, CALENDAR) is None
    still = Pace(working=[0.0] * HOURS_COUNT, other=[0.0] * HOURS_COUNT)
    assert runs_out_at(10, still, TUESDAY, CALENDAR) is None


@given(left_mm=st.floats(0, 1e7), mm=st.integers(0, 5_000), hour=st.integers(0, 23), more_mm=st.floats(0, 1e5))
def test_more_paper_never_ends_sooner_and_no_end_is_in_the_past(
    left_mm: float, mm: int, hour: int, more_mm: float
) -> None:
    now, pace = TUESDAY.replace(hour=hour, minute=17), fortnight(mm)
    end, later = (runs_out_at(left, pace, now, CALENDAR) for left in (left_mm, left_mm + more_mm))
    assert end is None or end >= now
    assert later is None or (end is not None and later >= end)
