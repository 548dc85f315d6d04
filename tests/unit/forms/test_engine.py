from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import forms
from kiosk.core.person import IdentityLevel
from tests.unit.forms.fields import ACCOUNT, CARD, GOOD, ITEM, TODAY, TYPED

ANSWER_NAMES = [
    name for field in ITEM.fields for name in (field.id, forms.again_id(field.id), forms.from_card_id(field.id))
]
ANSWERS = st.dictionaries(
    st.sampled_from(ANSWER_NAMES),
    st.one_of(st.sampled_from(["social_card", "family", "spouse", ACCOUNT, "13812345678", " "]), st.text(max_size=25)),
)
LEVELS = st.sampled_from(IdentityLevel)


def problems(**changed: str) -> list[tuple[str, str]]:
    found = forms.problems(ITEM, {**GOOD, **changed}, IdentityLevel.CARD_READ, TODAY)
    return [(problem.field_id, problem.key.removeprefix("form.problem.")) for problem in found]


def test_good_answers_have_no_problem_and_make_a_case() -> None:
    assert problems() == []
    assert forms.is_complete(ITEM, GOOD, IdentityLevel.CARD_READ, TODAY)
    case = forms.case_answers(ITEM, GOOD, IdentityLevel.CARD_READ)
    assert case["phone"] == "13812345678"
    assert "payout_account.again" not in case
    assert case["payout_account"] == ACCOUNT


def test_the_optional_telephone_may_stay_empty_but_not_be_wrong() -> None:
    assert problems(phone="") == []
    assert problems(phone="138") == [("phone", "digits_missing")]
    assert "phone" not in forms.case_answers(ITEM, {**GOOD, "phone": " "}, IdentityLevel.CARD_READ)


def test_an_account_is_typed_twice_and_must_be_the_same() -> None:
    other = ACCOUNT[:-2] + ACCOUNT[-2:][::-1]
    assert problems(**{"payout_account.again": ""}) == [("payout_account.again", "again_missing")]
    assert problems(**{"payout_account.again": other}) == [("payout_account.again", "again_differs")]
    spaced = " ".join(ACCOUNT[start : start + 4] for start in range(0, len(ACCOUNT), 4))
    assert problems(**{"payout_account.again": spaced}) == []


def test_a_question_that_depends_on_another_comes_and_goes_with_it() -> None:
    family = {**GOOD, "payout_way": "family", "collector_name": "李小红", "collector_relation": "child"}
    visible = [field.id for field in forms.visible_fields(ITEM, family, IdentityLevel.CARD_READ)]
    assert "payout_account" not in visible
    assert visible[-2:] == ["collector_name", "collector_relation"]
    case = forms.case_answers(ITEM, family, IdentityLevel.CARD_READ)
    assert "payout_account" not in case, "the answer given before changing one's mind must not travel"
    back = forms.case_answers(ITEM, {**family, "payout_way": "bank_card"}, IdentityLevel.CARD_READ)
    assert back["payout_account"] == ACCOUNT, "and is still there when it is asked again"
    assert "collector_name" not in back


def test_a_typed_identity_is_not_asked_where_the_money_goes() -> None:
    visible = [field.id for field in forms.visible_fields(ITEM, GOOD, IdentityLevel.TYPED)]
    assert visible == ["household_address", "residence_address", "phone"]
    assert forms.hides_payout(ITEM, IdentityLevel.TYPED)
    assert not forms.hides_payout(ITEM, IdentityLevel.CARD_READ)
    assert not any(name.startswith("payout") for name in forms.case_answers(ITEM, GOOD, IdentityLevel.TYPED))


def test_the_card_fills_in_its_address_and_a_typed_identity_fills_in_nothing() -> None:
    mark = forms.from_card_id("household_address")
    assert forms.prefill(ITEM, CARD) == {"household_address": CARD.household_address, mark: "card"}
    assert forms.prefilled_fields(ITEM, CARD) == {"household_address"}
    assert forms.prefill(ITEM, TYPED) == {}
    assert forms.prefill(ITEM, replace(CARD, household_address=None)) == {}


def test_what_the_card_says_is_not_found_fault_with_since_nobody_could_put_it_right() -> None:
    odd = replace(CARD, household_address="北京")
    answers = {**GOOD, **forms.prefill(ITEM, odd)}
    assert forms.problems(ITEM, answers, IdentityLevel.CARD_READ, TODAY) == ()
    assert forms.case_answers(ITEM, answers, IdentityLevel.CARD_READ)["household_address"] == "北京"
    assert problems(household_address="北京") == [("household_address", "letters_missing")]


def test_the_pages_of_standard_mode_are_the_sections_with_what_is_locked() -> None:
    assert forms.pages(ITEM, GOOD, IdentityLevel.CARD_READ, one_per_page=False) == (
        ("household_address", "residence_address", "phone"),
        ("payout_way", "payout_account", "payout_account.again"),
    )
    assert len(forms.pages(ITEM, GOOD, IdentityLevel.TYPED, one_per_page=False)) == 1


def test_elder_mode_asks_one_thing_a_page_and_nothing_the_card_has_told() -> None:
    answers = {**GOOD, **forms.prefill(ITEM, CARD)}
    assert forms.pages(ITEM, answers, IdentityLevel.CARD_READ, one_per_page=True) == (
        ("residence_address",),
        ("phone",),
        ("payout_way",),
        ("payout_account",),
        ("payout_account.again",),
    )
    typed = forms.pages(ITEM, {}, IdentityLevel.TYPED, one_per_page=True)
    assert typed[0] == ("household_address",)
    begun = forms.pages(ITEM, {"household_address": "河北"}, IdentityLevel.TYPED, one_per_page=True)
    assert begun == typed, "a page must not vanish under the hand that fills it in"


@pytest.mark.parametrize(
    ("today", "reason"),
    [(date(2020, 4, 15), "too_young"), (date(2020, 4, 16), None), (date(2026, 4, 21), None)],
)
def test_the_age_is_taken_on_the_day(today: date, reason: str | None) -> None:
    assert forms.not_eligible(ITEM, CARD, today) == reason


def test_the_message_is_offered_only_to_somebody_who_left_a_number() -> None:
    assert [extra.id for extra in forms.due_consents(ITEM, GOOD, IdentityLevel.CARD_READ)] == ["sms"]
    assert forms.due_consents(ITEM, {**GOOD, "phone": ""}, IdentityLevel.CARD_READ) == ()


@given(ANSWERS, LEVELS)
def test_whatever_is_answered_the_case_holds_only_what_is_visible_and_a_complete_one_lacks_nothing(
    answers: dict[str, str], level: IdentityLevel
) -> None:
    visible = {field.id: field for field in forms.visible_fields(ITEM, answers, level)}
    case = forms.case_answers(ITEM, answers, level)
    assert set(case) <= set(visible)
    assert all(case.values())
    if forms.is_complete(ITEM, answers, level, TODAY):
        assert all(field_id in case for field_id, field in visible.items() if field.required)
    else:
        assert all(
            forms.base_id(problem.field_id) in visible for problem in forms.problems(ITEM, answers, level, TODAY)
        )


@given(ANSWERS, LEVELS)
def test_every_problem_stands_on_a_page_where_it_can_be_put_right(
    answers: dict[str, str], level: IdentityLevel
) -> None:
    for one_per_page in (True, False):
        on_pages = {name for page in forms.pages(ITEM, answers, level, one_per_page) for name in page}
        found = {problem.field_id for problem in forms.problems(ITEM, answers, level, TODAY)}
        assert found <= on_pages
