"""公民身份号码: 18 characters, GB 11643-1999, checked by ISO 7064 MOD 11-2.

python-stdnum is not used: its releases since 2.0 refuse real residents of Hebei (newer districts, and in 2.2 every
person born before the county's code was introduced). The address prefix is never a reason to refuse: so the permits of
Hong Kong, Macao and Taiwan pass, and the number on a foreigner's permanent card of 2023 (9, province, country, birth,
sequence), which has the same check.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_EARLIEST_BIRTH = date(1880, 1, 1)


class IdNumberProblem(StrEnum):
    """Why a typed or read number cannot be a resident's."""

    LENGTH = "length"
    DIGITS = "digits"
    DATE = "date"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A number that passed; what it says about its owner."""

    number: str
    birth_date: date
    sex_code: str
    """GB/T 2261.1: "1" male (17th digit odd), "2" female."""


def parse_resident_id(text: str, today: date) -> ResidentId | IdNumberProblem:
    """Check a number as typed or read; a trailing lower-case x is accepted.

    `today` bounds the birth date from above; the lower bound is 1880-01-01.
    """
    number = text.strip().upper()
    if len(number) != 18:
        return IdNumberProblem.LENGTH
    if not (number[:17].isascii() and number[:17].isdigit() and number[17] in "0123456789X"):
        return IdNumberProblem.DIGITS
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdNumberProblem.DATE
    if not _EARLIEST_BIRTH <= birth_date <= today:
        return IdNumberProblem.DATE
    if check_character(number[:17]) != number[17]:
        return IdNumberProblem.CHECK
    return ResidentId(number, birth_date, "1" if int(number[16]) % 2 else "2")


def check_character(first_17: str) -> str:
    """The 18th character for the first seventeen digits."""
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True)) % 11]
