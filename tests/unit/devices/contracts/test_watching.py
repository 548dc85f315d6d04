"""A value that others watch."""

import asyncio

import pytest

from devices.contracts.watching import Watched

pytestmark = pytest.mark.anyio


async def test_every_change_reaches_a_watcher_in_order_until_closed() -> None:
    watched = Watched(1)
    seen: list[int] = []

    async def watch() -> None:
        async for value in watched.watch():
            seen.append(value)

    watching = asyncio.ensure_future(watch())
    await asyncio.sleep(0)
    watched.publish(2)
    watched.refresh(3)
    watched.publish(4)
    watched.close()
    await asyncio.wait_for(watching, 1)
    assert seen == [1, 2, 4]


async def test_watching_what_is_closed_tells_the_last_value_and_ends() -> None:
    watched = Watched("gone")
    watched.close()
    assert [value async for value in watched.watch()] == ["gone"]
