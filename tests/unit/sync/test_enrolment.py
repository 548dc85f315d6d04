"""A one-time code as people type it."""

import pytest

from kiosk.sync.enrolment import read_code


@pytest.mark.parametrize("typed", ["7K3M-QX90", "7k3mqx9o", " 7K3M QX9O ", "7k3m-qx9-0", "7K3MQX90"])
def test_a_code_is_taken_as_people_type_it(typed: str) -> None:
    assert read_code(typed) == "7K3MQX90"


def test_what_looks_like_a_one_is_one() -> None:
    assert read_code("il1L-ABCD") == "1111ABCD"


@pytest.mark.parametrize("typed", ["", "7K3M-QX9", "7K3M-QX9TT", "7K3M-QX9U", "七K3M-QX9T", "7K3M_QX9T"])
def test_anything_else_is_none(typed: str) -> None:
    assert read_code(typed) is None
