"""Who applies in the demo, and numbers that are nobody's."""

import random
from collections.abc import Sequence

from kiosk.catalogue import Item

ITEM = "old-age-allowance"
ELDERS = ("zhang-gui-lan", "li-jian-guo", "wang-xiu-zhen")
"""Synthetic residents of 80 and more (devices/emulators/persons.toml)."""
AGED = ((40, ("chen-wei",)), (65, ("ma-zhi-qiang",)), (80, ELDERS))
"""Who is at least so old, in years."""


def applicants(item: Item) -> Sequence[str]:
    """The youngest of them who are old enough for it."""
    least_years = item.eligibility.least_age_years if item.eligibility is not None else None
    return next(names for years, names in AGED if years >= (least_years or 0))


def account(randomness: random.Random) -> str:
    """A bank card's."""
    return with_luhn("621700" + digits(randomness, 12))


def phone(randomness: random.Random) -> str:
    """A mobile's."""
    return "138" + digits(randomness, 8)


def digits(randomness: random.Random, count: int) -> str:
    """So many."""
    return "".join(randomness.choices("0123456789", k=count))


def with_luhn(digits: str) -> str:
    """Add the check digit of a card number (ISO/IEC 7812-1 annex B)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)
