"""Codes and answers: what a code is bound to, and what a misread one is."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.wire.staff_answers import (
    ALPHABET,
    CODE_LENGTH,
    answer_to,
    is_answer,
    new_answer_key,
    new_code,
    person_tag,
    read_code,
)

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))


@given(st.integers(0, 2), st.integers(0, 0xFFFF))
def test_a_code_says_what_it_was_made_of(level: int, tag: int) -> None:
    code = new_code(KEY, "hsl-03", level, tag)
    assert len(code.text) == CODE_LENGTH
    assert read_code(KEY, "hsl-03", code.text) == code
    assert (code.level, code.first_tag) == (level, tag)


def test_it_is_read_as_people_write_it() -> None:
    code = new_code(KEY, "hsl-03", 1)
    spoken = "-".join((code.text[:4], code.text[4:8], code.text[8:])).lower().replace("0", "o").replace("1", "l")
    assert read_code(KEY, "hsl-03", f" {spoken} ") == code


def test_a_code_of_another_terminal_or_key_is_nobodys() -> None:
    taken = [new_code(KEY, "hsl-03", 1).text for _ in range(200)]
    assert sum(read_code(KEY, "hsl-04", text) is not None for text in taken) <= 5
    assert sum(read_code(OTHER_KEY, "hsl-03", text) is not None for text in taken) <= 5


def test_a_letter_read_wrong_is_noticed() -> None:
    code = new_code(KEY, "hsl-03", 1).text
    wrong = [code[:at] + letter + code[at + 1 :] for at in range(CODE_LENGTH) for letter in ALPHABET]
    noticed = [text for text in wrong if text != code and read_code(KEY, "hsl-03", text) is None]
    assert len(noticed) >= 0.98 * (len(wrong) - CODE_LENGTH)


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    read_code(KEY, "hsl-03", text)


def test_an_answer_is_for_one_code_at_one_terminal_with_one_key() -> None:
    code, other = new_code(KEY, "hsl-03", 1), new_code(KEY, "hsl-03", 1)
    right = answer_to(KEY, "hsl-03", code)
    assert is_answer(KEY, "hsl-03", code, right)
    assert len(right) == 8
    others = [answer_to(KEY, "hsl-03", other), answer_to(KEY, "hsl-04", code), answer_to(OTHER_KEY, "hsl-03", code)]
    assert right not in others


def test_keys_and_codes_do_not_come_twice() -> None:
    assert len({new_answer_key() for _ in range(50)}) == 50
    assert len({new_code(KEY, "hsl-03", 0).text for _ in range(50)}) == 50


def test_a_person_is_never_nobody() -> None:
    assert all(person_tag(f"T{number:04}") for number in range(2000))
