"""How an answer is shown on a screen others can see: masked, or in full while somebody holds 按住显示. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, assert_never

from kiosk.catalogue.kinds import FieldKind, Mask
from kiosk.core.person import account_tail, mask_address, mask_id_number, mask_name, mask_phone
from kiosk.forms.validators import normalise, rule_value
from kiosk.texts import Texts
from kiosk.texts.format import show_full_date, show_money

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec


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
