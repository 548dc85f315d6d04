"""An answer a step further, for who would rather press than type: a day, an amount. Pure.

All of them give back what would have been typed, so that the keys and the steps go on from each other's work.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from kiosk.catalogue.kinds import FieldKind
from kiosk.forms.validators import MONEY_MOST_DIGITS, rule_value, typed_value

FIRST_YEAR, LAST_YEAR = 1900, 2099
FEN_PER_YUAN = 100


class DayPart(StrEnum):
    """What of a day is moved."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def answered_day(raw: str) -> date | None:
    """The day that is answered; None while there is none yet, or none in the calendar."""
    value = rule_value(FieldKind.DATE, raw)
    return date.fromisoformat(value) if isinstance(value, str) else None


def typed_day(day: date) -> str:
    """As eight digits."""
    return f"{day:%Y%m%d}"


def stepped_day(raw: str, part: DayPart, by: int, today: date) -> str:
    """So many years, months or days on (or back); where nothing is answered, from today. Stays within 1900 and 2099.

    A month that has no such day gets its last one: 31 January, a month on, is 28 February.
    """
    day = answered_day(raw) or today
    match part:
        case DayPart.DAY:
            moved = day + timedelta(days=by)
        case DayPart.MONTH:
            moved = _in_month(day, day.year * 12 + day.month - 1 + by)
        case DayPart.YEAR:
            moved = _in_month(day, (day.year + by) * 12 + day.month - 1)
    return typed_day(moved if FIRST_YEAR <= moved.year <= LAST_YEAR else day)


def stepped_amount(raw: str, by_yuan: int) -> str:
    """So many yuan more (or less), never below nothing and never longer than can be typed; from 0 where none is yet."""
    fen = rule_value(FieldKind.MONEY, raw)
    before = fen if isinstance(fen, int) else 0
    after = max(0, before + by_yuan * FEN_PER_YUAN)
    if after >= 10**MONEY_MOST_DIGITS * FEN_PER_YUAN:
        return raw
    return str(after // FEN_PER_YUAN) if after % FEN_PER_YUAN == 0 else typed_value(FieldKind.MONEY, after) or raw


def _in_month(day: date, months: int) -> date:
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
