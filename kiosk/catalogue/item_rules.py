"""The rules of one item: each where it stands, compiled, or why it cannot be. Pure."""

from __future__ import annotations

from collections.abc import Iterator
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
    checks: tuple[tuple[Check, Rule], ...]
    faults: tuple[tuple[Place, str], ...]

    def follows(self, field_id: str) -> str | None:
        """The answer that a field's condition looks at first: where the field came from."""
        rule = self.when.get(field_id)
        return rule.names[0] if rule is not None and rule.names else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A field with its place in the file and in the order of questions."""

    place: Place
    order: int
    field: FieldSpec


def compiled(item: Item) -> ItemRules:
    """Every rule of the item; never raises."""
    asked = {found.field.id: found for found in _asked(item)}
    language = Language({name: value_type(found.field.kind) for name, found in asked.items()})
    when: dict[str, Rule] = {}
    checks: list[tuple[Check, Rule]] = []
    faults: list[tuple[Place, str]] = []
    for found in _asked(item):
        if found.field.when is not None:
            rule = _rule(language, found.field.when, asked, found.order)
            if isinstance(rule, Rule):
                when[found.field.id] = rule
            else:
                faults.append(((*found.place, "when"), rule.what))
    for number, check in enumerate(item.checks):
        rule = _rule(language, check.rule, asked, len(asked))
        if check.field not in asked:
            faults.append((("checks", number, "field"), f"no field `{check.field}`"))
        elif isinstance(rule, Rule):
            checks.append((check, rule))
        else:
            faults.append((("checks", number, "rule"), rule.what))
    return ItemRules(when, tuple(checks), tuple(faults))


def _asked(item: Item) -> Iterator[_Asked]:
    order = 0
    for section, part in enumerate(item.sections):
        for position, field in enumerate(part.fields):
            yield _Asked(("sections", section, "fields", position), order, field)
            order += 1


def _rule(language: Language, text: str, asked: dict[str, _Asked], order: int) -> Rule | RuleFault:
    rule = language.compile(text, ValueType.BOOL)
    if isinstance(rule, RuleFault):
        return rule
    for name in names_in(text):
        if name in asked and asked[name].order >= order:
            return RuleFault(f"`{name}` is asked later: a condition looks back only, so that none waits for itself")
    for name, value in compared(text):
        field = asked[name].field if name in asked else None
        if field is not None and field.choices and value not in {choice.value for choice in field.choices}:
            return RuleFault(f"`{name}` has no choice `{value}`")
    return rule
