from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.texts import Texts
from kiosk.texts.format import (
    greeting,
    show_clock,
    show_date,
    show_full_date,
    show_moment,
    show_money,
    show_remaining,
    show_stamp,
    show_time,
    show_weekday,
)

I18N = Path(__file__).parents[3] / "assets" / "i18n"
ZH = Texts.load(I18N, "zh_CN")
EN = Texts.load(I18N, "en")
AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)


def test_dates_and_times_look_as_the_wording_rules_say() -> None:
    day = date(2026, 5, 15)
    assert [show_date(day, ZH), show_full_date(day, ZH), show_weekday(day, ZH)] == [
        "5月15日",
        "2026年5月15日",
        "星期五",
    ]
    assert [show_date(day, EN), show_full_date(day, EN), show_weekday(day, EN)] == ["15 May", "15 May 2026", "Friday"]
    assert [show_time(AT), show_clock(AT), show_stamp(AT)] == ["9:41", "09:41", "2026-04-21 09:41"]
    assert show_moment(AT, ZH) == "4月21日 9:41"


def test_a_moment_after_midnight_in_china_has_the_date_of_china() -> None:
    assert show_moment(datetime(2026, 4, 20, 16, 5, tzinfo=UTC), ZH) == "4月21日 0:05"


@pytest.mark.parametrize(
    ("amount_fen", "shown"),
    [(0, "0 元"), (5, "0.05 元"), (8640, "86.40 元"), (320000, "3,200 元"), (101250, "1,012.50 元"), (-50, "-0.50 元")],
)
def test_money_is_shown_from_whole_fen(amount_fen: int, shown: str) -> None:
    assert show_money(amount_fen, ZH) == shown


@given(st.integers(-(10**14), 10**14))
def test_no_fen_is_lost_in_showing_money(amount_fen: int) -> None:
    number = show_money(amount_fen, EN).removesuffix(" yuan").replace(",", "")
    yuan, _, fen = number.removeprefix("-").partition(".")
    assert int(yuan) * 100 + int(fen or 0) == abs(amount_fen)
    assert number.startswith("-") == (amount_fen < 0)


@pytest.mark.parametrize(
    ("seconds_s", "shown"), [(112.0, "1:52"), (59.2, "1:00"), (0.1, "0:01"), (0.0, "0:00"), (-3.0, "0:00")]
)
def test_the_countdown_reaches_zero_only_at_the_end(seconds_s: float, shown: str) -> None:
    assert show_remaining(seconds_s, ZH) == shown


@pytest.mark.parametrize(
    ("hour", "said"), [(3, "您好"), (7, "早上好"), (9, "上午好"), (12, "中午好"), (15, "下午好"), (21, "晚上好")]
)
def test_the_greeting_follows_the_hour_in_china(hour: int, said: str) -> None:
    assert greeting(datetime(2026, 4, 21, tzinfo=UTC) + timedelta(hours=hour - 8), ZH) == said


@given(st.integers(0, 80 * 365 * 24 * 3600))
def test_every_moment_can_be_shown_in_both_languages(seconds: int) -> None:
    at = AT + timedelta(seconds=seconds)
    for texts in (ZH, EN):
        assert show_moment(at, texts)
        assert greeting(at, texts)
        assert show_weekday(at.date(), texts)
