from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.person import (
    IDENTITY_LEVEL_NAMES,
    IdentityLevel,
    Person,
    account_tail,
    mask_address,
    mask_id_number,
    mask_name,
    mask_phone,
)


def person(born: date) -> Person:
    return Person("张桂兰", "130102194004161237", born, "2", IdentityLevel.CARD_READ)


def test_the_levels_are_ordered_by_how_surely_a_person_is_known() -> None:
    order = ("none", "typed", "card_read", "card_and_code", "witnessed")
    assert [IDENTITY_LEVEL_NAMES[name] for name in order] == sorted(IdentityLevel)


@pytest.mark.parametrize(
    ("born", "today", "age_years"),
    [
        (date(1946, 4, 21), date(2026, 4, 20), 79),
        (date(1946, 4, 21), date(2026, 4, 21), 80),
        (date(1944, 2, 29), date(2024, 2, 28), 79),
        (date(1944, 2, 29), date(2024, 2, 29), 80),
        (date(1945, 2, 28), date(2025, 2, 28), 80),
    ],
)
def test_age_is_counted_by_the_day(born: date, today: date, age_years: int) -> None:
    assert person(born).age_years(today) == age_years


@pytest.mark.parametrize(
    ("masked", "expected"),
    [
        (mask_name("张桂兰"), "张*"),
        (mask_name("𠮷田"), "𠮷*"),
        (mask_name(""), ""),
        (mask_id_number("130102194004161237"), "1301**********1237"),
        (mask_phone("13812345678"), "138****5678"),
        (account_tail("6217001234567896620"), "6620"),
        (mask_address("槐树里社区3号楼2单元201"), "槐树里社区3号楼2单元***"),
        (mask_address("河北省石家庄市长安区某某路12号"), "河北省石家庄市长安区某某路***"),
        (mask_address("家"), "***"),
    ],
)
def test_masks_keep_only_what_the_rule_allows(masked: str, expected: str) -> None:
    assert masked == expected


@given(st.text(max_size=8))
def test_a_number_too_short_to_hide_anything_is_hidden_whole(number: str) -> None:
    assert mask_id_number(number) == "*" * len(number)
