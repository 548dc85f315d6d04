"""The words for the codes on a card: complete, and the same codes in both languages."""

from pathlib import Path

import pytest

from devices.emulators.persons import load_persons
from kiosk.texts import Privacy, Texts

CODES = Path(__file__).parents[3] / "assets" / "i18n" / "codes"
ZH, EN = Texts.load(CODES, "zh_CN"), Texts.load(CODES, "en")


def test_every_sex_and_nation_of_the_standards_has_a_word_in_both_languages() -> None:
    nations = [f"{number:02}" for number in range(1, 57)] + ["97", "98"]
    wanted = {f"sex.{code}" for code in "0129"} | {f"nation.{code}" for code in nations}
    assert set(ZH) == set(EN) == wanted
    assert all(texts(key) for texts in (ZH, EN) for key in wanted)


def test_no_two_codes_share_a_word() -> None:
    for texts in (ZH, EN):
        assert len({texts(key) for key in texts}) == len(set(texts))


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("01", "汉族"),
        ("20", "傈僳族"),
        ("36", "毛南族"),
        ("46", "德昂族"),
        ("54", "门巴族"),
        ("55", "珞巴族"),
        ("56", "基诺族"),
    ],
)
def test_the_nations_that_public_tables_misspell_are_right(code: str, word: str) -> None:
    assert ZH(f"nation.{code}") == word


def test_what_a_person_is_counts_as_personal() -> None:
    assert {texts.privacy(key) for texts in (ZH, EN) for key in texts} == {Privacy.PERSONAL}


def test_every_synthetic_resident_can_be_called_by_these_words() -> None:
    for person in load_persons().values():
        assert f"sex.{person.sex}" in ZH
        assert f"nation.{person.nation}" in ZH
