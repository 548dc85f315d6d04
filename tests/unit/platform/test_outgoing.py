"""Other systems: told from what was committed, in its order, until they have it; and what they answer is an event."""

import json
import re
import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from kiosk.platform.adapters.calls import Calls
from kiosk.platform.adapters.chosen import BrokenAdaptersError, Connected, load_adapters
from kiosk.platform.adapters.cloud_events import CloudEvents
from kiosk.platform.adapters.department import Department
from kiosk.platform.adapters.hotline import STATES_FILE, Hotline, states
from kiosk.platform.example_department import Department as ExampleDepartment
from kiosk.platform.outgoing import Worker, not_told
from kiosk.platform.remote_orders import follow_orders, orders_of_case
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import AsgiApp, Fault, FaultyPlatform
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import ID_NUMBER, NAME, case_envelope
from tests.unit.platform.conftest import Terminal

pytestmark = pytest.mark.anyio
TOKEN = "a token of the department"
MINUTE = timedelta(minutes=1)


@dataclass
class There:
    """The department's system, the way to it, and what connects it."""

    platform: InProcessPlatform
    clock: FakeClock
    faulty: FaultyPlatform
    connected: Connected
    http: httpx.AsyncClient

    async def work(self, name: str = "one") -> int:
        return await Worker(self.platform.reception, self.connected, name).work()

    async def orders(self, case_id: str) -> list[tuple[str, str]]:
        rows = await orders_of_case(self.platform.reception, case_id)
        return [(row.task_id, row.state) for row in rows]

    async def decide(self, case_id: str, state: str, text: str) -> None:
        """As its clerk does; and a minute later the platform asks."""
        (row,) = [each for each in await orders_of_case(self.platform.reception, case_id) if each.state in LIVING]
        answer = await self.http.post(f"/orders/{row.remote_id}/decision", json={"state": state, "text": text})
        answer.raise_for_status()
        self.later()
        await self.work()

    def later(self, by: timedelta = MINUTE) -> None:
        self.clock.set_wall_clock(self.clock.now() + by)

    async def last(self, case_id: str) -> tuple[str, str]:
        event = (await self.platform.staff.case(case_id))["history"][-1]
        return event["kind"], event["actor"]


LIVING = {"taken", "working"}


@pytest.fixture
async def there(platform: InProcessPlatform, clock: FakeClock, tmp_path: Path) -> AsyncIterator[There]:
    asgi = cast(AsgiApp, ExampleDepartment(tmp_path / "orders.json", TOKEN).application())
    faulty = FaultyPlatform(asgi, clock)
    calls = Calls("http://department.test", TOKEN, transport=httpx.ASGITransport(faulty))
    desks = frozenset({"qinghe", "changan-civil-affairs"})
    connected = Connected("department", "民政业务系统", calls, Department(calls), desks=desks, sends_person=True)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    transport = httpx.ASGITransport(asgi)
    async with httpx.AsyncClient(transport=transport, base_url="http://department.test", headers=headers) as http:
        yield There(platform, clock, faulty, connected, http)
    await calls.close()


async def file(terminal: Terminal, **changes: Any) -> str:
    envelope = case_envelope(**changes)
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


# ── a department ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_task_at_a_connected_desk_is_handed_over_and_what_came_of_it_goes_on(
    there: There, terminal: Terminal
) -> None:
    case_id = await file(terminal)
    await there.work()
    assert await there.orders(case_id) == [("check", "taken")]
    await there.decide(case_id, "done", "户籍和年龄相符")
    assert await there.last(case_id) == ("accepted", "staff:民政业务系统")
    await there.work()
    assert await there.orders(case_id) == [("check", "done"), ("review", "taken")]
    await there.decide(case_id, "done", "准予")
    assert await there.last(case_id) == ("task_done", "staff:民政业务系统")


async def test_what_it_sends_back_lies_at_the_front_with_its_reason(there: There, terminal: Terminal) -> None:
    case_id = await file(terminal)
    await there.work()
    await there.decide(case_id, "sent_back", "不属于本部门")
    case = await there.platform.staff.case(case_id)
    assert (case["history"][-1]["kind"], case["history"][-1]["data"]["reason"]) == ("task_returned", "不属于本部门")
    await there.work()
    assert await there.orders(case_id) == [("check", "sent_back")]


