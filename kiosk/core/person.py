"""The person a session is about: what a card or a hand gave us, how surely, and how it is masked.

Masks follow reference rule 6.4 of the domain notes: first character of the name, first four and last four of the
number, 3 + 4 of a phone, the last four of an account.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class IdentityLevel(IntEnum):
    """How surely we know who stands here; the order is the meaning."""

    NONE = 0
    TYPED = 1
    CARD_READ = 2
    CARD_AND_CODE = 3
    WITNESSED = 4


IDENTITY_LEVEL_NAMES = {
    "none": IdentityLevel.NONE,
    "typed": IdentityLevel.TYPED,
    "card_read": IdentityLevel.CARD_READ,
    "card_and_code": IdentityLevel.CARD_AND_CODE,
    "witnessed": IdentityLevel.WITNESSED,
}
"""The spelling of the levels in catalogue files and on the wire."""


def years_between(born: date, today: date) -> int:
    """Completed years of age on a day."""
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (0 if had_birthday else 1)


@dataclass(frozen=True, slots=True)
class Person:
    """A resident as this session knows them; lives in memory only and is dropped with the session."""

    name: str
    id_number: str
    birth_date: date | None
    """None of somebody who stays unnamed."""
    sex_code: str
    """GB/T 2261.1."""
    level: IdentityLevel
    nation_code: str | None = None
    """GB/T 3304, two digits; only a card tells it."""
    household_address: str | None = None
    """The address line of the card, untouched; only a card tells it."""
    card_valid_until: date | None = None

    def age_years(self, today: date) -> int | None:
        """Completed years of age on a day; None of somebody unnamed."""
        if self.birth_date is None:
            return None
        return years_between(self.birth_date, today)


UNNAMED = Person("", "", None, "", IdentityLevel.NONE)
"""Who says something and stays unnamed: nothing of them is asked, kept or sent."""


def level_name(level: IdentityLevel) -> str:
    """Its spelling in catalogue files and on the wire."""
    return next(name for name, known in IDENTITY_LEVEL_NAMES.items() if known is level)


def mask_name(name: str) -> str:
    """张桂兰 → 张*: the first character stays, whatever the length."""
    return name[:1] + "*" if name else ""


def mask_id_number(number: str) -> str:
    """Keep the first four and the last four characters."""
    return _keep(number, 4, 4)


def mask_phone(number: str) -> str:
    """138****5678."""
    return _keep(number, 3, 4)


def account_tail(number: str) -> str:
    """The last four digits of an account, all that is shown of it."""
    return number[-4:]


def mask_address(address: str) -> str:
    """Everything behind the last unit word is hidden: 槐树里社区3号楼2单元***."""
    cut = max(address.rfind(unit) + len(unit) if unit in address else 0 for unit in _ADDRESS_UNITS)
    return (address[:cut] if cut else address[: max(0, len(address) - 4)]) + "***"


_ADDRESS_UNITS = ("单元", "号楼", "社区", "小区", "村", "街", "路", "巷", "乡", "镇", "区", "县", "市")


def _keep(text: str, head_count: int, tail_count: int) -> str:
    hidden_count = len(text) - head_count - tail_count
    return text[:head_count] + "*" * hidden_count + text[-tail_count:] if hidden_count > 0 else "*" * len(text)
