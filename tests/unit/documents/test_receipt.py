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
from kiosk.wire import SoftwareSigner, check_slip, slip_code, thumbprint

ASSETS = Path(__file__).parents[3] / "assets"
ZH = Texts.load(ASSETS / "i18n", "zh_CN")
SIGNER = SoftwareSigner(bytes(range(32)))
KEYS = {thumbprint(SIGNER.public_key): SIGNER.public_key}
NUMBER = "HSL3-260421-00373"
FILED_AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
CODE = slip_code(NUMBER, FILED_AT, SIGNER)
FACTS = ReceiptFacts(
    number=NUMBER,
    code=CODE,
    item_title="高龄津贴申领",
    item_short_title="高龄津贴",
    name="张桂兰",
    id_number="130102194004161245",
    filed_at=FILED_AT,
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
        NUMBER,
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
        f"[QR {CODE}]",
        "查到哪儿了：",
        "左边的码能验真假；",
        "自助机上刷身份证；",
        "或打 0311-5550-0101",
        "-" * 32,
        "这张纸不写全名和全号，丢了也不要紧。",
        f"校验 {code}　第 1 次打",
    ]


def test_a_slip_of_a_case_that_only_lies_here_says_so_first_and_promises_no_day() -> None:
    lines = text("standard", False).splitlines()
    assert lines[1:3] == ["[ 存好了，还没交上去 ]", "已收件，未上报"]
    assert NUMBER in lines
    assert "(1) 网络一好，机器自动交上去。" in lines
    assert not any("5月15日" in line or "答复" in line for line in lines)


@pytest.mark.parametrize(("mode", "delivered"), SLIPS)
def test_no_slip_ever_speaks_of_acceptance_or_shows_a_full_name_or_number(mode: str, delivered: bool) -> None:
    printed = text(mode, delivered)
    assert "受理" not in printed
    assert "张桂兰" not in printed
    assert FACTS.id_number not in printed
    assert "交上去了" not in printed or delivered
    assert NUMBER in printed


@pytest.mark.parametrize(("mode", "delivered"), SLIPS)
def test_the_code_on_the_drawn_slip_reads_as_the_number_signed_by_this_machine(mode: str, delivered: bool) -> None:
    drawn = draw_document(receipt(FACTS, ZH, mode, delivered, 1), ASSETS / "content" / "print")
    assert drawn.width == 576
    (read,) = zxingcpp.read_barcodes(drawn.convert("L"))
    claim = check_slip(read.text, KEYS)
    assert claim is not None
    assert (claim.number, claim.filed_at) == (NUMBER, FILED_AT)


@pytest.mark.parametrize(("mode", "module_dots"), [("standard", 5), ("elder", 8)])
def test_a_module_of_the_code_is_as_large_as_its_place_allows(mode: str, module_dots: int) -> None:
    """41 modules: 0.63 mm each beside text, 1 mm where the code stands alone; 0.33 mm is what readers ask for."""
    drawn = draw_document(receipt(FACTS, ZH, mode, True, 1)).convert("L")
    (read,) = zxingcpp.read_barcodes(drawn)
    corners = read.position
    side_dots = corners.top_right.x - corners.top_left.x + 1
    assert round(side_dots / 41, 1) == module_dots
    assert corners.top_left.x >= 4 * module_dots  # the quiet zone


@pytest.mark.parametrize("mode", ["standard", "elder"])
@pytest.mark.parametrize("dead_count", [1, 4, 8])
def test_the_code_is_read_although_dots_of_the_print_head_are_dead(mode: str, dead_count: int) -> None:
    drawn = draw_document(receipt(FACTS, ZH, mode, True, 1)).convert("L")
    for n in range(dead_count):
        x = 60 + n * (drawn.width - 120) // dead_count
        drawn.paste(255, (x, 0, x + 1, drawn.height))
    assert [read.text for read in zxingcpp.read_barcodes(drawn)] == [CODE]


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
    assert lines["号码　HSL3"] == 40
    assert lines["260421-00373"] >= 70
    assert lines["5月15日"] == 88
    assert lines["0311-5550-0101"] >= 60


def test_a_case_without_a_known_day_promises_none() -> None:
    facts = replace(FACTS, answer_due_on=None)
    for mode in ("standard", "elder"):
        assert "最晚" not in text(mode, True, facts)
        assert "示例" not in text(mode, True, facts)


def test_the_check_code_follows_its_recipe_and_notices_a_misread_digit() -> None:
    recipe = hashlib.sha256(b"HSL3-260421-00373|2026-04-21 09:41").hexdigest()[:4].upper()
    assert check_code(FACTS.number, FACTS.filed_at) == recipe
    assert check_code("HSL3-260421-00313", FACTS.filed_at) != recipe


def test_the_second_slip_says_that_it_is_the_second() -> None:
    assert "第 2 次打" in text("standard", True, copy=2)
    assert "第 3 次打" in text("elder", False, copy=3)


def test_a_copy_says_so_and_when_and_where_it_was_made() -> None:
    copied = replace(FACTS, reprinted_at=datetime(2026, 4, 24, 2, 12, tzinfo=UTC), short_machine_name="1 号机")
    lines = text("standard", True, copied, copy=1).splitlines()
    assert lines[1] == "办事回执　补打件"
    assert f"[QR {CODE}]" in lines
    assert "什么时候  2026-04-21 09:41" in lines
    assert not any("在哪台" in line for line in lines)  # where it was filed is not known here
    code = check_code(NUMBER, FILED_AT)
    assert lines[-2:] == ["2026-04-24 10:12 由 1 号机 补打", f"校验 {code}　本机第 1 次打"]
    elder = text("elder", True, copied, copy=2).splitlines()
    assert elder[-3:] == ["4月21日 9:41 收的件。", "4月24日 10:12 1 号机 补打", f"校验 {code}　本机第 2 次打"]
    for mode in ("standard", "elder"):
        blocks = receipt(copied, ZH, mode, True, 1).blocks
        foot = [block for block in blocks if isinstance(block, TextLine) and "补打" in block.text]
        assert foot
        for line in foot:
            assert draw_document(replace(receipt(copied, ZH, mode, True, 1), blocks=(line,))).height == line.line_dots


@settings(max_examples=25)
@given(
    name=st.text(st.characters(categories=["Lo"]), min_size=1, max_size=50),
    number=st.from_regex(r"[A-Z]{2,6}-[0-9]{6}-[0-9]{5}", fullmatch=True),
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
