"""How an answer is shown on a screen others can see: masked, or in full while somebody holds 按住显示. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from kiosk.catalogue.kinds import Mask
from kiosk.core.person import account_tail, mask_address, mask_id_number, mask_name, mask_phone
from kiosk.forms.validators import normalise
from kiosk.texts import Texts

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
    return _masked(field.mask, value, texts) if masked else value


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
