"""Letting staff into terminals: who may, what they are shown, and that it is written down."""

from collections.abc import AsyncIterator

import msgspec
import pytest

from kiosk.maintenance.access import Level
from kiosk.platform.people.diary import Act, latest
from kiosk.wire import HeartbeatAnswer, decode
from kiosk.wire.staff_answers import answer_to, new_code
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.test_heartbeats import beat, heartbeat
from tests.unit.platform.test_ways_in import hand_in, ways_of

pytestmark = pytest.mark.anyio
DEAD = "pin:clerk"


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


async def test_a_dead_way_is_revived_by_an_order_that_is_told_until_it_was_followed(
    platform: InProcessPlatform, machine: EnrolledTerminal, shop: Browser
) -> None:
    dead = msgspec.structs.replace(heartbeat(1), locked=[DEAD])
    assert decode((await beat(platform, machine, dead)).content, HeartbeatAnswer).revivals == []
    form = {"terminal": machine.terminal_id, "credential": DEAD}
    for _ in range(2):
        assert "已经下令恢复" in (await shop.send("/console/access/revival", form)).text
    for number in (2, 3):
        again = msgspec.structs.replace(dead, beat=number)
        (order,) = decode((await beat(platform, machine, again)).content, HeartbeatAnswer).revivals
        assert (order.order, order.credential) == (1, DEAD)
    well = decode((await beat(platform, machine, heartbeat(4))).content, HeartbeatAnswer)
    assert well.revivals == []
    assert "没有停用" in (await shop.send("/console/access/revival", form)).text


@pytest.fixture
async def shop(platform: InProcessPlatform) -> AsyncIterator[Browser]:
    await let_in(platform, "tech", "fleet")
    async with browser(platform) as opened:
        await opened.sign_in("tech")
        yield opened


async def test_staff_of_the_fleet_answer_and_read_out_and_it_is_written_down(
    platform: InProcessPlatform, machine: EnrolledTerminal, shop: Browser
) -> None:
    kept = ways_of(machine)
    await hand_in(platform, machine, kept)
    code = new_code(kept.answer_key, machine.terminal_id, Level.CLERK)
    page = (await shop.get(f"/console/access?terminal={machine.terminal_id}&code={code.text}")).text
    assert code.text in page
    told = await shop.send("/console/access/answer", {"terminal": machine.terminal_id, "code": code.text})
    assert answer_to(kept.answer_key, machine.terminal_id, code) in told.text
    assert "站内人员的答码" in told.text
    wrong = await shop.send("/console/access/answer", {"terminal": machine.terminal_id, "code": "0" * 12})
    assert wrong.status_code == 422
    pin = await shop.send("/console/access/pin", {"terminal": machine.terminal_id, "level": "technician"})
    assert pin.status_code == 200
    async with platform.reception.database.read() as db:
        acts = [entry.act for entry in await latest(db)]
    assert {Act.CODE_ANSWERED, Act.PIN_READ} <= set(acts)


@pytest.mark.parametrize("role", ["community", "street", "department", "supervisor"])
async def test_nobody_else_lets_anybody_in(platform: InProcessPlatform, machine: EnrolledTerminal, role: str) -> None:
    await let_in(platform, "li", role, ("qinghe",), "130102")
    async with browser(platform) as opened:
        await opened.sign_in("li")
        assert (await opened.get("/console/access")).status_code == 403
        assert (await opened.send("/console/access/pin", {"terminal": machine.terminal_id})).status_code == 403
