from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech import say_code, say_integer, say_money, say_phone, spoken
from kiosk.texts import Texts

I18N = Path(__file__).parents[3] / "assets" / "i18n"
ZH = Texts.load(I18N, "zh_CN")
EN = Texts.load(I18N, "en")
DIGITS = "零一二三四五六七八九"


def value(said: str) -> int:
    """Reads a number back, by the rules of a school book: an own way, so that a shared mistake shows."""
    total = group = digit = 0
    for sign in said.replace("两", "二"):
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "十百千":
            group += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            total += (group + digit) * {"万": 10**4, "亿": 10**8}[sign]
            group = digit = 0
    return total + group + digit


@given(st.one_of(st.integers(0, 10**5), st.integers(0, 10**12 - 1)))
def test_every_number_can_be_read_back_from_what_is_said(number: int) -> None:
    said = say_integer(number, ZH)
    assert value(said) == number
    assert "零零" not in said
    assert said == "零" or not said.endswith("零")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"), (2, "二"), (10, "十"), (12, "十二"), (20, "二十"), (102, "一百零二"), (110, "一百一十"),
        (2000, "两千"), (10010, "一万零一十"), (20005, "两万零五"), (120000, "十二万"), (-3, "负三"),
    ],
)  # fmt: skip
def test_numbers_are_said_as_people_say_them(number: int, said: str) -> None:
    assert say_integer(number, ZH) == said


def test_a_lone_two_before_a_measure_word_is_liang() -> None:
    assert say_integer(2, ZH, counts=True) == "两"
    assert [spoken(text, ZH) for text in ("还差 2 样", "第 2 问", "2单元", "12 件")] == [
        "还差两样",
        "第二问",
        "二单元",
        "十二件",
    ]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("槐树里3号楼2单元201", "槐树里三号楼二单元二零幺"),
        ("望月巷七十七号院19号楼5单元2903室", "望月巷七十七号院十九号楼五单元二九零三室"),
        ("裕华路128号", "裕华路一百二十八号"),
        ("3号楼2单元***", "三号楼二单元，后面不念"),
    ],
)
def test_a_room_is_called_digit_by_digit_and_a_house_by_its_number(address: str, said: str) -> None:
    assert spoken(address, ZH) == said


def test_a_masked_name_is_said_as_people_say_it() -> None:
    assert spoken("申请人 张*，证号 1301**********122X", ZH) == "申请人张某，证号幺三零幺，中间不念，幺二二叉"


@pytest.mark.parametrize(
    ("amount_fen", "said"),
    [
        (101250, "一千零一十二元五角"),
        (5, "五分"),
        (200, "两元"),
        (0, "零元"),
        (1005, "十元零五分"),
        (8640, "八十六元四角"),
    ],
)
def test_money_is_said_in_yuan_jiao_and_fen(amount_fen: int, said: str) -> None:
    assert say_money(amount_fen, ZH) == said


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("最晚 5月15日 9:05", "最晚五月十五日九点零五分"),
        ("9:00—17:30", "九点整到十七点半"),
        ("2026年4月21日", "二零二六年四月二十一日"),
        ("2026-04-21", "二零二六年四月二十一日"),
        ("打 12345", "打幺二三四五"),
        ("养老, 高龄津贴", "养老，高龄津贴"),  # said in one breath, the two were one word
        ("打 12345,咨询", "打幺二三四五，咨询"),  # a tile's name and what stands below it: who heard it had no number
        ("有危险打 110、119、120", "有危险打幺幺零、幺幺九、幺二零"),
        ("卡号：6217005801743248361", "卡号：六二幺七，零零五八，零幺七四，三二四八，三六幺"),
        ("￥1,012.50", "一千零一十二元五角"),
        ("不少于 300 元", "不少于三百元"),
        ("120 元", "一百二十元"),
        ("3200 元", "三千二百元"),
        ("35.5%", "百分之三十五点五"),
        ("满 80 岁", "满八十岁"),
        ("102人", "一百零二人"),
        ("2026 年交多少", "二零二六年交多少"),
        ("没有数字", "没有数字"),
    ],
)
def test_a_line_of_the_screen_becomes_a_line_for_the_ear(shown: str, said: str) -> None:
    assert spoken(shown, ZH) == said


def test_numbers_of_persons_and_cases_are_spelled_in_groups_with_yao() -> None:
    assert say_phone("13812345678", ZH) == "幺三八，幺二三四，五六七八"
    assert say_phone("0311-5550-0101", ZH) == "零三幺幺，五五五零，零幺零幺"
    assert say_code("HSL-0421-0037", ZH) == "零四二幺，零零三七"
    assert say_code("11010519491231002X", ZH).endswith("零零二叉") or "二叉" in say_code("11010519491231002X", ZH)


def test_the_number_of_a_case_made_here_is_heard_digit_by_digit() -> None:
    assert spoken("办件号，HSL3-260421-00373。", ZH) == "办件号，HSL三，二六零，四二幺，零零三，七三。"
    assert spoken("3A1B-261124-0001", ZH) == "三A幺B，二六幺，幺二四，零零零幺"
    assert spoken("12-261124-0001", ZH) == "幺二，二六幺，幺二四，零零零幺"


@given(st.text(max_size=60))
def test_no_line_whatever_makes_speech_raise_and_no_digit_is_left_to_the_engine(text: str) -> None:
    said = spoken(text, ZH)
    assert not any(sign in "0123456789" for sign in said)
    assert spoken(text, EN) == text
