"""Giving out requests: what is nobody's yet, to whom, and that the page does nothing the rules would not."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk.platform.dispatch import given_today, waiting_at
from kiosk.platform.roles import Clerk, StaffRole
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = pytest.mark.anyio
LI = Clerk("李华", StaffRole.COMMUNITY, frozenset({"huaishuli"}))
ASK = {"danger": "no", "story": "3号楼东边那盏路灯坏了"}


@pytest.fixture
async def li(platform: InProcessPlatform, page: Browser) -> Browser:
    await let_in(platform, "li", "community", ("huaishuli",), name="李华")
    await page.sign_in("li")
    return page


async def ask(platform: InProcessPlatform, number: int = 1, **changes: Any) -> str:
    """A request, filed at a machine of the community."""
    machine = await platform.enrol()
    envelope = case_envelope(item_id="request", number=f"HSL3-0421-{number:04}", answers=ASK, **changes)
    async with platform.http(machine.signer) as http:
        answer = await Terminal(http).post(envelope)
    assert answer.status_code == 201, answer.text
    return envelope.case_id


async def fields(platform: InProcessPlatform, case_id: str, **more: str) -> dict[str, str]:
    version = str((await platform.staff.case(case_id))["version"])
    return {"key": "a" * 32, "version": version, **more}


async def test_what_nobody_has_yet_is_listed_with_how_long_it_waits(
    platform: InProcessPlatform, li: Browser, clock: FakeClock
) -> None:
    assert "没有等着派的" in (await li.get("/console/dispatch")).text
    await ask(platform)
    clock.set_wall_clock(clock.now() + timedelta(minutes=12))
    text = (await li.get("/console/dispatch")).text
    assert ("HSL3-0421-0001" in text, "已等 12 分钟" in text) == (True, True)
    clock.set_wall_clock(clock.now() + timedelta(minutes=20))
    assert "超时，已等 32 分钟" in (await li.get("/console/dispatch")).text


async def test_it_is_given_to_a_desk_once_and_is_gone_from_the_list(
    platform: InProcessPlatform, li: Browser, clock: FakeClock
) -> None:
    case_id = await ask(platform)
    shown = (await li.get(f"/console/dispatch/{case_id}")).text
    assert ("清河街道" in shown, "区民政局" in shown) == (True, True)
    clock.set_wall_clock(clock.now() + timedelta(minutes=8))
    given = await fields(
        platform, case_id, action="transfer_task", task_id="handle", desk_id="qinghe", reason="归街道管"
    )
    for _ in range(2):
        sent = await li.send(f"/console/dispatch/{case_id}", given)
        assert (sent.status_code, sent.headers["location"]) == (303, "/console/dispatch?done=transfer_task")
    case = await platform.staff.case(case_id)
    assert [event["kind"] for event in case["history"]] == ["received", "task_transferred"]
    assert [task["desk"] for task in case["tasks"] if task["state"] == "open"] == ["清河街道"]
    assert await waiting_at(platform.reception, LI) == []
    today = await given_today(platform.reception, LI)
    assert (today.count, today.mean_minutes, today.late_count) == (1, 8, 0)


async def test_what_comes_back_waits_anew_and_says_so(
    platform: InProcessPlatform, li: Browser, clock: FakeClock
) -> None:
    case_id = await ask(platform)
    transfer = {"action": "transfer_task", "task_id": "handle", "desk_id": "qinghe", "reason": "归街道管"}
    await platform.staff.act(case_id, transfer)
    clock.set_wall_clock(clock.now() + timedelta(hours=2))
    await platform.staff.act(case_id, {"action": "return_task", "task_id": "handle", "reason": "不归我们"})
    clock.set_wall_clock(clock.now() + timedelta(minutes=3))
    await li.sign_in("li")
    text = (await li.get("/console/dispatch")).text
    assert ("退回 1 次" in text, "已等 3 分钟" in text) == (True, True)


async def test_the_desk_keeps_it_or_merges_it_with_one_of_the_same_person(
    platform: InProcessPlatform, li: Browser
) -> None:
    kept, doubled = await ask(platform, 1), await ask(platform, 2)
    assert "像是同一件" in (await li.get(f"/console/dispatch/{doubled}")).text
    merge = await fields(platform, doubled, action="merge", into_case_id=kept, text="和 HSL3-0421-0001 一起办")
    assert (await li.send(f"/console/dispatch/{doubled}", merge)).status_code == 303
    accept = await fields(platform, kept, action="accept", task_id="handle")
    assert (await li.send(f"/console/dispatch/{kept}", {**accept, "key": "b" * 32})).status_code == 303
    assert [(await platform.staff.case(each))["state"] for each in (kept, doubled)] == ["accepted", "closed"]
    assert await waiting_at(platform.reception, LI) == []


async def test_what_changed_meanwhile_is_not_given_out_over_it(platform: InProcessPlatform, li: Browser) -> None:
    case_id = await ask(platform)
    given = await fields(platform, case_id, action="transfer_task", task_id="handle", desk_id="qinghe", reason="x")
    await platform.staff.accept(case_id)
    sent = await li.send(f"/console/dispatch/{case_id}", given)
    assert sent.status_code == 412
    missing = await fields(platform, case_id, action="transfer_task", task_id="handle", desk_id="qinghe")
    assert (await li.send(f"/console/dispatch/{case_id}", missing)).status_code == 422


async def test_it_is_for_those_who_give_out_and_of_their_own_desks(platform: InProcessPlatform, li: Browser) -> None:
    case_id = await ask(platform)
    for person_id, role, desks, status in (
        ("bureau", "department", ("changan-civil-affairs",), 403),
        ("tech", "fleet", (), 403),
        ("other", "street", ("qinghe",), 404),
    ):
        await let_in(platform, person_id, role, desks)
        async with browser(platform) as page:
            await page.sign_in(person_id)
            assert (await page.get(f"/console/dispatch/{case_id}")).status_code == status, person_id
