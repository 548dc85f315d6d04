"""When to try again: the table, with the arithmetic beside it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.outbox import next_delay_s, parse_retry_after

NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


def most(low: float, high: float) -> float:
    return high


def least(low: float, high: float) -> float:
    return low


@pytest.mark.parametrize(
    ("attempt_count", "retry_after_s", "shortest_s", "longest_s"),
    [
        (1, None, 0.25, 2.0),  # uniform(0, 2 · 2⁰), never under a quarter second
        (2, None, 0.25, 4.0),  # 2 · 2¹
        (5, None, 0.25, 32.0),  # 2 · 2⁴
        (9, None, 0.25, 512.0),  # 2 · 2⁸
        (10, None, 0.25, 900.0),  # 2 · 2⁹ = 1024, capped at 15 min
        (10_000, None, 0.25, 900.0),
        (1, 30.0, 30.0, 45.0),  # told + uniform(0, told / 2): never before the moment named
        (9, 30.0, 30.0, 45.0),
        (1, 0.5, 0.5, 0.75),
        (1, 86_400.0, 3600.0, 5400.0),  # told is clamped to an hour
        (1, 0.0, 0.25, 2.0),  # "0" names no moment: as if nothing had been told
        (3, 0.0, 0.25, 8.0),
    ],
)
def test_a_delay_lies_between_its_bounds(
    attempt_count: int, retry_after_s: float | None, shortest_s: float, longest_s: float
) -> None:
    assert next_delay_s(attempt_count, retry_after_s, least) == shortest_s
    assert next_delay_s(attempt_count, retry_after_s, most) == longest_s


@pytest.mark.parametrize(
    ("header", "seconds_s"),
    [
        (None, None),
        ("120", 120.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("99999999", 3600.0),
        ("9" * 5000, 3600.0),
        ("Mon, 23 Nov 2026 01:42:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 01:00:00 GMT", 0.0),  # past
        ("Tue, 23 Nov 2027 01:00:00 GMT", 3600.0),
        ("-5", None),
        ("1.5", None),
        ("١٢٠", None),  # digits, but not those of the grammar
        ("soon", None),
        ("", None),
        ("Mon, 23 Nov 2026 01:42:30", None),  # no zone
    ],
)
def test_a_retry_after_header_is_read_as_seconds_or_date(header: str | None, seconds_s: float | None) -> None:
    assert parse_retry_after(header, NOW) == seconds_s


@given(st.text(max_size=40))
def test_no_retry_after_header_breaks_the_reader(header: str) -> None:
    told_s = parse_retry_after(header, NOW)
    assert told_s is None or 0.0 <= told_s <= 3600.0
