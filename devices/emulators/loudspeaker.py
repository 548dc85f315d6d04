"""A network loudspeaker on TCP: plays samples in real time into nothing, and keeps what was said.

Messages both ways are kind (1 byte) | serial (4, big-endian) | length (4, big-endian) | payload. In come T (sample
rate, then the text), P (samples), E (no more), S (silence at once); out go R (ready), B (first sample heard), D (last).
"""

import asyncio
import contextlib
import struct
from dataclasses import dataclass, field

from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

BYTES_PER_SAMPLE = 2
STEP_S = 0.02
FAULTS = ("half", "dropped", "garbage")


@dataclass(slots=True)
class Spoken:
    """One utterance as it was heard."""

    text: str
    sample_rate_hz: int
    received_bytes: int = 0
    played_bytes: int = 0
    cut: bool = False
    loudest: int = 0
    """Largest sample, 0 to 32768: 0 is silence."""

    @property
    def duration_s(self) -> float:
        return self.received_bytes / BYTES_PER_SAMPLE / self.sample_rate_hz

    @property
    def heard_s(self) -> float:
        return self.played_bytes / BYTES_PER_SAMPLE / self.sample_rate_hz


@dataclass(slots=True)
class LoudspeakerEmulator(Spoiling):
    """The loudspeaker. Loop thread only. A fault spoils what it says: the first half of a message, none, or rubbish."""

    FAULTS = FAULTS
    host: str = "127.0.0.1"
    port: int = 0
    pacing: bool = True
    is_hung: bool = False
    """It takes what comes, sounds nothing and says nothing."""
    transcript: list[Spoken] = field(default_factory=list)
    _door: TcpDoor = field(init=False)
    _now: Spoken | None = None
    _serial: int = 0
    _complete: bool = False
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._door = TcpDoor(self._serve)

    async def start(self) -> None:
        """Switch on; the port stays the same."""
        self.port = await self._door.open(self.host, self.port)

    async def close(self) -> None:
        """Switch off, in mid-word if need be."""
        await self._door.close()
        self._cut()

    def hang(self, on: bool = True) -> None:
        self.is_hung = on
        self._moved.set()

    @property
    def speaking(self) -> bool:
        return self._now is not None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                playing = group.create_task(self._play(writer))
                self._greet(writer)
                await self._listen(reader, writer)
                playing.cancel()
        except* (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._cut()
            with contextlib.suppress(OSError):
                writer.close()

    def _greet(self, writer: asyncio.StreamWriter) -> None:
        if not self.is_hung:
            self._say(writer, b"R", 0)

    def _say(self, writer: asyncio.StreamWriter, kind: bytes, serial: int) -> None:
        message = kind + struct.pack(">II", serial, 0)
        match self.strike():
            case "half":
                message = message[: len(message) // 2]
            case "dropped":
                return
            case "garbage":
                message = bytes(0xFF ^ byte for byte in message)
        self.say_late(writer.write, message)

    async def _listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(9)
                serial, length = struct.unpack(">II", head[1:])
                payload = await reader.readexactly(length)
                if head[:1] == b"?":
                    self._greet(writer)
                else:
                    self._take(head[:1], serial, payload)

    def _take(self, kind: bytes, serial: int, payload: bytes) -> None:
        match kind:
            case b"T":
                self._cut()
                self._now = Spoken(payload[4:].decode("utf-8", "replace"), struct.unpack(">I", payload[:4])[0])
                self._serial, self._complete = serial, False
                self.transcript.append(self._now)
            case b"P" if self._now is not None and serial == self._serial:
                self._now.received_bytes += len(payload)
                self._now.loudest = max(self._now.loudest, *map(abs, struct.unpack(f"<{len(payload) // 2}h", payload)))
            case b"E" if serial == self._serial:
                self._complete = True
            case b"S":
                self._cut()
        self._moved.set()

    def _cut(self) -> None:
        if self._now is not None:
            self._now.cut = True
            self._now = None

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        while True:
            self._moved.clear()
            spoken = self._now
            waiting = 0 if spoken is None else spoken.received_bytes - spoken.played_bytes
            if self.is_hung or spoken is None or (not waiting and not self._complete):
                await self._moved.wait()
            elif not waiting:
                self._now = None
                self._say(writer, b"D", self._serial)
            else:
                if not spoken.played_bytes:
                    self._say(writer, b"B", self._serial)
                await self._step(spoken, waiting)

    async def _step(self, spoken: Spoken, waiting_bytes: int) -> None:
        step_bytes = int(spoken.sample_rate_hz * STEP_S) * BYTES_PER_SAMPLE
        played = min(waiting_bytes, step_bytes) if self.pacing else waiting_bytes
        await asyncio.sleep(played / BYTES_PER_SAMPLE / spoken.sample_rate_hz if self.pacing else 0)
        if self._now is spoken:
            spoken.played_bytes += played