async def test_what_lies_elsewhere_or_is_over_is_taken_back(there: There, terminal: Terminal) -> None:
    moved, ended = await file(terminal), await file(terminal)
    await there.work()
    transfer = {"action": "transfer_task", "task_id": "check", "desk_id": "huaishuli", "reason": "归社区"}
    await there.platform.staff.act(moved, transfer)
    await there.platform.staff.close(ended, "withdrawn", "本人不办了")
    await there.work()
    assert [await there.orders(each) for each in (moved, ended)] == [[("check", "cancelled")]] * 2
    (row,) = await orders_of_case(there.platform.reception, moved)
    assert (await there.http.get(f"/orders/{row.remote_id}")).json() == {"state": "cancelled"}


@pytest.mark.parametrize("fault", [Fault.DOWN, Fault.ERROR_500, Fault.LOST_ACKNOWLEDGEMENT, Fault.CAPTIVE_PORTAL])
async def test_while_it_is_away_nothing_is_lost_nor_done_twice(there: There, terminal: Terminal, fault: Fault) -> None:
    case_id = await file(terminal)
    there.faulty.fail(fault)
    assert await there.work() == 0
    assert await there.work() == 0, "not tried again before its time"
    ((_, waiting_count, try_at, cause),) = await not_told(there.platform.reception)
    assert (waiting_count, try_at is None, cause == "") == (1, False, False)
    there.faulty.heal()
    there.later()
    assert await there.work() == 1
    assert await there.orders(case_id) == [("check", "taken")]
    assert (await not_told(there.platform.reception))[0][1:] == (0, None, "")


