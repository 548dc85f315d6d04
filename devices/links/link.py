"""What a driver needs of a wire, and the one way it can break."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from typing import Protocol


class DeviceError(Exception):
    """What can go wrong below a driver; every driver turns it into a value at its edge."""


class LinkGoneError(DeviceError):
    """The wire is not there (any more): unplugged, refused, reset, or closed from the other side."""

    @property
    def code(self) -> str:
        """What to tell the technician, for a status' `trouble`: a udev rule that is missing is no loose plug."""
        cause = self.__cause__
        return _CODES.get(cause.errno or 0, "gone") if isinstance(cause, OSError) else "gone"


class LinkGarbageError(LinkGoneError):
    """What came over the wire is nothing that a device of its kind would say, or more: whoever talks there is none."""

    @property
    def code(self) -> str:
        return "garbage"


IN_USE = "in_use"
"""Another program has it: has locked a serial port, claimed a USB interface, grabbed an input device."""
_CODES = {errno.EACCES: "no_permission", errno.EPERM: "no_permission", errno.EBUSY: IN_USE}


class Link(Protocol):
    """An open wire, used by one task at a time in each direction."""

    async def write(self, data: bytes) -> None:
        """Hand bytes to the wire; returns when its buffer has room again. Raises LinkGoneError."""
        ...

    async def read(self) -> bytes:
        """Wait for bytes, at least one. Cancelling loses none. Raises LinkGoneError, also at the end of the stream."""
        ...

    async def close(self) -> None:
        """Let go of the wire. Never raises."""
        ...


OpenLink = Callable[[], Awaitable[Link]]
"""Opens the wire; raises LinkGoneError."""


async def heard(link: Link, wait_s: float, late_s: float = 0.0) -> bytes:
    """What comes within the time; nothing if nothing does. Raises LinkGoneError.

    Bytes that came while the program was busy are there, and the time over, in the same turn of the loop: they count.
    `late_s` is for who speaks, by this machine's own doing, as late as its program was busy.
    """
    for patience_s in (wait_s, late_s):
        try:
            async with asyncio.timeout(patience_s):
                return await link.read()
        except TimeoutError:
            continue
    return b""


LEAST_BACK_OFF_S = 0.5
MOST_BACK_OFF_S = 5.0


def back_off_s(failures: int, least_s: float = LEAST_BACK_OFF_S, most_s: float = MOST_BACK_OFF_S) -> float:
    """Wait after the n-th failure in a row (n from 1): doubling from `least_s`, at most `most_s`."""
    return float(min(most_s, least_s * 2 ** min(failures - 1, 10)))
