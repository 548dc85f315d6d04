"""The four layouts of a card's text, field by field, on cards that the emulators build from the published tables."""

from collections.abc import Mapping
from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.card_reader import IdCard
from devices.emulators.cards import (
    FOREIGNER_2017,
    FOREIGNER_2023,
    PERMIT_J,
    RESIDENT,
    SAMPLES,
    Layout,
    build_text,
)
from devices.emulators.persons import SyntheticPerson, card_text, load_persons
from devices.idcards.layouts import BadLayout, decode_card, decode_newest_address, decode_text

GUILAN = {
    "name": "张桂兰", "sex": "2", "nation": "01", "birth": "19410312", "address": "河北省石家庄市桥西区槐树里",
    "number": "13010419410312122X", "issuer": "石家庄市公安局桥西分局", "from": "20130520", "until": "长期",
}  # fmt: skip
PHOTO = b"WLf\0" + bytes(1020)
PRINTS = b"\x5a" * 512

PUBLISHED_PLACES = [
    (RESIDENT, {"name": 0, "sex": 30, "nation": 32, "birth": 36, "address": 52, "number": 122, "issuer": 158,
                "from": 188, "until": 204}),
    (PERMIT_J, {"name": 0, "sex": 30, "birth": 36, "address": 52, "number": 122, "issuer": 158, "from": 188,
                "until": 204, "pass_number": 220, "issues": 238, "mark": 248}),
    (FOREIGNER_2017, {"english_name": 0, "sex": 120, "number": 122, "country": 152, "name": 158, "from": 188,
                      "until": 204, "birth": 220, "version": 236, "authority": 240, "mark": 248}),
    (FOREIGNER_2023, {"name": 0, "sex": 30, "renewals": 32, "birth": 36, "english_name": 52, "number": 122,
                      "from": 188, "until": 204, "english_name_goes_on": 220, "country": 242, "mark": 248,
                      "old_number_link": 250}),
]  # fmt: skip


def resident(**other: str) -> IdCard | BadLayout:
    return decode_text(build_text(RESIDENT, {**GUILAN, **other}))


def of_kind(kind: str, /, **other: str) -> IdCard | BadLayout:
    layout, fields = SAMPLES[kind]
    return decode_text(build_text(layout, {**fields, **other}))


@pytest.mark.parametrize(("layout", "places"), PUBLISHED_PLACES, ids=["resident", "J", "I", "Y"])
def test_a_built_card_has_every_field_where_the_tables_say(layout: Layout, places: Mapping[str, int]) -> None:
    starts = [0, *accumulate(size for _, size in layout)]
    assert {name: at for (name, _), at in zip(layout, starts, strict=False) if name} == places
    assert starts[-1] == 256


def test_a_residents_card_gives_its_fields_untouched() -> None:
    assert resident() == IdCard(
        card_type="resident", name="张桂兰", sex_code="2", nation_code="01", birth_date=date(1941, 3, 12),
        address="河北省石家庄市桥西区槐树里", id_number="13010419410312122X", issuer="石家庄市公安局桥西分局",
        valid_from=date(2013, 5, 20), valid_until=None,
    )  # fmt: skip


def test_a_card_with_a_last_day_has_it() -> None:
    card = resident(until="20330520")
    assert isinstance(card, IdCard)
    assert card.valid_until == date(2033, 5, 20)


def test_a_permit_of_hong_kong_macao_or_taiwan_is_known_by_its_mark() -> None:
    assert of_kind("J") == IdCard(
        card_type="hmt", name="SAMPLE J", sex_code="2", nation_code=None, birth_date=date(1975, 8, 9),
        address="SAMPLE ROAD 1", id_number="810000197508090027", issuer="SAMPLE OFFICE", valid_from=date(2019, 1, 1),
        valid_until=date(2024, 1, 1),
    )  # fmt: skip


def test_a_foreigners_card_of_2017_is_known_by_its_mark() -> None:
    assert of_kind("I") == IdCard(
        card_type="foreigner_2017", name="ZHENG, JIAN YANG", sex_code="1", nation_code=None,
        birth_date=date(1990, 12, 31), address=None, id_number="KAZ110090123105", issuer="1500",
        valid_from=date(2018, 6, 1), valid_until=date(2028, 6, 1),
    )  # fmt: skip


def test_a_foreigners_card_of_2023_is_known_by_its_mark() -> None:
    assert of_kind("Y") == IdCard(
        card_type="foreigner_2023", name="SAMPLE PERSON OF A LONG ENGLISH NAME INDEED", sex_code="1",
        nation_code=None, birth_date=date(1985, 1, 1), address=None, id_number="932682198501010017", issuer=None,
        valid_from=date(2024, 1, 1), valid_until=date(2034, 1, 1),
    )  # fmt: skip


