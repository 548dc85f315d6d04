"""What stands on the notice before anybody is asked for anything."""

import pytest

from kiosk.catalogue import Notice
from tests.helpers.view_context import real_catalogue, real_texts

WORDS = real_texts()


def notice(is_example: bool) -> Notice:
    real = real_catalogue().item("old-age-allowance").notice
    assert real is not None
    return real.model_copy(update={"basis_is_example": is_example})


def test_an_article_nobody_checked_is_never_shown_as_a_rule() -> None:
    assert notice(is_example=True).part("basis", WORDS).endswith("（示例，以窗口答复为准）")
    assert "示例" not in notice(is_example=False).part("basis", WORDS)


@pytest.mark.parametrize("part", ["data", "shared", "kept", "rights"])
def test_the_other_parts_stand_as_they_are_written(part: str) -> None:
    assert notice(is_example=True).part(part, WORDS) == notice(is_example=False).part(part, WORDS)
