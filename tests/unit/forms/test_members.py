"""What is asked of each of several, and what is worked out: one after the other, changed, left out, taken back."""

from pathlib import Path
from typing import Any

import pytest

from kiosk import forms
from kiosk.catalogue import Check, FieldKind, Item, Repeat, Section, Words
from kiosk.catalogue.faults import item_faults
from kiosk.core.person import IdentityLevel
from kiosk.forms.display import shown_fact
from tests.unit.forms.fields import ITEM, field, item_with
from tests.unit.forms.test_display import TEXTS as ZH

CARD_READ = IdentityLevel.CARD_READ
W = Words(zh="问")
MEMBERS = Repeat(id="members", one=Words(zh="家里人"), greatest=3, first=W, more=W, add=W, enough=W, leave_out=W)
NAME = field(FieldKind.NAME, id="member_name")
WORKS = field(FieldKind.CHOICE, id="works")
INCOME = field(FieldKind.MONEY, id="income_fen", when='works == "yes"')
OWN = field(FieldKind.MONEY, id="own_fen")
EACH = field(FieldKind.MONEY, id="each_fen", compute="(own_fen + total_income_fen) / (members_count + 1)")
TWO = {
    "own_fen": "900", "members.0": "add",
    "member_name.1": "李强", "works.1": "yes", "income_fen.1": "600.5", "members.1": "add",
    "member_name.2": "李燕", "works.2": "no", "members.2": "enough",
}  # fmt: skip


def item(**more: Any) -> Item:
    """One's own income, the household's, and what comes to each."""
    made = item_with(OWN, **more)
    sections = (
        *made.sections,
        Section(title=W, repeat=MEMBERS, fields=(NAME, WORKS, INCOME)),
        Section(title=W, fields=(EACH,)),
    )
    return made.model_copy(update={"sections": sections})


HOUSEHOLD = item()


def names(answers: dict[str, str], one_per_page: bool = True) -> list[list[str]]:
    return [list(page) for page in forms.pages(HOUSEHOLD, answers, CARD_READ, one_per_page)]


def test_in_elder_mode_each_is_asked_about_one_question_after_the_other() -> None:
    assert names({}) == [["own_fen"], ["members.0"]]
    assert names({"members.0": "enough"}) == [["own_fen"], ["members.0"]]
    assert names(TWO) == [
        [name] for name in
        ("own_fen", "members.0", "member_name.1", "works.1", "income_fen.1", "members.1", "member_name.2", "works.2",
         "members.2")
    ]  # fmt: skip


def test_in_standard_mode_each_has_a_page() -> None:
    assert names(TWO, one_per_page=False) == [
        ["own_fen"], ["members.0"], ["member_name.1", "works.1", "income_fen.1", "members.1"],
        ["member_name.2", "works.2", "members.2"], ["each_fen"],
    ]  # fmt: skip


def test_the_case_has_how_many_they_are_and_what_was_said_of_each() -> None:
    assert forms.problems(HOUSEHOLD, TWO, CARD_READ) == ()
    assert forms.case_answers(HOUSEHOLD, TWO, CARD_READ) == {
        "own_fen": "90000", "members": "2", "member_name.1": "李强", "works.1": "yes", "income_fen.1": "60050",
        "member_name.2": "李燕", "works.2": "no", "each_fen": "50016",
    }  # fmt: skip
    alone = {"own_fen": "900", "members.0": "enough"}
    assert forms.case_answers(HOUSEHOLD, alone, CARD_READ) == {"own_fen": "90000", "members": "0", "each_fen": "90000"}


def test_who_is_left_out_reaches_no_case_and_can_be_taken_back() -> None:
    without = {**TWO, "members.1": "leave_out"}
    case = forms.case_answers(HOUSEHOLD, without, CARD_READ)
    assert case["members"] == "1"
    assert case["member_name.1"] == "李燕", "who is left is numbered anew"
    assert "李强" not in case.values()
    assert case["each_fen"] == "45000"
    assert names(without)[2:4] == [["members.1"], ["member_name.2"]], "asked no more, but for whether they count"
    assert forms.case_answers(HOUSEHOLD, {**without, "members.1": "add"}, CARD_READ)["member_name.1"] == "李强"


