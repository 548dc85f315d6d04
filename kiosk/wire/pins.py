"""PINs: which are too easy to guess, and a fresh one that is not.

Refused: hardly any different digits, a run up or down, a piece repeated, a date, patterns of the pad, and numbers that
sound like words here (520 1314).
"""

import itertools
import re
import secrets

PIN_DIGITS = 8
_FAVOURITES = frozenset({"123321", "159753", "112233", "147258", "789456", "520131", "5201314", "13141314"})
_DATE = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])|\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_LEAST_DIFFERENT = 3


def is_weak(pin: str) -> bool:
    """Whether somebody who knows people would try it early."""
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    is_run = len(steps) == 1 and steps <= {0, 1, 9}
    is_repeated = any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))
    is_known = pin in _FAVOURITES or pin[::-1] in _FAVOURITES or _DATE.fullmatch(pin) is not None
    return len(set(pin)) < _LEAST_DIFFERENT or is_run or is_repeated or is_known


def new_pin() -> str:
    """Eight random digits that are not weak."""
    while is_weak(pin := f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}"):
        pass
    return pin
