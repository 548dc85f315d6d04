"""A document as dots."""

from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from devices.contracts.printer import (
    Align,
    Block,
    Feed,
    PairLine,
    Picture,
    PrintDocument,
    QrBlock,
    Rule,
    RuleStyle,
    TextLine,
)
from devices.printers.raster import _font, draw_document, wrap

URL = "https://bmq.example.org/c/HSL-0421-0037"


def drawn(*blocks: Block, pictures: Path | None = None) -> Image.Image:
    return draw_document(PrintDocument(576, 16, blocks), pictures)


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.invert(image.convert("L")).getbbox()


def test_a_slip_is_as_long_as_its_lines_rules_and_feeds() -> None:
    pair = PairLine("证号", "1301", 24, 36, 136)
    image = drawn(TextLine("办事回执", 24, 36), Rule(RuleStyle.SOLID, 4), Feed(64), pair)
    assert (image.size, image.mode) == ((576, 140), "1")


@pytest.mark.parametrize("align", list(Align))
def test_text_stands_where_it_is_told_and_inside_the_margins(align: Align) -> None:
    box = ink(drawn(TextLine("请收好", 24, 36, align=align)))
    assert box is not None
    left, right = box[0] - 16, 560 - box[2]
    assert left >= 0
    assert right >= 0
    assert {Align.LEFT: left < 5, Align.RIGHT: right < 5, Align.CENTRE: abs(left - right) < 6}[align]


def test_a_rare_name_has_its_own_shapes() -> None:
    tofu = drawn(TextLine("\U0010fffe", 24, 36))
    for name in ("㙓", "𠮷"):
        image = drawn(TextLine(name, 24, 36))
        assert ink(image) is not None
        assert image.tobytes() != tofu.tobytes()


def test_a_long_line_wraps_and_closing_punctuation_never_begins_one() -> None:
    lines = wrap("网络一好，机器自动交上去。交上去就发短信到 138****5678，短信里有正式办件号。", _font(24, False), 200)
    assert len(lines) > 3
    assert "".join(lines).replace(" ", "") == (
        "网络一好，机器自动交上去。交上去就发短信到138****5678，短信里有正式办件号。"
    )
    assert not any(line.startswith(("，", "。")) for line in lines)
    assert any("138****5678" in line for line in lines)


def test_a_word_wider_than_the_paper_is_cut_where_it_must_be() -> None:
    lines = wrap("X" * 200, _font(24, False), 300)
    assert "".join(lines) == "X" * 200
    assert all(_font(24, False).getlength(line) <= 300 for line in lines)


@given(st.text(st.characters(codec="gb18030", exclude_categories=("Cc", "Zs")), max_size=60))
@settings(max_examples=40)
def test_wrapping_loses_no_character(text: str) -> None:
    assert "".join(wrap(text, _font(24, False), 300)) == text


def test_a_bar_is_white_on_black() -> None:
    image = drawn(TextLine("存好了，还没交上去", 40, 68, bold=True, align=Align.CENTRE, inverse=True))
    assert ink(image) == (16, 0, 560, 68)
    assert image.getpixel((40, 34)) == 0


@pytest.mark.parametrize("beside", [(), (TextLine("查到哪儿了：", 24, 36), TextLine("扫左边的码；", 24, 36))])
def test_a_code_is_read_back_by_another_library(beside: tuple[TextLine, ...]) -> None:
    image = drawn(Rule(RuleStyle.DASHED, 3), QrBlock(URL, 200, beside), Rule(RuleStyle.DASHED, 3))
    (found,) = zxingcpp.read_barcodes(image.convert("L"))
    assert found.text == URL


def test_a_codes_modules_are_never_under_half_a_millimetre() -> None:
    (found,) = zxingcpp.read_barcodes(drawn(QrBlock("A", 10)).convert("L"))
    side = found.position.bottom_right.x - found.position.top_left.x
    assert side >= 21 * 4 - 2


def test_a_drawing_is_found_by_name_and_a_missing_one_left_out(tmp_path: Path) -> None:
    Image.new("1", (100, 50), 0).save(tmp_path / "bridge.png")
    assert ink(drawn(Picture("bridge", 100), pictures=tmp_path)) == (188, 0, 388, 100)
    assert drawn(Picture("nothing", 100), Feed(5), pictures=tmp_path).height == 5


def test_a_numbered_line_hangs_beside_its_disc() -> None:
    image = drawn(TextLine("交上去就发短信到 138****5678，短信里有正式办件号，请留意查收。", 24, 36, mark="2"))
    assert image.height == 72
    assert image.crop((16, 40, 60, 72)).getextrema() == (255, 255)


def test_no_font_is_held_once_a_slip_is_drawn() -> None:
    drawn(TextLine("办事回执", 24, 36), TextLine("大字", 48, 60))
    assert _font.cache_info().currsize == 0
