"""Waiting for what needs no time, only its turn."""

import asyncio


async def a_few_turns() -> None:
    """Let everything that was begun get to where it waits."""
    for _ in range(10):
        await asyncio.sleep(0)
