"""The call on its way: to the real platform, in one process, over the real client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session.events import Event, HelpHeard
from kiosk.session.help_line import ASK_AGAIN_S, LOST_AFTER_S, HelpLine
from kiosk.session.states import HelpState
from kiosk.sync import PlatformClient
from tests.helpers.fake_clock import FakeClock
from tests.helpers.faulty_platform import Fault
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform

pytestmark = pytest.mark.anyio
CALL = do.CallHelp(1, "filling_in")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def platform(tmp_path: Path, clock: FakeClock) -> AsyncIterator[InProcessPlatform]:
    async with in_process_platform(tmp_path, clock) as running:
        yield running


class Credentials:
    def __init__(self, signer: Any) -> None:
        self.signer = signer

    def hear(self, word: object) -> bool:
        return False


class Line:
    """A call's line, and what the session hears of it."""

    def __init__(self, line: HelpLine, clock: FakeClock, platform: InProcessPlatform, heard: list[Event]) -> None:
        self.line, self.clock, self.platform, self._heard = line, clock, platform, heard

    @property
    def heard(self) -> list[tuple[HelpState, str]]:
        return [(event.state, event.who) for event in self._heard if isinstance(event, HelpHeard)]

    @property
    def last(self) -> HelpState:
        return self.heard[-1][0]

    async def until(self, state: HelpState) -> None:
        """Time passes, question by question, until the session hears it."""
        for _ in range(20):
            await self.answered()
            if self.last is state:
                return
            await self.clock.advance(ASK_AGAIN_S)
        raise AssertionError(f"never {state}: {self.heard}")

    async def answered(self) -> None:
        """Wait until the line sleeps before its next question."""
        async with asyncio.timeout(20):
            while self.clock.sleeper_count == 0:  # noqa: ASYNC110 - no event tells that everybody is idle
                await asyncio.sleep(0)

    async def gone(self) -> None:
        """Wait until staff see no call any more."""
        async with asyncio.timeout(20):
            while await self.calls():  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0)

    async def calls(self) -> list[dict[str, Any]]:
        answer = (await self.platform.staff.http.get("/v1/help-calls")).raise_for_status()
        found: list[dict[str, Any]] = answer.json()["calls"]
        return found


@asynccontextmanager
async def open_line(platform: InProcessPlatform, clock: FakeClock) -> AsyncIterator[Line]:
    credentials = Credentials((await platform.enrol()).signer)
    client = PlatformClient("http://platform.test", credentials, clock, transport=platform.transport())
    heard: list[Event] = []
    async with client, Supervisor() as supervisor:
        yield Line(HelpLine(client, clock, supervisor, heard.append), clock, platform, heard)
        await supervisor.close()


async def test_a_call_is_seen_by_staff_and_their_answer_by_the_resident(
    platform: InProcessPlatform,
    clock: FakeClock,
) -> None:
    async with open_line(platform, clock) as line:
        line.line.call(CALL)
        await line.until(HelpState.WAITING)
        (call,) = await line.calls()
        assert (call["terminal_id"], call["matter"]) == ("hsl-3", "filling_in")

        (await platform.staff.http.post(f"/v1/help-calls/{call['call_id']}/answer")).raise_for_status()
        await line.until(HelpState.COMING)


async def test_a_call_withdrawn_is_shown_to_nobody(platform: InProcessPlatform, clock: FakeClock) -> None:
    async with open_line(platform, clock) as line:
        line.line.call(CALL)
        await line.until(HelpState.WAITING)

        line.line.withdraw()
        await line.gone()


async def test_a_platform_that_cannot_be_reached_is_said_so_and_asked_again(
    platform: InProcessPlatform,
    clock: FakeClock,
) -> None:
    async with open_line(platform, clock) as line:
        platform.faulty.fail(Fault.DOWN)
        line.line.call(CALL)
        await line.until(HelpState.CANNOT)

        platform.faulty.heal()
        await line.until(HelpState.WAITING)


async def test_one_answer_gone_astray_is_no_lost_call(platform: InProcessPlatform, clock: FakeClock) -> None:
    async with open_line(platform, clock) as line:
        line.line.call(CALL)
        await line.until(HelpState.WAITING)
        platform.faulty.fail(Fault.DOWN)

        await clock.advance(ASK_AGAIN_S)
        await line.answered()
        assert line.last is HelpState.WAITING
        await clock.advance(LOST_AFTER_S)
        await line.until(HelpState.CANNOT)


async def test_a_machine_that_belongs_to_no_platform_can_call_nobody(clock: FakeClock) -> None:
    heard: list[Event] = []
    async with Supervisor() as supervisor:
        HelpLine(None, clock, supervisor, heard.append).call(CALL)

    assert heard == [HelpHeard(1, HelpState.CANNOT)]
