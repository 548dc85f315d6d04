"""A wire that never stops talking: told, and nobody held up by it."""

import asyncio

import pytest

from devices.links.link import Link, LinkGarbageError
from devices.links.metered import TURN_BYTES, MeteredLink, metered

pytestmark = pytest.mark.anyio


class TalkingLink:
    """Bytes always wait."""

    async def read(self) -> bytes:
        return bytes(4096)

    async def write(self, data: bytes) -> None: ...

    async def close(self) -> None: ...


async def test_more_than_a_device_would_say_in_a_second_is_garbage() -> None:
    async def open_link() -> Link:
        return TalkingLink()

    link = await metered(open_link, 3 * 4096)()
    for _ in range(3):
        assert len(await link.read()) == 4096
    with pytest.raises(LinkGarbageError) as garbage:
        await link.read()
    assert garbage.value.code == "garbage"


async def test_what_a_device_says_over_long_is_not_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    link = MeteredLink(TalkingLink(), 4096)
    for second in range(5):
        monkeypatch.setattr(link, "_now", lambda now_s=second + 1e6: now_s)
        await link.read()


async def test_others_have_their_turn_while_bytes_wait() -> None:
    link = MeteredLink(TalkingLink(), 1 << 30)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    for _ in range(10 * TURN_BYTES // 4096):
        await link.read()
    task.cancel()
    assert turns >= 9
