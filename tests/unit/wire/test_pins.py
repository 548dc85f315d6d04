"""PINs that are too easy to guess, and those that are not."""

import pytest

from kiosk.wire.pins import is_weak, new_pin


@pytest.mark.parametrize(
    "pin",
    ["000000", "111112", "123456", "654321", "234567", "890123", "121212", "123123", "112233", "123321", "159753",
     "19850612", "20260421", "850612", "12345678", "87654321", "11112222", "13141314", "520520"],
)  # fmt: skip
def test_what_people_choose_first_is_refused(pin: str) -> None:
    assert is_weak(pin)


@pytest.mark.parametrize("pin", ["271828", "907314", "48613905", "16180339"])
def test_what_nobody_guesses_is_not(pin: str) -> None:
    assert not is_weak(pin)


def test_a_fresh_one_is_never_weak_and_never_the_same() -> None:
    made = {new_pin() for _ in range(200)}
    assert len(made) == 200
    assert not any(is_weak(pin) or len(pin) != 8 for pin in made)