def test_who_was_added_and_then_denied_is_gone() -> None:
    none = {**TWO, "members.0": "enough"}
    assert forms.case_answers(HOUSEHOLD, none, CARD_READ)["members"] == "0"
    last = {**TWO, "members.2": "leave_out"}
    assert forms.case_answers(HOUSEHOLD, last, CARD_READ)["members"] == "1"


def test_there_are_no_more_than_may_be() -> None:
    three = {**TWO, "members.2": "add", "member_name.3": "李明", "works.3": "no"}
    assert [choice.value for choice in forms.field_of(HOUSEHOLD, "members.3").choices] == ["enough", "leave_out"]
    assert forms.is_complete(HOUSEHOLD, {**three, "members.3": "enough"}, CARD_READ)
    more = forms.problems(HOUSEHOLD, {**three, "members.3": "add", "member_name.4": "李四"}, CARD_READ)
    assert [problem.field_id for problem in more] == ["members.3"]


def test_what_is_missing_of_one_is_told_of_that_one() -> None:
    found = forms.problems(HOUSEHOLD, {**TWO, "income_fen.1": "", "member_name.2": "1"}, CARD_READ)
    assert [(problem.field_id, problem.text(ZH)) for problem in found] == [
        ("income_fen.1", "请填上这一项"),
        ("member_name.2", found[1].text(ZH)),
    ]


def test_a_check_is_made_of_each() -> None:
    checked = item(checks=(Check(rule="income_fen <= own_fen", field="income_fen", say=W),))
    answers = {**TWO, "works.2": "yes", "income_fen.2": "901"}
    assert [problem.field_id for problem in forms.problems(checked, answers, CARD_READ)] == ["income_fen.2"]


def test_what_is_worked_out_is_shown_and_waits_for_what_it_needs() -> None:
    assert forms.filled_in(HOUSEHOLD, TWO, CARD_READ)["each_fen"] == "500.16"
    for missing in ("own_fen", "income_fen.1", "members.0"):
        assert "each_fen" not in forms.filled_in(HOUSEHOLD, {**TWO, missing: ""}, CARD_READ)


def test_nobody_can_say_what_is_worked_out() -> None:
    forged = {**TWO, "each_fen": "1"}
    assert forms.case_answers(HOUSEHOLD, forged, CARD_READ)["each_fen"] == "50016"
    assert "each_fen" not in forms.case_answers(HOUSEHOLD, {**forged, "own_fen": ""}, CARD_READ)


def test_an_amount_in_a_case_is_shown_as_it_was_typed() -> None:
    assert forms.shown_case_answer(OWN, "86050", ZH) == forms.shown_answer(OWN, "860.5", ZH) == "860.50 元"
    assert forms.shown_case_answer(field(FieldKind.COUNT), "3", ZH) == "3"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"payout": True}, "is for what is asked once"),
        ({"when": "members_count > 0"}, "is asked later"),
    ],
)
def test_what_cannot_be_asked_of_each_is_a_fault(changed: dict[str, Any], said: str) -> None:
    spoilt = Section(title=W, repeat=MEMBERS, fields=(NAME.model_copy(update=changed),))
    faulty = Item.model_validate({**ITEM.model_dump(), "sections": (), "consents": ()})
    faulty = faulty.model_copy(update={"sections": (spoilt,)})
    assert any(said in str(fault) for fault in item_faults(Path("x.toml"), faulty))


def test_one_of_several_cannot_be_named_from_outside() -> None:
    outside = field(FieldKind.MONEY, id="out_fen", compute="income_fen")
    made = HOUSEHOLD.model_copy(update={"sections": (*HOUSEHOLD.sections[:2], Section(title=W, fields=(outside,)))})
    made = Item.model_construct(**{name: value for name, value in made.__dict__.items() if name != "rules"})
    assert [what for _, what in made.rules.faults] == [
        "`income_fen` is asked of each: outside there are `members_count`, `total_income_fen`"
    ]


def test_the_labels_say_who_is_meant() -> None:
    assert forms.shown_member(HOUSEHOLD, "member_name.2", ZH) == "第二位家里人"
    assert forms.shown_member(HOUSEHOLD, "members.0", ZH) == ""
    assert shown_fact(HOUSEHOLD, "income_fen.2", "60050", ZH) == ("第2位家里人的问题", "600.50 元")
    assert shown_fact(HOUSEHOLD, "members", "2", ZH) == ("家里人", "2 位")
    assert shown_fact(HOUSEHOLD, "no_such_field", "2", ZH) is None
