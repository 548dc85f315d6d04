"""What is understood of what was said."""

import pytest

from kiosk.session.meant import Command, Meant, meant
from tests.helpers.view_context import real_texts

ZH, EN = real_texts(), real_texts("en")


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("返回", Command.BACK), ("返回。", Command.BACK), ("请返回一下", Command.BACK), ("再说一遍", Command.AGAIN),
        ("我没听清", Command.AGAIN), ("找人帮忙", Command.HELP), ("回首页", Command.HOME),
    ],
)  # fmt: skip
def test_a_command_is_understood_on_every_screen(said: str, command: Command) -> None:
    assert meant(said, ZH).command is command


@pytest.mark.parametrize("said", ["找人帮忙办低保怎么办", "返回的补贴怎么领", "首页上那个高龄津贴"])
def test_a_command_within_a_longer_sentence_is_none(said: str) -> None:
    assert meant(said, ZH).command is None


@pytest.mark.parametrize(("said", "number"), [("一", 1), ("第二个", 2), ("三号", 3), ("选六", 6), ("两", 2), ("9", 9)])
def test_a_choice_is_called_by_its_number(said: str, number: int) -> None:
    assert meant(said, ZH).number == number


def test_a_number_within_other_words_is_none() -> None:
    assert meant("一等奖", ZH).number == 0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("我想办高龄津贴", "高龄津贴"), ("请问低保怎么办？", "低保"), ("高龄津贴", "高龄津贴"),
        ("帮我找一下医保报销", "医保报销"),
        ("办", "办"), ("", ""), ("……", ""),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_left_without_what_people_say_around_it(said: str, words: str) -> None:
    assert meant(said, ZH).words == words


def test_it_is_understood_in_english_too() -> None:
    assert meant("Back", EN).command is Command.BACK
    assert meant("number two", EN).number == 2
    assert meant("I want old age", EN).words == "oldage"


def test_what_was_said_is_written_nowhere() -> None:
    assert "低保" not in repr(Meant(words="低保"))
