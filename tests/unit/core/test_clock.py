from datetime import UTC, date, datetime

import pytest

from kiosk.core.clock import SystemClock, china_date


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 4, 20, 15, 59, 59, tzinfo=UTC), date(2026, 4, 20)),
        (datetime(2026, 4, 20, 16, 0, tzinfo=UTC), date(2026, 4, 21)),
    ],
)
def test_the_civil_day_begins_at_midnight_in_china(at: datetime, day: date) -> None:
    assert china_date(at) == day


def test_the_system_clock_is_aware_and_its_monotonic_time_grows() -> None:
    clock = SystemClock()
    before_s = clock.monotonic_s()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic_s() >= before_s
