"""A character device as a wire, such as the `/dev/usb/lpN` of Linux's usblp: one file, both ways, never blocking.

Source: drivers/usb/class/usblp.c: poll() tells both directions; a read or write that would block says EAGAIN; after an
unplug both say ENODEV and poll() says POLLHUP. A printer that answers with an empty USB packet makes a read of 0 bytes,
which is not the end of a stream.
"""

import asyncio
import contextlib
import os
import select
import stat

from devices.links.link import Link, LinkGoneError, OpenLink

READ_BYTES = 4096
EMPTY_PACKET_PAUSE_S = 0.05
"""Some printers answer every question of the bus with an empty packet: the file is then always readable."""


class CharacterDeviceLink:
    """An open device file as a Link. Loop thread only."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._closed = asyncio.Event()

    async def write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            try:
                left = left[os.write(self._open_fd, left) :]
            except BlockingIOError:
                await self._ready(writing=True)
            except OSError as error:
                raise LinkGoneError(str(error)) from error

    async def read(self) -> bytes:
        while True:
            try:
                data = os.read(self._open_fd, READ_BYTES)
            except BlockingIOError:
                await self._ready(writing=False)
                continue
            except OSError as error:
                raise LinkGoneError(str(error)) from error
            if data:
                return data
            if self._hung_up():
                raise LinkGoneError("hung up")
            await asyncio.sleep(EMPTY_PACKET_PAUSE_S)

    async def close(self) -> None:
        if self._fd >= 0:
            fd, self._fd = self._fd, -1
            self._closed.set()
            loop = asyncio.get_running_loop()
            loop.remove_reader(fd)
            loop.remove_writer(fd)
            with contextlib.suppress(OSError):
                os.close(fd)

    def _hung_up(self) -> bool:
        asked = select.poll()
        asked.register(self._open_fd, select.POLLHUP)
        return bool(asked.poll(0))

    @property
    def _open_fd(self) -> int:
        if self._fd < 0:
            raise LinkGoneError("closed")
        return self._fd

    async def _ready(self, writing: bool) -> None:
        """Wait for room, or for bytes."""
        loop, fd = asyncio.get_running_loop(), self._open_fd
        ready: asyncio.Future[None] = loop.create_future()

        def tell() -> None:
            if not ready.done():
                ready.set_result(None)

        add, remove = (loop.add_writer, loop.remove_writer) if writing else (loop.add_reader, loop.remove_reader)
        add(fd, tell)
        closed = asyncio.ensure_future(self._closed.wait())
        try:
            await asyncio.wait((ready, closed), return_when=asyncio.FIRST_COMPLETED)
        finally:
            closed.cancel()
            if self._fd == fd:
                remove(fd)


def character_device_link(path: str) -> OpenLink:
    """A device file, under a name that udev keeps stable."""

    async def open_link() -> Link:
        try:
            fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except (OSError, ValueError) as error:  # ValueError: a path that cannot be
            raise LinkGoneError(f"{path}: {error}") from error
        if not stat.S_ISCHR(os.fstat(fd).st_mode):
            os.close(fd)
            raise LinkGoneError(f"{path}: no character device")
        return CharacterDeviceLink(fd)

    return open_link
