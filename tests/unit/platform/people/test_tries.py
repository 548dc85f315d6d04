"""How often somebody may try."""

from datetime import timedelta

import pytest

from kiosk.platform.people.tries import OF_ACCOUNT, Tries, after_try, is_shut, of_address
from tests.helpers.fake_clock import FakeClock

NOW = FakeClock().now()


def after(count: int) -> Tries:
    tried = Tries()
    for _ in range(count):
        tried = after_try(tried, NOW, OF_ACCOUNT)
    return tried


def test_some_tries_are_free_then_each_shuts_for_twice_as_long_up_to_the_longest() -> None:
    waits = [is_shut(after(count), NOW) for count in range(1, 14)]
    assert waits[:4] == [None] * 4
    assert [wait.total_seconds() for wait in waits[4:] if wait] == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_after_an_hour_without_a_try_all_is_forgotten() -> None:
    later = NOW + OF_ACCOUNT.forgotten_after + timedelta(seconds=1)
    assert after_try(after(12), later, OF_ACCOUNT).count == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("10.0.0.7", "10.0.0.8", False),
        ("2001:db8:1:2::7", "2001:db8:1:2:ffff::8", True),
        ("2001:db8:1:2::7", "2001:db8:1:3::7", False),
        ("", "not an address", True),
    ],
)
def test_an_address_is_what_one_customer_gets(one: str, other: str, is_same: bool) -> None:
    assert (of_address(one) == of_address(other)) is is_same
