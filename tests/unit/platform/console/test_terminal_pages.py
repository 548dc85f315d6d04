"""One terminal's page: what it was told, what came of it, and who may tell it anything."""

import pytest
from msgspec.structs import replace

from kiosk.wire import CommandDone, CommandsBeat
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.enrolled import EnrolledTerminal
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.test_commands import given, heard
from tests.unit.platform.test_heartbeats import beat, heartbeat

pytestmark = pytest.mark.anyio
SECOND = "2" * 32


@pytest.fixture
async def machine(platform: InProcessPlatform) -> EnrolledTerminal:
    return await platform.enrol()


@pytest.fixture
async def shop(platform: InProcessPlatform, page: Browser) -> Browser:
    await let_in(platform, "tech", "fleet", name="赵工")
    await page.sign_in("tech")
    return page


async def test_a_terminal_is_told_from_its_page_once_for_each_look(
    platform: InProcessPlatform, machine: EnrolledTerminal, shop: Browser
) -> None:
    assert "还听不懂指令" in (await shop.get("/console/fleet/hsl-3")).text
    await heard(platform, machine, 1)
    assert "重启程序" in (await shop.get("/console/fleet/hsl-3")).text
    for _ in range(2):
        sent = await shop.send("/console/fleet/hsl-3/commands", {"act": "restart", "key": SECOND})
        assert (sent.status_code, sent.headers["location"]) == (303, "/console/fleet/hsl-3?done=restart")
    assert await given(platform) == [("restart", None)]
    await heard(platform, machine, 2, CommandDone(command_id=SECOND, outcome="done"))
    text = (await shop.get("/console/fleet/hsl-3")).text
    assert ("已办" in text, "赵工" in text) == (True, True)


async def test_a_locked_terminal_says_so(platform: InProcessPlatform, machine: EnrolledTerminal, shop: Browser) -> None:
    await beat(platform, machine, replace(heartbeat(1), commands=CommandsBeat(is_locked=True)))
    assert "已停办" in (await shop.get("/console/fleet/hsl-3")).text


async def test_what_is_no_command_is_refused_and_who_sees_cases_may_tell_none(
    platform: InProcessPlatform, machine: EnrolledTerminal, shop: Browser
) -> None:
    assert (await shop.send("/console/fleet/hsl-3/commands", {"act": "explode"})).status_code == 422
    await let_in(platform, "li", "community", ("huaishuli",))
    async with browser(platform) as other:
        await other.sign_in("li")
        assert (await other.get("/console/fleet/hsl-3")).status_code == 403
        assert (await other.send("/console/fleet/hsl-3/commands", {"act": "lock"})).status_code == 403
