import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue import FieldKind
from kiosk.forms import name_is_plausible, normalise
from kiosk.forms.validators import check_answer, luhn_holds
from tests.unit.forms.fields import TODAY, field, with_luhn

DIGITS = st.text("0123456789", min_size=11, max_size=18)


def problem(kind: FieldKind, value: str) -> tuple[str, int | str | None] | None:
    found = check_answer(field(kind), "answer", value, TODAY)
    return None if found is None else (found.key.removeprefix("form.problem."), found.params.get("count"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("13812345678", None),
        ("１３８ 1234 5678", None),
        ("0311-55500101", None),
        ("031155500101", None),
        ("1381234", ("digits_missing", 4)),
        ("1", ("digits_missing", 10)),
        ("138123456789", ("digits_over", 1)),
        ("12812345678", ("mobile_start", None)),
        ("23812345678", ("mobile_start", None)),
        ("0311", ("landline", None)),
        ("138abc45678", ("only_digits", None)),
        ("1-3812345678", ("mobile_start", None)),
        ("138-12345678", ("only_digits", None)),
    ],
)
def test_a_telephone_number_says_how_to_put_it_right(number: str, expected: object) -> None:
    assert problem(FieldKind.PHONE, number) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (with_luhn("621700123456789662"), None),
        (with_luhn("621700123456789"), None),
        ("123456789012", None),
        ("12345", ("digits_missing", 7)),
        ("1" * 20, ("digits_over", 1)),
        ("6217-0012-3456", ("only_digits", None)),
        ("６２１７001234567896", ("account_check", None)),
    ],
)
def test_an_account_number_says_how_to_put_it_right(number: str, expected: object) -> None:
    assert problem(FieldKind.ACCOUNT, number) == expected


@given(DIGITS, st.integers(0, 40), st.integers(1, 9))
def test_luhn_notices_every_single_wrong_digit(digits: str, position: int, step: int) -> None:
    good = with_luhn(digits)
    place = position % len(good)
    bad = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]
    assert luhn_holds(good)
    assert not luhn_holds(bad)


@pytest.mark.parametrize(
    "name", ["张桂兰", "㙓𠮷", "𠮷田", "阿卜杜热合曼·阿不都热依木", "迪丽热巴·迪力木拉提", "〇一", "John O'Neil"]
)
def test_real_names_are_taken(name: str) -> None:
    assert name_is_plausible(name)


@pytest.mark.parametrize(
    "name", ["", "张", "张3", "张 三", "张·", "·张", "张··三", "张*兰", "张，三", "三" * 51, "😀😀", "123", "a"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    assert not name_is_plausible(name)


def test_the_dot_of_a_name_is_stored_as_the_middle_dot_however_it_was_typed() -> None:
    assert {normalise(FieldKind.NAME, f" 阿迪力{dot}买买提 ") for dot in "·•・‧･⋅"} == {"阿迪力·买买提"}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("11010519491231002x", None),
        ("1101051949", ("characters_missing", 8)),
        ("1101051949123100211", ("characters_over", 1)),
        ("110105194912310021", ("id_check", None)),
        ("110105194913310021", ("id_date", None)),
        ("1101051949123100AX", ("id_digits", None)),
    ],
)
def test_an_id_number_says_how_to_put_it_right(number: str, expected: object) -> None:
    assert problem(FieldKind.ID_NUMBER, number) == expected


def test_a_text_may_be_neither_too_short_nor_too_long() -> None:
    address = field(FieldKind.ADDRESS, least_length=5, greatest_length=10)
    said = [check_answer(address, "home", text, TODAY) for text in ("三号楼", "槐树里社区3号楼", "槐" * 12)]
    assert [found and (found.key, found.params) for found in said] == [
        ("form.problem.letters_missing", {"count": 2}),
        None,
        ("form.problem.letters_over", {"count": 2}),
    ]


@given(st.sampled_from(FieldKind), st.text(max_size=40))
def test_no_answer_whatever_makes_a_check_raise_and_normalising_twice_changes_nothing(
    kind: FieldKind, raw: str
) -> None:
    check_answer(field(kind), "answer", raw, TODAY)
    once = normalise(kind, raw)
    assert normalise(kind, once) == once
