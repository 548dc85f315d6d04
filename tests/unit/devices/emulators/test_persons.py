"""The synthetic residents are what their notes say."""

from datetime import date

from devices.emulators.persons import SyntheticPerson, card_text, load_persons

PERSONS = load_persons()
DEMO_DAY = date(2026, 4, 21)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit_right(person: SyntheticPerson) -> bool:
    """GB 11643: MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(person.number, WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == person.number[17]


def test_there_are_enough_of_them_from_childhood_to_past_a_hundred() -> None:
    ages = [person.age_years(DEMO_DAY) for person in PERSONS.values()]
    assert len(PERSONS) >= 10
    assert min(ages) <= 8
    assert max(ages) >= 101


def test_every_number_but_the_one_meant_to_fail_is_right() -> None:
    assert [key for key, person in PERSONS.items() if not check_digit_right(person)] == ["wu-yu-mei"]


def test_numbers_agree_with_birth_sex_and_province() -> None:
    for person in PERSONS.values():
        assert person.number.startswith("13")
        assert person.number[6:14] == f"{person.birth:%Y%m%d}"
        assert int(person.number[16]) % 2 == (person.sex == "1")


def test_the_names_that_break_things_are_there() -> None:
    names = [person.name for person in PERSONS.values()]
    assert any("㙓" in name for name in names)
    assert any("𠮷" in name for name in names)
    assert any(len(name) == 15 and "·" in name for name in names)


def test_one_card_is_expired_and_some_are_for_long() -> None:
    until = [person.valid_until for person in PERSONS.values()]
    assert sum(day is not None and day < DEMO_DAY for day in until) == 1
    assert until.count(None) >= 5


def test_every_card_has_its_256_bytes() -> None:
    assert {len(card_text(person)) for person in PERSONS.values()} == {256}
