"""How an answer is shown on a screen others can see: masked, or in full while somebody holds 按住显示. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, assert_never

from kiosk.catalogue.kinds import FieldKind, Mask
from kiosk.core.person import (
    IdentityLevel,
    Person,
    account_tail,
    mask_address,
    mask_id_number,
    mask_name,
    mask_phone,
)
from kiosk.forms.members import field_of, is_question, member_number, repeat_of, section_of
from kiosk.forms.problem import DIVISION_ANSWER
from kiosk.forms.validators import normalise, rule_value, typed_value
from kiosk.texts import Texts
from kiosk.texts.format import show_full_date, show_money

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec, Item


def shown_answer(field: FieldSpec, raw: str, texts: Texts, masked: bool = True) -> str:
    """The answer as the row shows it; a choice by its label, an empty answer as nothing."""
    value = normalise(field.kind, raw)
    if not value:
        return ""
    for choice in field.choices:
        if choice.value == value:
            return choice.label.text(texts.locale)
    if field.kind is FieldKind.MONEY or field.kind is FieldKind.DATE:
        value = _said(field.kind, value, texts)
    return _masked(field.mask, value, texts) if masked else value


def shown_case_answer(field: FieldSpec, value: str, texts: Texts, masked: bool = True) -> str:
    """An answer as it stands in a case, where amounts are whole fen."""
    fen = int(value) if field.kind is FieldKind.MONEY and value.isascii() and value.isdecimal() else None
    return shown_answer(field, value if fen is None else typed_value(field.kind, fen) or value, texts, masked)


def shown_name(person: Person, texts: Texts, masked: bool = True) -> str:
    """Who asks: their name, or that they stay unnamed."""
    if person.level is IdentityLevel.NONE:
        return texts("form.unnamed")
    return mask_name(person.name) if masked else person.name


def shown_fact(item: Item | None, name: str, value: str, texts: Texts, masked: bool = True) -> tuple[str, str] | None:
    """What an answer of a case is called, and what it says; None for one to a question that the item does not have."""
    repeat = repeat_of(item, name) if item is not None else None
    if repeat is not None and repeat.id == name:
        return repeat.one.text(texts.locale), texts("form.member.count", count=int(value))
    if name.endswith(DIVISION_ANSWER):
        return texts("form.division"), value
    try:
        field = field_of(item, name) if item is not None else None
    except KeyError:
        return None
    if item is None or field is None:
        return None
    return shown_label(item, name, texts), shown_case_answer(field, value, texts, masked)


def shown_label(item: Item, answer_id: str, texts: Texts) -> str:
    """What an answer is called: of one of several, with who they are."""
    label = field_of(item, answer_id).label.text(texts.locale)
    who, number = repeat_of(item, answer_id), member_number(answer_id)
    if who is None or number is None or is_question(field_of(item, answer_id), who):
        return label
    return texts("form.member.label", who=who.one.text(texts.locale), index=number, label=label)


def shown_member(item: Item, answer_id: str, texts: Texts) -> str:
    """Whom a question is about, such as 家里人 · 第一位; empty where it is asked once."""
    who, number = repeat_of(item, answer_id), member_number(answer_id)
    if who is None or not number:
        return ""
    return texts("form.member.title", who=who.one.text(texts.locale), index=texts(f"number.{number}"))


def shown_section(item: Item, answer_ids: Sequence[str], texts: Texts) -> str:
    """What a page of these questions is called: its section, or whom it is about."""
    section = section_of(item, answer_ids[0]) if answer_ids else None
    if section is None:
        return texts("form.title")
    return shown_member(item, answer_ids[0], texts) or section.title.text(texts.locale)


def _said(kind: FieldKind, value: str, texts: Texts) -> str:
    """An amount or a day in full words; what is neither yet, as it was typed."""
    found = rule_value(kind, value)
    if isinstance(found, int):
        return show_money(found, texts)
    return value if found is None else show_full_date(date.fromisoformat(found), texts)


def _masked(mask: Mask, value: str, texts: Texts) -> str:
    match mask:
        case Mask.NONE:
            return value
        case Mask.NAME:
            return mask_name(value)
        case Mask.ID_NUMBER:
            return mask_id_number(value)
        case Mask.PHONE:
            return mask_phone(value)
        case Mask.ACCOUNT:
            return texts("form.account_tail", tail=account_tail(value))
        case Mask.ADDRESS:
            return mask_address(value)
        case _:
            assert_never(mask)
