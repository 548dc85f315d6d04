"""A limit to what a device may say. Whoever talks without end is none, fills no memory and holds nobody up."""

import asyncio

from devices.links.link import Link, LinkGarbageError, OpenLink

TURN_BYTES = 16 * 1024
"""Bytes that wait already come without a pause: after so many, others have their turn."""


class MeteredLink:
    """A Link that is heard for no more than so many bytes a second."""

    def __init__(self, link: Link, most_bytes_s: int) -> None:
        self._link = link
        self._most_bytes_s = most_bytes_s
        self._now = asyncio.get_running_loop().time
        self._since_s = self._now()
        self._count_bytes = self._turn_bytes = 0

    async def write(self, data: bytes) -> None:
        await self._link.write(data)

    async def read(self) -> bytes:
        """As every link. Raises LinkGarbageError when it never stops talking."""
        if self._turn_bytes >= TURN_BYTES:
            self._turn_bytes = 0
            await asyncio.sleep(0)  # before the next are taken: cancelling loses none
        data = await self._link.read()
        self._turn_bytes += len(data)
        now_s = self._now()
        if now_s - self._since_s >= 1.0:
            self._since_s, self._count_bytes = now_s, 0
        self._count_bytes += len(data)
        if self._count_bytes > self._most_bytes_s:
            raise LinkGarbageError(f"more than {self._most_bytes_s} bytes a second")
        return data

    async def close(self) -> None:
        await self._link.close()


def metered(open_link: OpenLink, most_bytes_s: int) -> OpenLink:
    """The same wire, with a limit."""

    async def open_metered() -> Link:
        return MeteredLink(await open_link(), most_bytes_s)

    return open_metered