def test_a_long_english_name_keeps_the_space_at_which_it_was_cut() -> None:
    card = of_kind("Y", english_name="SAMPLE PERSON OF THE LONG AND WIDE ", english_name_goes_on="SEA")
    assert isinstance(card, IdCard)
    assert card.name == "SAMPLE PERSON OF THE LONG AND WIDE SEA"


@pytest.mark.parametrize("mark", ["I", "Y"])
def test_a_foreigner_with_a_chinese_name_is_called_by_it(mark: str) -> None:
    card = of_kind(mark, name="李四光")
    assert isinstance(card, IdCard)
    assert card.name == "李四光"


@pytest.mark.parametrize("number", ["932682198501010017", "911124198108030024", "931586198001010028"])
def test_the_published_numbers_of_2023_come_through(number: str) -> None:
    card = of_kind("Y", number=number, birth=number[6:14])
    assert isinstance(card, IdCard)
    assert (card.id_number, card.birth_date) == (number, date.fromisoformat(number[6:14]))


def test_an_unknown_mark_or_an_impossible_date_is_told_by_field() -> None:
    assert of_kind("J", mark="Q") == BadLayout("mark")
    assert resident(birth="19410231") == BadLayout("birth")
    assert resident(number="") == BadLayout("number")


def test_text_and_photo_come_with_two_lengths() -> None:
    text = build_text(RESIDENT, GUILAN)
    card = decode_card(b"\x01\x00\x04\x00" + text + PHOTO)
    assert isinstance(card, IdCard)
    assert (card.name, card.photo_wlt) == ("张桂兰", PHOTO)


@pytest.mark.parametrize("prints", [b"", PRINTS, PRINTS * 2], ids=["none", "one", "two"])
def test_fingerprints_that_come_unasked_are_stepped_over(prints: bytes) -> None:
    lengths = b"\x01\x00\x04\x00" + len(prints).to_bytes(2, "big")
    card = decode_card(lengths + build_text(RESIDENT, GUILAN) + PHOTO + prints)
    assert isinstance(card, IdCard)
    assert (card.name, card.photo_wlt) == ("张桂兰", PHOTO)


@pytest.mark.parametrize("payload", [b"", b"\x01\x00\x04\x00" + bytes(255), b"\x01\x00\x04\x00" + bytes(1279)])
def test_lengths_that_do_not_add_up_are_no_card(payload: bytes) -> None:
    assert decode_card(payload) == BadLayout("lengths")


def test_the_newest_address_has_70_bytes_or_is_none() -> None:
    moved = "河北省石家庄市长安区建华北大街99号"
    assert decode_newest_address(moved.ljust(35).encode("utf-16-le")) == moved
    assert decode_newest_address(b" \0" * 35) is None
    assert decode_newest_address(moved.encode("utf-16-le")) is None
    assert decode_newest_address(b"\x00\xd8" * 35) is None  # halves of characters


def test_every_synthetic_person_comes_through_their_own_card() -> None:
    for person in load_persons().values():
        card = decode_text(card_text(person))
        assert isinstance(card, IdCard)
        assert (card.name, card.id_number, card.address) == (person.name, person.number, person.address)
        assert (card.birth_date, card.valid_until) == (person.birth, person.valid_until)
        assert (card.sex_code, card.nation_code, card.issuer) == (person.sex, person.nation, person.issuer)


WORDS = st.text(st.characters(exclude_categories=("Cs", "Zs", "Cc")), min_size=1, max_size=7)


@given(WORDS, WORDS, st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_whatever_a_card_carries_is_read_back(name: str, address: str, birth: date) -> None:
    person = SyntheticPerson(
        "x", name, "1", "01", birth, address, "130104194103121221", "局", date(2010, 1, 1), date(2030, 1, 1)
    )
    card = decode_text(card_text(person))
    assert isinstance(card, IdCard)
    assert (card.name, card.address, card.birth_date) == (name, address, birth)


@given(st.binary(min_size=256, max_size=256))
def test_no_bytes_make_the_layout_raise(text: bytes) -> None:
    decode_text(text)


@given(st.binary(max_size=2400), st.binary(max_size=80))
def test_no_bytes_make_the_answers_raise(payload: bytes, address: bytes) -> None:
    decode_card(payload)
    decode_card(b"\x01\x00\x04\x00" + payload)
    decode_newest_address(address)
