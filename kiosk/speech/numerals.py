"""Numbers as they are spoken in Mandarin: counted, spelled digit by digit, as money, dates and times. Pure.

The numerals themselves are words of the catalogue (`speak.*`). 幺 stands for 1 wherever digits are spelled.
"""

from itertools import pairwise

from kiosk.texts import Texts

GROUP = 4
SHORT_CODE = 8
"""Up to here a part is cut into equal breaths: 00373 is 003, 79, and 260421 is 260, 421."""
MOBILE_GROUPS = (3, 4, 4)
GREATEST = 10**12


def say_integer(number: int, texts: Texts, counts: bool = False) -> str:
    """一百零二, 一万零一十, 两千; `counts` says 两 for a lone 2 in front of a measure word.

    From 10**12 upwards the digits are spelled.
    """
    if number < 0:
        return texts("speak.negative") + say_integer(-number, texts, counts)
    if number >= GREATEST:
        return say_digits(str(number), texts)
    if number == 2 and counts:
        return texts("speak.two")
    said = _grouped(number, texts)
    ten = texts("speak.digits")[1] + texts("speak.units")[0]
    return said[1:] if said.startswith(ten) else said


def say_digits(digits: str, texts: Texts) -> str:
    """Digit by digit with 幺, as in ids and telephone numbers; X is 叉, other signs fall away."""
    names = texts("speak.digits_phone")
    spelled = (texts("speak.x") if sign in "xX" else names[int(sign)] if sign.isdecimal() else "" for sign in digits)
    return "".join(spelled)


def say_code(code: str, texts: Texts) -> str:
    """A number one says to somebody: groups of at most four digits with pauses.

    Leading letters alone are not said; with digits (HSL3) they tell one machine from another, and all of it is said.
    """
    prefix, *parts = code.split("-")
    said = []
    if not parts:
        parts = [prefix]
    elif not prefix.isalpha():
        said.append("".join(sign if sign.isalpha() else say_digits(sign, texts) for sign in prefix))
    groups = [group for part in parts for group in _breaths(part)]
    return texts("speak.pause").join([*said, *(say_digits(group, texts) for group in groups)])


def _breaths(part: str) -> list[str]:
    count = -(-len(part) // GROUP)
    length = -(-len(part) // count) if count and len(part) <= SHORT_CODE else GROUP
    return [part[start : start + length] for start in range(0, len(part), length)]


def say_phone(number: str, texts: Texts) -> str:
    """3-4-4 for a mobile, as written for a landline, in one breath for a hotline."""
    if "-" not in number and len(number) == sum(MOBILE_GROUPS):
        cuts = (0, 3, 7, 11)
        groups = [number[start:end] for start, end in pairwise(cuts)]
    else:
        groups = number.split("-")
    return texts("speak.pause").join(say_digits(group, texts) for group in groups)


def say_money(amount_fen: int, texts: Texts) -> str:
    """一千零一十二元五角, 五分, 两元."""
    if amount_fen < 0:
        return texts("speak.negative") + say_money(-amount_fen, texts)
    yuan, rest = divmod(amount_fen, 100)
    jiao, fen = divmod(rest, 10)
    said = texts("speak.yuan", amount=say_integer(yuan, texts, counts=True)) if yuan or not rest else ""
    if jiao:
        said += texts("speak.jiao", amount=say_integer(jiao, texts))
    elif yuan and fen:
        said += texts("speak.digits")[0]
    return said + (texts("speak.fen", amount=say_integer(fen, texts)) if fen else "")


def say_time(hour: int, minute: int, texts: Texts) -> str:
    """九点整, 九点半, 九点零五分."""
    said_hour = say_integer(hour, texts, counts=True)
    if minute == 0:
        return texts("speak.hour", hour=said_hour)
    if minute == 30:
        return texts("speak.half", hour=said_hour)
    key = "speak.time_past" if minute < 10 else "speak.time"
    return texts(key, hour=said_hour, minute=say_integer(minute, texts))


def say_date(month: int, day: int, texts: Texts, year: int | None = None) -> str:
    """五月十五日, 二零二六年五月十五日."""
    said_month, said_day = say_integer(month, texts), say_integer(day, texts)
    if year is None:
        return texts("speak.date", month=said_month, day=said_day)
    names = texts("speak.digits")
    said_year = "".join(names[int(digit)] for digit in str(year))
    return texts("speak.full_date", year=said_year, month=said_month, day=said_day)


def say_decimal(whole: int, decimals: str, texts: Texts) -> str:
    """三十五点五."""
    names = texts("speak.digits")
    return say_integer(whole, texts) + texts("speak.point") + "".join(names[int(digit)] for digit in decimals)


def _grouped(number: int, texts: Texts) -> str:
    """Groups of four digits; a gap between them is bridged by one 零."""
    zero = texts("speak.digits")[0]
    if number < 10**GROUP:
        return _below_ten_thousand(number, texts, leading=False) or zero
    said = ""
    for power, name in ((8, texts("speak.groups")[1]), (4, texts("speak.groups")[0]), (0, "")):
        group = number // 10**power % 10**GROUP
        if not group:
            continue
        two = power > 0 and group == 2 and not said
        if said and group < 1000:
            said += zero
        said += (texts("speak.two") if two else _below_ten_thousand(group, texts, leading=not said)) + name
    return said


def _below_ten_thousand(number: int, texts: Texts, leading: bool) -> str:
    """1–9999 without leading 零; a leading 2 before 千 is 两."""
    names, units = texts("speak.digits"), texts("speak.units")
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(said)
            continue
        said += names[0] if gap else ""
        gap = False
        two = digit == 2 and power == 3
        said += (texts("speak.two") if two else names[digit]) + (units[power - 1] if power else "")
    return said
