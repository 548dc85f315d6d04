"""Sections that are asked for each of several: the names of their answers, and who of them counts. Pure.

    members.0                    whether there is anybody
    member_name.1, member_age.1  of the first; members.1: whether there is another, or whether this one is left out

Whoever is left out keeps their answers, which reach no case, so that it can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kiosk.catalogue.kinds import FieldKind
from kiosk.forms.problem import base_id

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec, Item, Repeat, Section

ADD, LEAVE_OUT = "add", "leave_out"


def member_id(field_id: str, number: int) -> str:
    """The name of the answer of one of them."""
    return f"{field_id}.{number}"


def member_number(answer_id: str) -> int | None:
    """Of which of them it is; None for what is asked once. What is asked first is of 0."""
    number = base_id(answer_id).partition(".")[2]
    return int(number) if number.isdecimal() else None


def field_of(item: Item, answer_id: str) -> FieldSpec:
    """The question behind an answer's name, under the name's own id; raises KeyError for an unknown one."""
    name = base_id(answer_id)
    field_id, number = name.partition(".")[0], member_number(name)
    repeat = repeat_of(item, answer_id)
    if number is None or repeat is None:
        return item.field(name)
    if repeat.id == field_id:
        return repeat.question(number)
    return item.field(field_id).model_copy(update={"id": name})


def repeat_of(item: Item, answer_id: str) -> Repeat | None:
    """The repetition an answer belongs to; None for what is asked once."""
    section = section_of(item, answer_id)
    return section.repeat if section is not None else None


def section_of(item: Item, answer_id: str) -> Section | None:
    """The section an answer stands in."""
    field_id = base_id(answer_id).partition(".")[0]
    for section in item.sections:
        of_section = any(field.id == field_id for field in section.fields)
        if of_section or (section.repeat is not None and section.repeat.id == field_id):
            return section
    return None


def is_question(field: FieldSpec, repeat: Repeat | None) -> bool:
    """It asks whether there is one more, and is no fact itself."""
    return repeat is not None and field.kind is FieldKind.CHOICE and field.id.startswith(f"{repeat.id}.")


def numbers(section: Section, repeat: Repeat, answers: Mapping[str, str]) -> Iterator[tuple[int, bool]]:
    """Who is asked about, by number, and whether they count."""
    if answers.get(member_id(repeat.id, 0)) != ADD:
        return
    for number in range(1, repeat.greatest + 1):
        said = answers.get(member_id(repeat.id, number))
        yield number, said != LEAVE_OUT
        if said != ADD and not (said == LEAVE_OUT and _begun(section, repeat, answers, number + 1)):
            return


def member_count(item: Item, repeat: Repeat, answers: Mapping[str, str]) -> int:
    """How many of them count."""
    section = next(section for section in item.sections if section.repeat is repeat)
    return sum(counts for _, counts in numbers(section, repeat, answers))


def _begun(section: Section, repeat: Repeat, answers: Mapping[str, str], number: int) -> bool:
    names = [member_id(name, number) for name in (repeat.id, *(field.id for field in section.fields))]
    return any(answers.get(name, "").strip() for name in names)
