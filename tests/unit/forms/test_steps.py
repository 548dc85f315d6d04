"""A day or an amount, a step further."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.kinds import FieldKind
from kiosk.forms.steps import DayPart, answered_day, stepped_amount, stepped_day, typed_day
from kiosk.forms.validators import rule_value

TODAY = date(2026, 4, 21)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("raw", "part", "by", "after"),
    [
        ("", DayPart.DAY, 1, "20260422"),
        ("", DayPart.MONTH, -1, "20260321"),
        ("2026", DayPart.YEAR, -1, "20250421"),
        ("20260131", DayPart.MONTH, 1, "20260228"),
        ("20240229", DayPart.YEAR, 1, "20250228"),
        ("20251231", DayPart.DAY, 1, "20260101"),
        ("20251215", DayPart.MONTH, 1, "20260115"),
        ("2026-04-01", DayPart.DAY, -1, "20260331"),
        ("20991231", DayPart.DAY, 1, "20991231"),
        ("19000101", DayPart.MONTH, -1, "19000101"),
    ],
)
def test_a_day_moves_as_the_calendar_has_it(raw: str, part: DayPart, by: int, after: str) -> None:
    assert stepped_day(raw, part, by, TODAY) == after


@given(DAYS, st.sampled_from(DayPart), st.sampled_from([-1, 1]))
def test_every_step_from_every_day_is_a_day_that_can_be_answered(day: date, part: DayPart, by: int) -> None:
    assert answered_day(stepped_day(typed_day(day), part, by, TODAY)) is not None


@pytest.mark.parametrize(
    ("raw", "by_yuan", "after"),
    [
        ("", 100, "100"),
        ("3200", 100, "3300"),
        ("50", -100, "0"),
        ("12.5", 100, "112.50"),
        ("999999999", 1000, "999999999"),
        ("x", 500, "500"),
    ],
)
def test_an_amount_grows_and_shrinks_by_whole_yuan(raw: str, by_yuan: int, after: str) -> None:
    assert stepped_amount(raw, by_yuan) == after


@given(st.integers(0, 10**11 - 1), st.sampled_from([-100, 100, 500, 1000]))
def test_every_amount_stays_one_that_can_be_typed(fen: int, by_yuan: int) -> None:
    after = rule_value(FieldKind.MONEY, stepped_amount(f"{fen // 100}.{fen % 100:02d}", by_yuan))
    assert isinstance(after, int)
    assert after >= 0
