"""Case numbers: made on the machine, for ever, and checked wherever a hand or an ear has copied one (decisions/0015).

HSL3-260421-00373
└──┘ └────┘ └──┘└ check digit over the ten digits before it, ISO/IEC 7064 MOD 11,10
prefix  day  the serial's last four digits
"""

import re
from datetime import date

_SHAPE = re.compile(r"[A-Z0-9]{2,8}-([0-9]{6})-([0-9]{5})")
_SERIAL_MODULUS = 10_000


def case_number(prefix: str, day: date, serial: int) -> str:
    """The number of a machine's `serial`-th case, filed on `day` (China's civil day)."""
    digits = f"{day.year % 100:02}{day.month:02}{day.day:02}{serial % _SERIAL_MODULUS:04}"
    return f"{prefix}-{digits[:6]}-{digits[6:]}{check_digit(digits)}"


def is_case_number(text: str) -> bool:
    """Whether the text has the shape of a case number and its check digit is right."""
    shape = _SHAPE.fullmatch(text)
    return shape is not None and check_digit((shape[1] + shape[2])[:-1]) == text[-1]


def has_number_shape(text: str) -> bool:
    """Whether the text is written like a case number, its check digit right or wrong."""
    return _SHAPE.fullmatch(text) is not None


def check_digit(digits: str) -> str:
    """The digit that makes `digits` complete by ISO/IEC 7064 MOD 11,10.

    It finds every single wrong digit. Of the 45 pairs of unlike digits it finds 44 when they are swapped side by side;
    which pair it misses depends on what stands before.
    """
    product = 10
    for digit in digits:
        product = _STEPS[product][digit]
    return str((11 - product) % 10)


_STEPS = tuple({str(digit): ((product + digit) % 10 or 10) * 2 % 11 for digit in range(10)} for product in range(11))
"""What each product becomes by each digit: filing a case waits for this."""
