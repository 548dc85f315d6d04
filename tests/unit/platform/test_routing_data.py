"""Routes as files: desks found by function and area, every fault told at once."""

import shutil
from pathlib import Path

import pytest

from kiosk.catalogue import Kind, load_catalogue
from kiosk.platform.routing_data import BrokenRoutingError, load_routing
from kiosk.platform.settings import ASSETS

CATALOGUE = load_catalogue(ASSETS / "catalogue")
ITEM = CATALOGUE.item("old-age-allowance")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of the shipped files, to break."""
    return Path(shutil.copytree(ASSETS / "routing", tmp_path / "routing"))


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def faults(files: Path) -> str:
    with pytest.raises(BrokenRoutingError) as broken:
        load_routing(files, CATALOGUE)
    return str(broken.value)


SHIPPED = load_routing(ASSETS / "routing", CATALOGUE)
TO_APPLY_FOR = [item_id for item_id in CATALOGUE.items if CATALOGUE.item(item_id).kind is Kind.APPLY]


@pytest.mark.parametrize("item_id", TO_APPLY_FOR)
def test_every_item_to_apply_for_has_a_route_through_its_own_departments(item_id: str) -> None:
    item = CATALOGUE.item(item_id)
    route = SHIPPED.route(item, "130102001001")
    assert route is not None
    named = {step.department.text("zh_CN") for step in item.steps}
    assert {task.desk.name for task in route.tasks} | {route.front.name} <= named
    assert all(task.desk.name == item.steps[task.step].department.text("zh_CN") for task in route.tasks)
    assert not route.silence_accepts, "none of them is 行政许可"
    own = sum(task.working_days for task in route.tasks)
    assert own <= (item.duration.committed_working_days if item.duration else own)


def test_the_allowance_goes_to_the_street_and_then_to_the_bureau() -> None:
    route = SHIPPED.route(ITEM, "130102001001")
    assert route is not None
    assert [(task.name, task.working_days) for task in route.tasks] == [("初审", 3), ("审核", 6)]


def test_of_desks_with_one_function_the_nearest_gets_the_case(files: Path) -> None:
    more = '\n[[desks]]\nid = "chengnan"\nname = "城南街道"\nfunction = "subdistrict"\narea = "130102"\n'
    (files / "desks.toml").write_text((files / "desks.toml").read_text() + more)
    routing = load_routing(files, CATALOGUE)
    assert routing.desk_for("subdistrict", "130102001001").desk_id == "qinghe"
    assert routing.desk_for("subdistrict", "130102002001").desk_id == "chengnan"


def test_what_no_desk_s_area_covers_is_not_lost(files: Path) -> None:
    assert load_routing(files, CATALOGUE).desk_for("subdistrict", "130104001001").desk_id == "changan-service"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('item = "old-age-allowance"', 'item = "old-age-benefits"', "no item to apply for"),
        ('item = "old-age-allowance"', 'item = "nothing"', "no item to apply for"),
        ('desk = "civil-affairs"', 'desk = "moon"', "no desk has the function moon"),
        ('after = ["check"]', 'after = ["later"]', "after tasks that do not stand before it"),
        ('id = "review"', 'id = "check"', "check is there twice"),
        ("step = 2", "step = 9", "the item has 5 steps"),
        ("accepts = true", "accepts = false", "no task accepts"),
        ("after_working_days = 3", "after_working_days = 0", "later than the one before"),
        ('after = ["check"]', 'after = ["check"]\naccepts = true\n[[tasks]]\nid = "x"\ndesk = "subdistrict"\nstep = 2\n'
         '[[tasks]]\nid = "y"\ndesk = "subdistrict"\nstep = 2\nafter = ["x"]\naccepts = true', "y accepts, so"),
        ("silence_accepts = false", "confidential = true", "is a desk that works on it"),
        ("format = 1", "format = 2", "old-age-allowance.toml"),
        ("accept_working_days = 5", "accept_working_days = 999", "accept_working_days"),
        ("accept_working_days = 5", "accept_days = 5", "accept_days"),
    ],
)  # fmt: skip
def test_a_route_that_cannot_be_followed_is_refused(files: Path, old: str, new: str, told: str) -> None:
    changed(files / "routes" / "old-age-allowance.toml", old, new)
    assert told in faults(files)


def test_every_fault_is_told_at_once(files: Path) -> None:
    changed(files / "desks.toml", 'fallback = "changan-service"', 'fallback = "moon"')
    changed(files / "desks.toml", 'id = "qinghe"', 'id = "huaishuli"')
    changed(files / "routes" / "old-age-allowance.toml", "accepts = true", "accepts = false")
    told = faults(files)
    assert ("no desk is moon" in told, "huaishuli is there twice" in told, "no task accepts" in told) == (True,) * 3


def test_an_item_without_a_route_goes_by_its_spans(files: Path) -> None:
    (files / "routes" / "old-age-allowance.toml").unlink()
    assert load_routing(files, CATALOGUE).route(ITEM, "130102001001") is None


def test_no_item_has_two_routes(files: Path) -> None:
    shutil.copy(files / "routes" / "old-age-allowance.toml", files / "routes" / "again.toml")
    assert "two routes for old-age-allowance" in faults(files)


def test_files_that_are_not_there_are_told_of(tmp_path: Path) -> None:
    assert "desks.toml" in faults(tmp_path)
