"""Staff look and act: each action once, on the version that was looked at."""

import pytest

from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import (
    NAME,
    PAGE,
    PAGE_SHA256,
    case_envelope,
    correction_envelope,
    rating_envelope,
)
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
WANTED = [{"name": "户口本本人页", "reason": "没有本人页"}]


async def filed(terminal: Terminal) -> str:
    envelope = case_envelope()
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def test_a_case_shows_all_that_staff_need(platform: InProcessPlatform, terminal: Terminal) -> None:
    case_id = await filed(terminal)
    case = await platform.staff.case(case_id)
    assert (case["number"], case["state"], case["version"], case["etag"]) == ("HSL-0421-0037", "received", 1, '"1"')
    assert (case["applicant"]["name"], case["answers"]["payout_way"]) == (NAME, "bank_card")
    assert [(event["kind"], event["actor"]) for event in case["history"]] == [("received", "terminal:hsl-3")]
    assert case["progress"]["item_name"] == "高龄津贴申领"


async def test_the_whole_way_from_receipt_to_answer(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    asked = await platform.staff.ask_correction(case_id, WANTED, clock.now().date())
    assert asked == {"case_id": case_id, "state": "correction_required", "version": 2}
    correction = (await platform.staff.case(case_id))["progress"]["correction"]
    assert correction["materials"] == [{"material_id": "household_register", **WANTED[0]}]
    assert (correction["department"], correction["handler_masked"]) == ("清河街道", "陈*")
    await terminal.put_page()
    materials = {"household_register": [PAGE_SHA256]}
    assert (
        await terminal.post(correction_envelope(case_id, correction["correction_id"], materials))
    ).status_code == 201
    assert (await platform.staff.accept(case_id))["state"] == "accepted"
    assert (await platform.staff.close(case_id, "granted", "批准，每月60元"))["state"] == "closed"
    case = await platform.staff.case(case_id)
    kinds = [event["kind"] for event in case["history"]]
    assert kinds == ["received", "correction_asked", "supplied", "accepted", "closed"]
    assert {step["state"] for step in case["progress"]["steps"]} == {"done"}
    assert case["progress"]["answer"]["text"] == "批准，每月60元"
    assert case["progress"]["answer"]["department"] == "区民政局"


async def test_supplied_pages_are_linked_and_can_be_read(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    await platform.staff.ask_correction(case_id, WANTED, clock.now().date())
    correction_id = (await platform.staff.case(case_id))["progress"]["correction"]["correction_id"]
    await terminal.put_page()
    await terminal.post(correction_envelope(case_id, correction_id, {"household_register": [PAGE_SHA256]}))
    (page,) = (await platform.staff.case(case_id))["materials"][0]["pages"]
    assert (page["sha256"], page["size_bytes"]) == (PAGE_SHA256, len(PAGE))
    answer = await platform.staff.http.get(page["href"])
    assert (answer.content, answer.headers["content-type"]) == (PAGE, "application/octet-stream")


async def test_a_rating_that_is_not_bad_leaves_nothing_in_the_case(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    """Whom a bad one reaches: test_rectification."""
    case_id = await filed(terminal)
    before = await platform.staff.case(case_id)
    assert (await terminal.post(rating_envelope(case_id, level=3))).status_code == 201
    assert await platform.staff.case(case_id) == before


async def test_an_action_needs_the_version_that_was_looked_at(platform: InProcessPlatform, terminal: Terminal) -> None:
    case_id = await filed(terminal)
    headers = {"Idempotency-Key": "k" * 16}
    without = await platform.staff.http.post(f"/v1/cases/{case_id}/actions", json={"action": "accept"}, headers=headers)
    assert (without.status_code, slug(without)) == (428, "precondition-required")
    stale = await platform.staff.try_action(case_id, {"action": "accept"}, etag='"7"')
    assert (stale.status_code, slug(stale)) == (412, "changed-meanwhile")
    assert (await platform.staff.case(case_id))["version"] == 1


async def test_of_two_clerks_one_is_told_that_it_has_changed(platform: InProcessPlatform, terminal: Terminal) -> None:
    case_id = await filed(terminal)
    seen = (await platform.staff.case(case_id))["etag"]
    assert (await platform.staff.try_action(case_id, {"action": "accept"}, seen)).status_code == 200
    second = await platform.staff.try_action(case_id, {"action": "refuse", "reason": "不符合"}, seen)
    assert second.status_code == 412


async def test_an_action_repeated_under_its_key_happens_once(platform: InProcessPlatform, terminal: Terminal) -> None:
    case_id = await filed(terminal)
    first = await platform.staff.try_action(case_id, {"action": "accept"}, '"1"', "key-of-accept")
    again = await platform.staff.try_action(case_id, {"action": "accept"}, '"1"', "key-of-accept")
    assert (again.status_code, again.content, again.headers["ETag"]) == (200, first.content, '"2"')
    other = await platform.staff.try_action(case_id, {"action": "refuse", "reason": "不"}, '"2"', "key-of-accept")
    assert (other.status_code, slug(other)) == (422, "key-reused")
    assert (await platform.staff.case(case_id))["version"] == 2


@pytest.mark.parametrize(
    ("before", "action", "state", "slug_told"),
    [
        ([], {"action": "close", "result": "granted", "text": "批准"}, "received", "wrong-state"),
        (["accept"], {"action": "accept"}, "accepted", "wrong-state"),
        (["accept"], {"action": "refuse", "reason": "不符合"}, "accepted", "wrong-state"),
    ],
)
async def test_an_action_that_does_not_fit_names_the_state(
    platform: InProcessPlatform,
    terminal: Terminal,
    before: list[str],
    action: dict[str, str],
    state: str,
    slug_told: str,
) -> None:
    case_id = await filed(terminal)
    for name in before:
        await platform.staff.act(case_id, {"action": name})
    answer = await platform.staff.try_action(case_id, action)
    assert (answer.status_code, slug(answer), answer.json()["state"]) == (409, slug_told, state)
    assert (await platform.staff.case(case_id))["state"] == state


async def test_everything_missing_is_told_once(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    await platform.staff.ask_correction(case_id, WANTED, clock.now().date())
    action = {"action": "ask_correction", "materials": WANTED, "due_on": clock.now().date().isoformat()}
    again = await platform.staff.try_action(case_id, action)
    assert (again.status_code, slug(again)) == (409, "correction-already-asked")
    assert again.json()["state"] == "correction_required"


@pytest.mark.parametrize(
    ("materials", "due_on", "slug_told"),
    [
        ([{"material_id": "no_such", "reason": "缺"}], "2026-05-01", "unknown-material"),
        ([{"reason": "缺"}], "2026-05-01", "unknown-material"),
        ([*WANTED, *WANTED], "2026-05-01", "unknown-material"),
        (WANTED, "2026-04-20", "due-in-the-past"),
    ],
)
async def test_a_correction_that_nobody_could_follow_is_refused(
    platform: InProcessPlatform, terminal: Terminal, materials: list[dict[str, str]], due_on: str, slug_told: str
) -> None:
    case_id = await filed(terminal)
    action = {"action": "ask_correction", "materials": materials, "due_on": due_on}
    answer = await platform.staff.try_action(case_id, action)
    assert (answer.status_code, slug(answer)) == (422, slug_told)
    assert (await platform.staff.case(case_id))["state"] == "received"


async def test_a_material_is_asked_for_by_its_id_or_by_any_name(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    wanted = [{"material_id": "id_card_copy", "reason": "看不清"}, {"name": "低保证", "reason": "请补"}]
    await platform.staff.ask_correction(case_id, wanted, clock.now().date())
    materials = (await platform.staff.case(case_id))["progress"]["correction"]["materials"]
    named = [(material["material_id"], material["name"]) for material in materials]
    assert named == [("id_card_copy", "身份证正反面"), ("extra_2", "低保证")]


@pytest.mark.parametrize(
    "action",
    [{}, {"action": "forget"}, {"action": "close", "result": "maybe", "text": "x"}, {"action": "refuse"},
     {"action": "refuse", "reason": ""}, {"action": "accept", "extra": 1},
     {"action": "ask_correction", "materials": [], "due_on": "2026-05-01"}],
)  # fmt: skip
async def test_an_action_that_cannot_be_read_is_refused(
    platform: InProcessPlatform, terminal: Terminal, action: dict[str, object]
) -> None:
    case_id = await filed(terminal)
    assert (await platform.staff.try_action(case_id, action)).status_code == 400


async def test_the_list_is_paged_and_can_be_narrowed(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    ids = []
    for _ in range(51):
        ids.append(await filed(terminal))
        await clock.advance(1)
    await platform.staff.accept(ids[7])
    first = await platform.staff.cases()
    rest = await platform.staff.cases(cursor=first["next_cursor"])
    assert [case["case_id"] for case in first["cases"] + rest["cases"]] == ids[::-1]
    assert rest["next_cursor"] is None
    accepted = await platform.staff.cases(state="accepted")
    assert [case["case_id"] for case in accepted["cases"]] == [ids[7]]
    for query in ({"state": "lost"}, {"cursor": "x"}, {"cursor": "WzEsMl0="}, {"cursor": "WyIyMDI2LTAxLTAxIiwiYSJd"}):
        assert (await platform.staff.http.get("/v1/cases", params=query)).status_code == 400


async def test_what_is_not_there_is_not_found(platform: InProcessPlatform) -> None:
    http = platform.staff.http
    assert slug(await http.get(f"/v1/cases/{'0' * 32}")) == "not-found"
    assert slug(await http.get(f"/v1/blobs/{'0' * 64}")) == "not-found"
    assert slug(await http.delete("/v1/feed/nothing")) == "not-found"
    assert slug(await platform.staff.try_action("0" * 32, {"action": "accept"}, '"1"')) == "not-found"
