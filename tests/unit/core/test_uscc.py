import pytest

from kiosk.core.uscc import ALPHABET, uscc_holds

PUBLIC = "12441500196720244T"
"""Of a department, out of a public item code."""


def test_a_departments_real_code_holds() -> None:
    assert uscc_holds(PUBLIC)


@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_is_always_noticed(place: int) -> None:
    for other in ALPHABET:
        if other != PUBLIC[place]:
            assert not uscc_holds(PUBLIC[:place] + other + PUBLIC[place + 1 :])


@pytest.mark.parametrize("code", ["", PUBLIC[:-1], PUBLIC + "0", PUBLIC.lower(), "O" + PUBLIC[1:]])
def test_what_is_no_code_is_none(code: str) -> None:
    assert not uscc_holds(code)
