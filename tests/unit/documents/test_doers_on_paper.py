"""Who did it for another, and who helped, on the slip of either size: masked."""

from dataclasses import replace

import pytest

from kiosk.cases import Doers
from tests.unit.documents.test_receipt import FACTS, text

DOERS = Doers("李*", "child", "present", "陈*")


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_the_slip_says_who_acted_and_who_helped(mode: str) -> None:
    paper = text(mode, True, replace(FACTS, doers=DOERS))
    assert all(words in paper for words in ("代办", "李*（子女）", "帮办", "陈*"))


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_of_who_came_alone_it_says_nothing_of_the_kind(mode: str) -> None:
    paper = text(mode, True)
    assert "代办" not in paper
    assert "帮办" not in paper
