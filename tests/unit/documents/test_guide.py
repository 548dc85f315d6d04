"""The guide on paper: what the screen tells, to take home; nothing of whoever took it."""

import pytest

from devices.contracts.printer import PairLine, PrintDocument, TextLine
from kiosk.documents import as_text, guide_slip
from kiosk.session.states import Mode
from tests.helpers.view_context import real_catalogue, real_texts

ITEM = real_catalogue().item("old-age-allowance")


def printed(mode: Mode, locale: str = "zh_CN", entry: str = ITEM.id) -> PrintDocument:
    item = real_catalogue().item(entry)
    return guide_slip(item, real_texts(locale), mode.value, "槐树里社区便民服务", "0311-5550-0101")


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_it_tells_who_how_long_what_to_bring_and_where(mode: Mode) -> None:
    paper = as_text(printed(mode))
    wanted = (ITEM.title, ITEM.who, ITEM.fee, ITEM.department, *(each.name for each in ITEM.own_materials))
    assert [words.zh for words in wanted if words.zh not in paper] == []
    assert all(place.name.zh in paper and place.phone in paper for place in ITEM.places)
    assert "0311-5550-0101" in paper
    assert "不是办件回执" in paper


@pytest.mark.parametrize(("mode", "least_dots"), [(Mode.STANDARD, 24), (Mode.ELDER, 40)])
def test_no_letter_is_smaller_than_its_mode_allows(mode: Mode, least_dots: int) -> None:
    blocks = printed(mode).blocks
    assert min(block.size_dots for block in blocks if isinstance(block, TextLine | PairLine)) >= least_dots


@pytest.mark.parametrize("entry", sorted(real_catalogue().items))
def test_every_entry_has_one_in_both_languages(entry: str) -> None:
    for locale in ("zh_CN", "en"):
        paper = as_text(printed(Mode.STANDARD, locale, entry))
        assert real_catalogue().item(entry).title.text(locale) in paper
        assert "{" not in paper
