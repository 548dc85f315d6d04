"""Fields, persons and good answers for the tests of the form engine."""

from datetime import date
from pathlib import Path
from typing import Any

from kiosk.catalogue import Choice, FieldKind, FieldSpec, Item, PrivacyClass, Section, Words, load_catalogue
from kiosk.core.person import IdentityLevel, Person
from kiosk.forms.validators import luhn_holds

TODAY = date(2026, 4, 21)
ITEM: Item = load_catalogue(Path(__file__).parents[3] / "assets" / "catalogue").item("old-age-allowance")
CARD = Person(
    name="张桂兰",
    id_number="130102194004161245",
    birth_date=date(1940, 4, 16),
    sex_code="2",
    level=IdentityLevel.CARD_READ,
    household_address="河北省石家庄市长安区槐树里社区3号楼2单元201",
)
TYPED = Person("张桂兰", "130102194004161245", date(1940, 4, 16), "2", IdentityLevel.TYPED)


def with_luhn(digits: str) -> str:
    """The digits with the check digit behind them."""
    return next(digits + last for last in "0123456789" if luhn_holds(digits + last))


ACCOUNT = with_luhn("621700123456789662")
GOOD = {
    "household_address": CARD.household_address or "",
    "residence_address": "槐树里社区3号楼2单元201",
    "phone": "138 1234 5678",
    "payout_way": "social_card",
    "payout_account": ACCOUNT,
    "payout_account.again": ACCOUNT,
}


def field(kind: FieldKind, **more: Any) -> FieldSpec:
    """A required field of a kind."""
    words = Words(zh="问题")
    choices = (Choice(value="yes", label=words), Choice(value="no", label=words)) if kind is FieldKind.CHOICE else ()
    values: dict[str, Any] = {"id": "answer", "kind": kind, "label": words, "question": words, "choices": choices}
    return FieldSpec(**{**values, "privacy": PrivacyClass.PERSONAL, **more})


def item_with(*fields: FieldSpec, **more: Any) -> Item:
    """The shipped item with other questions."""
    section = Section(title=Words(zh="请填"), fields=fields)
    values = {**ITEM.model_dump(), "sections": (), "consents": (), "corrections": (), **more}
    return Item.model_validate(values).model_copy(update={"sections": (section,)})
