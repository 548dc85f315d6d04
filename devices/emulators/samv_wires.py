"""What a SAM_V module's bytes travel on: a pseudo-terminal, or the emulated USB bus in either framing.

The pseudo-terminal's name is a symbolic link that stays the same when the reader is unplugged and put back, as udev
makes it.
"""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from devices.emulators.named_pty import NamedPty
from devices.emulators.usb_bus import UsbBus, UsbDevice

HEAD_BYTES = 7
UART_BYTE_S = 10 / 115200
"""8N1 at 115200 baud."""
USB_BYTE_S = 1e-6
"""What full speed leaves for bulk transfers, about 1 MB/s."""
VENDOR_ID, PRODUCT_ID = 0x0400, 0xC35A
ONE_PAIR = (0x02, 0x81)
TWO_PAIRS = (0x02, 0x81, 0x06, 0x85)

Received = Callable[[bytes], None]


class SamvWire(Protocol):
    """Loop thread only."""

    byte_s: float
    small_piece_bytes: int
    """What a careless reader's pieces may be as small as."""

    @property
    def plugged(self) -> bool: ...

    def hold(self, on: bool) -> None:
        """Another program has it, from the next plug on."""
        ...

    def plug(self, received: Received) -> None:
        """Appear on the host; its bytes go to `received`."""
        ...

    def unplug(self) -> None: ...

    def parts(self, frame: bytes) -> list[tuple[int, bytes]]:
        """Which of a frame's bytes go out on which pipe, in order."""
        ...

    def give(self, pipe: int, piece: bytes) -> None: ...


class PtyWire:
    """A serial port."""

    byte_s = UART_BYTE_S
    small_piece_bytes = 3

    def __init__(self, path: Path) -> None:
        self._port = NamedPty(path)

    @property
    def path(self) -> Path:
        return self._port.path

    @property
    def plugged(self) -> bool:
        return self._port.plugged

    def hold(self, on: bool) -> None:
        self._port.held = on

    def plug(self, received: Received) -> None:
        if not self._port.plugged:
            self._port.plug()
            asyncio.get_running_loop().add_reader(self._port.ours, self._receive, self._port.ours, received)

    def unplug(self) -> None:
        if self._port.plugged:
            asyncio.get_running_loop().remove_reader(self._port.ours)
            self._port.unplug()

    def parts(self, frame: bytes) -> list[tuple[int, bytes]]:
        return [(0, frame)]

    def give(self, pipe: int, piece: bytes) -> None:
        if self._port.plugged:
            with suppress(OSError):
                os.write(self._port.ours, piece)

    def _receive(self, fd: int, received: Received) -> None:
        with suppress(OSError):
            received(os.read(fd, 4096))


class UsbWire:
    """A place on the bus, with one pair of pipes (framing A) or with two (B: a frame's head apart from its body)."""

    byte_s = USB_BYTE_S
    small_piece_bytes = 8

    def __init__(self, bus: UsbBus, split: bool = False) -> None:
        self.bus = bus
        self.split = split
        self.device = UsbDevice(VENDOR_ID, PRODUCT_ID, TWO_PAIRS if split else ONE_PAIR)
        self._listening: asyncio.Task[None] | None = None

    @property
    def plugged(self) -> bool:
        return self.device.plugged

    def hold(self, on: bool) -> None:
        self.device.held = on

    def plug(self, received: Received) -> None:
        if not self.device.plugged:
            self.bus.plug(self.device)
            self._listening = asyncio.create_task(self._listen(received), name="samv emulator's wire")

    def unplug(self) -> None:
        self.bus.unplug(self.device)  # which ends the listening

    def parts(self, frame: bytes) -> list[tuple[int, bytes]]:
        if not self.split:
            return [(ONE_PAIR[1], frame)]
        return [(TWO_PAIRS[1], frame[:HEAD_BYTES]), (TWO_PAIRS[3], frame[HEAD_BYTES:])]

    def give(self, pipe: int, piece: bytes) -> None:
        self.device.give(pipe, piece)

    async def _listen(self, received: Received) -> None:
        with suppress(EOFError):
            while True:
                received(await self.device.take(TWO_PAIRS[0]))
                if self.split:
                    received(await self.device.take(TWO_PAIRS[2]))
