"""Whoever ends a demo in mid-play waits seconds for it, whatever it was just doing."""

import asyncio
from contextlib import suppress

import pytest

from kiosk.app.demo import command
from kiosk.app.demo.summary import Outcome, Summary

pytestmark = pytest.mark.anyio


def told() -> Summary:
    return Summary(journey="progress", mode="standard", size="1080x1920")


async def test_a_play_that_swallows_the_first_end_is_ended_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """It played on to its last screen, ten minutes after SIGTERM."""
    monkeypatch.setattr(command, "CLEARED_UP_S", 0.01)
    swallowed, stop, summary = asyncio.Event(), asyncio.Event(), told()

    async def play() -> None:
        with suppress(asyncio.CancelledError):  # as asyncio.wait_for does where both come in the same moment
            stop.set()
            await asyncio.Event().wait()
        swallowed.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(5):
        await command._until_stopped(stop, play(), summary, asyncio.Event())

    assert swallowed.is_set()
    assert summary.outcome is Outcome.ABANDONED


async def test_what_takes_its_time_to_clear_up_is_let_do_so() -> None:
    stop, summary, cleared = asyncio.Event(), told(), []

    async def play() -> None:
        try:
            stop.set()
            await asyncio.Event().wait()
        finally:
            for _ in range(50):
                await asyncio.sleep(0)
            cleared.append("all")

    await command._until_stopped(stop, play(), summary, asyncio.Event())

    assert cleared == ["all"]


async def test_a_play_that_came_to_its_end_was_not_stopped() -> None:
    summary, played = told(), asyncio.Event()

    async def play() -> None:
        played.set()

    await command._until_stopped(asyncio.Event(), play(), summary, played)

    assert not summary.problems
