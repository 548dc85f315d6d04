"""The digits of an authenticator: RFC 6238's own examples, about now, and each once."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from kiosk.platform.people.second import STEP_S, address, digits, fitting_step, new_secret, shown

SECRET = b"12345678901234567890"
NOW = datetime(2026, 4, 21, 1, 43, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // STEP_S


@pytest.mark.parametrize(
    ("at_s", "told"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_digits_are_those_of_rfc_6238(at_s: int, told: str) -> None:
    """Appendix B, SHA-1, the last six of eight."""
    assert digits(SECRET, at_s // STEP_S) == told


@pytest.mark.parametrize(("away", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_half_a_minute_either_way_is_a_telephone_s_clock(away: int, fits: bool) -> None:
    assert (fitting_step(SECRET, digits(SECRET, STEP + away), NOW, 0) is not None) is fits


def test_digits_are_good_once_and_none_before_them_any_more() -> None:
    step = fitting_step(SECRET, digits(SECRET, STEP), NOW, 0)
    assert step == STEP
    assert fitting_step(SECRET, digits(SECRET, STEP), NOW, STEP) is None
    assert fitting_step(SECRET, digits(SECRET, STEP - 1), NOW, STEP) is None
    later = NOW + timedelta(seconds=STEP_S)
    assert fitting_step(SECRET, digits(SECRET, STEP + 1), later, STEP) == STEP + 1


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000 000 000"])
def test_what_is_no_such_digits_is_refused_and_breaks_nothing(code: str) -> None:
    assert fitting_step(SECRET, code, NOW, 0) is None


def test_an_application_is_told_all_it_needs() -> None:
    secret = new_secret()
    told = urlsplit(address(secret, "QH-0427", "便民桥"))
    assert (told.scheme, told.netloc) == ("otpauth", "totp")
    assert parse_qs(told.query)["secret"] == [shown(secret).replace(" ", "")]
