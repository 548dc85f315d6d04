"""What NUT's server says, as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.power import PowerSource
from devices.power.answers import Refusal, Variable, parse_answer, power_source, trouble_of, whole_number


def test_a_variable_and_a_refusal_are_told_apart() -> None:
    assert parse_answer(b'VAR kiosk ups.status "OB LB"') == Variable("kiosk", "ups.status", "OB LB")
    assert parse_answer(b"ERR DATA-STALE") == Refusal("DATA-STALE")
    assert parse_answer(b"ERR ACCESS-DENIED some words\r") == Refusal("ACCESS-DENIED")


def test_quotes_and_backslashes_in_a_value_are_undone() -> None:
    assert parse_answer(rb'VAR kiosk ups.model "Back\\UPS \"600\""') == Variable(
        "kiosk", "ups.model", r'Back\UPS "600"'
    )


@pytest.mark.parametrize(
    "line", [b"", b"ERR ", b"VAR kiosk ups.status", b'VAR kiosk ups.status "OL', b"\xff\xfe", b"OK"]
)
def test_what_is_neither_is_nothing(line: bytes) -> None:
    assert parse_answer(line) is None


@pytest.mark.parametrize(
    ("status", "source"),
    [
        ("OL", PowerSource.MAINS),
        ("OL CHRG LB", PowerSource.MAINS),
        ("OL BOOST", PowerSource.MAINS),
        ("BYPASS", PowerSource.MAINS),
        ("OB DISCHRG", PowerSource.BATTERY),
        ("OB LB", PowerSource.BATTERY_LOW),
        ("LB OB RB", PowerSource.BATTERY_LOW),
        ("FSD OL", PowerSource.BATTERY_LOW),
        ("OFF", PowerSource.UNKNOWN),
        ("", PowerSource.UNKNOWN),
        ("LB", PowerSource.UNKNOWN),
    ],
)
def test_where_the_power_comes_from(status: str, source: PowerSource) -> None:
    assert power_source(status) is source


def test_a_worn_out_battery_is_a_trouble_of_a_supply_that_works() -> None:
    assert [trouble_of(status) for status in ("OL", "OL RB", "OL OVER")] == ["", "replace_battery", "overload"]


@pytest.mark.parametrize(
    ("value", "number"), [("100", 100), ("87.6", 88), ("-1", 0), ("nan", None), ("inf", None), ("", None), ("x", None)]
)
def test_a_number_is_whole_or_unknown(value: str, number: int | None) -> None:
    assert whole_number(value) == number


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda value: b'VAR u n "' + value + b'"'))
def test_any_line_is_read_or_is_nothing(line: bytes) -> None:
    answer = parse_answer(line)
    if isinstance(answer, Variable):
        power_source(answer.value)
        whole_number(answer.value)
