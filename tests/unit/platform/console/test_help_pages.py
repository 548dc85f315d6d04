"""Calls for help on the console: who sees them, who comes, and a page that renews itself without keeping anybody in."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from kiosk.platform.people.visits import IDLE
from kiosk.platform.roles import STREET_IS_CALLED_AFTER_S
from kiosk.wire import HelpAnswer, HelpCall, HelpStanding, decode, encode
from tests.helpers.console import Browser, browser, let_in
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.unit.platform.conftest import Terminal

pytestmark = pytest.mark.anyio
CALL_ID = "0" * 31 + "1"


@pytest.fixture
async def desk(platform: InProcessPlatform) -> AsyncIterator[Browser]:
    await let_in(platform, "wang", "community", ("huaishuli",), name="王芳")
    await let_in(platform, "li", "street", ("qinghe",), name="李文")
    async with browser(platform) as opened:
        await opened.sign_in("wang")
        yield opened


async def calls(terminal: Terminal) -> HelpAnswer:
    content, headers = encode(HelpCall(matter="filling_in")), {"Content-Type": "application/json"}
    answer = await terminal.http.put(f"/v1/help-calls/{CALL_ID}", content=content, headers=headers)
    return decode(answer.raise_for_status().content, HelpAnswer)


async def test_whoever_says_that_they_come_is_told_to_the_resident_masked(terminal: Terminal, desk: Browser) -> None:
    await calls(terminal)
    shown = await desk.get("/console/help")
    assert "槐树里社区" in shown.text
    assert "在填表" in shown.text
    assert (await desk.send(f"/console/help/{CALL_ID}")).headers["location"] == "/console/help"
    told = await calls(terminal)
    assert (told.standing, told.who) == (HelpStanding.COMING, "王*")
    after = (await desk.get("/console/help")).text
    assert "王芳去了" in after
    assert "我来" not in after


async def test_the_street_is_called_later_and_a_second_one_hears_who_was_first(
    platform: InProcessPlatform, terminal: Terminal, desk: Browser, clock: FakeClock
) -> None:
    await calls(terminal)
    async with browser(platform) as street:
        await street.sign_in("li")
        assert "现在没有人求助" in (await street.get("/console/help")).text
        assert (await street.send(f"/console/help/{CALL_ID}")).status_code == 404
        await clock.advance(STREET_IS_CALLED_AFTER_S)
        await calls(terminal)
        assert "我来" in (await street.get("/console/help")).text
        await desk.send(f"/console/help/{CALL_ID}")
        late = await street.send(f"/console/help/{CALL_ID}")
        assert late.status_code == 409
        assert "别的同事已经去了" in late.text


async def test_the_page_renews_itself_can_stand_still_and_keeps_nobody_in(
    platform: InProcessPlatform, desk: Browser, clock: FakeClock
) -> None:
    shown = await desk.get("/console/help")
    renewed = shown.headers["refresh"].partition("url=")[2]
    assert "refresh" not in (await desk.get("/console/help?still=true")).headers
    for _ in range(3):
        clock.set_wall_clock(clock.now() + IDLE / 2 - timedelta(seconds=1))
        last = await desk.get(renewed)
    assert last.status_code == 303


@pytest.mark.parametrize("role", ["department", "supervisor", "fleet", "administrator"])
async def test_calls_are_for_those_who_can_go_there(platform: InProcessPlatform, page: Browser, role: str) -> None:
    await let_in(platform, "zhao", role, ("changan-civil-affairs",), "130102")
    await page.sign_in("zhao")
    assert (await page.get("/console/help")).status_code == 403
    assert (await page.send(f"/console/help/{CALL_ID}")).status_code == 403
