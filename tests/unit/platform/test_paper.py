"""What the platform says of the paper: in slips of this machine's length, and when it ends."""

from datetime import datetime

from kiosk.core.clock import CHINA
from kiosk.core.paper_pace import HOURS_COUNT, Pace
from kiosk.core.working_days import WorkingDays
from kiosk.platform.paper import forecast
from kiosk.wire import PaperBeat

CALENDAR = WorkingDays()
TUESDAY = datetime(2026, 4, 21, 9, 0, tzinfo=CHINA)
MORNINGS = [1_000.0 if hour in (9, 10, 11) else 0.0 for hour in range(HOURS_COUNT)]
PACE = Pace(working=MORNINGS, other=[0.0] * HOURS_COUNT)


def test_what_is_left_is_told_in_slips_of_this_machines_length() -> None:
    paper = PaperBeat(printed_mm=42_000, slip_count=200, left_mm=21_200)
    told = forecast(paper, PACE, TUESDAY, CALENDAR)
    assert (told.slips_left_count, told.runs_out_at and told.runs_out_at.day) == (100, 30)
    unknown = forecast(PaperBeat(printed_mm=42_000, slip_count=200, left_mm=None), PACE, TUESDAY, CALENDAR)
    assert (unknown.slips_left_count, unknown.runs_out_at) == (None, None)
    unused = forecast(PaperBeat(printed_mm=0, slip_count=0, left_mm=80_000), None, TUESDAY, CALENDAR)
    assert (unused.slips_left_count, unused.runs_out_at) == (None, None)
