"""The voice's driver: keeps engine and sink alive, says one thing at a time, and falls silent at once.

say ──► engine process ──samples──► sink ──► ear        what was rendered ahead (clips) needs no engine
 ▲           │ died                  │ gone
 └── failed ◄┴───────────────────────┘        both come back by themselves

Where there is a second engine, it takes the place of one that died, and says the sentence again from its beginning; the
first is tried again when that one dies, or when the terminal starts anew.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from devices.contracts.commands import CommandQueue, Stop, Turns
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, CutOff, TimedOut
from devices.contracts.voice import (
    SpeechFailed,
    SpeechFinished,
    SpeechResult,
    SpeechStopped,
    Utterance,
    VoiceStatus,
)
from devices.contracts.watching import Watched
from devices.links.link import IN_USE
from devices.links.sound_frames import Frame
from devices.voice.clips import Clip, Clips
from devices.voice.engine import Engine, EngineDiedError, start_engine
from devices.voice.rendering import render
from devices.voice.sinks import SinkEvents, SinkGoneError, SoundSink
from devices.voice.timing import SpeakerTiming
from devices.voice.tones import SAMPLE_RATE_HZ, tones

NO_ENGINE, NO_SOUND_DEVICE, OTHER_ENGINE = "engine", "sound_device", "other_engine"


@dataclass(frozen=True, slots=True)
class _Speaking:
    serial: int
    result: asyncio.Future[SpeechResult]
    on_started: Callable[[], None] | None


class Speaker:
    """Implements `Voice`. Loop thread only."""

    def __init__(
        self, sink: SoundSink, start: Callable[[], Awaitable[Engine]] = start_engine,
        timing: SpeakerTiming | None = None, monotonic: Callable[[], float] = time.monotonic,
        others: Sequence[Callable[[], Awaitable[Engine]]] = (),
    ) -> None:  # fmt: skip
        self._sink = sink
        self._start = start
        self._others = others
        self._place = 0
        """Of the engine that speaks, or is tried: the chosen one, then the others."""
        self._timing = timing or SpeakerTiming()
        self._monotonic = monotonic
        self._clips = Clips()
        self._clip_key = ""
        """Of the chosen engine, once it was there; its clips outlive it."""
        self._engine: Engine | None = None
        self._sink_open = False
        self._sink_trouble = NO_SOUND_DEVICE
        self._tried: set[str] = set()
        self._settled = asyncio.Event()
        self._serial = 0
        self._queue = CommandQueue(Turns.NEWEST)
        self._has_all = False
        """The sink has every sample of what is being said."""
        self._speaking: _Speaking | None = None
        self._status = Watched(VoiceStatus(since_s=monotonic()))

    @property
    def status(self) -> VoiceStatus:
        return self._status.value

    def watch(self) -> AsyncIterator[VoiceStatus]:
        return self._status.watch()

    async def say(self, utterance: Utterance, on_started: Callable[[], None] | None = None) -> SpeechResult:
        self.stop()
        limit_s = self._timing.limit_s(utterance.text)
        said = await self._queue.do(lambda stop: self._say(utterance, on_started, stop), limit_s)
        if isinstance(said, Cancelled):
            return SpeechStopped()
        return SpeechFailed(NO_ENGINE) if isinstance(said, TimedOut | CutOff) else said

    async def _say(
        self, utterance: Utterance, on_started: Callable[[], None] | None, stop: Stop
    ) -> SpeechResult | Cancelled | TimedOut:
        await stop.tears(self._first_ready())
        if stop.is_set:
            return stop.result
        if self._sink_open and (clip := self._clip_of(utterance)) is not None:
            speaking = self._begin(utterance, on_started, clip.sample_rate_hz)
            self._sink.play(clip.pcm)
            self._no_more()
            return await self._ended_by(speaking, stop)
        if self._engine is None or not self._sink_open:
            return SpeechFailed(NO_ENGINE if self._engine is None else NO_SOUND_DEVICE)
        said = await self._spoken(self._engine, utterance, on_started, stop)
        if said == SpeechFailed(NO_ENGINE) and self._others:
            await stop.tears(self._another())
            if self._engine is not None and self._sink_open and not stop.is_set:
                return await self._spoken(self._engine, utterance, None, stop)
        return said

    async def _spoken(
        self, engine: Engine, utterance: Utterance, on_started: Callable[[], None] | None, stop: Stop
    ) -> SpeechResult | Cancelled | TimedOut:
        speaking = self._begin(utterance, on_started, engine.sample_rate_hz)
        try:
            return await self._ended_by(speaking, stop, engine.order(speaking.serial, utterance))
        except EngineDiedError:
            return SpeechFailed(NO_ENGINE)

    async def _another(self) -> None:
        """Wait until another engine speaks, for a while."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timing.first_ready_s):
                async for _ in self._status.watch():
                    if self._engine is not None:
                        break

    def use_clips(self, *folders: Path) -> None:
        self._clips = Clips(*folders)

    async def prepare(self, utterances: Sequence[Utterance], go_on: Callable[[], bool] = lambda: True) -> int:
        return len(await render(utterances, self._clips, self._start, self._clip_key, go_on))

    def _clip_of(self, utterance: Utterance) -> Clip | None:
        """What needs no engine."""
        if utterance.tones_hz:
            return Clip(tones(utterance), SAMPLE_RATE_HZ)
        return self._clips.find(self._clip_key, utterance)

    def _begin(self, utterance: Utterance, on_started: Callable[[], None] | None, sample_rate_hz: int) -> _Speaking:
        self._serial += 1
        self._has_all = False
        result: asyncio.Future[SpeechResult] = asyncio.get_running_loop().create_future()
        speaking = self._speaking = _Speaking(self._serial, result, on_started)
        self._sink.begin(self._serial, utterance.text, sample_rate_hz)
        return speaking

    async def _ended_by(
        self, speaking: _Speaking, stop: Stop, order: Awaitable[None] | None = None
    ) -> SpeechResult | Cancelled | TimedOut:
        """What becomes of it; whoever hangs is ended, and comes back by itself. Raises EngineDiedError."""
        try:
            if order is not None:
                await stop.tears(order)
            ended = await stop.tears(speaking.result)
            return await self._hung() if isinstance(ended, TimedOut) else ended
        finally:
            if self._speaking is speaking:
                self._silence()

    async def _hung(self) -> SpeechResult:
        if not self._has_all and self._engine is not None:
            engine, self._engine = self._engine, None
            self._lost(NO_ENGINE)
            await engine.close()
            return SpeechFailed(NO_ENGINE)
        self._sink_open = False
        self._lost(NO_SOUND_DEVICE)
        await self._sink.close()
        return SpeechFailed(NO_SOUND_DEVICE)

    def _no_more(self) -> None:
        self._has_all = True
        self._sink.end()

    def stop(self) -> None:
        self._queue.cancel()
        if self._speaking is not None:
            self._silence()

    def _silence(self) -> None:
        """At once, and not when the command that is told so has its turn of the loop."""
        self._sink.silence()
        self._finish(SpeechStopped())

    async def close(self) -> None:
        self.stop()
        self._status.close()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_engine())
            group.create_task(self._keep_sink())

    async def _first_ready(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._timing.first_ready_s):
                await self._settled.wait()

    async def _keep_engine(self) -> None:
        failures = 0
        while True:
            engine = None
            try:
                engine = self._engine = await (self._start, *self._others)[self._place]()
                failures = 0
                if self._place == 0:
                    self._clip_key = engine.clip_key
                self._tell(NO_ENGINE)
                while True:
                    self._hear(await engine.next_frame())
            except EngineDiedError:
                failures += 1
            finally:
                self._engine = None
                if engine is not None:
                    await engine.close()
            self._lost(NO_ENGINE)
            self._place = (self._place + 1) % (1 + len(self._others))
            if self._place == 0 or engine is None:  # each had its turn, or the one whose turn it is does not start
                failures = await self._timing.rest(failures)

    def _hear(self, frame: Frame) -> None:
        """Pass on what belongs to the utterance being said; the rest was cut."""
        if self._speaking is None or frame.serial != self._speaking.serial:
            return
        match frame.kind:
            case b"A":
                self._sink.play(frame.payload)
            case b"E":
                self._no_more()
            case b"F":
                self._sink.silence()
                self._finish(SpeechFailed(NO_ENGINE))

    async def _keep_sink(self) -> None:
        failures = 0
        while True:
            try:
                await self._sink.open(SinkEvents(self._began, self._ended, self._there))
                failures, self._sink_open = 0, True
                self._tell(NO_SOUND_DEVICE)
                await self._sink.until_gone()
                self._sink_trouble = NO_SOUND_DEVICE
            except SinkGoneError as error:
                self._sink_trouble = IN_USE if error.code == IN_USE else NO_SOUND_DEVICE
            finally:
                self._sink_open = False
                await self._sink.close()
            failures += 1
            self._lost(NO_SOUND_DEVICE)
            failures = await self._timing.rest(failures)

    def _began(self, serial: int) -> None:
        speaking = self._speaking
        if speaking is not None and speaking.serial == serial and speaking.on_started is not None:
            speaking.on_started()

    def _ended(self, serial: int) -> None:
        if self._speaking is not None and self._speaking.serial == serial:
            self._finish(SpeechFinished())

    def _there(self) -> None:
        if self.status.health is Health.ONLINE:
            self._status.refresh(replace(self.status, last_confirmed_s=self._monotonic()))

    def _lost(self, part: str) -> None:
        if self._speaking is not None and not (part == NO_ENGINE and self._has_all):
            self._sink.silence()
            self._finish(SpeechFailed(part))
        self._tell(part)

    def _finish(self, result: SpeechResult) -> None:
        speaking, self._speaking = self._speaking, None
        if speaking is not None and not speaking.result.done():
            speaking.result.set_result(result)

    def _tell(self, part: str) -> None:
        """Publish what is there, once both parts were tried."""
        self._tried.add(part)
        if len(self._tried) < 2:
            return
        self._settled.set()
        reason = NO_ENGINE if self._engine is None else "" if self._sink_open else self._sink_trouble
        model = self._engine.name if self._engine is not None else self.status.model
        now_s, old = self._monotonic(), self.status
        health = Health.ONLINE if not reason else Health.BUSY if reason == IN_USE else Health.NO_DEVICE
        reason = reason or (OTHER_ENGINE if self._place else "")
        confirmed_s = now_s if health is Health.ONLINE else old.last_confirmed_s
        if (health, reason, model) == (old.health, old.trouble, old.model):
            self._status.refresh(replace(old, last_confirmed_s=confirmed_s))
        else:
            told = replace(old, health=health, trouble=reason, since_s=now_s, last_confirmed_s=confirmed_s, model=model)
            self._status.publish(told)
