import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contracts.printer import PairLine, QrBlock, TextLine
from devices.printers.raster import draw_document
from kiosk.documents import ReceiptFacts, as_text, check_code, receipt
from kiosk.texts import Texts

ASSETS = Path(__file__).parents[3] / "assets"
ZH = Texts.load(ASSETS / "i18n", "zh_CN")
FACTS = ReceiptFacts(
    number="HSL-0421-0037",
    item_title="高龄津贴申领",
    item_short_title="高龄津贴",
    name="张桂兰",
    id_number="130102194004161245",
    filed_at=datetime(2026, 4, 21, 1, 41, tzinfo=UTC),
    place_name="槐树里社区便民服务",
    short_place_name="槐树里社区",
    machine_name="槐树里 3 号自助机",
    short_machine_name="3 号机",
    help_phone="0311-5550-0101",
    answer_by="街道",
    answer_due_on=date(2026, 5, 15),
    answer_is_example=True,
)
SLIPS = [("standard", True), ("standard", False), ("elder", True), ("elder", False), ("high_contrast", True)]


def text(mode: str, delivered: bool, facts: ReceiptFacts = FACTS, copy: int = 1) -> str:
    return as_text(receipt(facts, ZH, mode, delivered, copy))


def test_a_slip_of_a_case_that_was_handed_in_reads_like_this() -> None:
    code = check_code(FACTS.number, FACTS.filed_at)
    assert text("standard", True).splitlines() == [
        "槐树里社区便民服务",
        "办事回执　请收好",
        "=" * 32,
        "办件号",
        "HSL-0421-0037",
        "-" * 32,
        "办什么  高龄津贴申领",
        "谁申请  张*",
        "证号  1301**********1245",
        "什么时候  2026-04-21 09:41",
        "在哪台  槐树里 3 号自助机",
        "-" * 32,
        "街道最晚 5月15日 答复",
        "示例时限，以窗口答复为准",
        "已收件，办理结果另行通知",
        "-" * 32,
        "[QR HSL-0421-0037]",
        "查到哪儿了：",
        "左边的码就是办件号；",
        "自助机上刷身份证；",
        "或打 0311-5550-0101",
        "-" * 32,
        "这张纸不写全名和全号，丢了也不要紧。",
        f"校验 {code}　第 1 次打",
    ]


def test_a_slip_of_a_case_that_only_lies_here_says_so_first_and_promises_no_day() -> None:
    lines = text("standard", False).splitlines()
    assert lines[1:3] == ["[ 存好了，还没交上去 ]", "已收件，未上报"]
    assert "HSL-0421-0037" in lines
    assert "(1) 网络一好，机器自动交上去。" in lines
    assert not any("5月15日" in line or "答复" in line for line in lines)


@pytest.mark.parametrize(("mode", "delivered"), SLIPS)
def test_no_slip_ever_speaks_of_acceptance_or_shows_a_full_name_or_number(mode: str, delivered: bool) -> None:
    printed = text(mode, delivered)
    assert "受理" not in printed
    assert "张桂兰" not in printed
    assert FACTS.id_number not in printed
    assert "交上去了" not in printed or delivered
    assert "HSL-0421-0037" in printed


@pytest.mark.parametrize(("mode", "delivered"), SLIPS)
def test_the_code_on_the_drawn_slip_reads_as_the_cases_number_and_nothing_else(mode: str, delivered: bool) -> None:
    drawn = draw_document(receipt(FACTS, ZH, mode, delivered, 1), ASSETS / "content" / "print")
    assert drawn.width == 576
    read = zxingcpp.read_barcodes(drawn.convert("L"))
    assert [code.text for code in read] == ["HSL-0421-0037"]


@pytest.mark.parametrize(("mode", "least_dots"), [("standard", 24), ("elder", 40)])
@pytest.mark.parametrize("delivered", [True, False])
def test_no_letter_is_smaller_than_the_mode_allows_and_every_line_holds_its_letters(
    mode: str, least_dots: int, delivered: bool
) -> None:
    blocks = receipt(FACTS, ZH, mode, delivered, 1).blocks
    beside = [line for block in blocks if isinstance(block, QrBlock) for line in block.beside]
    printed = [block for block in blocks if isinstance(block, TextLine | PairLine)] + beside
    assert all(least_dots <= block.size_dots <= block.line_dots for block in printed)


def test_the_elders_slip_says_the_digits_large_and_the_letters_small() -> None:
    blocks = receipt(FACTS, ZH, "elder", True, 1).blocks
    lines = {block.text: block.size_dots for block in blocks if isinstance(block, TextLine)}
    assert lines["号码　HSL"] == 40
    assert lines["0421-0037"] >= 90
    assert lines["5月15日"] == 88
    assert lines["0311-5550-0101"] >= 60


def test_a_case_without_a_known_day_promises_none() -> None:
    facts = replace(FACTS, answer_due_on=None)
    for mode in ("standard", "elder"):
        assert "最晚" not in text(mode, True, facts)
        assert "示例" not in text(mode, True, facts)


def test_the_check_code_follows_its_recipe_and_notices_a_misread_digit() -> None:
    recipe = hashlib.sha256(b"HSL-0421-0037|2026-04-21 09:41").hexdigest()[:4].upper()
    assert check_code(FACTS.number, FACTS.filed_at) == recipe
    assert check_code("HSL-0421-0031", FACTS.filed_at) != recipe


def test_the_second_slip_says_that_it_is_the_second() -> None:
    assert "第 2 次打" in text("standard", True, copy=2)
    assert "第 3 次打" in text("elder", False, copy=3)


@settings(max_examples=25, deadline=None)
@given(
    name=st.text(st.characters(categories=["Lo"]), min_size=1, max_size=50),
    number=st.from_regex(r"[A-Z]{2,6}-[0-9]{4}-[0-9]{4,8}", fullmatch=True),
    mode=st.sampled_from(["standard", "elder"]),
    delivered=st.booleans(),
)
def test_whoever_it_is_the_number_stays_on_one_line_of_the_paper(
    name: str, number: str, mode: str, delivered: bool
) -> None:
    document = receipt(replace(FACTS, name=name, number=number), ZH, mode, delivered, 1)
    shown = number if mode == "standard" else number.partition("-")[2]
    line = next(block for block in document.blocks if isinstance(block, TextLine) and block.text == shown)
    one_line = draw_document(replace(document, blocks=(line,)))
    assert one_line.height == line.line_dots


def test_the_slip_is_printed_in_english_too() -> None:
    printed = as_text(receipt(FACTS, Texts.load(ASSETS / "i18n", "en"), "standard", True, 1))
    assert "Case number" in printed
    assert "15 May" in printed
