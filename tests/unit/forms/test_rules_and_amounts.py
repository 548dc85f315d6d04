"""Questions that rules bring and take away, checks between answers, and answers that are amounts, counts or days."""

import pytest

from kiosk import forms
from kiosk.catalogue import Check, FieldKind, Words
from kiosk.core.person import IdentityLevel
from tests.unit.forms.fields import CARD, TODAY, field, item_with
from tests.unit.forms.test_display import TEXTS as ZH

CARD_READ = IdentityLevel.CARD_READ
START, END, INCOME_FEN, MEMBERS = (
    field(FieldKind.DATE, id="from_day"),
    field(FieldKind.DATE, id="to_day", required=False),
    field(FieldKind.MONEY, id="income_fen", least=0, greatest=10_000_00),
    field(FieldKind.COUNT, id="members", least=1, greatest=9),
)
CHECKS = (Check(rule="to_day > from_day", field="to_day", say=Words(zh="结束要在开始之后")),)
ITEM = item_with(START, END, INCOME_FEN, MEMBERS, checks=CHECKS)
GOOD = {"from_day": "20260421", "to_day": "20260901", "income_fen": "860.5", "members": "3"}


def told(**changed: str) -> list[str]:
    return [problem.text(ZH) for problem in forms.problems(ITEM, {**GOOD, **changed}, CARD_READ, TODAY)]


def test_days_are_kept_as_dates_and_money_as_whole_fen() -> None:
    assert told() == []
    case = forms.case_answers(ITEM, GOOD, CARD_READ)
    assert case == {"from_day": "2026-04-21", "to_day": "2026-09-01", "income_fen": "86050", "members": "3"}


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("from_day", "20260231", ["没有这一天，照这样填：20260421"]),
        ("from_day", "202604", ["还差 2 位数字"]),
        ("from_day", "明天", ["只能输数字"]),
        ("from_day", "2026-0421", []),
        ("income_fen", "10000.01", ["最多填 10000"]),
        ("income_fen", "八百", ["只填元，例如 800"]),
        ("income_fen", "1.234", ["只填元，例如 800"]),
        ("income_fen", "０８００", []),
        ("members", "0", ["至少填 1"]),
        ("members", "10", ["最多填 9"]),
        ("members", "2.5", ["只填数字，例如 3"]),
        ("to_day", "20260421", ["结束要在开始之后"]),
        ("to_day", "", []),
    ],
)
def test_what_is_wrong_is_told_with_the_way_to_put_it_right(name: str, typed: str, said: list[str]) -> None:
    assert told(**{name: typed}) == said


def test_a_check_is_not_made_of_an_answer_that_is_wrong_already() -> None:
    assert told(to_day="20260230") == ["没有这一天，照这样填：20260421"]
    assert told(from_day="") == ["请填上这一项"]


def test_amounts_and_days_are_shown_in_full_words() -> None:
    shown = [forms.shown_answer(spec, GOOD[spec.id], ZH, masked=False) for spec in ITEM.fields]
    assert shown == ["2026年4月21日", "2026年9月1日", "860.50 元", "3"]
    assert forms.shown_answer(INCOME_FEN, "八百", ZH, masked=False) == "八百"


def test_a_guardian_is_asked_for_only_by_a_child() -> None:
    item = item_with(field(FieldKind.NAME, id="guardian", when="age_years < 18"))
    child = forms.known(CARD, TODAY.replace(year=1950))
    assert [spec.id for spec in forms.visible_fields(item, child, CARD_READ)] == ["guardian"]
    assert forms.visible_fields(item, forms.known(CARD, TODAY), CARD_READ) == ()
    assert forms.visible_fields(item, {}, CARD_READ) == (), "of somebody whose age is not known nothing is assumed"


def test_a_question_behind_a_hidden_one_is_hidden_whatever_was_answered_to_it_before() -> None:
    item = item_with(
        field(FieldKind.CHOICE, id="first"),
        field(FieldKind.CHOICE, id="second", when='first == "yes"'),
        field(FieldKind.TEXT, id="third", when='second != "no"'),
    )
    answers = {"first": "yes", "second": "yes", "third": "文字"}
    assert forms.case_answers(item, answers, CARD_READ) == answers
    assert forms.case_answers(item, {**answers, "first": "no"}, CARD_READ) == {"first": "no"}
    assert "third" not in forms.case_answers(item, {**answers, "second": ""}, CARD_READ)
    assert item.rules.follows("third") == "second"
    assert item.rules.follows("first") is None


def test_a_rule_that_divides_by_nothing_decides_nothing() -> None:
    share = Check(rule="income_fen / members <= 500000", field="income_fen", say=Words(zh="太多"))
    item = item_with(INCOME_FEN, field(FieldKind.COUNT, id="members"), checks=(share,))
    assert forms.problems(item, {"income_fen": "9000", "members": "0"}, CARD_READ) == ()
    (problem,) = forms.problems(item, {"income_fen": "9000", "members": "1"}, CARD_READ)
    assert problem.text(ZH) == "太多"
