"""What a typed answer must look like, field kind by field kind (rules: reference of the domain, form fields). Pure.

Normalisation comes first and is what is stored: full-width forms become plain, spaces leave numbers.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, assert_never

from kiosk.catalogue.kinds import FieldKind
from kiosk.core.resident_id import IdNumberProblem, parse_resident_id
from kiosk.forms.problem import Problem

if TYPE_CHECKING:  # the first frame does without the catalogue's models
    from kiosk.catalogue import FieldSpec

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}")
ACCOUNT_LEAST_DIGITS = 12
ACCOUNT_MOST_DIGITS = 19
LUHN_LEAST_DIGITS = 16
"""Shorter accounts are passbooks, which carry no Luhn digit."""
NAME_LEAST_LENGTH = 2
NAME_MOST_LENGTH = 50
MOBILE_DIGITS = 11
ID_CHARACTERS = 18
FEN_PER_YUAN = 100

DATE_DIGITS = 8
MONEY_MOST_DIGITS = 9
"""Yuan: below a thousand million, so that fen fit everywhere."""
COUNT_MOST_DIGITS = 6

_NUMBERS = frozenset(
    {FieldKind.PHONE, FieldKind.ACCOUNT, FieldKind.ID_NUMBER, FieldKind.DATE, FieldKind.MONEY, FieldKind.COUNT}
)
_MONEY = re.compile(rf"(\d{{1,{MONEY_MOST_DIGITS}}})(?:\.(\d{{1,2}}))?", re.ASCII)
_COUNT = re.compile(rf"\d{{1,{COUNT_MOST_DIGITS}}}", re.ASCII)
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)", re.ASCII)
_DOTS = dict.fromkeys(map(ord, "\u2022\u30fb\u2027\uff65\u2022\u22c5"), "\u00b7")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z .'-]*")


def normalise(kind: FieldKind, raw: str) -> str:
    """The answer as it is stored: NFKC for numbers, without spaces inside; names get U+00B7 as their dot."""
    text = raw.strip()
    if kind in _NUMBERS:
        closed = "".join(unicodedata.normalize("NFKC", text).split())
        plain = unicodedata.normalize("NFKC", closed)  # a space taken out may have let two characters become one
        if kind is FieldKind.ID_NUMBER:
            return plain.replace("x", "X")
        return "-".join(found.groups()) if kind is FieldKind.DATE and (found := _DATE.fullmatch(plain)) else plain
    if kind is FieldKind.NAME:
        return text.translate(_DOTS)
    return text


def case_value(kind: FieldKind, raw: str) -> str:
    """The answer as it stands in the case: normalised, money in whole fen, counts without leading zeros."""
    value = normalise(kind, raw)
    number = rule_value(kind, raw)
    return str(number) if isinstance(number, int) else value


def rule_value(kind: FieldKind, raw: str) -> str | int | None:
    """The answer as a rule sees it; None while there is none, or none of its kind."""
    value = normalise(kind, raw)
    match kind:
        case FieldKind.MONEY:
            found = _MONEY.fullmatch(value)
            return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None
        case FieldKind.COUNT:
            return int(value) if _COUNT.fullmatch(value) else None
        case FieldKind.DATE:
            return value if _day(value) is not None else None
        case _:
            return value or None


def typed_value(kind: FieldKind, value: str | int | None) -> str | None:
    """What would have been typed to answer this: the way back from `rule_value`, and from an amount in a case. None
    where no answer comes to it, such as less than nothing."""
    if value is None:
        return None
    typed = str(value)
    if kind is FieldKind.MONEY and isinstance(value, int):
        typed = f"{value // FEN_PER_YUAN}.{value % FEN_PER_YUAN:02d}"
    return typed if rule_value(kind, typed) == value else None


def check_answer(field: FieldSpec, answer_id: str, raw: str, today: date | None) -> Problem | None:
    """What is wrong with one answer that was given; `today` bounds birth dates."""
    value = normalise(field.kind, raw)
    match field.kind:
        case FieldKind.PHONE:
            return check_phone(answer_id, value)
        case FieldKind.ACCOUNT:
            return _account(answer_id, value)
        case FieldKind.NAME:
            return None if name_is_plausible(value) else Problem(answer_id, "form.problem.name")
        case FieldKind.ID_NUMBER:
            return check_id_number(answer_id, value, today)
        case FieldKind.CHOICE:
            known = any(choice.value == value for choice in field.choices)
            return None if known else Problem(answer_id, "form.problem.choose")
        case FieldKind.DATE:
            return _date(answer_id, value)
        case FieldKind.MONEY | FieldKind.COUNT:
            return _amount(field, answer_id, value)
        case FieldKind.TEXT | FieldKind.ADDRESS:
            return _length(field, answer_id, value)
        case _:
            assert_never(field.kind)


def check_id_number(answer_id: str, value: str, today: date | None) -> Problem | None:
    """What is wrong with a resident's number, said so that it can be corrected."""
    parsed = parse_resident_id(value, today or date.max)
    match parsed:
        case IdNumberProblem.LENGTH if len(value) < ID_CHARACTERS:
            return Problem(answer_id, "form.problem.characters_missing", {"count": ID_CHARACTERS - len(value)})
        case IdNumberProblem.LENGTH:
            return Problem(answer_id, "form.problem.characters_over", {"count": len(value) - ID_CHARACTERS})
        case IdNumberProblem.DIGITS:
            return Problem(answer_id, "form.problem.id_digits")
        case IdNumberProblem.DATE:
            return Problem(answer_id, "form.problem.id_date")
        case IdNumberProblem.CHECK:
            return Problem(answer_id, "form.problem.id_check")
        case _:
            return None


