"""A network microphone on TCP: hears a WAV file, or a quiet room, in real time while it is asked to record.

Messages both ways are kind (1 byte) | serial (4, big-endian) | length (4, big-endian) | payload. In come B (record), E
(enough), ? (are you there); out go R (ready: the sample rate, 4 bytes big-endian) and P (samples).
"""

import asyncio
import contextlib
import struct
import wave
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

SAMPLE_RATE_HZ = 16000
BYTES_PER_SAMPLE = 2
STEP_S = 0.05
FAULTS = ("silent", "half_frame", "rubbish", "endless_frame", "odd_samples", "deaf", "trickle")


@dataclass(slots=True)
class MicrophoneEmulator(Spoiling):
    """The microphone. Loop thread only. Of its faults "deaf" answers and hears nothing, "trickle" brings a sample where
    there should be hundreds."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    host: str = "127.0.0.1"
    port: int = 0
    recordings: int = 0
    _sounds: bytes = b""
    _rate_hz: int = SAMPLE_RATE_HZ
    _door: TcpDoor = field(init=False)
    _hearing: asyncio.Task[None] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._door = TcpDoor(self._serve)

    async def start(self) -> None:
        """Switch on; the port stays the same."""
        self.port = await self._door.open(self.host, self.port)

    async def close(self) -> None:
        """Switch off, in mid-word if need be."""
        self._enough()
        await self._door.close()

    @property
    def recording(self) -> bool:
        return self._hearing is not None

    def hear(self, wav: str) -> None:
        """What the next recording hears, from its beginning: a WAV file, mono, 16 bits. Raises ValueError."""
        try:
            with wave.open(str(Path(wav)), "rb") as file:
                if (file.getnchannels(), file.getsampwidth()) != (1, BYTES_PER_SAMPLE):
                    raise ValueError("the WAV file must be mono, 16 bits")
                self._rate_hz, self._sounds = file.getframerate(), file.readframes(file.getnframes())
        except (OSError, EOFError, wave.Error) as error:
            raise ValueError(f"{wav}: {error}") from error

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ready(writer)
        try:
            while True:
                kind, serial, length = struct.unpack(">cII", await reader.readexactly(9))
                await reader.readexactly(length)
                self._obey(kind, serial, writer)
        finally:
            self._enough()

    def _obey(self, kind: bytes, serial: int, writer: asyncio.StreamWriter) -> None:
        match kind:
            case b"?":
                self._ready(writer)
            case b"B":
                self._enough()
                self.recordings += 1
                self._hearing = asyncio.create_task(self._hear(serial, writer), name="microphone emulator")
            case b"E":
                self._enough()

    def _ready(self, writer: asyncio.StreamWriter) -> None:
        if self.strike() != "silent":
            self.say_late(writer.write, struct.pack(">cIII", b"R", 0, 4, self._rate_hz))

    def _enough(self) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing is not None:
            hearing.cancel()

    async def _hear(self, serial: int, writer: asyncio.StreamWriter) -> None:
        step_bytes = int(self._rate_hz * STEP_S) * BYTES_PER_SAMPLE
        at = 0
        with contextlib.suppress(OSError):
            while not writer.is_closing():
                samples = self._sounds[at : at + step_bytes].ljust(step_bytes, b"\0")
                at += step_bytes
                await asyncio.sleep(STEP_S)
                self._send(serial, samples, writer)
                await writer.drain()

    def _send(self, serial: int, samples: bytes, writer: asyncio.StreamWriter) -> None:
        whole = struct.pack(">cII", b"P", serial, len(samples)) + samples
        match self.strike():
            case "silent" | "deaf":
                return
            case "half_frame":
                writer.write(whole[: len(whole) // 2])
                writer.close()
            case "rubbish":
                writer.write(b"\xff" * 64)
            case "trickle":
                writer.write(struct.pack(">cII", b"P", serial, BYTES_PER_SAMPLE) + samples[:BYTES_PER_SAMPLE])
            case "endless_frame":
                writer.write(struct.pack(">cII", b"P", serial, 0xFFFFFFFF))
            case "odd_samples":
                writer.write(struct.pack(">cII", b"P", serial, 3) + b"abc")
            case _:
                self.say_late(writer.write, whole)
