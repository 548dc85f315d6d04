"""How an item may be done for another, as its file says it, and what the check says of one that contradicts itself."""

import shutil
from pathlib import Path

import pytest

from kiosk.catalogue import load_catalogue
from kiosk.catalogue.check import check
from kiosk.catalogue.kinds import Ground, Kind

SHIPPED = Path(__file__).parents[3] / "assets" / "catalogue"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "catalogue"))


def test_every_rule_of_who_may_act_for_whom_says_that_it_is_an_example() -> None:
    items = [item for item in load_catalogue(SHIPPED).items.values() if item.proxy is not None]
    assert len(items) == 11
    for item in items:
        assert item.proxy is not None
        assert item.proxy.is_example, item.id
        assert item.own_wish is None or item.own_wish.is_example, item.id


def test_what_somebody_brings_who_comes_themselves_is_no_letter_of_authority() -> None:
    item = load_catalogue(SHIPPED).item("old-age-allowance")
    assert "proxy_letter" in {material.id for material in item.materials}
    assert "proxy_letter" not in {material.id for material in item.own_materials}


def test_a_matter_that_is_paid_out_to_an_elder_is_never_done_without_their_presence_being_possible() -> None:
    for item in load_catalogue(SHIPPED).items.values():
        if item.own_wish is not None:
            assert item.kind is Kind.APPLY
            assert item.proxy is not None
            assert Ground.PRESENT in item.proxy.grounds


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('grounds = ["present", ', "grounds = [", "has to be here"),
        ('letter = "proxy_letter"', 'letter = "letter"', "no material `letter`"),
        ('letter = "proxy_letter"\n', "", "needs one"),
        ('"child", "spouse", "relative"', '"child", "child", "relative"', "names one twice"),
        ('"child", "spouse", "relative"', '"child", "parent", "relative"', "goes with a relation"),
        ('is_example = true\n\n[own_wish]', 'is_example = true\nidentity = "typed"\n\n[own_wish]', "nobody acts"),
        ('"child", "spouse", "relative"', '"cousin", "relative"', "Input should be"),
    ],
)  # fmt: skip
def test_a_file_that_contradicts_itself_is_told_where(broken: Path, old: str, new: str, said: str) -> None:
    file = broken / "items" / "old-age-allowance.toml"
    text = file.read_text(encoding="utf-8")
    if "identity" in new:
        text = text.replace('identity = "card_read"\nletter', "letter")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    faults = check(broken)
    assert any(said in fault.what and fault.line for fault in faults), [str(fault) for fault in faults]
