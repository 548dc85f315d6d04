import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.resident_id import IdNumberProblem, ResidentId, check_character, parse_resident_id

TODAY = date(2026, 4, 21)
FIXTURES = Path(__file__).parents[2] / "fixtures"

HEBEI = ("130102", "130171", "130190", "130223", "130609", "130632", "131103", "132128", "810000", "820000", "830000")
"""Old and new districts, a development zone, an abolished prefecture, and the permits of Hong Kong, Macao, Taiwan."""


def number(prefix: str, born: date, sequence: int) -> str:
    first_17 = f"{prefix}{born:%Y%m%d}{sequence:03}"
    return first_17 + check_character(first_17)


def test_the_check_character_follows_the_standards_own_example() -> None:
    assert check_character("11010519491231002") == "X"  # GB 11643-1999, annex
    assert check_character("44052418800101001") == "4"


@pytest.mark.parametrize("prefix", HEBEI)
@pytest.mark.parametrize("year", [1930, 1940, 1982, 1990, 2000, 2015])
def test_no_county_code_is_a_reason_to_refuse_a_person_of_any_age(prefix: str, year: int) -> None:
    parsed = parse_resident_id(number(prefix, date(year, 2, 28), 123), TODAY)
    assert isinstance(parsed, ResidentId)
    assert parsed.birth_date == date(year, 2, 28)


def test_everybody_born_in_any_county_of_hebei_from_1930_on_is_taken_at_their_word() -> None:
    prefectures = tomllib.loads((FIXTURES / "hebei_counties.toml").read_text(encoding="utf-8"))
    counties = [prefecture + county for prefecture, codes in prefectures.items() for county in codes.split()]
    assert len(set(counties)) == 190
    refused = {
        (county, year)
        for county in counties
        for year in range(1930, 2026)
        if not isinstance(parse_resident_id(number(county, date(year, 12, 31), year % 1000), TODAY), ResidentId)
    }
    assert refused == set()


@pytest.mark.parametrize("sample", ["932682198501010017", "911124198108030024", "931586198001010028"])
def test_a_foreigners_permanent_number_of_2023_is_checked_the_same_way(sample: str) -> None:
    parsed = parse_resident_id(sample, TODAY)  # 9, province, country, then as everybody's
    assert isinstance(parsed, ResidentId)
    assert parsed.birth_date == date.fromisoformat(sample[6:14])
    wrong = sample[:-1] + str((int(sample[-1]) + 1) % 10)
    assert parse_resident_id(wrong, TODAY) == IdNumberProblem.CHECK


@given(
    prefix=st.sampled_from(HEBEI),
    born=st.dates(date(1880, 1, 1), TODAY),
    sequence=st.integers(0, 999),
)
def test_every_well_made_number_is_accepted_and_says_birth_and_sex(prefix: str, born: date, sequence: int) -> None:
    parsed = parse_resident_id(number(prefix, born, sequence), TODAY)
    assert isinstance(parsed, ResidentId)
    assert (parsed.birth_date, parsed.sex_code) == (born, "1" if sequence % 2 else "2")


@given(born=st.dates(date(1900, 1, 1), TODAY), position=st.integers(0, 17), step=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born: date, position: int, step: int) -> None:
    good = number("130102", born, 12)
    digit = good[position]
    wrong = str((int(digit) + step) % 10) if digit != "X" else str(step)
    bad = good[:position] + wrong + good[position + 1 :]
    assert isinstance(parse_resident_id(bad, TODAY), IdNumberProblem)


@given(born=st.dates(date(1900, 1, 1), TODAY), position=st.integers(0, 15))
def test_two_swapped_digits_are_always_noticed(born: date, position: int) -> None:
    good = number("130102", born, 45)
    swapped = good[:position] + good[position + 1] + good[position] + good[position + 2 :]
    if swapped != good:
        assert isinstance(parse_resident_id(swapped, TODAY), IdNumberProblem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", IdNumberProblem.LENGTH),
        ("130102194004161", IdNumberProblem.LENGTH),
        ("13010219400416123A", IdNumberProblem.DIGITS),
        ("1301021940041612３7", IdNumberProblem.DIGITS),
        ("130102194002301239", IdNumberProblem.DATE),
        ("130102194013011239", IdNumberProblem.DATE),
        (number("130102", date(2090, 1, 1), 123), IdNumberProblem.DATE),
        (number("130102", date(1879, 12, 31), 123), IdNumberProblem.DATE),
    ],
)
def test_an_impossible_number_is_refused_with_its_reason(text: str, problem: IdNumberProblem) -> None:
    assert parse_resident_id(text, TODAY) == problem


def test_a_typed_small_x_and_spaces_around_are_forgiven() -> None:
    parsed = parse_resident_id(" 11010519491231002x ", TODAY)
    assert isinstance(parsed, ResidentId)
    assert parsed.number == "11010519491231002X"
