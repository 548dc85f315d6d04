"""Items as a county might write them, and answers as hands might give them: for Hypothesis."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from kiosk.catalogue import FieldKind, Item
from tests.unit.forms.fields import ACCOUNT, ITEM

WORDS = {"zh": "问题"}
_CHOICES = ("yes", "no", "other")
_TYPED = (
    "yes", "no", "other", "", " ", "0", "3", "12", "999999999", "20260421", "2026-02-31", "19000101", "860.5", ACCOUNT,
    "13812345678", "张桂兰", "130102194004161245", "槐树里社区3号楼2单元201", "\u3000\u3000", "-1", "1e9",
    "𠮷野", "x" * 600,
)  # fmt: skip
ANSWER = st.one_of(st.sampled_from(_TYPED), st.text(max_size=30))


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A valid item of up to 12 questions of all kinds, with conditions on earlier ones and checks between them."""
    fields: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 12))):
        fields.append(_field(draw, number, fields))
    cut = draw(st.integers(1, len(fields)))
    sections: list[dict[str, Any]] = [{"title": WORDS, "fields": part} for part in (fields[:cut], fields[cut:]) if part]
    for number in range(draw(st.integers(0, 1))):
        fields.extend(_repeated(draw, sections, f"r{number}", fields))
    checks = [
        {"rule": _rule(draw, fields), "field": draw(_asked(fields))["id"], "say": WORDS}
        for _ in range(draw(st.integers(0, 3)))
    ]
    made = {**ITEM.model_dump(mode="json"), "sections": sections, "checks": checks, "consents": [], "corrections": []}
    made["identity"] = {"file": "typed", "see": "card_read", "payout": "card_read"}
    item = Item.model_validate_json(json.dumps(made))
    assert item.rules.faults == (), item.rules.faults
    return item


def answers_to(item: Item) -> st.SearchStrategy[dict[str, str]]:
    """Anything in any of its answers, with names nobody asked for, and what a form knows of the person or not."""
    names = [name for field in item.fields for name in (field.id, f"{field.id}.again", f"{field.id}.from_card")]
    members = [f"{name}.{n}" for each in item.sections if each.repeat for n in range(4)
               for name in (each.repeat.id, *(field.id for field in each.fields))]  # fmt: skip
    said = st.dictionaries(st.sampled_from(members), ANSWER | st.sampled_from(("add", "enough", "leave_out")))
    given = st.dictionaries(st.sampled_from([*names, "nobody_asked"]), ANSWER)
    known = st.sampled_from([{}, {".age_years": "83", ".today": "2026-04-21"}])
    more = st.builds(lambda some, more: {**some, **more}, given, known)
    return st.builds(lambda some, more: {**some, **more}, more, said) if members else more


def fitting_answer(kind: FieldKind, choices: tuple[str, ...]) -> str:
    """One that nothing is wrong with."""
    return {
        FieldKind.TEXT: "文字", FieldKind.NAME: "张桂兰", FieldKind.PHONE: "13812345678", FieldKind.ACCOUNT: ACCOUNT,
        FieldKind.CHOICE: choices[0] if choices else "", FieldKind.ADDRESS: "槐树里社区3号楼2单元201",
        FieldKind.ID_NUMBER: "130102194004161245", FieldKind.DATE: "20260421", FieldKind.MONEY: "5",
        FieldKind.COUNT: "3",
    }[kind]  # fmt: skip


def _asked(fields: Sequence[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from([field for field in fields if "compute" not in field])


def _repeated(
    draw: st.DrawFn, sections: list[dict[str, Any]], name: str, earlier: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """A section asked of each of up to three, and one behind it that is worked out from it."""
    made: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        field = _field(draw, 20 + number, [*earlier, *made])
        made.append({k: v for k, v in field.items() if k not in ("twice", "payout", "prefill", "locked", "compute")})
    words = dict.fromkeys(("one", "first", "more", "add", "enough", "leave_out"), WORDS)
    sections.append({"title": WORDS, "repeat": {"id": name, "greatest": 3, **words}, "fields": made})
    numbers = [f"{name}_count"] + [f"total_{field['id']}" for field in made if field["kind"] in ("money", "count")]
    behind = {"id": "behind", "kind": "count", "compute": " + ".join(numbers), **_plain()}
    sections.append({"title": WORDS, "fields": [behind]})
    return []


def _plain() -> dict[str, Any]:
    return {"label": WORDS, "question": WORDS, "privacy": "personal"}


def _field(draw: st.DrawFn, number: int, earlier: Sequence[dict[str, Any]]) -> dict[str, Any]:
    kind = draw(st.sampled_from(FieldKind))
    made: dict[str, Any] = {
        "id": f"f{number}" + ("_fen" if kind is FieldKind.MONEY else ""), "kind": kind.value, "label": WORDS,
        "question": WORDS, "privacy": "personal", "required": draw(st.booleans()), "twice": kind is FieldKind.ACCOUNT,
        "payout": draw(st.booleans()), "least_length": draw(st.integers(1, 3)),
    }  # fmt: skip
    if kind is FieldKind.CHOICE:
        made["choices"] = [{"value": value, "label": WORDS} for value in _CHOICES]
    if kind in (FieldKind.MONEY, FieldKind.COUNT) and draw(st.booleans()):
        made |= {"least": 1, "greatest": draw(st.integers(1, 10**7))}
    if kind in (FieldKind.ADDRESS, FieldKind.NAME) and draw(st.booleans()):
        made |= {"prefill": "card.address" if kind is FieldKind.ADDRESS else "card.name", "locked": draw(st.booleans())}
    has_condition: bool = draw(st.booleans())
    if earlier and has_condition:
        made["when"] = _rule(draw, earlier)
    numbers = [field["id"] for field in earlier if field["kind"] in ("money", "count")]
    if numbers and kind is FieldKind.COUNT and draw(st.booleans()):
        made = {key: value for key, value in made.items() if key not in ("twice", "payout", "least", "greatest")}
        made["compute"] = f"{draw(st.sampled_from(numbers))} / {draw(st.integers(0, 9))} - {draw(st.integers(0, 9))}"
    return made


def _rule(draw: st.DrawFn, earlier: Sequence[dict[str, Any]]) -> str:
    parts = [_compared(draw, draw(st.sampled_from(earlier))) for _ in range(draw(st.integers(1, 3)))]
    return draw(st.sampled_from([" && ", " || "])).join(parts)


def _compared(draw: st.DrawFn, field: Mapping[str, Any]) -> str:
    name = field["id"]
    if field["kind"] in ("money", "count"):
        return f"{name} {draw(st.sampled_from(['<', '>=', '==']))} {draw(st.integers(0, 999))} / 2"
    if field["kind"] == "choice":
        value = draw(st.sampled_from(_CHOICES))
        return draw(st.sampled_from([f'{name} == "{value}"', f'!({name} in ["{value}"])', f'{name} != "{value}"']))
    return draw(st.sampled_from([f"size({name}) > 2", f'{name}.startsWith("1")', f"{name} < today", "age_years >= 18"]))
