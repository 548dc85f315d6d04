"""The paper's end is told in sheets and in the hour, from the same length and pace as the platform tells it."""

from datetime import UTC, datetime, timedelta

from kiosk.core.clock import CHINA
from kiosk.core.paper_pace import PrintedHour
from kiosk.core.working_days import WorkingDays
from kiosk.maintenance.paper_outlook import DAYS_SHOWN_COUNT, outlook_of
from kiosk.maintenance.paper_roll import Roll, RollSize

SIZE = RollSize(whole_mm=80_000, low_mm=4_000)
TUESDAY = datetime(2026, 4, 21, 9, 0, tzinfo=CHINA)
CALENDAR = WorkingDays()
HOURS = tuple(
    PrintedHour((TUESDAY - timedelta(days=back)).replace(hour=hour).astimezone(UTC), 1_000.0)
    for back in range(14, 0, -1)
    for hour in (9, 10, 11)
    if CALENDAR.is_working((TUESDAY - timedelta(days=back)).date())
)
ROLL = Roll(printed_mm=42_000, slip_count=200, left_mm=7_500, hours=HOURS)


def test_what_is_left_is_told_in_sheets_and_to_the_hour() -> None:
    told = outlook_of(ROLL, SIZE, TUESDAY, CALENDAR)
    assert (told.slips_left_count, told.left_share) == (35, 0.09375)
    assert told.runs_out_at == datetime(2026, 4, 23, 10, 0, tzinfo=CHINA)  # Thursday at ten


def test_a_roll_nobody_saw_put_in_ends_nobody_knows_when() -> None:
    told = outlook_of(Roll(printed_mm=42_000, slip_count=200, hours=HOURS), SIZE, TUESDAY, CALENDAR)
    assert (told.left_share, told.slips_left_count, told.runs_out_at) == (None, None, None)
    assert not told.ends_soon(TUESDAY)


def test_somebody_is_asked_to_come_two_days_ahead() -> None:
    told = outlook_of(ROLL, SIZE, TUESDAY, CALENDAR)
    assert [told.ends_soon(TUESDAY + timedelta(hours=after)) for after in (0, 1)] == [False, True]


def test_two_weeks_are_plotted_day_by_day_with_the_empty_ones() -> None:
    days = outlook_of(ROLL, SIZE, TUESDAY, CALENDAR).days
    assert (len(days), days[-1]) == (DAYS_SHOWN_COUNT, (TUESDAY.date(), 0.0))
    assert [mm for _, mm in days[:4]] == [3_000.0, 3_000.0, 3_000.0, 0.0]  # Wednesday to Friday, Saturday
