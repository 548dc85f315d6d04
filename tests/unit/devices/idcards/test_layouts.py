"""The four layouts of a card's text, field by field."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from devices.contracts.card_reader import IdCard
from devices.emulators.persons import SyntheticPerson, card_text, load_persons
from devices.idcards.layouts import BadLayout, decode_card, decode_text


def text_of(*fields: tuple[str, int]) -> bytes:
    text = b"".join(pad(value, size) for value, size in fields)
    assert len(text) == 256
    return text


def pad(value: str, size_bytes: int) -> bytes:
    return value.ljust(size_bytes // 2).encode("utf-16-le")[:size_bytes]


RESIDENT = (
    ("张桂兰", 30), ("2", 2), ("01", 4), ("19410312", 16), ("河北省石家庄市桥西区槐树里", 70),
    ("13010419410312122X", 36), ("石家庄市公安局桥西分局", 30), ("20130520", 16), ("长期", 16), (" ", 36),
)  # fmt: skip


def test_a_residents_card_gives_its_fields_untouched() -> None:
    assert decode_text(text_of(*RESIDENT)) == IdCard(
        card_type="resident", name="张桂兰", sex_code="2", nation_code="01", birth_date=date(1941, 3, 12),
        address="河北省石家庄市桥西区槐树里", id_number="13010419410312122X", issuer="石家庄市公安局桥西分局",
        valid_from=date(2013, 5, 20), valid_until=None,
    )  # fmt: skip


def test_a_card_with_a_last_day_has_it() -> None:
    fields = (*RESIDENT[:8], ("20330520", 16), RESIDENT[9])
    card = decode_text(text_of(*fields))
    assert isinstance(card, IdCard)
    assert card.valid_until == date(2033, 5, 20)


def test_a_permit_of_hong_kong_macao_or_taiwan_is_known_by_its_mark() -> None:
    fields = (*RESIDENT[:2], (" ", 4), *RESIDENT[3:9], ("H12345678", 18), ("01", 4), (" ", 6), ("J", 2), (" ", 6))
    card = decode_text(text_of(*fields))
    assert isinstance(card, IdCard)
    assert (card.card_type, card.nation_code, card.name) == ("hmt", None, "张桂兰")


def test_a_foreigners_card_of_2017_is_known_by_its_mark() -> None:
    fields = (
        ("SAMPLE, PERSON", 120), ("1", 2), ("KAZ110090123105", 30), ("KAZ", 6), ("", 30), ("20180101", 16),
        ("20280101", 16), ("19900123", 16), ("01", 4), ("1500", 8), ("I", 2), (" ", 6),
    )  # fmt: skip
    card = decode_text(text_of(*fields))
    assert isinstance(card, IdCard)
    assert (card.card_type, card.name, card.id_number) == ("foreigner_2017", "SAMPLE, PERSON", "KAZ110090123105")
    assert card.birth_date == date(1990, 1, 23)


def test_a_foreigners_card_of_2023_is_known_by_its_mark() -> None:
    fields = (
        (" ", 30), ("1", 2), ("01", 4), ("19850101", 16), ("SAMPLE PERSON", 70), ("932682198501010017", 36), (" ", 30),
        ("20240101", 16), ("20340101", 16), (" ", 22), ("PAK", 6), ("Y", 2), ("101", 6),
    )  # fmt: skip
    card = decode_text(text_of(*fields))
    assert isinstance(card, IdCard)
    assert (card.card_type, card.name, card.id_number) == ("foreigner_2023", "SAMPLE PERSON", "932682198501010017")


def test_an_unknown_mark_or_an_impossible_date_is_told_by_field() -> None:
    assert decode_text(text_of(*RESIDENT[:9], (" ", 28), ("Q", 2), (" ", 6))) == BadLayout("mark")
    assert decode_text(text_of(*RESIDENT[:3], ("19410231", 16), *RESIDENT[4:])) == BadLayout("birth")
    assert decode_card(b"\x01\x00\x04\x00" + bytes(255)) == BadLayout("lengths")


def test_every_synthetic_person_comes_through_their_own_card() -> None:
    for person in load_persons().values():
        card = decode_text(card_text(person))
        assert isinstance(card, IdCard)
        assert (card.name, card.id_number, card.address) == (person.name, person.number, person.address)
        assert (card.birth_date, card.valid_until) == (person.birth, person.valid_until)


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
