"""Spelled for the ear: each character with a word, each letter and digit by itself."""

import pytest

from kiosk.speech import Spelling
from tests.helpers.view_context import ROOT, real_texts

ASSETS = ROOT / "assets"


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.load(ASSETS / "speech" / "characters.txt")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("河北", ["河，河流的河。", "北，北方的北。"]),
        ("张", ["张，弓长张。"]),
        ("𠮷", ["𠮷，上土下口的吉。"]),
        ("㙓", ["㙓，一个生僻字。"]),
        ("陳", ["陳，拼音C，H，E，N。"]),
        ("12 a", ["幺，二，A。"]),
        ("HSL-0421", ["H，S，L，横线。", "零，四，二，幺。"]),
        ("3号楼", ["三。", "号，号码的号。", "楼，楼上的楼。"]),
        ("姓名，", ["姓，姓名的姓。", "名，名字的名。"]),
        ("", []),
    ],
)
def test_every_sign_is_told_from_those_that_sound_alike(spelling: Spelling, written: str, said: list[str]) -> None:
    assert list(spelling(written, real_texts())) == said


def test_every_place_of_the_province_is_spelled_by_a_word(spelling: Spelling) -> None:
    lists = (ASSETS / "input" / "divisions.txt").read_text("utf-8").splitlines()
    signs = {sign for line in lists if not line.startswith("#") for sign in line}

    by_sound = {sign for sign in signs if spelling.words.get(sign, "a").isascii()}

    assert not by_sound


def test_a_word_holds_its_character(spelling: Spelling) -> None:
    words = {sign: word for sign, word in spelling.words.items() if not word.isascii() and word[0] != "="}

    assert len(words) > 3500
    assert not [sign for sign, word in words.items() if sign not in word or len(word) != 2]


def test_an_english_voice_says_letters_and_digits(spelling: Spelling) -> None:
    assert spelling("A1", real_texts("en")) == ("A, 1.",)
