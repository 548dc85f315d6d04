"""差评 is looked into by those above, within a limit of its own, and the resident reads what came of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.core.ids import new_id
from kiosk.platform.timers import ring_due
from kiosk.wire import ProgressAnswer, decode, encode
from tests.helpers.enrolled import JSON
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import in_process_platform
from tests.helpers.platform_cases import FILED_AT, case_envelope, progress_query, rating_envelope
from tests.unit.platform.conftest import Terminal
from tests.unit.platform.test_staff import Office, staff_file

pytestmark = pytest.mark.anyio
ABOVE, RATED, FRONT = "supervisor here", "clerk of the bureau", "clerk of the street"


@pytest.fixture
async def answered(tmp_path: Path, clock: FakeClock) -> AsyncIterator[tuple[Office, Terminal]]:
    """A case that was closed, and the terminal it came from."""
    async with in_process_platform(tmp_path, clock, staff_file=staff_file(tmp_path)) as platform:
        machine, envelope = await platform.enrol(), case_envelope()
        async with platform.http(machine.signer) as http:
            terminal = Terminal(http)
            assert (await terminal.post(envelope)).status_code == 201
            await platform.staff.accept(envelope.case_id)
            await platform.staff.close(envelope.case_id, "granted", "每月 100 元")
            yield Office(platform, envelope.case_id), terminal


async def rate(office: Office, terminal: Terminal, level: int) -> httpx.Response:
    return await terminal.post(rating_envelope(office.case_id, level), new_id(FILED_AT))


async def seen_by(office: Office, name: str) -> dict[str, Any]:
    async with office.as_(name) as staff:
        return await staff.case(office.case_id)


async def read_by_the_resident(terminal: Terminal) -> Any:
    answer = await terminal.http.post("/v1/progress", content=encode(progress_query()), headers=JSON)
    (case,) = decode(answer.content, ProgressAnswer).cases
    return case.rectification


@pytest.mark.parametrize(("level", "is_bad"), [(5, False), (3, False), (2, True), (1, True)])
async def test_a_bad_rating_and_no_other_is_looked_into_within_five_working_days(
    answered: tuple[Office, Terminal], level: int, is_bad: bool
) -> None:
    office, terminal = answered
    assert (await rate(office, terminal, level)).status_code == 201
    clocks = [(each["name"], each["due_on"]) for each in (await seen_by(office, ABOVE))["clocks"]]
    assert clocks == ([("rectification", "2026-04-28")] if is_bad else [])
    told = await read_by_the_resident(terminal)
    assert (told and str(told.due_on)) == ("2026-04-28" if is_bad else None)


async def test_those_who_were_rated_learn_nothing_of_it(answered: tuple[Office, Terminal]) -> None:
    office, terminal = answered
    before = await seen_by(office, RATED)
    await rate(office, terminal, 1)
    for name in (RATED, FRONT):
        seen = await seen_by(office, name)
        assert (seen["clocks"], seen["progress"]["rectification"]) == ([], None)
        assert {each["kind"] for each in seen["history"]} == {each["kind"] for each in before["history"]}
        async with office.as_(name) as staff:
            refused = await staff.try_action(office.case_id, {"action": "rectify", "text": "没有的事"})
            assert refused.status_code == 403
            assert (await staff.http.get("/v1/desks/changan-civil-affairs/inbox")).json().get("cases", []) == []


async def test_what_came_of_it_is_read_by_the_resident_and_is_said_once(answered: tuple[Office, Terminal]) -> None:
    office, terminal = answered
    await rate(office, terminal, 1)
    async with office.as_(ABOVE) as staff:
        await staff.act(office.case_id, {"action": "rectify", "text": "窗口已经改成当天答复"})
        again = await staff.try_action(office.case_id, {"action": "rectify", "text": "再说一遍"})
    assert again.status_code == 409
    told = await read_by_the_resident(terminal)
    assert (told.text, told.at) == ("窗口已经改成当天答复", office.platform.clock.now())
    assert (await seen_by(office, ABOVE))["clocks"] == []


async def test_two_bad_ratings_are_looked_into_together_and_a_later_one_anew(
    answered: tuple[Office, Terminal],
) -> None:
    office, terminal = answered
    for _ in range(2):
        assert (await rate(office, terminal, 1)).status_code == 201
    async with office.as_(ABOVE) as staff:
        await staff.act(office.case_id, {"action": "rectify", "text": "改了"})
    assert (await rate(office, terminal, 2)).status_code == 201
    kinds = [each["kind"] for each in (await seen_by(office, ABOVE))["history"]]
    assert kinds[-3:] == ["rectification_begun", "rectified", "rectification_begun"]
    assert (await read_by_the_resident(terminal)).at is None


async def test_a_bad_rating_that_nobody_looks_into_is_told_of_above(
    answered: tuple[Office, Terminal], clock: FakeClock
) -> None:
    office, terminal = answered
    await rate(office, terminal, 1)
    clock.set_wall_clock(clock.now() + timedelta(days=21))
    await ring_due(office.platform.reception)
    history = (await seen_by(office, ABOVE))["history"]
    alarms = [(each["data"]["kind"], each["data"]["level"]) for each in history if each["kind"] == "alarmed"]
    assert alarms == [("warning", 0), ("escalation", 1), ("escalation", 2)]
    assert "alarmed" not in {each["kind"] for each in (await seen_by(office, RATED))["history"]}


async def test_the_supervisors_list_has_it_by_its_own_day(answered: tuple[Office, Terminal]) -> None:
    office, terminal = answered
    await rate(office, terminal, 1)
    listed = await office.platform.staff.http.get("/v1/desks/changan-service/inbox")
    assert [(each["case_id"], each["due_on"]) for each in listed.json()["cases"]] == [(office.case_id, "2026-04-28")]
