"""A desk's inbox: what lies there, due first; what stands, last."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.platform.settings import ASSETS
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import ID_NUMBER, case_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio


WANG = "130102194503120041"


async def filed(terminal: Terminal, id_number: str = ID_NUMBER) -> str:
    envelope = case_envelope(id_number=id_number)
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def inbox(platform: InProcessPlatform, desk_id: str) -> list[str]:
    answer = (await platform.staff.http.get(f"/v1/desks/{desk_id}/inbox")).raise_for_status().json()
    return [line["case_id"] for line in answer["cases"]]


async def test_a_case_lies_at_the_desk_that_has_to_do_something(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    case_id = await filed(terminal)
    assert await inbox(platform, "qinghe") == [case_id]
    await platform.staff.accept(case_id)
    assert (await inbox(platform, "qinghe"), await inbox(platform, "changan-civil-affairs")) == ([], [case_id])
    await platform.staff.close(case_id, "granted", "每月 100 元")
    assert await inbox(platform, "changan-civil-affairs") == []


async def test_what_is_due_first_stands_first_and_what_waits_for_the_resident_last(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    asked, early, late = [await filed(terminal) for _ in range(3)]
    await platform.staff.ask_correction(asked, [{"name": "户口本", "reason": "没有"}], clock.now().date())
    clock.set_wall_clock(clock.now() + timedelta(days=1))
    newest = await filed(terminal)
    assert await inbox(platform, "qinghe") == [*sorted((early, late)), newest, asked]
    answer = (await platform.staff.http.get("/v1/desks/qinghe/inbox")).json()
    assert answer["desk"] == "清河街道"
    assert [line["left_working_days"] for line in answer["cases"]] == [2, 2, 3, None]
    assert answer["cases"][3]["due_on"] is None


async def test_beyond_the_limit_its_days_are_counted_below_nothing(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await filed(terminal)
    clock.set_wall_clock(clock.now() + timedelta(days=7))
    (line,) = (await platform.staff.http.get("/v1/desks/qinghe/inbox")).json()["cases"]
    assert (line["due_on"], line["left_working_days"]) == ("2026-04-24", -2)


async def test_the_inbox_is_paged(
    platform: InProcessPlatform, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.platform.inbox.PAGE_COUNT", 2)
    ids = [await filed(terminal) for _ in range(5)]
    found, cursor = [], ""
    for _ in range(3):
        page = (await platform.staff.http.get(f"/v1/desks/qinghe/inbox{cursor}")).json()
        found += [line["case_id"] for line in page["cases"]]
        cursor = f"?cursor={page['next_cursor']}"
    assert (found, page["next_cursor"]) == (sorted(ids), None)


@pytest.mark.parametrize("cursor", ["x", "WyJub3QiLCAib3VycyJd", "WyIyMDI2LTA0LTIxIl0=", "W10="])
async def test_a_cursor_of_somebody_else_is_refused(platform: InProcessPlatform, cursor: str) -> None:
    answer = await platform.staff.http.get(f"/v1/desks/qinghe/inbox?cursor={cursor}")
    assert (answer.status_code, slug(answer)) == (400, "invalid-cursor")


async def test_a_case_of_an_item_without_a_route_lies_at_the_fallback(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "routing" / "routes").mkdir(parents=True)
    shutil.copy(ASSETS / "routing" / "desks.toml", tmp_path / "routing")
    async with in_process_platform(tmp_path, clock, routing=tmp_path / "routing") as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:
            case_id = await filed(Terminal(http))
        assert (await inbox(platform, "changan-service"), await inbox(platform, "qinghe")) == ([case_id], [])
        await platform.staff.accept(case_id)
        await platform.staff.close(case_id, "granted", "每月 100 元")
        assert await inbox(platform, "changan-service") == []


async def test_a_desk_that_is_not_there_has_no_inbox(platform: InProcessPlatform) -> None:
    answer = await platform.staff.http.get("/v1/desks/nowhere/inbox")
    assert (answer.status_code, slug(answer)) == (404, "not-found")


async def test_a_task_returned_lies_at_the_front_and_goes_to_another_desk(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    case_id = await filed(terminal)
    await platform.staff.act(case_id, {"action": "return_task", "task_id": "check", "reason": "不归我们"})
    assert (await inbox(platform, "huaishuli"), await inbox(platform, "qinghe")) == ([case_id], [])
    sent_on = {"action": "transfer_task", "task_id": "check", "desk_id": "changan-service", "reason": "归你们"}
    await platform.staff.act(case_id, sent_on)
    assert await inbox(platform, "changan-service") == [case_id]
    nowhere = await platform.staff.try_action(case_id, {**sent_on, "desk_id": "nowhere"})
    assert (nowhere.status_code, slug(nowhere)) == (422, "unknown-desk")
    check = (await platform.staff.case(case_id))["tasks"][0]
    assert (check["desk"], check["state"], check["note"]) == ("区政务服务中心", "open", "归你们")


async def test_the_clock_stands_and_goes_on_and_is_extended_once(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    await platform.staff.accept(case_id)
    until = (clock.now() + timedelta(days=7)).date().isoformat()
    begun = {"action": "begin_special", "kind": "publicity", "reason": "公示 7 天", "until_on": until}
    await platform.staff.act(case_id, begun)
    current = next(step for step in (await platform.staff.case(case_id))["progress"]["steps"] if step["note"])
    assert current["note"] == "公示：公示 7 天，这段时间不算"
    assert {each["name"]: each["stands"] for each in (await platform.staff.case(case_id))["clocks"]} == {
        "answer": True,
        "task review": True,
        "pause 1": False,
    }
    await platform.staff.act(case_id, {"action": "end_special"})
    await platform.staff.act(case_id, {"action": "extend", "working_days": 5, "reason": "要到外地核实"})
    again = await platform.staff.try_action(case_id, {"action": "extend", "working_days": 5, "reason": "再延"})
    assert (again.status_code, slug(again)) == (409, "already-extended")
    too_long = {"action": "begin_special", "kind": "hearing", "reason": "听证", "until_on": until}
    unknown = await platform.staff.try_action(case_id, too_long)
    assert (unknown.status_code, slug(unknown)) == (422, "unknown-procedure")
    await platform.staff.act(case_id, {"action": "supervise", "text": "三天内办好"})
    assert (await platform.staff.case(case_id))["history"][-1]["data"]["text"] == "三天内办好"


async def test_the_same_matter_filed_twice_becomes_one(platform: InProcessPlatform, terminal: Terminal) -> None:
    first, second = await filed(terminal), await filed(terminal)
    merge = {"action": "merge", "into_case_id": first, "text": "两件是同一件事，并到前一件办"}
    assert (await platform.staff.act(second, merge))["state"] == "closed"
    merged, living = await platform.staff.case(second), await platform.staff.case(first)
    assert (merged["merged_into"], merged["progress"]["answer"]["text"]) == (first, merge["text"])
    assert (living["state"], living["history"][-1]["kind"]) == ("received", "absorbed")
    assert await inbox(platform, "qinghe") == [first]


@pytest.mark.parametrize("other", ["itself", "a stranger's", "an ended one", "none"])
async def test_what_is_not_the_same_matter_is_not_merged(
    platform: InProcessPlatform, terminal: Terminal, other: str
) -> None:
    case_id = await filed(terminal)
    known = {"itself": case_id, "none": "f" * 32}
    into = known.get(other) or await filed(terminal, WANG if other == "a stranger's" else ID_NUMBER)
    if other == "an ended one":
        await platform.staff.close(into, "withdrawn", "本人撤回")
    answer = await platform.staff.try_action(case_id, {"action": "merge", "into_case_id": into, "text": "同一件事"})
    assert (answer.status_code, slug(answer)) == (422, "unknown-case" if other == "none" else "not-the-same-matter")
    assert (await platform.staff.case(case_id))["state"] == "received"
