"""The areas of the province: all of them are there, and a terminal's own come first."""

from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.catalogue.areas import LENGTHS, OWN_LETTER, PROVINCE, Areas, load_areas

HERE = "130102001001"
NATIONAL = load_areas(HERE)
OWN = load_areas(HERE, "清河街道", "槐树里社区")


def test_every_village_of_the_national_list_is_there_under_its_town() -> None:
    lines = [line.split(" ")[0] for line in NATIONAL.text.splitlines() if line[:1].isdigit()]
    assert {length: sum(len(code) == length for code in lines) for length in (2, 4, 9, 3)} == {
        2: 1, 4: 11, 9: 2365, 3: 54145,
    }  # fmt: skip


def test_every_city_leads_down_to_villages() -> None:
    for city in NATIONAL.below(PROVINCE):
        county = NATIONAL.below(city.code)[0]
        village = NATIONAL.below(NATIONAL.below(county.code)[0].code)[-1]
        assert len(village.code) == LENGTHS[-1]
        assert village.code.startswith(city.code)
        assert NATIONAL.full_name(village.code).startswith(f"河北省{city.name}{county.name}")
        assert NATIONAL.full_name(village.code).endswith(village.name)


def test_what_the_terminal_stands_in_comes_first_at_every_level() -> None:
    for length, following in pairwise(LENGTHS):
        first = NATIONAL.below(HERE[:length])[0]
        assert first.code == HERE[:following]


def test_the_rest_is_sorted_by_its_first_letter() -> None:
    _, *others = NATIONAL.below("130102")
    assert [area.initial for area in others] == sorted(area.initial for area in others)
    assert all(area.initial.isalpha() for area in others)


def test_the_site_may_call_its_own_town_and_community_otherwise() -> None:
    first = OWN.below(HERE[:9])[0]
    assert (first.name, first.initial) == ("槐树里社区", OWN_LETTER)
    assert OWN.full_name(HERE) == "河北省石家庄市长安区清河街道槐树里社区"
    assert NATIONAL.full_name(HERE) == "河北省石家庄市长安区建北街道棉一东社区"


def test_a_community_that_is_newer_than_the_list_is_there_by_its_sites_name() -> None:
    newer = load_areas("130102001999", "清河街道", "新里社区")
    assert "新里社区" in [area.name for area in newer.below("130102001")]
    assert newer.full_name("130102001999").endswith("清河街道新里社区")


@pytest.mark.parametrize("code", ["", "9", "13010", "139999", "130102999", "130102001001", "-"])
def test_what_is_no_area_has_no_parts(code: str) -> None:
    assert NATIONAL.below(code) == ()


def test_without_the_list_only_its_own_is_known(tmp_path: Path) -> None:
    alone = load_areas(HERE, "清河街道", "槐树里社区", tmp_path / "none.txt")
    assert [area.name for area in alone.below(HERE[:9])] == ["槐树里社区"]
    assert alone.below(PROVINCE) == ()
    assert alone.full_name(HERE) == "清河街道槐树里社区"
    assert Areas().below(PROVINCE) == ()
