"""Campaign `catalogue-fuzz`: generated items and answers; the form engine keeps its promises for all of them.

The engine never raises; a complete form has every question answered and its case nothing wrong; a hidden question's
answer never reaches the case, and is there again when the question comes back; what has a problem makes no case; the
pages ask every question once. The planted faults are engines that leak hidden answers, that call everything complete,
and that ask a question twice.
"""

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
    seen: dict[str, int] = {"forms": 0, "complete": 0, "hidden": 0}
    complaint = judge(Engine(), count, seen)
    for name, number in seen.items():
        context.figure(f"{name}_count", number)
    faulty = {
        "an engine that leaks hidden answers": Engine(case=lambda item, answers, level: dict(answers)),
        "an engine that calls everything complete": Engine(complete=lambda item, answers, level: True),
        "an engine that asks twice": Engine(pages=lambda *given: forms.pages(*given) * 2),
        "an engine that raises": Engine(case=lambda item, answers, level: {"x": str(1 // len(answers))}),
    }
    for what, engine in faulty.items():
        fault = context.plant(what)
        if judge(engine, 200, {"forms": 0, "complete": 0, "hidden": 0}):
            fault.caught()
    if complaint:
        return FellShort(complaint)
    if min(seen.values()) < count // 20:
        return FellShort(f"too few of a kind were generated: {seen}")
    return Held(f"{seen['forms']:,} forms, {seen['complete']:,} complete, {seen['hidden']:,} with hidden answers")


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
    case = engine.case(item, answers, level)
    found = forms.problems(item, answers, level, TODAY)
    asked = [name for page in engine.pages(item, answers, level, one_per_page) for name in page]
    assert answers == before, "an answer was lost"
    assert set(case) <= set(visible), f"not asked, and in the case: {set(case) - set(visible)}"
    assert len(asked) == len(set(asked)), f"asked twice: {asked}"
    assert {forms.base_id(name) for name in asked} <= set(visible), "asked and hidden"
    assert {forms.base_id(problem.field_id) for problem in found} <= set(asked) | set(visible), "a problem nobody sees"
    complete = engine.complete(item, answers, level)
    assert complete is not bool(found), "complete and wrong, or neither"
    assert not complete or all(name in case for name, field in visible.items() if field.required), "incomplete"
    hidden = {field.id for field in item.fields if field.id not in visible and answers.get(field.id, "").strip()}
    seen["forms"] += 1
    seen["complete"] += complete
    seen["hidden"] += bool(hidden)


def _answered_well(item: Item, answers: dict[str, str], level: IdentityLevel) -> dict[str, str]:
    """What a patient resident makes of it: every problem put right, until none is left or none can be."""
    for _ in range(len(item.fields) * 2):
        wrong = {forms.base_id(problem.field_id) for problem in forms.problems(item, answers, level, TODAY)}
        if not wrong:
            break
        for name in wrong:
            answers = {**answers, **_fitting(item.field(name))}
    return answers


def _fitting(field: FieldSpec) -> dict[str, str]:
    value = fitting_answer(field.kind, tuple(choice.value for choice in field.choices))
    return {field.id: value, forms.again_id(field.id): value}


CAMPAIGN = Campaign("catalogue-fuzz", "the form engine's promises, on items and answers nobody thought of", "", run)