async def test_what_it_will_never_take_is_noted_and_holds_up_nothing_behind_it(
    there: There, terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    there.faulty.fail(Fault.REFUSED_422, 1)
    refused, taken = await file(terminal), await file(terminal)
    assert await there.work() == 2
    assert [await there.orders(each) for each in (refused, taken)] == [[("check", "refused")], [("check", "taken")]]
    assert "adapter_refused" in caplog.messages


async def test_another_replica_leaves_it_to_the_one_that_has_claimed_it(there: There, terminal: Terminal) -> None:
    await file(terminal)
    assert await there.work("one") == 1
    await file(terminal)
    assert await there.work("two") == 0
    there.later(timedelta(minutes=3))
    assert await there.work("two") == 1


async def test_it_is_told_no_more_of_a_person_than_it_is_to_know(there: There, terminal: Terminal) -> None:
    unnamed = Connected("unnamed", "无名", there.connected.calls, there.connected.system, desks=there.connected.desks)
    case_id = await file(terminal)
    await Worker(there.platform.reception, unnamed, "one").work()
    (row,) = await orders_of_case(there.platform.reception, case_id)
    kept = (there.platform.settings.database.parent / "orders.json").read_text()
    assert row.remote_id in kept
    assert not any(secret in kept for secret in (NAME, ID_NUMBER, "2单元201"))


# ── whoever listens ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_every_event_is_told_once_in_its_order_and_names_nobody(there: There, terminal: Terminal) -> None:
    listening = Connected("events", "", there.connected.calls, listener=CloudEvents(there.connected.calls, "/events"))
    case_id = await file(terminal)
    await there.platform.staff.accept(case_id)
    await there.platform.staff.close(case_id, "not_granted", "年龄不够")
    there.faulty.fail(Fault.LOST_ACKNOWLEDGEMENT, 1)
    worker = Worker(there.platform.reception, listening, "one")
    await worker.work()
    there.later()
    await worker.work()
    text = (await there.http.get("/events")).text
    told = (await there.http.get("/events")).json()["events"]
    assert [event["type"] for event in told] == [f"cn.bianmin.case.{k}.v1" for k in ("received", "accepted", "closed")]
    assert [event["data"]["state"] for event in told] == ["received", "accepted", "closed"]
    assert all(event["specversion"] == "1.0" and event["subject"] == "HSL-0421-0037" for event in told)
    assert not any(secret in text for secret in (NAME, ID_NUMBER, "年龄不够", "2单元201"))


async def test_of_a_confidential_case_nobody_hears(there: There, terminal: Terminal) -> None:
    listening = Connected("events", "", there.connected.calls, listener=CloudEvents(there.connected.calls, "/events"))
    await file(terminal)
    await there.platform.make_confidential()
    assert await Worker(there.platform.reception, listening, "one").work() == 1
    assert (await there.http.get("/events")).json() == {"events": []}


# ── a hotline ──────────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_request_is_a_work_order_there_and_its_reply_comes_back(there: There, terminal: Terminal) -> None:
    orders: dict[str, dict[str, Any]] = {}

    async def city(request: httpx.Request) -> httpx.Response:
        """A city's hotline, by its own names."""
        if request.method == "POST":
            number = request.headers["idempotency-key"][:8]
            orders.setdefault(number, {**json.loads(request.content), "state": "已派单"})
            return httpx.Response(200, json={"order_no": number})
        number = request.url.path.rpartition("/")[2]
        return httpx.Response(200, json=orders[number]) if number in orders else httpx.Response(404)

    calls = Calls("http://12345.test", TOKEN, transport=httpx.MockTransport(city))
    hotline = Connected(
        "hotline",
        "12345热线",
        calls,
        Hotline(calls),
        desks=frozenset({"qinghe"}),
        sends_person=True,
        sends_answers=True,
    )
    case_id = await file(terminal)
    worker = Worker(there.platform.reception, hotline, "one")
    await worker.work()
    ((number, order),) = orders.items()
    assert (order["outer_no"], order["contact_name"], ID_NUMBER in str(order)) == ("HSL-0421-0037", NAME, False)
    for state, standing in (("已签收", "working"), ("不认识的状态", "working"), ("已回复", "done")):
        orders[number] |= {"state": state, "reply": "灯已修好"}
        there.later()
        await follow_orders(there.platform.reception, hotline)
        assert await there.orders(case_id) == [("check", standing)]
    assert await there.last(case_id) == ("accepted", "staff:12345热线")
    await calls.close()


def test_every_state_of_a_work_order_means_something_here() -> None:
    told = tomllib.loads(STATES_FILE.read_text(encoding="utf-8"))["states"]
    assert set(states()) == set(told)
    assert {"登记", "待分派", "已派单", "已签收", "退回", "办理中", "申请延期", "已回复", "归档"} <= set(told)


# ── the file ───────────────────────────────────────────────────────────────────────────────────────────────────────

FILE = """
format = 1
[[adapters]]
name = "civil-affairs"
kind = "department"
title = "区民政业务系统"
url = "https://department.example"
token_env = "TOKEN"
desks = ["changan-civil-affairs"]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE.replace("https:", "http:"), "by https only"),
        (
            FILE.replace("changan-civil-affairs", "nobody"),
            "there is no desk nobody",
        ),
        (
            FILE.replace('"TOKEN"', '"ELSEWHERE"'),
            "there is no token in ELSEWHERE",
        ),
        (FILE + 'names = { paht = "/x" }', "paht"),
        (FILE * 2, "format"),
        (FILE.replace("department", "telepathy"), "kind"),
    ],
)
def test_what_cannot_be_followed_is_said(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "adapters.toml"
    file.write_text(text)
    with pytest.raises(BrokenAdaptersError, match=re.escape(said)):
        load_adapters(file, {"TOKEN": TOKEN}, frozenset({"changan-civil-affairs"}))


def test_without_a_file_nothing_is_connected(tmp_path: Path) -> None:
    assert load_adapters(None, {}, frozenset()) == ()
    file = tmp_path / "adapters.toml"
    file.write_text(FILE)
    (connected,) = load_adapters(file, {"TOKEN": TOKEN}, frozenset({"changan-civil-affairs"}))
    assert connected.works_on("changan-civil-affairs", "old-age-allowance")
    assert not connected.works_on("qinghe", "old-age-allowance")
