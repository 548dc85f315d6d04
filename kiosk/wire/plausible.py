"""What a message of the network may say at all, beyond its shape: numbers and moments that can be reckoned with. Pure.

Types alone let through a moment without a zone, which cannot be compared, one of the year 9999, which no zone can
show, and an integer that no database and no quotient holds. What comes from anybody is measured here before it is used.
"""

from datetime import datetime
from typing import Any

import msgspec

EARLIEST_YEAR, LATEST_YEAR = 1901, 2199
GREATEST = 2**53 - 1
"""Of an integer: the last that every reader of JSON holds exactly (RFC 8259 §6); SQLite's go further."""


def is_plausible_moment(at: datetime) -> bool:
    """A moment that can be brought to UTC and compared: clocks go wrong, but not by ages."""
    return at.tzinfo is not None and EARLIEST_YEAR <= at.year <= LATEST_YEAR


def is_plausible(message: Any) -> bool:
    """Whether every moment and every integer in a message can be reckoned with."""
    return _holds(msgspec.to_builtins(message, builtin_types=(datetime,)))


def _holds(value: Any) -> bool:
    match value:
        case datetime():
            return is_plausible_moment(value)
        case int():
            return abs(value) <= GREATEST
        case dict():
            return all(_holds(each) for each in value.values())
        case list() | tuple():
            return all(_holds(each) for each in value)
        case _:
            return True
