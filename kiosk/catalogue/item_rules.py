"""The rules of one item: each where it stands, compiled, or why it cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.catalogue.rules import Language, Rule, RuleFault, ValueType, compared, names_in, value_type

if TYPE_CHECKING:  # the models know this module
    from kiosk.catalogue.model import Item
    from kiosk.catalogue.questions import Check, FieldSpec

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ItemRules:
    """The compiled rules, and the faults of those that are none."""

    when: dict[str, Rule]
    """The condition of a field, by the field's id."""
    compute: dict[str, Rule]
    """What a field is worked out by, by its id."""
    checks: tuple[tuple[Check, Rule], ...]
    faults: tuple[tuple[Place, str], ...]

    def follows(self, field_id: str) -> str | None:
        """The answer that a field's condition looks at first: where the field came from."""
        rule = self.when.get(field_id)
        return rule.names[0] if rule is not None and rule.names else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name that rules may use: where it stands in the file, and from which question on it has a value."""

    place: Place
    order: int
    type: ValueType
    repeat: str = ""
    """Of which repeated section it is a field: it has a value only in there."""
    field: FieldSpec | None = None


def count_name(repeat_id: str) -> str:
    """What rules call the number of those a repeated section was answered for."""
    return f"{repeat_id}_count"


def total_name(field_id: str) -> str:
    """What rules call the sum of a repeated field."""
    return f"total_{field_id}"


def compiled(item: Item) -> ItemRules:
    """Every rule of the item; never raises."""
    names = dict(_names(item))
    asked = [(name, found.field, found) for name, found in names.items() if found.field is not None]
    language = Language({name: found.type for name, found in names.items()})
    when: dict[str, Rule] = {}
    compute: dict[str, Rule] = {}
    checks: list[tuple[Check, Rule]] = []
    faults: list[tuple[Place, str]] = []
    for name, field, found in asked:
        for key, text, wanted, kept in (
            ("when", field.when, ValueType.BOOL, when),
            ("compute", field.compute, found.type, compute),
        ):
            rule = None if text is None else _rule(language, text, wanted, names, found)
            if isinstance(rule, Rule):
                kept[name] = rule
            elif rule is not None:
                faults.append(((*found.place, key), rule.what))
    for number, check in enumerate(item.checks):
        about = names.get(check.field)
        if about is None or about.field is None or about.field.compute is not None:
            faults.append((("checks", number, "field"), f"no field `{check.field}` that anybody is asked for"))
            continue
        rule = _rule(language, check.rule, ValueType.BOOL, names, _Asked((), len(names), about.type, about.repeat))
        if isinstance(rule, Rule):
            checks.append((check, rule))
        else:
            faults.append((("checks", number, "rule"), rule.what))
    return ItemRules(when, compute, tuple(checks), tuple(faults))


def _names(item: Item) -> Iterator[tuple[str, _Asked]]:
    order = 0
    for section, part in enumerate(item.sections):
        repeat = part.repeat.id if part.repeat is not None else ""
        for position, field in enumerate(part.fields):
            place = ("sections", section, "fields", position)
            yield field.id, _Asked(place, order, value_type(field.kind), repeat, field)
            order += 1
        if part.repeat is None:
            continue
        sums = [total_name(field.id) for field in part.fields if value_type(field.kind) is ValueType.INT]
        for name in (count_name(repeat), *sums):
            yield name, _Asked(("sections", section, "repeat"), order, ValueType.INT)
            order += 1


def _rule(
    language: Language, text: str, wanted: ValueType, known: Mapping[str, _Asked], here: _Asked
) -> Rule | RuleFault:
    rule = language.compile(text, wanted)
    if isinstance(rule, RuleFault):
        return rule
    for name in names_in(text):
        if name in known and known[name].order >= here.order:
            return RuleFault(f"`{name}` is asked later: a condition looks back only, so that none waits for itself")
        if name in known and known[name].repeat not in ("", here.repeat):
            return RuleFault(f"`{name}` is asked of each: outside there are {_outside(known, known[name].repeat)}")
    for name, value in compared(text):
        field = known[name].field if name in known else None
        if field is not None and field.choices and value not in {choice.value for choice in field.choices}:
            return RuleFault(f"`{name}` has no choice `{value}`")
    return rule


def _outside(known: Mapping[str, _Asked], repeat: str) -> str:
    sums = [total_name(name) for name, asked in known.items() if asked.repeat == repeat]
    return ", ".join(f"`{name}`" for name in (count_name(repeat), *sums) if name in known)
