"""What is asked of whom, page by page, and what becomes of the answers. Pure: item + answers + level in, values out.

item ──visible_fields──► pages ──► answers ──problems──► none? ──case_answers──► the case
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import Source
from kiosk.core.person import IdentityLevel, Person, level_name
from kiosk.forms.asking import asked_now, below_payout
from kiosk.forms.members import is_question, repeat_of
from kiosk.forms.places import pointed_at
from kiosk.forms.problem import AGE_YEARS, DIVISION_ANSWER, IDENTITY_LEVEL, TODAY, Problem, again_id, from_card_id
from kiosk.forms.validators import case_value, check_answer, normalise

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import ExtraConsent, FieldSpec, Item


def visible_fields(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> tuple[FieldSpec, ...]:
    """The fields asked now, in order: payout fields only of somebody known well enough, conditions applied.

    A repeated section's are there for each of those it is asked of, under the names of their answers.
    """
    return tuple(field for page in asked_now(item, answers, level).pages for field in page)


def filled_in(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> dict[str, str]:
    """The answers with what is worked out from them, to be shown."""
    return {**answers, **asked_now(item, answers, level).computed}


def pages(
    item: Item, answers: Mapping[str, str], level: IdentityLevel, one_per_page: bool
) -> tuple[tuple[str, ...], ...]:
    """The form's pages as names of answers: the file's sections, or one question a page (without what is locked)."""
    asked = asked_now(item, answers, level).pages
    if one_per_page:
        open_ = (field for page in asked for field in page if not is_settled(field, answers))
        return tuple((name,) for field in open_ for name in _answer_names(field))
    return tuple(tuple(name for field in page for name in _answer_names(field)) for page in asked if page)


def problems(
    item: Item, answers: Mapping[str, str], level: IdentityLevel, today: date | None = None
) -> tuple[Problem, ...]:
    """Everything that stands between these answers and a case, in the order of the form; at most one an answer."""
    found: list[Problem] = []
    for field in visible_fields(item, answers, level):
        found.extend(_field_problems(field, answers, today))
    return (*found, *_check_problems(item, answers, level, {problem.field_id for problem in found}))


def is_complete(item: Item, answers: Mapping[str, str], level: IdentityLevel, today: date | None = None) -> bool:
    """Whether these answers make a case."""
    return not problems(item, answers, level, today)


def case_answers(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> dict[str, str]:
    """What goes into the case: normalised, nothing hidden, nothing repeated, nothing empty.

    Of a repeated section: how many under its own name, and the answers of those who count, numbered from 1. Of an
    address that begins with an area that was pointed at: also the area's code, as `<field>_division`.
    """
    asked = asked_now(item, answers, level)
    given = {**answers, **asked.computed}
    found = {}
    for field in (field for page in asked.pages for field in page):
        name = asked.case_names.get(field.id, field.id)
        if not is_question(field, repeat_of(item, field.id)):
            found[name] = case_value(field.kind, given.get(field.id, ""))
            found[name + DIVISION_ANSWER] = pointed_at(given, field.id)
    return {name: value for name, value in {**found, **asked.counts}.items() if value}


def known(person: Person, today: date) -> dict[str, str]:
    """What rules may use besides answers, as the form begins: it stays the same when midnight passes."""
    age = person.age_years(today)
    of_age = {} if age is None else {AGE_YEARS: str(age)}
    return {**of_age, TODAY: today.isoformat(), IDENTITY_LEVEL: level_name(person.level)}


def prefill(item: Item, person: Person) -> dict[str, str]:
    """The answers the card gives by itself, each with its mark `<field>.from_card`."""
    found = {field.id: _from_person(field.prefill, person) for field in item.fields if field.prefill is not None}
    given = {field_id: value for field_id, value in found.items() if value}
    return given | dict.fromkeys(map(from_card_id, given), "card")


def prefilled_fields(item: Item, person: Person) -> frozenset[str]:
    """The fields whose answer came from the card."""
    given = prefill(item, person)
    return frozenset(field.id for field in item.fields if from_card_id(field.id) in given)


def not_eligible(item: Item, person: Person, today: date) -> str | None:
    """Why this person cannot have the item now, as the key of words under `not_eligible.*`; None when they can."""
    least = item.eligibility.least_age_years if item.eligibility is not None else 0
    age = person.age_years(today)
    return "too_young" if age is not None and age < least else None


def hides_payout(item: Item, level: IdentityLevel) -> bool:
    """Questions about money are left out, and `item.payout_elsewhere` must be shown instead."""
    return any(field.payout for field in item.fields) and below_payout(item, level)


def due_consents(item: Item, answers: Mapping[str, str], level: IdentityLevel) -> tuple[ExtraConsent, ...]:
    """The extras worth asking about, given the answers."""
    given = case_answers(item, answers, level)
    return tuple(extra for extra in item.consents if extra.when_answered is None or extra.when_answered in given)


def is_settled(field: FieldSpec, answers: Mapping[str, str]) -> bool:
    """The card said it and nobody may change it here, or it is worked out: not asked, and not found fault with."""
    if field.compute is not None:
        return True
    return field.locked and from_card_id(field.id) in answers and bool(answers.get(field.id, "").strip())


def _check_problems(item: Item, answers: Mapping[str, str], level: IdentityLevel, wrong: set[str]) -> Iterator[Problem]:
    """The checks that are false of what was answered; one an answer, and none of an answer that is wrong already."""
    asked = asked_now(item, answers, level)
    for check, rule in item.rules.checks:
        for name, values in asked.places_of(check.field):
            if name not in wrong and rule.holds(values) is False:
                wrong.add(name)
                yield Problem(name, "form.problem.said", words=check.say)


def _answer_names(field: FieldSpec) -> tuple[str, ...]:
    return (field.id, again_id(field.id)) if field.twice else (field.id,)


def _field_problems(field: FieldSpec, answers: Mapping[str, str], today: date | None) -> list[Problem]:
    value = normalise(field.kind, answers.get(field.id, ""))
    if is_settled(field, answers):
        return []
    if not value:
        return [Problem(field.id, _empty_key(field))] if field.required else []
    wrong = check_answer(field, field.id, value, today)
    if wrong is not None:
        return [wrong]
    if not field.twice:
        return []
    again = normalise(field.kind, answers.get(again_id(field.id), ""))
    if not again:
        return [Problem(again_id(field.id), "form.problem.again_missing")]
    return [] if again == value else [Problem(again_id(field.id), "form.problem.again_differs")]


def _empty_key(field: FieldSpec) -> str:
    return "form.problem.choose" if field.choices else "form.problem.empty"


def _from_person(source: Source | None, person: Person) -> str:
    match source:
        case Source.CARD_NAME:
            return person.name
        case Source.CARD_ID_NUMBER:
            return person.id_number
        case Source.CARD_ADDRESS:
            return person.household_address or ""
        case None:
            return ""
