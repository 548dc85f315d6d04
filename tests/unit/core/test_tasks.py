import asyncio
import logging

import pytest

from kiosk.core.tasks import Supervisor

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
