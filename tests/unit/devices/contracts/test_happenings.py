"""What happens is told to who listens, and nobody's deafness fills the memory."""

import asyncio

import pytest

from devices.contracts.watching import Happenings

pytestmark = pytest.mark.anyio


async def heard(happenings: Happenings[int], into: list[int]) -> None:
    async for value in happenings.listen():
        into.append(value)


async def test_everybody_who_listens_hears_what_happens_from_then_on() -> None:
    happenings, early, late = Happenings[int](), list[int](), list[int]()
    tasks = [asyncio.create_task(heard(happenings, early))]
    await asyncio.sleep(0)
    happenings.tell(1)
    tasks.append(asyncio.create_task(heard(happenings, late)))
    await asyncio.sleep(0)
    happenings.tell(2)
    happenings.close()
    await asyncio.gather(*tasks)
    assert (early, late) == ([1, 2], [2])


async def test_who_does_not_listen_hears_the_newest_and_the_end() -> None:
    happenings, into = Happenings[int](), list[int]()
    task = asyncio.create_task(heard(happenings, into))
    await asyncio.sleep(0)
    for value in range(1000):
        happenings.tell(value)
    happenings.close()
    await task
    assert into == list(range(1001 - Happenings.MOST_WAITING_COUNT, 1000))


async def test_after_the_end_nobody_waits() -> None:
    happenings = Happenings[int]()
    happenings.close()
    await heard(happenings, [])
