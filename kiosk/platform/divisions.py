"""Administrative division codes as areas that lie within each other. Pure.

GB/T 2260 and its extension: province 2, city 2, county 2, township 3, village 3 digits; zeros mean "all of it".
"""

_LEVELS = (12, 9, 6, 4, 2)
CODE_LENGTH = 12


def significant(code: str) -> str:
    """The digits that name the area: 130102 and 130102000000 are both 130102, 130000 is 13."""
    digits = code.ljust(CODE_LENGTH, "0")
    for start, end in zip(_LEVELS[1:], _LEVELS, strict=False):
        if digits[start:end].strip("0"):
            return digits[:end]
    return digits[:2]


def covers(area: str, code: str) -> bool:
    """Whether `code` is the area itself or lies in it."""
    return code.ljust(CODE_LENGTH, "0").startswith(significant(area))


def with_parents(code: str) -> tuple[str, ...]:
    """The significant digits of the area and of every area round it, widest first."""
    own = significant(code)
    return tuple(own[:length] for length in sorted(_LEVELS) if length <= len(own))
