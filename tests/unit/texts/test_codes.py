"""The words for the codes on a card: complete, and the same codes in both languages."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from devices.emulators.persons import load_persons
from kiosk.texts import Privacy, Texts

CODES = Path(__file__).parents[3] / "assets" / "i18n" / "codes"
STANDARDS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "fixtures" / "codes" / "standards.toml").read_text(encoding="utf-8")
)
ZH, EN = Texts.load(CODES, "zh_CN"), Texts.load(CODES, "en")


def test_every_sex_and_nation_of_the_standards_has_a_word_in_both_languages() -> None:
    nations = [f"{number:02}" for number in range(1, 57)] + ["97", "98"]
    wanted = {f"sex.{code}" for code in "0129"} | {f"nation.{code}" for code in nations}
    assert set(ZH) == set(EN) == wanted
    assert all(texts(key) for texts in (ZH, EN) for key in wanted)


def test_every_nation_is_called_as_another_table_of_the_standard_has_it() -> None:
    assert len(STANDARDS["nations"]) == 56
    ours = {code: [ZH(f"nation.{code}"), EN(f"nation.{code}")] for code in STANDARDS["nations"]}
    assert ours == STANDARDS["nations"]


def test_what_the_standard_has_no_code_for_is_called_as_cards_mean_it() -> None:
    """97 and 98 are the police's own: three public readers have them."""
    assert [ZH(f"nation.{code}") for code in ("97", "98")] == ["其他", "外国血统中国籍"]


def test_every_sex_is_the_standards_own_word_shortened() -> None:
    assert {code for code in "0123456789" if f"sex.{code}" in ZH} == STANDARDS["sexes"].keys()
    assert all(name.startswith(ZH(f"sex.{code}")) for code, name in STANDARDS["sexes"].items())


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
