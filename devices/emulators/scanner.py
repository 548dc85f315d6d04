"""A QR scanner in USB-CDC or serial mode, on a pseudo-terminal: sends what it reads, ended as it is set to.

The port's name is a symbolic link that stays the same when the scanner is unplugged and put back, as udev makes it.
"""

import asyncio
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from devices.emulators.named_pty import NamedPty
from devices.emulators.spoiling import Spoiling

FAULTS = ("half", "flood", "wrong_encoding", "split", "too_long", "control_characters", "no_end", "unplug")
FLOOD_BYTES = 1 << 19
SPLIT_S = 0.02
PIECE_BYTES = 1024
REFUSED_S, MOST_REFUSALS = 0.002, 50


@dataclass(slots=True)
class ScannerEmulator(Spoiling):
    """The scanner. Loop thread only. A fault spoils the next code, then is gone, unless it is told how often."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    path: Path
    encoding: str = "utf-8"
    end: bytes = b"\r"
    """The suffix it is set to send; scanners come with CR, CR LF, LF or none."""
    scans: int = 0
    _port: NamedPty = field(init=False)

    def __post_init__(self) -> None:
        self._port = NamedPty(self.path)

    async def start(self) -> None:
        self.plug()

    async def close(self) -> None:
        self.unplug()

    @property
    def plugged(self) -> bool:
        return self._port.plugged

    def fail(self, kind: str | None = None, times: int | None = 1) -> None:
        """Spoil the next codes, or no longer. Raises ValueError."""
        Spoiling.fail(self, kind, times)  # super() knows no slots

    def plug(self) -> None:
        """Appear under the port's name."""
        if not self._port.plugged:
            self._port.plug()

    def unplug(self) -> None:
        if self._port.plugged:
            self._port.unplug()

    async def scan(self, text: str) -> None:
        """Hold a code before the scanner; returns when it was sent. Raises ValueError when it is unplugged."""
        if not self._port.plugged:
            raise ValueError("the scanner is unplugged")
        self.scans += 1
        fault = self.strike()
        await asyncio.sleep(self.delay_s)
        payload = text.encode(self.encoding, "replace")
        match fault:
            case "half":
                await self._send(payload[: max(1, len(payload) // 2)])
            case "unplug":
                await self._send(payload[: max(1, len(payload) // 2)])
                self.unplug()
            case "flood":
                await self._send(b"0" * FLOOD_BYTES + self.end)
            case "wrong_encoding":
                await self._send(b"\xff\xff" + payload + b"\xff" + self.end)
            case "split":
                await self._send(payload + self.end, piece_bytes=1, pause_s=SPLIT_S)
            case "too_long":
                await self._send((payload * (4097 // max(1, len(payload)) + 1))[:4097] + self.end)
            case "control_characters":
                await self._send(b"\x1b[2J" + payload + self.end)
            case "no_end":
                await self._send(payload)
            case _:
                await self._send(payload + self.end)

    async def _send(self, data: bytes, piece_bytes: int = PIECE_BYTES, pause_s: float = 0.0) -> None:
        """What nobody takes for a while is lost, as on a real wire."""
        at, refusals = 0, 0
        while at < len(data) and self._port.plugged and refusals < MOST_REFUSALS:
            try:
                at += os.write(self._port.ours, data[at : at + piece_bytes])
                refusals = 0
            except BlockingIOError:
                refusals += 1
            await asyncio.sleep(REFUSED_S if refusals else pause_s)
