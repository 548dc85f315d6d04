"""The platform's clocks at work on the database: on live data, on an older program's data, after a night without it."""

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.desk_cases import derived_by
from kiosk.platform.people.diary import Act, Writing, latest, write_down
from kiosk.platform.timers import EVERY_S, derive_anew, ring_due, ringing, run, shorten_diary
from tests.helpers.database_of_before import ANSWERED_ID, LIVING_ID, of_before
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)


async def filed(terminal: Terminal) -> str:
    envelope = case_envelope()
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def until(is_so: Callable[[], bool]) -> None:
    """The database answers in a thread of its own, in its own time."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - a fake clock has no event for it
            await asyncio.sleep(0.001)


async def kinds(platform: InProcessPlatform, case_id: str) -> list[str]:
    return [event["kind"] for event in (await platform.staff.case(case_id))["history"]]


async def live(platform: InProcessPlatform, clock: FakeClock, days: int) -> None:
    """So many days, the clocks heard on each."""
    for _ in range(days):
        clock.set_wall_clock(clock.now() + DAY)
        await ring_due(platform.reception)


async def test_a_case_nobody_touches_is_warned_of_and_goes_up_level_by_level(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    await live(platform, clock, 60)
    told = [
        (event["data"]["clock"], event["data"]["level"], (event["data"]["desk"] or {}).get("name"))
        for event in (await platform.staff.case(case_id))["history"][1:]
    ]
    assert sorted(told) == sorted(
        (clock_name, level, desk)
        for clock_name in ("task check", "acceptance", "answer")
        for level, desk in ((0, None), (1, "清河街道"), (2, "区政务服务中心"))
    )


async def test_a_clock_rings_once(platform: InProcessPlatform, terminal: Terminal, clock: FakeClock) -> None:
    await filed(terminal)
    clock.set_wall_clock(clock.now() + 2 * DAY)
    assert await ring_due(platform.reception) == 1
    assert await ring_due(platform.reception) == 0


async def test_before_a_clerk_acts_the_clock_is_heard(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    seen = (await platform.staff.case(case_id))["etag"]
    clock.set_wall_clock(clock.now() + 30 * DAY)
    late = await platform.staff.try_action(case_id, {"action": "accept"}, seen)
    assert (late.status_code, slug(late)) == (412, "changed-meanwhile")
    assert (await kinds(platform, case_id))[1:4] == ["alarmed"] * 3
    assert (await platform.staff.accept(case_id))["state"] == "accepted"


async def test_a_wall_clock_that_was_put_back_turns_no_history_round(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    clock.set_wall_clock(clock.now() - 30 * DAY)
    await platform.staff.accept(case_id)
    case = await platform.staff.case(case_id)
    assert case["history"][1]["at"] == case["history"][0]["at"]
    assert all(each["used_working_days"] >= 0 for each in case["clocks"])


@pytest.mark.sqlite_file
async def test_cases_of_before_there_were_clocks_get_theirs_while_the_platform_runs(
    tmp_path: Path, clock: FakeClock
) -> None:
    of_before(tmp_path / "platform.db")
    async with in_process_platform(tmp_path, clock) as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:  # it takes cases before the old ones are seen to
            await filed(Terminal(http))
        assert await derive_anew(platform.reception) == 2
        assert await derive_anew(platform.reception) == 0
    db = sqlite3.connect(tmp_path / "platform.db")
    seen = db.execute("select kind from events where case_id = ? order by seq", (LIVING_ID,)).fetchall()
    assert seen[:1] == [("received",)]
    assert set(seen[1:]) == {("alarmed",)}, "its limits passed in March"
    assert db.execute("select count(*) from cases where derived_by is null").fetchone() == (0,)
    had = db.execute("select distinct standing from desk_cases where case_id = ?", (ANSWERED_ID,)).fetchall()
    assert had == [("had",)]
    db.close()


async def test_another_calendar_moves_the_days_of_cases_that_live(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    await filed(terminal)
    calendar = WorkingDays()
    assert derived_by(calendar) != derived_by(platform.reception.calendar)
    object.__setattr__(platform.reception, "calendar", calendar)  # as a restart with another file would
    assert await derive_anew(platform.reception) == 1


async def test_a_case_of_a_later_program_does_not_stop_the_others_clocks(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    broken, other = await filed(terminal), await filed(terminal)
    caplog.clear()
    beamed = '{"type":"beamed"}'
    await platform.sql("update events set data = :beamed where case_id = :broken", beamed=beamed, broken=broken)
    clock.set_wall_clock(clock.now() + 2 * DAY)
    assert await ring_due(platform.reception) == 2
    assert caplog.messages == ["case_cannot_be_read"]
    assert (await kinds(platform, other))[1:] == ["alarmed"]


async def test_more_cases_than_one_batch_are_all_heard(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.platform.timers.BATCH_COUNT", 2)
    for _ in range(5):
        await filed(terminal)
    clock.set_wall_clock(clock.now() + 2 * DAY)
    assert await ring_due(platform.reception) == 5


async def test_every_minute_the_clocks_are_heard(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id = await filed(terminal)
    async with ringing(platform.reception):
        await until(lambda: clock.sleeper_count > 0)
        clock.set_wall_clock(clock.now() + 2 * DAY)
        await clock.advance(EVERY_S)
        await until(lambda: clock.sleeper_count > 0)
    assert await kinds(platform, case_id) == ["received", "alarmed"]


async def test_of_a_database_that_fails_for_a_moment_the_clocks_recover(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[date] = []

    async def failing_once(reception: object) -> None:
        heard.append(china_date(clock.now()))
        if len(heard) == 1:
            raise OSError("disk")
        await clock.sleep(EVERY_S)

    monkeypatch.setattr("kiosk.platform.timers.run", failing_once)
    async with ringing(platform.reception):
        await clock.advance(600)
    assert len(heard) >= 2
    assert run is not failing_once


async def test_who_looked_at_what_is_kept_for_six_months_and_no_longer(
    platform: InProcessPlatform, clock: FakeClock
) -> None:
    began = clock.now()
    for days in (0, 1, 184):
        clock.set_wall_clock(began + days * DAY)
        async with platform.reception.database.write() as db:
            await write_down(db, Writing("130102", clock.now()), "li", Act.CASE_OPENED, about=str(days))
        assert await shorten_diary(platform.reception) == 0
    await clock.advance(1)
    assert await shorten_diary(platform.reception) == 1
    async with platform.reception.database.read() as db:
        assert [entry.about for entry in await latest(db)] == ["184", "1"]
