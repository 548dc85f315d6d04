"""A wire inside the program: what somebody else hears is fed into it."""

import asyncio

from devices.links.link import Link, LinkGoneError

MOST_WAITING_BYTES = 1 << 16


class FedLink:
    """A Link whose other end is `feed`. Loop thread only."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._fed = asyncio.Event()

    async def open(self) -> Link:
        """An `OpenLink`; what was fed before is forgotten."""
        self._waiting.clear()
        return self

    def feed(self, data: bytes) -> None:
        """Hand bytes in; of what nobody reads 64 KiB are kept."""
        self._waiting += data[: MOST_WAITING_BYTES - len(self._waiting)]
        self._fed.set()

    async def write(self, data: bytes) -> None:
        raise LinkGoneError("it is fed, and takes no bytes")

    async def read(self) -> bytes:
        while not self._waiting:
            self._fed.clear()
            await self._fed.wait()
        data = bytes(self._waiting)
        self._waiting.clear()
        return data

    async def close(self) -> None:
        self._waiting.clear()
