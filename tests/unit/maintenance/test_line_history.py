"""A day of the line: the slowest answer of each quarter of an hour, and for how long nobody answered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.maintenance.line_history import KEPT, LineHistory, down_for, seen

NOON = datetime(2026, 4, 21, 4, 7, tzinfo=UTC)
HALF_MINUTE = timedelta(seconds=30)


def test_a_quarter_tells_its_slowest_answer() -> None:
    quarters = seen(seen((), NOON, True, 40.0), NOON + HALF_MINUTE, True, 120.0)
    quarters = seen(quarters, NOON + 2 * HALF_MINUTE, True, 60.0)
    assert [(one.begins_at.minute, one.look_count, one.latency_ms) for one in quarters] == [(0, 3, 120.0)]


def test_an_answer_from_before_says_nothing_of_a_line_that_is_down() -> None:
    quarters = seen((), NOON, False, 40.0)
    assert (quarters[0].down_count, quarters[0].latency_ms) == (1, None)


def test_how_long_it_was_down_is_the_share_of_looks_that_found_it_so() -> None:
    quarters = ()
    for number in range(30):
        quarters = seen(quarters, NOON.replace(minute=0) + number * HALF_MINUTE, number >= 10, 40.0)  # type: ignore[assignment] # grows from empty
    assert down_for(quarters) == timedelta(minutes=5)


def test_what_nobody_asked_yet_is_no_look_and_a_day_is_kept() -> None:
    assert seen((), NOON, None, None) == ()
    later = seen(seen((), NOON, True, 40.0), NOON + KEPT + timedelta(minutes=15), True, 50.0)
    assert [one.latency_ms for one in later] == [50.0]


@pytest.mark.parametrize("torn", [b"", b"[{", b'[{"begins_at": 7}]'])
def test_another_process_goes_on_and_a_torn_file_begins_anew(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "line.json"
    LineHistory(path).look(NOON, True, 40.0)
    assert [one.latency_ms for one in LineHistory(path).quarters] == [40.0]
    path.write_bytes(torn)
    assert LineHistory(path).quarters == ()
