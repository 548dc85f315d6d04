"""Words that a voice reads wrong, as they are spelled for it."""

from pathlib import Path

import pytest

from kiosk.speech import Lexicon, LexiconError
from tests.helpers.view_context import ROOT

OWN = ROOT / "assets" / "speech" / "lexicon.toml"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(OWN)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("张家口市蔚县", "张家口市玉县"),
        ("去哪儿办？过一会儿再查", "去哪里办？过一会再查"),
        ("孤儿和新生儿", "孤儿和新生儿"),
        ("单先生，任女士", "善先生，仁女士"),
        ("账单先打出来", "账单先打出来"),
        ("任丘市的任师傅", "仁丘市的仁师傅"),
    ],
)
def test_a_word_is_spelled_where_it_would_be_read_wrong_and_nowhere_else(
    lexicon: Lexicon, shown: str, said: str
) -> None:
    assert lexicon(shown) == said


def test_a_name_has_its_surname_as_surnames_are_read(lexicon: Lexicon) -> None:
    assert lexicon.name("单小蔚") == "善小蔚"
    assert lexicon.name("尉迟单") == "玉迟单"
    assert lexicon.name("王任") == "王任"


def test_a_sites_own_words_win(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text('[words]\n"蔚县" = "誉县"\n"北洺河" = "北明河"\n', "utf-8")
    lexicon = Lexicon.load(OWN, site)
    assert lexicon("蔚县的北洺河，单先生") == "誉县的北明河，善先生"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[word]\n", "word"),
        ('[words]\n"蔚县" = 1\n', "蔚县"),
        ('[words]\n"" = "x"\n', "''"),
        ("[words\n", "line 1"),
    ],
)
def test_a_file_that_is_no_lexicon_says_where(tmp_path: Path, text: str, why: str) -> None:
    site = tmp_path / "site.toml"
    site.write_text(text, "utf-8")
    with pytest.raises(LexiconError, match=why) as raised:
        Lexicon.load(site)
    assert str(site) in str(raised.value)


def test_without_any_words_everything_stays_as_it_is() -> None:
    assert Lexicon()("蔚县") == "蔚县"
