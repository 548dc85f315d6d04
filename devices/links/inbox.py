"""What came over a link and was not taken yet: messages of a known length, lines with a known end."""

from devices.links.link import Link


class Inbox:
    """Takes a link's bytes apart. A wait that is cancelled loses none."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._waiting = bytearray()

    async def exactly(self, count: int) -> bytes:
        """The next `count` bytes. Raises LinkGoneError."""
        while len(self._waiting) < count:
            self._waiting += await self._link.read()
        return self._taken(count)

    async def until(self, end: bytes, most_bytes: int) -> bytes | None:
        """What comes before the next `end`, which is taken too; None when more than `most_bytes` came without one.
        Raises LinkGoneError."""
        while (at := self._waiting.find(end)) < 0:
            if len(self._waiting) > most_bytes:
                return None
            self._waiting += await self._link.read()
        return self._taken(at + len(end))[:at]

    def _taken(self, count: int) -> bytes:
        taken = bytes(self._waiting[:count])
        del self._waiting[:count]
        return taken
