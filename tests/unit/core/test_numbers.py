"""Case numbers: their shape, and what their check digit finds, counted over every case there is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.numbers import case_number, check_digit, is_case_number

DAY = date(2026, 4, 21)
DIGITS = "0123456789"
ELEVEN_DIGITS = st.text(DIGITS, min_size=10, max_size=10).map(lambda ten: ten + check_digit(ten))


def number_of(digits: str) -> str:
    return f"HSL3-{digits[:6]}-{digits[6:]}"


def beginnings() -> list[str]:
    """Digits that leave the check in each of its ten inner states: one beginning each."""
    found: dict[tuple[str, ...], str] = {}
    for first in range(1000):
        begin = f"{first:03d}"
        found.setdefault(tuple(check_digit(begin + next_digit) for next_digit in DIGITS), begin)
    return list(found.values())


def test_a_number_has_prefix_day_serial_and_check_digit() -> None:
    assert case_number("HSL3", DAY, 37) == "HSL3-260421-00373"


def test_the_check_digit_is_that_of_the_standards_example() -> None:
    assert check_digit("0794") == "5"  # ISO/IEC 7064, MOD 11,10


def test_only_the_last_four_digits_of_a_serial_are_shown() -> None:
    assert case_number("HSL3", DAY, 120_037) == case_number("HSL3", DAY, 37)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 10**7))
def test_every_number_made_is_a_case_number(day: date, serial: int) -> None:
    assert is_case_number(case_number("T1", day, serial))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "HSL3-260421-00374",  # the check digit
        "HSL3-260421-0037",  # a number of the first version
        "hsl3-260421-00373",
        "HSL3-260421-00373 ",
        "HSL3-260421-00373\n",
        "HSL3-２60421-00373",  # a digit, but none of these ten
        "H-260421-00373",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_case_number(text)


@given(ELEVEN_DIGITS)
def test_every_single_wrong_digit_is_found(digits: str) -> None:
    assert is_case_number(number_of(digits))
    for place in range(11):
        for wrong in DIGITS.replace(digits[place], ""):
            assert not is_case_number(number_of(digits[:place] + wrong + digits[place + 1 :]))


def test_of_swapped_neighbours_one_pair_in_forty_five_is_missed_whatever_stands_before() -> None:
    pairs = [(a, b) for a in DIGITS for b in DIGITS if a < b]
    assert len(beginnings()) == 10
    for begin in beginnings():
        missed = [(a, b) for a, b in pairs if check_digit(begin + a + b) == check_digit(begin + b + a)]
        assert len(missed) == 1


def test_a_swap_with_the_check_digit_is_missed_for_two_digits_in_a_hundred() -> None:
    missed = [
        (begin, last)
        for begin in beginnings()
        for last in DIGITS
        if (check := check_digit(begin + last)) != last and check_digit(begin + check) == last
    ]
    assert len(missed) == 2
