import pytest

from kiosk.catalogue.rules import RESERVED, Language, Rule, RuleFault, ValueType, compared, names_in

LANGUAGE = Language({"way": ValueType.STRING, "income_fen": ValueType.INT})


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_of_the_language_can_name_no_answer(word: str) -> None:
    language = Language({word: ValueType.STRING})
    assert isinstance(language.compile(f'{word} == "a"', ValueType.BOOL), RuleFault)


def rule(text: str, wanted: ValueType = ValueType.BOOL) -> Rule:
    made = LANGUAGE.compile(text, wanted)
    assert isinstance(made, Rule), made
    return made


def fault(text: str, wanted: ValueType = ValueType.BOOL) -> str:
    made = LANGUAGE.compile(text, wanted)
    assert isinstance(made, RuleFault), made
    return made.what


def test_a_rule_is_true_false_or_says_nothing_while_the_answer_is_missing() -> None:
    old = rule("age_years >= 80")
    assert old.holds({"age_years": 83}) is True
    assert old.holds({"age_years": 79}) is False
    assert old.holds({}) is None
    either = rule('way == "bank" || income_fen > 100')
    assert either.holds({"way": "bank"}) is True
    assert either.holds({"way": "cash"}) is None


def test_a_value_is_worked_out_or_is_none() -> None:
    assert rule("income_fen / 2", ValueType.INT).value({"income_fen": 900}) == 450
    assert rule("income_fen / 0", ValueType.INT).value({"income_fen": 900}) is None
    assert rule("way", ValueType.STRING).value({}) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "wey == 'x'",
            "character 1: no earlier field `wey`; there are age_years, identity_level, income_fen, today, way",
        ),
        ("way >= 3", "character 5: found no matching overload"),
        ("income_fen >= 3.5", "character 12: found no matching overload"),
        ("income_fen", "must come to bool, comes to int"),
        ("way ==", "character 7: Syntax error"),
        ("(" * 500 + "true" + ")" * 500, ""),
    ],
)
def test_a_rule_of_the_wrong_type_or_with_a_wrong_name_is_told_with_its_place(text: str, said: str) -> None:
    assert fault(text).startswith(said)


def test_the_names_of_a_rule_are_found_and_its_texts_are_not_taken_for_names() -> None:
    assert list(names_in("""way in ["income_fen", 'other'] && size(way) > 2 && age_years > 3""")) == [
        "way",
        "age_years",
    ]
    assert list(compared("""way in ["a", "b"] && income_fen > 3 || way != 'c'""")) == [
        ("way", "a"), ("way", "b"), ("way", "c"),
    ]  # fmt: skip


def test_a_rule_that_would_run_for_ever_is_ended() -> None:
    numbers = ", ".join(map(str, range(60)))
    runaway = rule(
        f"[{numbers}].all(a, [{numbers}].all(b, [{numbers}].all(c, [{numbers}].all(d, [{numbers}].all(e, true)))))"
    )
    assert runaway.holds({}) is None
