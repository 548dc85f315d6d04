"""A way on foot in words."""

import pytest

from tests.helpers.view_context import real_texts
from ui.viewmodels.walk import walk_text


@pytest.mark.parametrize(
    ("walk", "said"),
    [
        ("", ""),
        ("N40", "往北，走 40 米，约 1 分钟"),
        ("E350 N250", "先往东再往北，走 600 米，约 9 分钟"),
        ("S100 W900 N40", "先往南再往西再往北，走 1040 米，约 16 分钟"),
    ],
)
def test_the_way_the_metres_and_the_minutes_are_told(walk: str, said: str) -> None:
    assert walk_text(walk, real_texts()) == said


def test_in_english_too() -> None:
    assert walk_text("E350 N250", real_texts("en")) == "Walk east, then north: 600 m, about 9 min"
