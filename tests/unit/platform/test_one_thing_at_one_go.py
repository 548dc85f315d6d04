"""一件事: one form, one case, one slip, and the departments at the same time."""

import pytest

from kiosk import forms
from kiosk.catalogue import load_catalogue
from kiosk.core.person import IdentityLevel
from kiosk.platform.routing_data import load_routing
from kiosk.platform.settings import ASSETS

CATALOGUE = load_catalogue(ASSETS / "catalogue")
ROUTING = load_routing(ASSETS / "routing", CATALOGUE)
HERE = "130102001001"


@pytest.mark.parametrize(
    ("item_id", "desks"),
    [("retirement", {"区社保经办机构", "区医保局"}), ("newborn", {"区医保局", "清河街道"})],
)
def test_both_departments_have_it_at_the_same_time(item_id: str, desks: set[str]) -> None:
    route = ROUTING.route(CATALOGUE.item(item_id), HERE)
    assert route is not None
    assert {task.desk.name for task in route.tasks} == desks
    assert all(not task.after for task in route.tasks), "neither waits for the other"


@pytest.mark.parametrize(("item_id", "part"), [("retirement", "pension-claim"), ("newborn", "medical-enrolment")])
def test_no_fact_is_asked_twice_and_the_account_is_asked_as_its_part_does(item_id: str, part: str) -> None:
    fields = CATALOGUE.item(item_id).fields
    assert len({field.question.zh for field in fields}) == len(fields)
    paid = {field.kind for field in CATALOGUE.item(part).fields if field.payout}
    assert {field.kind for field in fields if field.payout} == paid


def test_a_request_asks_for_danger_before_anything_else_and_shows_who_comes() -> None:
    item = CATALOGUE.item("request")
    assert item.fields[0].id == "danger"
    assert item.urgent_phones == ("110", "119", "120")


def test_who_is_in_danger_is_told_whom_to_call_and_hands_nothing_in() -> None:
    item = CATALOGUE.item("request")
    answers = {"danger": "yes", "purpose": "help", "area": "safety", "safety_matter": "hazard"}
    answers |= {"where": "3号楼楼道", "story": "楼道里有很浓的燃气味，已经半小时了"}
    told = forms.problems(item, answers, IdentityLevel.TYPED)
    assert [problem.field_id for problem in told] == ["danger"]
    assert told[0].words is not None
    assert "110、119、120" in told[0].words.zh
    assert forms.is_complete(item, {**answers, "danger": "no"}, IdentityLevel.TYPED)
