"""Taking messages and lines out of a link, however their bytes come."""

import asyncio

import pytest

from devices.links.inbox import Inbox
from devices.links.link import LinkGoneError

pytestmark = pytest.mark.anyio


class PlayedLink:
    """Brings these pieces, and is gone."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    async def read(self) -> bytes:
        if not self._pieces:
            raise LinkGoneError("pulled")
        return self._pieces.pop(0)

    async def write(self, data: bytes) -> None: ...

    async def close(self) -> None: ...


class SlowLink(PlayedLink):
    async def read(self) -> bytes:
        await asyncio.sleep(0.02)
        return await super().read()


async def test_messages_and_lines_come_whole_whatever_the_pieces() -> None:
    inbox = Inbox(PlayedLink(b"ab", b"cOL\r", b"\nOB\r\nxyz"))
    assert await inbox.exactly(3) == b"abc"
    assert await inbox.until(b"\r\n", 80) == b"OL"
    assert await inbox.until(b"\r\n", 80) == b"OB"
    assert await inbox.exactly(0) == b""
    assert await inbox.exactly(3) == b"xyz"
    with pytest.raises(LinkGoneError):
        await inbox.exactly(1)


async def test_a_line_without_an_end_is_none_and_not_waited_for() -> None:
    assert await Inbox(PlayedLink(*[b"x" * 40] * 100)).until(b"\n", 80) is None


async def test_a_wait_that_is_given_up_loses_nothing() -> None:
    inbox = Inbox(SlowLink(b"ab", b"cd"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.03):
            await inbox.exactly(4)
    assert await inbox.exactly(4) == b"abcd"
