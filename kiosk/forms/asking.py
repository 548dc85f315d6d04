"""What is asked now, page by page, and what rules know of the answers to it. Pure.

A hidden answer decides nothing further down; what is worked out is taken from the rule, whatever lies under its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import FieldKind
from kiosk.core.person import IdentityLevel
from kiosk.forms.members import member_id, numbers
from kiosk.forms.problem import AGE_YEARS, IDENTITY_LEVEL, TODAY
from kiosk.forms.validators import rule_value, typed_value

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec, Item, Repeat, Section
    from kiosk.catalogue.rules import Value

Values = dict[str, "Value"]


@dataclass(slots=True)
class Asked:
    """One walk through an item's questions."""

    item: Item
    answers: Mapping[str, str]
    level: IdentityLevel
    pages: list[list[FieldSpec]] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    """What rules behind it all know."""
    computed: dict[str, str] = field(default_factory=dict)
    """What was worked out, as it would have been typed."""
    counts: dict[str, str] = field(default_factory=dict)
    """How many a repeated section was answered for, by its id; nothing before anybody said."""
    case_names: dict[str, str] = field(default_factory=dict)
    """Names of the case, where somebody before was left out."""
    members: list[tuple[frozenset[str], int, Values]] = field(default_factory=list)
    """Of each of a repeated section: what is asked of them, their number, what rules in there know."""

    def places_of(self, field_id: str) -> Iterator[tuple[str, Values]]:
        """Each answer to a question, by name, with what rules know there."""
        if any(one.id == field_id for page in self.pages for one in page):
            yield field_id, self.values
        for asked, number, own in self.members:
            if field_id in asked:
                yield member_id(field_id, number), {**self.values, **own}


def asked_now(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> Asked:
    """Walk through all of it."""
    asked = Asked(item, answers, level, values=_known(answers))
    for section in item.sections:
        if section.repeat is None:
            asked.pages.append(list(_fields(asked, section, asked.values)))
        else:
            _repeated(asked, section, section.repeat)
    return asked


def below_payout(item: Item, level: IdentityLevel) -> bool:
    """Whether somebody is not known well enough to say where money goes."""
    return item.identity is not None and level < item.identity.payout


def _fields(asked: Asked, section: Section, values: Values, number: int | None = None) -> Iterator[FieldSpec]:
    """The questions of a page, one after the other: each sees the answers to those before it in `values`."""
    item = asked.item
    for one in section.fields:
        condition, rule = item.rules.when.get(one.id), item.rules.compute.get(one.id)
        if one.payout and below_payout(item, asked.level):
            continue
        if condition is not None and condition.holds(values) is not True:
            continue
        name = one.id if number is None else member_id(one.id, number)
        if rule is not None:
            typed = typed_value(one.kind, rule.value(values))
            if typed is None:
                continue
            asked.computed[name] = typed
        value = rule_value(one.kind, asked.computed.get(name, asked.answers.get(name, "")))
        if value is not None:
            values[one.id] = value
        yield one if number is None else one.model_copy(update={"id": name})


def _repeated(asked: Asked, section: Section, repeat: Repeat) -> None:
    asked.pages.append([repeat.question(0)])
    counted: list[tuple[list[FieldSpec], Values]] = []
    for number, counts in numbers(section, repeat, asked.answers):
        own = dict(asked.values)
        page = list(_fields(asked, section, own, number)) if counts else []
        if counts:
            counted.append((page, own))
            asked.members.append((frozenset(one.id.partition(".")[0] for one in page), number, own))
            asked.case_names |= {one.id: member_id(one.id.partition(".")[0], len(counted)) for one in page}
        asked.pages.append([*page, repeat.question(number)])
    if asked.answers.get(member_id(repeat.id, 0), "").strip():
        asked.counts[repeat.id] = str(len(counted))
        asked.values |= _sums(section, repeat, counted)


def _sums(section: Section, repeat: Repeat, counted: list[tuple[list[FieldSpec], Values]]) -> Values:
    """How many there are, and the sum of each number that is complete."""
    from kiosk.catalogue.item_rules import count_name, total_name

    found: Values = {count_name(repeat.id): len(counted)}
    for one in section.fields:
        if one.kind not in (FieldKind.MONEY, FieldKind.COUNT):
            continue
        told = [own.get(one.id) for page, own in counted if _is_asked(one, page)]
        parts = [part for part in told if isinstance(part, int)]
        if len(parts) == len(told) or not one.required:
            found[total_name(one.id)] = sum(parts)
    return found


def _is_asked(one: FieldSpec, page: list[FieldSpec]) -> bool:
    return any(asked.id.partition(".")[0] == one.id for asked in page)


def _known(answers: Mapping[str, str]) -> Values:
    """What rules may use besides answers."""
    names = {"today": TODAY, "identity_level": IDENTITY_LEVEL}
    found: Values = {name: answers[kept] for name, kept in names.items() if kept in answers}
    return found | {"age_years": int(answers[AGE_YEARS])} if AGE_YEARS in answers else found
