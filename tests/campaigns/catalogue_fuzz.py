"""Campaign `catalogue-fuzz`: generated items and answers; the form engine keeps its promises for all of them.

The engine never raises; a complete form has every question answered and its case nothing wrong; a hidden question's
answer never reaches the case, and is there again when the question comes back; what has a problem makes no case; the
pages ask every question once. The planted faults are engines that leak hidden answers, that call everything complete,
that ask a question twice, that believe what is said of a worked-out value, and that file who was left out.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from kiosk import forms
from kiosk.catalogue import FieldSpec, Item
from kiosk.core.person import IdentityLevel
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.generated_items import answers_to, fitting_answer, items
from tests.unit.forms.fields import TODAY

EXAMPLE_COUNT, SHORT_EXAMPLE_COUNT = 5000, 200
LEVELS = st.sampled_from([IdentityLevel.TYPED, IdentityLevel.CARD_READ])
SEED = 6
SEEN = ("forms", "complete", "hidden", "of_several", "worked_out")


@dataclass(frozen=True, slots=True)
class Engine:
    """What is judged: the product's, or one with a fault."""

    case: Callable[[Item, Mapping[str, str], IdentityLevel], dict[str, str]] = forms.case_answers
    complete: Callable[[Item, Mapping[str, str], IdentityLevel], bool] = lambda item, answers, level: forms.is_complete(
        item, answers, level, TODAY
    )
    pages: Callable[[Item, Mapping[str, str], IdentityLevel, bool], tuple[tuple[str, ...], ...]] = forms.pages


def run(context: Context) -> Outcome:
    """Judge the product's engine, then the faulty ones."""
    count = SHORT_EXAMPLE_COUNT if context.is_short else EXAMPLE_COUNT
    seen = dict.fromkeys(SEEN, 0)
    complaint = judge(Engine(), count, seen)
    for name, number in seen.items():
        context.figure(f"{name}_count", number)
    faulty = {
        "an engine that leaks hidden answers": Engine(case=lambda item, answers, level: dict(answers)),
        "an engine that calls everything complete": Engine(complete=lambda item, answers, level: True),
        "an engine that asks twice": Engine(pages=lambda *given: forms.pages(*given) * 2),
        "an engine that believes what is said of a worked-out value": Engine(case=_believing),
        "an engine that files who was left out": Engine(case=_with_everybody),
        "an engine that raises": Engine(case=lambda item, answers, level: {"x": str(1 // len(answers))}),
    }
    for what, engine in faulty.items():
        fault = context.plant(what)
        if judge(engine, 200, dict.fromkeys(SEEN, 0)):
            fault.caught()
    if complaint:
        return FellShort(complaint)
    if min(seen.values()) < count // 20:
        return FellShort(f"too few of a kind were generated: {seen}")
    return Held(f"{seen['forms']:,} forms, {seen['complete']:,} complete, {seen['hidden']:,} with hidden answers")


def _believing(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> dict[str, str]:
    said = {field.id: answers[field.id] for field in item.fields if field.compute is not None and field.id in answers}
    return {**forms.case_answers(item, answers, level), **said}


def _with_everybody(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> dict[str, str]:
    of_several = {name: value for name, value in answers.items() if name.partition(".")[2].isdecimal() and value}
    repeats = {section.repeat.id for section in item.sections if section.repeat is not None}
    kept = {name: value for name, value in of_several.items() if name.partition(".")[0] not in repeats}
    return {**forms.case_answers(item, answers, level), **kept}


def judge(engine: Engine, count: int, seen: dict[str, int]) -> str:
    """The first promise that an engine breaks, in words; empty if it keeps them all."""

    @seed(SEED)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data(), items(), LEVELS, st.booleans())
    def keeps_its_promises(data: st.DataObject, item: Item, level: IdentityLevel, one_per_page: bool) -> None:
        answers = data.draw(answers_to(item))
        if data.draw(st.booleans()):
            answers = _answered_well(item, answers, level)
        _judge_form(engine, item, answers, level, one_per_page, seen)

    try:
        keeps_its_promises()
    except Exception as broken:  # noqa: BLE001 # whatever an engine raises is what is looked for
        return f"{type(broken).__name__}: {broken}"[:300]
    return ""


def _judge_form(
    engine: Engine, item: Item, answers: dict[str, str], level: IdentityLevel, one_per_page: bool, seen: dict[str, int]
) -> None:
    before = dict(answers)
    visible = {field.id: field for field in forms.visible_fields(item, answers, level)}
    repeats = {section.repeat.id for section in item.sections if section.repeat is not None}
    facts = Counter(_base(name) for name in visible if _base(name) not in repeats)
    needed = Counter(_base(name) for name, field in visible.items() if field.required and _base(name) in facts)
    case = engine.case(item, answers, level)
    told = Counter(_base(name) for name in case if name not in repeats)
    found = forms.problems(item, answers, level, TODAY)
    asked = [name for page in engine.pages(item, answers, level, one_per_page) for name in page]
    assert answers == before, "an answer was lost"
    assert told <= facts, f"not asked, and in the case: {told - facts}"
    assert not repeats & {_base(name) for name in case if name not in repeats}, "whether there is one more is no fact"
    for name in case:
        number = name.partition(".")[2]
        assert not number or int(number) <= int(max(case.get(repeat, "0") for repeat in repeats)), "more than there are"
    assert len(asked) == len(set(asked)), f"asked twice: {asked}"
    assert {forms.base_id(name) for name in asked} <= set(visible), "asked and hidden"
    assert {forms.base_id(problem.field_id) for problem in found} <= set(asked) | set(visible), "a problem nobody sees"
    worked_out = {field.id for field in item.fields if field.compute is not None}
    unsaid = {name: value for name, value in answers.items() if name not in worked_out}
    assert case == engine.case(item, unsaid, level), "somebody said what is worked out"
    complete = engine.complete(item, answers, level)
    assert complete is not bool(found), "complete and wrong, or neither"
    assert not complete or needed <= told, "incomplete"
    hidden = {field.id for field in item.fields if field.id not in visible and answers.get(field.id, "").strip()}
    seen["forms"] += 1
    seen["complete"] += complete
    seen["hidden"] += bool(hidden)
    seen["of_several"] += any("." in name for name in case)
    seen["worked_out"] += bool(worked_out & set(case))


def _base(name: str) -> str:
    return name.partition(".")[0]


def _answered_well(item: Item, answers: dict[str, str], level: IdentityLevel) -> dict[str, str]:
    """What a patient resident makes of it: every problem put right, until none is left or none can be."""
    for _ in range(len(item.fields) * 4):
        wrong = {forms.base_id(problem.field_id) for problem in forms.problems(item, answers, level, TODAY)}
        if not wrong:
            break
        for name in wrong:
            answers = {**answers, **_fitting(forms.field_of(item, name))}
    return answers


def _fitting(field: FieldSpec) -> dict[str, str]:
    value = fitting_answer(field.kind, tuple(choice.value for choice in field.choices))
    return {field.id: value, forms.again_id(field.id): value}


CAMPAIGN = Campaign("catalogue-fuzz", "the form engine's promises, on items and answers nobody thought of", "", run)
