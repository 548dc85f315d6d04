"""The driver of a microphone over a wire: one recording at a time, kept in memory and nowhere else."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NoReturn

from devices.contracts.commands import CommandQueue, Stop, Turns
from devices.contracts.health import Health
from devices.contracts.microphone import MOST_RECORDING_S, MicrophoneStatus, Recorded, RecordResult
from devices.contracts.results import Cancelled, CutOff, DeviceGone, TimedOut
from devices.links.driver import BackOff, DeviceFailedError, LinkDriver
from devices.links.link import Link, LinkGoneError, OpenLink, heard
from devices.links.pause import BEAT_S, to_beat_s
from devices.links.sound_frames import BadFrameError, Deframer, Frame
from devices.microphones.frames import can_be, loudness

BYTES_PER_SAMPLE = 2
LEVELS_PER_S = 10
RATES_HZ = range(8_000, 192_001)
LATE_S = 0.05
STALL_S = 2.0
"""A microphone that records says something far more often."""


@dataclass(slots=True)
class _Recording:
    serial: int
    result: asyncio.Future[RecordResult]
    on_level: Callable[[float], None]
    most_bytes: int
    samples: bytearray = field(default_factory=bytearray, repr=False)
    levels_count: int = 0


@dataclass(frozen=True, slots=True)
class RecorderTiming:
    """Of a microphone that nobody speaks into: how often it is asked whether it is there, and how long waited for."""

    look_s: float = BEAT_S
    answer_s: float = 1.0


class Recorder(LinkDriver[MicrophoneStatus]):
    """Implements `AudioSource`. Loop thread only."""

    MOST_BYTES_S: ClassVar[int] = 1024 * 1024
    """The highest rate brings 375 KiB; twice that, and more, when a second's worth was late."""

    def __init__(
        self, open_link: OpenLink, back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
        timing: RecorderTiming | None = None,
    ) -> None:  # fmt: skip
        super().__init__(open_link, MicrophoneStatus, back_off, monotonic)
        self._timing = timing or RecorderTiming()
        self._orders: asyncio.Queue[Frame] = asyncio.Queue()
        self._sample_rate_hz = 0
        self._serial = 0
        self._queue = CommandQueue(Turns.NEWEST)
        self._recording: _Recording | None = None

    async def record(self, on_level: Callable[[float], None], most_s: float = MOST_RECORDING_S) -> RecordResult:
        if self.status.health is not Health.ONLINE:
            return DeviceGone(self.status.trouble or self.status.health)
        most_s = min(most_s, MOST_RECORDING_S)
        result = await self._queue.do(lambda stop: self._record(on_level, most_s, stop), most_s + STALL_S)
        return Cancelled() if isinstance(result, TimedOut | CutOff) else result

    async def _record(self, on_level: Callable[[float], None], most_s: float, stop: Stop) -> RecordResult | TimedOut:
        self._serial += 1
        result: asyncio.Future[RecordResult] = asyncio.get_running_loop().create_future()
        recording = _Recording(self._serial, result, on_level, int(most_s * self._sample_rate_hz) * BYTES_PER_SAMPLE)
        self._recording = recording
        self._orders.put_nowait(Frame(b"B", self._serial))
        try:
            told = await stop.tears(result)
            return self._recorded(recording) if isinstance(told, TimedOut) else told  # it brings too little sound
        finally:
            self._end(Cancelled())  # of whom nobody waits for

    def finish(self) -> None:
        if self._recording is not None:
            self._end(self._recorded(self._recording))

    async def close(self) -> None:
        self._queue.cancel()
        await super().close()

    async def _work(self, link: Link) -> NoReturn:
        self._orders = asyncio.Queue()
        sending = asyncio.create_task(self._send(link), name="microphone orders")
        try:
            await self._listen(link)
        except BadFrameError:
            raise DeviceFailedError("bad_frames") from None
        finally:
            sending.cancel()

    async def _send(self, link: Link) -> None:
        try:
            while True:
                await link.write(bytes(await self._orders.get()))
        except LinkGoneError:
            return  # who listens hears of it too

    async def _listen(self, link: Link) -> NoReturn:
        deframer, was_asked = Deframer(can_be), False
        while True:
            is_idle = self._recording is None
            look_s = self._timing.answer_s if was_asked else to_beat_s(self._timing.look_s)
            data = await heard(link, look_s if is_idle else STALL_S, LATE_S)
            if not data:
                if was_asked or not is_idle:
                    raise DeviceFailedError("silent")
                was_asked = True
                self._orders.put_nowait(Frame(b"?"))
                continue
            was_asked = False
            for frame in deframer.feed(data):
                self._take(frame)

    def _take(self, frame: Frame) -> None:
        recording = self._recording
        match frame:
            case Frame(kind=b"R", payload=payload):
                self._sample_rate_hz = int.from_bytes(payload, "big")
                if self._sample_rate_hz not in RATES_HZ:
                    raise DeviceFailedError("bad_rate")
                self._confirm()
            case Frame(kind=b"P", serial=serial, payload=payload) if recording and serial == recording.serial:
                self._confirm()
                self._hear(recording, payload)

    def _hear(self, recording: _Recording, samples: bytes) -> None:
        recording.samples += samples[: recording.most_bytes - len(recording.samples)]
        step = self._sample_rate_hz // LEVELS_PER_S * BYTES_PER_SAMPLE
        while len(recording.samples) >= (recording.levels_count + 1) * step:
            start = recording.levels_count * step
            recording.levels_count += 1
            recording.on_level(loudness(bytes(recording.samples[start : start + step])))
        if len(recording.samples) >= recording.most_bytes:
            self._end(self._recorded(recording))

    def _recorded(self, recording: _Recording) -> Recorded:
        return Recorded(bytes(recording.samples), self._sample_rate_hz)

    def _lost(self, trouble: str) -> None:
        self._end(DeviceGone(trouble))

    def _end(self, result: RecordResult) -> None:
        """Answer who records, tell the microphone that it is enough, and forget."""
        recording, self._recording = self._recording, None
        if recording is None:
            return
        recording.samples.clear()
        self._orders.put_nowait(Frame(b"E", recording.serial))
        if not recording.result.done():
            recording.result.set_result(result)
