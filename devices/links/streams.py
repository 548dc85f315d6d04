"""Serial and TCP wires over asyncio's streams."""

import asyncio
import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import serialx

from devices.links.link import Link, LinkGoneError, OpenLink

READ_BYTES = 4096
CONNECT_S = 3.0
CLOSE_S = 1.0


class StreamLink:
    """A pair of asyncio streams as a Link."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def write(self, data: bytes) -> None:
        try:
            self._writer.write(data)
            await self._writer.drain()
        except OSError as error:
            raise LinkGoneError(str(error)) from error

    async def read(self) -> bytes:
        try:
            data = await self._reader.read(READ_BYTES)
        except OSError as error:
            raise LinkGoneError(str(error)) from error
        if not data:
            raise LinkGoneError("closed from the other side")
        return data

    async def close(self) -> None:
        # Both serialx and asyncio raise the error that broke the wire once more here.
        with contextlib.suppress(OSError, TimeoutError):
            self._writer.close()
            async with asyncio.timeout(CLOSE_S):  # wait_for can lose a cancellation (Python 3.11)
                await self._writer.wait_closed()


def serial_link(path: str, baud_rate: int = 115200) -> OpenLink:
    """A serial port, 8N1. The path should be a stable name made by udev, such as /dev/kiosk/idcard."""

    async def open_link() -> Link:
        try:
            reader, writer = await serialx.open_serial_connection(path, baudrate=baud_rate)
        except (OSError, ValueError) as error:  # ValueError: a path that cannot be
            raise LinkGoneError(f"{path}: {error}") from error
        return StreamLink(reader, writer)

    return open_link


def seen_at(path: str) -> Callable[[], bool | None]:
    """Asks whether what is plugged into a port is there while it says nothing; None: nobody knows.

    A port of USB's modem class is the device itself and goes with it (drivers/usb/class/cdc-acm.c), and a pseudo-
    terminal goes with its other end. Any other stays when nothing hangs on it: an adapter, the board's own.
    """

    def is_there() -> bool | None:
        port = Path(path).resolve()
        if not port.exists():
            return False
        return True if port.name.startswith("ttyACM") or port.parent == Path("/dev/pts") else None

    return is_there


def tcp_link(host: str, port: int) -> OpenLink:
    """A TCP connection, small writes sent at once."""

    async def open_link() -> Link:
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(host, port)
        except (OSError, TimeoutError, ValueError, OverflowError) as error:  # the last two: no such host or port can be
            raise LinkGoneError(f"{host}:{port}: {error}") from error
        peer: socket.socket = writer.get_extra_info("socket")
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return StreamLink(reader, writer)

    return open_link
