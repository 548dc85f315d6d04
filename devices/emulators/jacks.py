"""Where a host plugs its cable into an emulated machine: TCP, a pseudo-terminal that stands for a serial port or for a
`/dev/usb/lpN`, or a USB bus. Bytes only; what they mean is the machine's.
"""

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from devices.emulators.named_pty import NamedPty
from devices.emulators.tcp_door import TcpDoor
from devices.emulators.usb_bus import PRINTER_CLASS, UsbBus, UsbDevice

READ_BYTES = 1024
BITS_PER_BYTE = 10


class Plug(Protocol):
    """One host's cable in its jack."""

    async def read(self) -> bytes:
        """Wait for bytes; none when the cable was pulled. What is not read backs up in the host."""
        ...

    def write(self, data: bytes) -> None: ...

    def reset(self) -> None:
        """Break the connection; the host is told."""
        ...


Serve = Callable[[Plug], Awaitable[None]]


class Jack(Protocol):
    """A machine's socket. Loop thread only."""

    async def open(self, serve: Serve) -> None:
        """Let hosts in; each is served until its plug is out."""
        ...

    def close(self) -> None:
        """Nothing is found under its name any more."""
        ...


@dataclass(frozen=True, slots=True)
class TcpPlug:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def read(self) -> bytes:
        try:
            return await self.reader.read(READ_BYTES)
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        self.writer.write(data)

    def reset(self) -> None:
        peer: socket.socket = self.writer.get_extra_info("socket")
        with contextlib.suppress(OSError):
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass(slots=True)
class TcpJack:
    """Port 0 becomes a free one, and stays."""

    host: str = "127.0.0.1"
    port: int = 0
    _door: TcpDoor | None = None

    async def open(self, serve: Serve) -> None:
        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self._door is door:  # or it was switched off since this one knocked
                await serve(TcpPlug(reader, writer))

        door = self._door = TcpDoor(served)
        self.port = await door.open(self.host, self.port)

    def close(self) -> None:
        if self._door is not None:
            self._door.shut()
            self._door = None


@dataclass(slots=True)
class PtyPlug:
    """The machine's end of a pseudo-terminal; paced to a baud rate when it has one."""

    port: NamedPty
    baud_rate: int | None
    _readable: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def ours(self) -> int:
        return self.port.ours

    async def read(self) -> bytes:
        """A host that opens and closes is not noticed: the line stays up."""
        while self.ours >= 0:
            loop = asyncio.get_running_loop()
            self._readable.clear()
            loop.add_reader(self.ours, self._readable.set)
            await self._readable.wait()
            if self.ours < 0:
                break
            loop.remove_reader(self.ours)
            with contextlib.suppress(BlockingIOError):
                data = os.read(self.ours, self._most_bytes)
                if self.baud_rate is not None:
                    await asyncio.sleep(len(data) * BITS_PER_BYTE / self.baud_rate)
                return data
        return b""

    @property
    def _most_bytes(self) -> int:
        return READ_BYTES if self.baud_rate is None else max(1, self.baud_rate // BITS_PER_BYTE // 50)

    def write(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self.ours, data)

    def reset(self) -> None:
        if self.ours < 0:
            return
        asyncio.get_running_loop().remove_reader(self.ours)
        self.port.unplug()
        self._readable.set()


@dataclass(slots=True)
class PtyJack:
    """A device file under a name that stays, as udev makes it; plugged in again after a reset."""

    path: Path
    baud_rate: int | None = None
    _serving: asyncio.Task[None] | None = None
    _plug: PtyPlug | None = None

    async def open(self, serve: Serve) -> None:
        self._plug_in()
        self._serving = asyncio.create_task(self._serve(serve), name="pty jack")

    def close(self) -> None:
        if self._serving is not None:
            self._serving.cancel()
            self._serving = None
        self._pull()

    async def _serve(self, serve: Serve) -> None:
        while True:
            assert self._plug is not None
            await serve(self._plug)
            self._pull()
            self._plug_in()

    def _plug_in(self) -> None:
        port = NamedPty(self.path)
        port.plug()
        self._plug = PtyPlug(port, self.baud_rate)

    def _pull(self) -> None:
        plug, self._plug = self._plug, None
        if plug is not None:
            plug.reset()


@dataclass(frozen=True, slots=True)
class UsbPlug:
    """A pair of bulk pipes, from the device's side."""

    bus: UsbBus
    device: UsbDevice

    async def read(self) -> bytes:
        data = b""
        with contextlib.suppress(EOFError):
            while not data:  # the bell of bytes that were taken already may ring late
                data = await self.device.take(self.device.pipes[0])
        return data

    def write(self, data: bytes) -> None:
        self.device.give(self.device.pipes[1], data)

    def reset(self) -> None:
        self.bus.unplug(self.device)


@dataclass(slots=True)
class UsbJack:
    """A printer on a bus; plugged in again after a reset."""

    vendor_id: int = 0x04B8
    product_id: int = 0x0202
    bus: UsbBus = field(default_factory=UsbBus)
    _device: UsbDevice = field(init=False)
    _serving: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self._device = UsbDevice(self.vendor_id, self.product_id, interface_class=PRINTER_CLASS)

    async def open(self, serve: Serve) -> None:
        self.bus.plug(self._device)
        self._serving = asyncio.create_task(self._serve(serve), name="usb jack")

    def close(self) -> None:
        if self._serving is not None:
            self._serving.cancel()
            self._serving = None
        self.bus.unplug(self._device)

    async def _serve(self, serve: Serve) -> None:
        while True:
            await serve(UsbPlug(self.bus, self._device))
            self.bus.unplug(self._device)
            self.bus.plug(self._device)
