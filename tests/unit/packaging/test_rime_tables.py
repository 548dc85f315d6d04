"""The words of Pinyin input, as packaging/dev/rime makes them of the real lists (apt: python3-jieba)."""

import rime_tables
from rime_names import name_characters
from rime_words import Word, all_words, pack_words

from tests.helpers.typed_words import wanted


def shares(words: list[Word], text: str) -> dict[str, float]:
    return {word.syllables: word.share for word in words if word.text == text}


def test_our_words_our_divisions_and_general_chinese_are_in_one_list_with_their_readings() -> None:
    words = all_words(rime_tables.SOURCES)
    assert len(words) > 200_000
    assert 0.9 < sum(word.share for word in words) < 1.2
    assert list(shares(words, "高龄津贴申领")) == ["gao ling jin tie shen ling"]
    assert "qu zhou xian" in shares(words, "曲周县")
    assert "kai hu yin hang" in shares(words, "开户银行")
    assert "yu chi" in shares(words, "尉迟")
    assert shares(words, "受理")["shou li"] > shares(words, "手里")["shou li"], (
        "what is said at this counter comes first"
    )


def test_characters_of_names_have_the_reading_they_have_as_a_surname() -> None:
    named = {(text, key) for key, text, _ in name_characters(rime_tables.SOURCES)}
    assert {("单", "shan"), ("仇", "qiu"), ("祎", "yi"), ("懿", "yi")} <= named


def test_no_word_list_is_made_of_the_words_by_which_typing_is_measured() -> None:
    ours = {word for word, _ in pack_words(rime_tables.SOURCES)}
    terms = [word.text for word in wanted("terms")]
    assert sum(text not in ours for text in terms) > len(terms) / 3
    assert not {word.text for word in wanted("names")} & ours


def test_fresh_tables_are_left_alone() -> None:
    assert rime_tables.main() == 0
    stamp = rime_tables.OUT / "stamp"
    before = stamp.stat().st_mtime_ns
    assert rime_tables.main() == 0
    assert stamp.stat().st_mtime_ns == before