def name_is_plausible(name: str) -> bool:
    """2–50 characters: Chinese of every extension with · between parts, or Latin letters."""
    value = name.strip().translate(_DOTS)
    if not NAME_LEAST_LENGTH <= len(value) <= NAME_MOST_LENGTH:
        return False
    if _LATIN_NAME.fullmatch(value):
        return True
    return all(_is_ideograph(part_character) for part in value.split("\u00b7") for part_character in part) and all(
        value.split("\u00b7")
    )


def luhn_holds(digits: str) -> bool:
    """ISO/IEC 7812-1 annex B: the check digit of a card's number."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def check_phone(answer_id: str, value: str) -> Problem | None:
    """What is wrong with a mobile or landline number, as it was typed but for its gaps."""
    if MOBILE.fullmatch(value) or LANDLINE.fullmatch(value):
        return None
    if not re.fullmatch(r"[0-9-]*", value):
        return Problem(answer_id, "form.problem.only_digits")
    if value.startswith("0"):
        return Problem(answer_id, "form.problem.landline")
    if not re.match(r"1([3-9]|$)", value):
        return Problem(answer_id, "form.problem.mobile_start")
    return _wrong_count(answer_id, len(value.replace("-", "")), MOBILE_DIGITS, MOBILE_DIGITS) or Problem(
        answer_id, "form.problem.only_digits"
    )


def _account(answer_id: str, value: str) -> Problem | None:
    if not (value.isascii() and value.isdigit()):
        return Problem(answer_id, "form.problem.only_digits")
    wrong_count = _wrong_count(answer_id, len(value), ACCOUNT_LEAST_DIGITS, ACCOUNT_MOST_DIGITS)
    if wrong_count is not None:
        return wrong_count
    if len(value) >= LUHN_LEAST_DIGITS and not luhn_holds(value):
        return Problem(answer_id, "form.problem.account_check")
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _date(answer_id: str, value: str) -> Problem | None:
    digits = value.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        return Problem(answer_id, "form.problem.only_digits")
    wrong = _wrong_count(answer_id, len(digits), DATE_DIGITS, DATE_DIGITS)
    if wrong is not None:
        return wrong
    return None if _DATE.fullmatch(value) and _day(value) is not None else Problem(answer_id, "form.problem.date")


def _amount(field: FieldSpec, answer_id: str, value: str) -> Problem | None:
    """Money is told in yuan, since that is what was typed."""
    number = rule_value(field.kind, value)
    if not isinstance(number, int):
        return Problem(answer_id, "form.problem.money" if field.kind is FieldKind.MONEY else "form.problem.count")
    unit = FEN_PER_YUAN if field.kind is FieldKind.MONEY else 1
    if field.least is not None and number < field.least:
        return Problem(answer_id, "form.problem.too_small", {"least": -(-field.least // unit)})
    if field.greatest is not None and number > field.greatest:
        return Problem(answer_id, "form.problem.too_great", {"greatest": field.greatest // unit})
    return None


def _length(field: FieldSpec, answer_id: str, value: str) -> Problem | None:
    if len(value) < field.least_length:
        return Problem(answer_id, "form.problem.letters_missing", {"count": field.least_length - len(value)})
    if len(value) > field.greatest_length:
        return Problem(answer_id, "form.problem.letters_over", {"count": len(value) - field.greatest_length})
    return None


def _wrong_count(answer_id: str, count: int, least: int, most: int) -> Problem | None:
    if count < least:
        return Problem(answer_id, "form.problem.digits_missing", {"count": least - count})
    if count > most:
        return Problem(answer_id, "form.problem.digits_over", {"count": count - most})
    return None


def _is_ideograph(character: str) -> bool:
    code = ord(character)
    return (
        0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF
        or code == 0x3007
    )  # fmt: skip
