"""A line of the screen as it is said: every number in it becomes words, by what kind of number it is. Pure.

    最晚 5月15日 9:05，打 0311-5550-0101  →  最晚五月十五日九点零五分，打零三幺幺，五五五零，零幺零幺

Patterns are tried from the most to the least special; Chinese signs are written as escapes, words live in assets.
"""

import re
from collections.abc import Callable

from kiosk.speech.numerals import (
    say_code,
    say_date,
    say_decimal,
    say_digits,
    say_integer,
    say_money,
    say_phone,
    say_time,
)
from kiosk.texts import Texts

_COMMA_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f]), *|, *(?=[^\x00-\x7f])")
"""Between the parts of an accessible name; without its space the engine makes no pause at it (measured: 0 ms, at the
Chinese comma 189)."""
_SPACE_BESIDE_CHINESE = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_MEASURES = r"[\u4e2a\u5143\u4f4d\u6837\u4ef6\u5f20\u5929\u6b21\u5c81\u79cd\u904d\u5904\u5757\u53f0\u540d]"
"""个元位样件张天次岁种遍处块台名: after these a lone 2 is 两."""

_ROOM = r"(?:(?<=\u5355\u5143)|(?<=[\u697c\u680b\u5ea7\u5e62]))\d{3,4}(?![\d.])|(?<!\d)\d{3,4}(?=[\u5ba4\u623f])"
"""Behind 单元 or one of 楼栋座幢, or before 室 or 房: a room's number is a name."""
_PATTERN = re.compile(
    r"(?P<code>(?<![A-Z0-9])(?:[A-Z0-9]{2,8}-\d{6}-\d{4,8}|[A-Z]{2,8}\d*-\d{2,6}-\d{2,8}))"
    r"|(?P<id>(?<!\d)\d{17}[\dXx](?!\d))"
    r"|(?P<long>(?<![\d.])\d{12,}(?![\d.]))"
    r"|(?P<groups>(?<!\d)\d{4}(?: \d{4})+(?: \d{1,3})?(?!\d))"
    r"|(?P<tail>(?<=\u5c3e\u53f7)\s?\d{3,6})"
    r"|(?P<masked>(?<!\d)\d{1,6}\*{2,}\d{0,4}[Xx]?)"
    r"|(?P<someone>(?<=[\u4e00-\u9fff])\*(?!\*))"
    r"|(?P<hidden>\*{2,})"
    r"|(?P<mobile>(?<!\d)1[3-9]\d{9}(?!\d))"
    r"|(?P<landline>(?<!\d)0\d{2,3}-\d{3,4}-?\d{4}(?!\d))"
    r"|(?P<room>" + _ROOM + r")"
    r"|(?P<iso>(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d))"
    r"|(?P<full>(\d{4})\u5e74(\d{1,2})\u6708(\d{1,2})\u65e5)"
    r"|(?P<year>(?<!\d)(\d{4})(?= ?\u5e74))"
    r"|(?P<date>(\d{1,2})\u6708(\d{1,2})\u65e5)"
    r"|(?P<time>(?<!\d)(\d{1,2}):(\d{2})(?!\d))"
    r"|(?P<money>[\uffe5\u00a5]\d[\d,]*(?:\.\d{1,2})?(?: ?\u5143)?|\d[\d,]*(?:\.\d{1,2})? ?\u5143)"
    r"|(?P<percent>(\d+)(?:\.(\d+))?%)"
    r"|(?P<hotline>(?<![\d.])(?:11[09]|12[02]|12[1-9]\d{2})(?![\d]|[.,]\d| ?" + _MEASURES + r"))"
    r"|(?P<decimal>(\d+)\.(\d+))"
    r"|(?P<order>(?<=\u7b2c) ?(\d+))"
    r"|(?P<count>(\d+)(?= ?" + _MEASURES + r"))"
    r"|(?P<plain>\d+)"
    r"|(?P<to>\u2014)"
)


def spoken(text: str, texts: Texts) -> str:
    """The text with its numbers as words. Other languages than Chinese are left to the engine."""
    if not texts.locale.startswith("zh"):
        return text
    words = _COMMA_BESIDE_CHINESE.sub(texts("speak.pause"), _PATTERN.sub(lambda found: _say(found, texts), text))
    return _SPACE_BESIDE_CHINESE.sub("", words)


def _say(found: re.Match[str], texts: Texts) -> str:
    kind = found.lastgroup or "plain"
    numbers = [part for part in re.split(r"\D+", found[0]) if part]
    return _WAYS[kind](found[0], numbers, texts)


def _money(whole: str, _numbers: list[str], texts: Texts) -> str:
    yuan, _, rest = re.sub(r"[^\d.]", "", whole).partition(".")
    return say_money(int(yuan) * 100 + int((rest + "00")[:2]), texts)


def _percent(_whole: str, numbers: list[str], texts: Texts) -> str:
    said = say_integer(int(numbers[0]), texts) if len(numbers) == 1 else say_decimal(int(numbers[0]), numbers[1], texts)
    return texts("speak.percent", amount=said)


def _plain(whole: str, numbers: list[str], texts: Texts) -> str:
    """A number with leading zeros is a name, not an amount."""
    digits = whole.strip()
    return say_digits(digits, texts) if len(digits) > 1 and digits[0] == "0" else say_integer(int(numbers[0]), texts)


def _masked(whole: str, _numbers: list[str], texts: Texts) -> str:
    """幺三零幺，中间不念，幺二二六."""
    head, _, tail = whole.partition("*")
    return texts("speak.masked", head=say_digits(head, texts), tail=say_digits(tail, texts))


def _year(_whole: str, numbers: list[str], texts: Texts) -> str:
    names = texts("speak.digits")
    return "".join(names[int(digit)] for digit in numbers[0])


_WAYS: dict[str, Callable[[str, list[str], Texts], str]] = {
    "code": lambda whole, _, texts: say_code(whole, texts),
    "id": lambda whole, _, texts: say_code(whole, texts),
    "long": lambda whole, _, texts: say_code(whole, texts),
    "groups": lambda whole, _, texts: texts("speak.pause").join(say_digits(part, texts) for part in whole.split()),
    "tail": lambda whole, _, texts: say_digits(whole, texts),
    "masked": _masked,
    "someone": lambda _whole, _numbers, texts: texts("speak.someone"),
    "hidden": lambda _whole, _numbers, texts: texts("speak.hidden"),
    "mobile": lambda whole, _, texts: say_phone(whole, texts),
    "landline": lambda whole, _, texts: say_phone(whole, texts),
    "hotline": lambda whole, _, texts: say_phone(whole, texts),
    "room": lambda whole, _, texts: say_digits(whole, texts),
    "iso": lambda _, n, texts: say_date(int(n[1]), int(n[2]), texts, int(n[0])),
    "full": lambda _, n, texts: say_date(int(n[1]), int(n[2]), texts, int(n[0])),
    "year": _year,
    "date": lambda _, n, texts: say_date(int(n[0]), int(n[1]), texts),
    "time": lambda _, n, texts: say_time(int(n[0]), int(n[1]), texts),
    "money": _money,
    "percent": _percent,
    "decimal": lambda _, n, texts: say_decimal(int(n[0]), n[1], texts),
    "order": lambda _, n, texts: say_integer(int(n[0]), texts),
    "count": lambda _, n, texts: say_integer(int(n[0]), texts, counts=True),
    "plain": _plain,
    "to": lambda _whole, _numbers, texts: texts("speak.to"),
}
