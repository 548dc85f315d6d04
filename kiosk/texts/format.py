"""How dates, times, money and greetings look, by locale. Pure; the words themselves are in assets/i18n.

5月15日 · 9:41 · 星期二 · 86.40 元 · 上午好
"""

from datetime import date, datetime

from kiosk.core.clock import CHINA
from kiosk.texts.catalogue import Texts

_GREETINGS = ((5, "night"), (9, "early"), (12, "morning"), (14, "noon"), (18, "afternoon"), (24, "evening"))


def show_date(day: date, texts: Texts) -> str:
    """5月15日; the year is not said."""
    return texts("format.date", month=day.month, day=day.day, month_name=texts(f"format.month.{day.month}"))


def show_full_date(day: date, texts: Texts) -> str:
    """2026年5月15日."""
    return texts(
        "format.full_date",
        year=day.year, month=day.month, day=day.day, month_name=texts(f"format.month.{day.month}"),
    )  # fmt: skip


def show_time(at: datetime) -> str:
    """9:41, by the clock of China; `at` is aware."""
    local = at.astimezone(CHINA)
    return f"{local.hour}:{local.minute:02}"


def show_clock(at: datetime) -> str:
    """09:41, for the large clock whose width must not change."""
    return f"{at.astimezone(CHINA):%H:%M}"


def show_stamp(at: datetime) -> str:
    """2026-04-21 09:41, for paper."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def show_moment(at: datetime, texts: Texts) -> str:
    """4月21日 9:43."""
    return texts("format.moment", date=show_date(at.astimezone(CHINA).date(), texts), time=show_time(at))


def show_weekday(day: date, texts: Texts) -> str:
    """星期二."""
    return texts(f"format.weekday.{day.isoweekday()}")


def show_money(amount_fen: int, texts: Texts) -> str:
    """86.40 元, 3,200 元; whole yuan have no decimals. Negative amounts keep their sign in front."""
    sign = "-" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), 100)
    number = f"{sign}{yuan:,}" + (f".{fen:02}" if fen else "")
    return texts("format.money", amount=number)


def show_remaining(seconds_s: float, texts: Texts) -> str:
    """1:52, as the countdown's ring shows it; never negative, rounded up so that 0:00 is the end."""
    whole = max(0, -int(-seconds_s // 1))
    return texts("format.remaining", minutes=whole // 60, seconds=f"{whole % 60:02}")


def greeting(at: datetime, texts: Texts) -> str:
    """上午好, by the hour in China."""
    hour = at.astimezone(CHINA).hour
    name = next(name for until, name in _GREETINGS if hour < until)
    return texts(f"format.greeting.{name}")
