import pytest

from kiosk.platform.divisions import covers, significant, with_parents


@pytest.mark.parametrize(
    ("code", "digits"),
    [("130000", "13"), ("130100", "1301"), ("130102", "130102"), ("130102000000", "130102"),
     ("130102001000", "130102001"), ("130102001001", "130102001001"), ("130102100", "130102100")],
)  # fmt: skip
def test_trailing_zeros_mean_all_of_it(code: str, digits: str) -> None:
    assert significant(code) == digits


@pytest.mark.parametrize("area", ["130000", "130100", "130102", "130102000000", "130102001", "130102001001"])
def test_a_community_lies_in_every_area_round_it(area: str) -> None:
    assert covers(area, "130102001001")


@pytest.mark.parametrize("area", ["140000", "130103", "130102002", "130102001002"])
def test_a_community_lies_in_no_other_area(area: str) -> None:
    assert not covers(area, "130102001001")


def test_a_county_does_not_lie_in_its_community() -> None:
    assert not covers("130102001001", "130102")


def test_the_parents_are_named_widest_first() -> None:
    assert with_parents("130102001001") == ("13", "1301", "130102", "130102001", "130102001001")
