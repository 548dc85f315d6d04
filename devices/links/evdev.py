"""A Linux input device (/dev/input/event*) as a wire that speaks `struct input_event`.

An untouched keypad says nothing for days. So the link speaks for it: the state of its switches at the start and after
every silent beat, asked from the kernel and told as the events that would have led to it. Whoever reads the
link sees one stream, and a stream that stays silent for longer is a device that is gone.

Not run on hardware: the kernel of the machines this was written on has no input devices, and no uinput to make one.
"""

import asyncio
import fcntl
import os
from collections.abc import Callable

from devices.links.input_events import EVENT, REPORT, SWITCH, InputEvent
from devices.links.link import Link, LinkGoneError, OpenLink
from devices.links.pause import BEAT_S, to_beat_s

READ_BYTES = 64 * EVENT.size
SWITCH_BYTES = 3
"""A bit for each of SW_CNT = 17 switches."""
_WRITE, _READ = 1, 2


def _request(direction: int, number: int, size_bytes: int) -> int:
    """An ioctl request of the input subsystem (asm-generic/ioctl.h)."""
    return direction << 30 | size_bytes << 16 | ord("E") << 8 | number


EVIOCGRAB = _request(_WRITE, 0x90, 4)
EVIOCGSW = _request(_READ, 0x1B, SWITCH_BYTES)
"""Which switches are on."""
EVIOCGBIT_SW = _request(_READ, 0x20 + SWITCH, SWITCH_BYTES)
"""Which switches there are."""
Ioctl = Callable[[int, int, int | bytes], int | bytes]


def kernel_ioctl(fd: int, request: int, argument: int | bytes) -> int | bytes:
    """Ask the kernel; what it answers to an ioctl that reads are bytes. Raises OSError."""
    return fcntl.ioctl(fd, request, argument)


class EvdevLink:
    """An open input device as a Link."""

    def __init__(self, fd: int, ioctl: Ioctl = kernel_ioctl) -> None:
        """Takes a non-blocking descriptor over."""
        self._fd = fd
        self._ioctl = ioctl
        self._has_told = False

    async def write(self, data: bytes) -> None:
        raise LinkGoneError("an input device takes no bytes")

    async def read(self) -> bytes:
        """As every link, whole events only. Says something at least every `BEAT_S`."""
        if not self._has_told:
            self._has_told = True
            return self._state()
        while True:
            try:
                data = os.read(self._fd, READ_BYTES)
            except BlockingIOError:
                if not await self._becomes_readable():
                    return self._state()
            except OSError as error:
                raise LinkGoneError(str(error)) from error
            else:
                if not data:
                    raise LinkGoneError("closed from the other side")
                return data

    async def close(self) -> None:
        os.close(self._fd)  # the kernel lets go of the grab with it

    async def _becomes_readable(self) -> bool:
        """Whether something came by the next beat."""
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(self._fd, readable.set)
        try:
            async with asyncio.timeout(to_beat_s(BEAT_S)):
                return await readable.wait()
        except TimeoutError:
            return False
        finally:
            loop.remove_reader(self._fd)

    def _state(self) -> bytes:
        """The switches there are, as events. Raises LinkGoneError when the kernel has the device no more."""
        there, on = self._bits(EVIOCGBIT_SW), self._bits(EVIOCGSW)
        told = [InputEvent(SWITCH, n, on >> n & 1) for n in range(SWITCH_BYTES * 8) if there >> n & 1]
        return b"".join(bytes(event) for event in (*told, REPORT))

    def _bits(self, request: int) -> int:
        try:
            answer = self._ioctl(self._fd, request, bytes(SWITCH_BYTES))
        except OSError as error:
            raise LinkGoneError(str(error)) from error
        assert isinstance(answer, bytes)
        return int.from_bytes(answer, "little")


def evdev_link(path: str, grab: bool, ioctl: Ioctl = kernel_ioctl) -> OpenLink:
    """An input device; with `grab` nobody else hears it: no window, no virtual terminal."""

    async def open_link() -> Link:
        try:
            fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, ValueError) as error:  # ValueError: a path that cannot be
            raise LinkGoneError(f"{path}: {error}") from error
        try:
            if grab:
                ioctl(fd, EVIOCGRAB, 1)
        except OSError as error:  # another program has grabbed it, or it is no input device
            os.close(fd)
            raise LinkGoneError(f"{path}: {error}") from error
        return EvdevLink(fd, ioctl)

    return open_link
