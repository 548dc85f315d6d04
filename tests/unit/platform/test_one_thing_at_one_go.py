"""一件事: one form, one case, one slip, and the departments at the same time."""

from datetime import date

import pytest

from kiosk import forms
from kiosk.catalogue import load_catalogue
from kiosk.core.person import UNNAMED, IdentityLevel
from kiosk.forms.problem import IDENTITY_LEVEL
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


def test_a_request_tells_whom_to_call_before_anything_is_asked() -> None:
    for item_id in ("request", "child-help"):
        assert {"110", "120"} <= {call.phone for call in CATALOGUE.item(item_id).emergencies}


def test_all_five_kinds_of_request_are_there() -> None:
    item = CATALOGUE.item("request")
    kinds = {choice.label.zh for name in ("purpose", "report_kind") for choice in item.field(name).choices}
    assert {"求助", "投诉", "举报", "咨询", "提建议"} <= kinds


STORY = {"where": "3号楼楼道", "story": "楼道里有很浓的燃气味，已经半小时了"}
HAZARD = {**STORY, "area": "safety", "safety_matter": "hazard", "hazard": "energy"}


@pytest.mark.parametrize(
    ("answers", "is_taken"),
    [
        ({"purpose": "report", "report_kind": "tip", **HAZARD}, True),
        ({"purpose": "report", "report_kind": "complaint", **HAZARD}, False),
        ({"purpose": "help", **HAZARD}, False),
        ({"purpose": "idea", "topic": "community", **STORY}, False),
    ],
)
def test_unnamed_an_offence_can_be_reported_and_what_wants_an_answer_cannot(
    answers: dict[str, str], is_taken: bool
) -> None:
    item = CATALOGUE.item("request")
    given = {**answers, **forms.known(UNNAMED, date(2026, 4, 21))}
    told = forms.problems(item, given, UNNAMED.level)
    assert not told if is_taken else [problem.field_id for problem in told] == ["purpose"]
    typed = {**answers, **forms.known(UNNAMED, date(2026, 4, 21)), IDENTITY_LEVEL: "typed"}
    assert forms.is_complete(item, typed, IdentityLevel.TYPED)


def test_a_childs_matter_goes_straight_to_its_desk_and_is_seen_there_alone() -> None:
    route = ROUTING.route(CATALOGUE.item("child-help"), HERE)
    assert route is not None
    assert [task.desk.name for task in route.tasks] == ["区民政局"]
    assert route.is_confidential
