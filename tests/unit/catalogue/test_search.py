"""找一找: the catalogue by characters, by Pinyin, by first letters, by everyday words."""

import pytest

from kiosk.catalogue import found
from tests.helpers.view_context import real_catalogue


def first(query: str) -> str:
    hits = found(real_catalogue(), query)
    return hits[0].item.id if hits else ""


@pytest.mark.parametrize(
    ("query", "item_id"),
    [
        ("高龄津贴", "old-age-allowance"),
        ("GLJT", "old-age-allowance"),
        ("gaoling", "old-age-allowance"),
        ("gaolingjt", "old-age-allowance"),
        ("老人钱", "old-age-allowance"),
        ("lrq", "old-age-allowance"),
        ("外地看病", "medical-elsewhere"),
        ("dianfei", "utility-bills"),
        ("低保", "minimum-allowance"),
        ("12345", "hotline-12345"),
        ("路灯", "hotline-12345"),
        ("g l j t", "old-age-allowance"),
    ],
)
def test_the_first_hit_is_what_was_meant(query: str, item_id: str) -> None:
    assert first(query) == item_id


def test_the_characters_that_were_meant_are_told() -> None:
    hit = found(real_catalogue(), "gljt")[0]
    assert (hit.item.title.zh[slice(*hit.matched)], hit.letters) == ("高龄津贴", "gljt")


def test_marks_between_the_characters_stand_in_nobodys_way() -> None:
    hit = found(real_catalogue(), "qunuan")[0]
    assert hit.item.title.zh[slice(*hit.matched)] == "取暖"


def test_letters_that_fit_nothing_are_shortened_until_some_do() -> None:
    hits = found(real_catalogue(), "gljtqqq")
    assert (hits[0].item.id, hits[0].letters) == ("old-age-allowance", "gljt")


def test_what_is_not_there_is_not_found() -> None:
    assert found(real_catalogue(), "飞机票") == ()
    assert found(real_catalogue(), "  ") == ()


def test_every_item_can_be_found_by_its_letters_and_by_each_everyday_word() -> None:
    catalogue = real_catalogue()
    for item in catalogue.items.values():
        initials = "".join(syllable[0] for syllable in item.search.pinyin.split() if syllable.isalnum())
        assert initials, item.id
        assert item.id in {hit.item.id for hit in found(catalogue, initials[:6])}, item.id
        for word in item.search.words:
            assert item.id in {hit.item.id for hit in found(catalogue, word.word)}, word.word
            assert item.id in {hit.item.id for hit in found(catalogue, "".join(word.pinyin.split()))}, word.word
