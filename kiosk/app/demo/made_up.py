"""Who applies in the demo, and numbers that are nobody's."""

import random

ITEM = "old-age-allowance"
ELDERS = ("zhang-gui-lan", "li-jian-guo", "wang-xiu-zhen")
"""Synthetic residents of 80 and more (devices/emulators/persons.toml)."""
ADULTS = ("chen-wei",)


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
