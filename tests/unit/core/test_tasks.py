import asyncio
import logging

import pytest

from kiosk.core.tasks import PAUSES_S, WORN_OUT_COUNT, WORN_OUT_WITHIN_S, Falls, Supervisor
from tests.helpers.fake_clock import FakeClock

pytestmark = pytest.mark.anyio


async def test_leaving_the_supervisor_cancels_and_waits_for_what_still_runs() -> None:
    ended: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    async with Supervisor() as tasks:
        tasks.start("reader", work())
        await asyncio.sleep(0)
        assert tasks.names == ("reader",)
    assert ended == ["cleaned up"]
    assert not tasks.names


async def test_a_crash_is_told_with_the_tasks_name_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, BaseException]] = []

    async def work() -> None:
        raise ValueError("broken")

    with caplog.at_level(logging.ERROR):
        async with Supervisor(lambda name, error: told.append((name, error))) as tasks:
            started = tasks.start("sync", work())
            await asyncio.wait([started])
            await asyncio.sleep(0)
    assert [(name, str(error)) for name, error in told] == [("sync", "broken")]
    assert "task sync crashed" in caplog.text


async def test_a_task_that_starts_another_while_closing_leaves_nothing_behind() -> None:
    tasks = Supervisor()

    async def late() -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            tasks.start("late", late())

    tasks.start("first", work())
    await asyncio.sleep(0)
    await asyncio.wait_for(tasks.close(), timeout=5)
    assert not tasks.names


def test_falls_that_follow_each_other_cost_longer_pauses_and_are_too_many_in_the_end() -> None:
    falls, pauses_s = Falls(), []
    for number in range(WORN_OUT_COUNT):
        assert not falls.are_too_many
        falls = falls.and_one(1000.0 + number)
        pauses_s.append(falls.pause_s)
    assert falls.are_too_many
    assert pauses_s == [*PAUSES_S, PAUSES_S[-1]]


def test_what_fell_long_ago_is_forgotten() -> None:
    falls = Falls()
    for number in range(3 * WORN_OUT_COUNT):
        falls = falls.and_one(number * WORN_OUT_WITHIN_S / (WORN_OUT_COUNT - 1))
        assert not falls.are_too_many
    assert falls.and_one(1e9).pause_s == PAUSES_S[0]


async def test_a_task_that_has_to_live_is_begun_again_after_a_pause() -> None:
    clock, begun_at_s, told = FakeClock(), list[float](), list[tuple[str, str, int]]()

    async def work() -> None:
        begun_at_s.append(clock.monotonic_s())
        if len(begun_at_s) < 3:
            raise ValueError("broken")
        await asyncio.Event().wait()

    def fell(name: str, error: Exception, falls: Falls) -> None:
        told.append((name, str(error), len(falls.at_s)))

    def never(name: str, error: BaseException) -> None:
        raise AssertionError("it came back by itself")

    async with Supervisor(never) as tasks:
        tasks.keep("feed", work, clock, fell)
        await clock.advance(100.0)
        assert tasks.names == ("feed",)
    assert [at_s - begun_at_s[0] for at_s in begun_at_s] == [0.0, PAUSES_S[0], PAUSES_S[0] + PAUSES_S[1]]
    assert told == [("feed", "broken", 1), ("feed", "broken", 2)]
