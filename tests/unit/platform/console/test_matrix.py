"""Roles × cases × everything that can be asked of a case, through HTTP: no case is there for who must not see it."""

from collections.abc import AsyncIterator

import pytest

from tests.helpers.console import Browser, browser
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import PAGE, PAGE_SHA256
from tests.unit.platform.console.office import NAMES, NUMBERS, PEOPLE, SEES, Office, open_office

pytestmark = pytest.mark.anyio
WITH_CASES = ("community", "street", "department", "supervisor")
ACTIONS = {
    "accept": {"action": "accept", "task_id": "check"},
    "ask_correction": {
        "action": "ask_correction",
        "other_name": "低保证",
        "reason_other": "请补",
        "due_on": "2026-05-15",
    },
    "refuse": {"action": "refuse", "reason": "不在本区"},
    "finish_task": {"action": "finish_task", "task_id": "review"},
    "transfer_task": {"action": "transfer_task", "task_id": "check", "desk_id": "changan-service", "reason": "归你们"},
    "return_task": {"action": "return_task", "task_id": "check", "reason": "不归我们"},
    "begin_special": {"action": "begin_special", "kind": "publicity", "reason": "公示", "until_on": "2026-05-15"},
    "end_special": {"action": "end_special"},
    "extend": {"action": "extend", "working_days": "2", "reason": "要核实"},
    "supervise": {"action": "supervise", "text": "快办"},
    "rectify": {"action": "rectify", "text": "已经改了"},
    "respond": {"action": "respond", "text": "好的"},
    "close": {"action": "close", "result": "withdrawn", "text": "本人撤回"},
}
HERE = {"received": {"street"}, "accepted": {"bureau"}, "closed": set(), "confidential": {"street"}}
"""At whose desk each case lies."""
ABOVE = {"supervise": {"received", "accepted"}, "extend": {"accepted"}}
OF_RECEIVED = {"accept", "ask_correction", "refuse", "transfer_task", "return_task", "close"}
OF_ACCEPTED = {"finish_task", "begin_special", "close", "transfer_task", "return_task"}
RIGHTLY = {
    "confidential": OF_RECEIVED - {"return_task"},
    "received": OF_RECEIVED,
    "accepted": OF_ACCEPTED,
    "closed": set(),
}


def would(person: str, case: str, action: str) -> bool:
    """What the table says, in words of its own."""
    if person == "above":
        return case in ABOVE.get(action, set())
    return person in HERE[case] and action in RIGHTLY[case]


def fields(case: str, action: str) -> dict[str, str]:
    """The form, for the task that lies there."""
    filled = dict(ACTIONS[action])
    if case == "accepted" and "task_id" in filled:
        filled["task_id"] = "review"
    return filled | ({"result": "granted"} if (case, action) == ("accepted", "close") else {})


RIGHTS = [(p, c, a) for p in PEOPLE for c in SEES for a in ACTIONS if would(p, c, a)]


@pytest.fixture
async def office(platform: InProcessPlatform) -> Office:
    return await open_office(platform)


@pytest.fixture
async def desk(platform: InProcessPlatform) -> AsyncIterator[Browser]:
    async with browser(platform) as opened:
        yield opened


async def state_of(office: Office, case: str) -> tuple[str, int]:
    view = await office.platform.staff.case(office.cases[case])
    return view["state"], view["version"]


@pytest.mark.parametrize("person", PEOPLE)
async def test_a_case_is_there_for_those_who_may_see_it_and_for_nobody_else(
    office: Office, desk: Browser, person: str
) -> None:
    await desk.sign_in(person)
    listed = (await desk.get("/console/inbox")).text
    for case, case_id in office.cases.items():
        sees = person in SEES[case]
        for answer in (
            await desk.get(f"/console/cases/{case_id}"),
            await desk.send(f"/console/cases/{case_id}/reveal"),
        ):
            assert (answer.status_code == 200) is sees, (person, case)
            assert (NUMBERS[case] in answer.text) is sees
            assert sees or NAMES[case][0] + "*" not in answer.text.replace(person, "")
        assert sees or NUMBERS[case] not in listed
        found = await desk.get(f"/console/find?number={NUMBERS[case].lower()}")
        assert found.status_code == (303 if sees else 404 if PEOPLE[person][0] in WITH_CASES else 403)
        assert not sees or found.headers["location"] == f"/console/cases/{case_id}"
        page = await desk.get(f"/console/cases/{case_id}/pages/{PAGE_SHA256}")
        assert (page.status_code == 200) is (sees and case == "received")
        assert page.status_code != 200 or page.content == PAGE
    lies_here = {case for case, people in HERE.items() if person in people}
    seen = {case for case in office.cases if NUMBERS[case] in listed}
    assert seen == ({"received", "accepted"} if person == "above" else lies_here)


@pytest.mark.parametrize("person", PEOPLE)
async def test_nobody_does_or_is_offered_what_is_not_theirs(office: Office, desk: Browser, person: str) -> None:
    await desk.sign_in(person)
    for case, case_id in office.cases.items():
        path = f"/console/cases/{case_id}"
        shown = (await desk.get(path)).text
        before = await state_of(office, case)
        for action in ACTIONS:
            offered = f'name="action" value="{action}"' in shown
            assert offered is would(person, case, action), (person, case, action)
            if not offered:
                answer = await desk.send(f"{path}/actions", {**fields(case, action), "version": str(before[1])})
                assert answer.status_code in (403, 404, 409, 422), (person, case, action)
                assert answer.status_code in (403, 404) or person in SEES[case]
        assert await state_of(office, case) == before


@pytest.mark.parametrize(("person", "case", "action"), RIGHTS)
async def test_what_is_offered_is_done(office: Office, desk: Browser, person: str, case: str, action: str) -> None:
    await desk.sign_in(person)
    version = (await state_of(office, case))[1]
    sent = {**fields(case, action), "version": str(version)}
    answer = await desk.send(f"/console/cases/{office.cases[case]}/actions", sent)
    assert answer.status_code == 303, answer.text
    assert (await state_of(office, case))[1] > version


async def test_nobody_without_a_visit_sees_anything(office: Office, desk: Browser) -> None:
    for case_id in office.cases.values():
        for path in ("", "/pages/" + PAGE_SHA256):
            answer = await desk.get(f"/console/cases/{case_id}{path}")
            assert answer.status_code == 303
            assert answer.text == ""
        for path in ("reveal", "actions"):
            assert (await desk.send(f"/console/cases/{case_id}/{path}")).status_code == 303
