"""Campaign `speech-heard`: what comes out of the sound device, heard on the monitor of a PulseAudio null sink.

The program's own sound device and engine, the desk that speaks, a screen in elder mode. Measured, with the recorder's
own delay in it:

    a screen is shown ─► its first sound      goal 150 ms from a clip, 250 ms synthesised (95 of 100)
    a touch           ─► silence              goal 50 ms (99 of 100)
    loudness          each step of the key at most 10 dB (EN 301 549, 5.1.3.12)

and of each sentence that it is heard whole, and alone. Planted: a voice that begins late, one that does not stop, a
sentence that is cut, two at once, a step of loudness that is too great.
"""

import asyncio
import math
import os
import tempfile
import time
from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from devices.contracts.card_reader import CardMedia
from devices.contracts.health import Health
from devices.contracts.voice import Utterance
from devices.links.process import process_link
from devices.voice.clips import Clips
from devices.voice.sinks import LinkSink
from devices.voice.speaker import Speaker
from kiosk.core.tasks import Supervisor
from kiosk.session.hearing import VOLUMES_PERCENT
from kiosk.session.screens import Home
from kiosk.session.speaking import RATE_PERCENT, SpeakingDesk
from kiosk.session.states import Mode, SessionState
from kiosk.speech import say_home
from tests.campaigns.runner import Campaign, CannotRun, Context, FellShort, Held, Outcome
from tests.helpers.null_sink import RATE_HZ, NullSink, Recording, missing_programs, null_sink
from tests.helpers.view_context import real_catalogue, real_texts

TEXTS = real_texts()
ELDER = SessionState(card=CardMedia.NOT_PRESENT, screen=Home(), mode=Mode.ELDER)
HOME = say_home(["高龄津贴申领", "社会救助"], TEXTS)
SENTENCE = Utterance("请把身份证放在下面亮着的地方。")
OTHER = Utterance("好，打到社保卡。")
CACHED_MS, SYNTHESISED_MS, SILENT_MS = 150.0, 250.0, 50.0
MOST_STEP_DB = 10.0
AWAY_S = 0.06
"""A beginning or an end may be so much softer than LOUD hears."""
GAP_S = 0.3
FRAME = RATE_HZ // 50
LEAST_ALIKE = 0.9
UP_S = 15.0


@dataclass(slots=True)
class Room:
    """A voice on a sound device, and an ear."""

    sink: NullSink
    voice: Speaker
    folder: Path

    async def first_sound_ms(self, late_s: float = 0.0) -> float:
        """From the moment a screen is shown until it is heard; then silence."""
        async with Supervisor(_fell) as supervisor:
            desk = SpeakingDesk(
                self.voice, supervisor, lambda: ELDER, lambda _: HOME, real_catalogue(), TEXTS, lambda _: None,
                lambda _: None,
            )  # fmt: skip
            await self.sink.quiet(GAP_S)
            since, shown_s = self.sink.heard.count, time.monotonic()
            await asyncio.sleep(late_s)
            desk.say_screen(requested=False)
            first = await asyncio.wait_for(self.sink.begins(since), UP_S)
            desk.stop()
        return (self.sink.heard.moment_s(first) - shown_s) * 1000

    async def silence_ms(self, is_deaf: bool = False) -> float:
        """From a stop in mid-sentence until the last that is heard of it."""
        await self.sink.quiet(GAP_S)
        since = self.sink.heard.count
        saying = asyncio.get_running_loop().create_task(self.voice.say(SENTENCE))
        await asyncio.wait_for(self.sink.begins(since), UP_S)
        await asyncio.sleep(GAP_S)
        stopped_s = time.monotonic()
        if not is_deaf:
            self.voice.stop()
        await asyncio.sleep(GAP_S)
        found = self.sink.heard.loud(self.sink.heard.count - int(2 * GAP_S * RATE_HZ))
        self.voice.stop()
        await saying
        return 0.0 if found is None else max(0.0, (self.sink.heard.moment_s(found[1]) - stopped_s) * 1000)

    async def heard(self, utterance: Utterance, cut_after_s: float | None = None) -> "array[int]":
        """All that was heard of an utterance."""
        await self.sink.quiet(GAP_S)
        since = self.sink.heard.count
        saying = asyncio.get_running_loop().create_task(self.voice.say(utterance))
        if cut_after_s is not None:
            await asyncio.wait_for(self.sink.begins(since), UP_S)
            await asyncio.sleep(cut_after_s)
            self.voice.stop()
        await saying
        await self.sink.quiet(GAP_S)
        return _loud_part(self.sink.heard.samples[since:])

    def rendered(self, utterance: Utterance) -> "array[int]":
        """What is to be heard of it."""
        clip = Clips(self.folder).find("", utterance)
        assert clip is not None
        return _loud_part(array("h", clip.pcm))


@asynccontextmanager
async def _room(sink: NullSink, folder: Path) -> AsyncIterator[Room]:
    voice = Speaker(LinkSink(process_link(sink.command)))
    running = asyncio.get_running_loop().create_task(voice.run())
    async with asyncio.timeout(UP_S):
        async for status in voice.watch():
            if status.health is Health.ONLINE:
                break
    voice.use_clips(folder)
    await voice.prepare([SENTENCE, OTHER])
    try:
        yield Room(sink, voice, folder)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await voice.close()


async def run(context: Context) -> Outcome:
    """Listen, measure, plant."""
    if lacking := missing_programs():
        return CannotRun(f"no {' and no '.join(lacking)}")
    with tempfile.TemporaryDirectory(prefix="heard-") as name:
        folder = Path(name)
        context.figure("processes_waiting_count", round(os.getloadavg()[0], 1))
        async with null_sink(folder) as sink, _room(sink, folder / "clips") as room:
            complaints = await _delays(context, room, 10 if context.is_short else 100)
            complaints += await _whole_and_alone(context, room, 3 if context.is_short else 20)
            complaints += await _loudness(context, room)
            await _planted(context, room)
    return FellShort("; ".join(complaints)) if complaints else Held("heard at once, whole and alone, silent at a touch")


async def _delays(context: Context, room: Room, count: int) -> list[str]:
    await room.first_sound_ms()  # the first stream on an idle device is not what a resident meets
    synthesised_ms = [await room.first_sound_ms() for _ in range(count)]
    rate_percent = RATE_PERCENT[Mode.ELDER]
    said = [Utterance(phrase.text, rate_percent, spelling=phrase.text) for phrase in HOME]
    await room.voice.prepare([SENTENCE, OTHER, *said])
    cached_ms = [await room.first_sound_ms() for _ in range(count)]
    silent_ms = [await room.silence_ms() for _ in range(count)]
    complaints = []
    for name, measured_ms, of_100, goal_ms in (
        ("first_sound_synthesised", synthesised_ms, 95, SYNTHESISED_MS),
        ("first_sound_cached", cached_ms, 95, CACHED_MS),
        ("touch_to_silence", silent_ms, 99, SILENT_MS),
    ):
        context.figure(f"{name}_median_ms", round(_of_100(measured_ms, 50), 1))
        context.figure(f"{name}_p{of_100}_ms", late_ms := round(_of_100(measured_ms, of_100), 1))
        complaints += [f"{name}: {late_ms} ms of {goal_ms:.0f}"] if late_ms > goal_ms else []
    return complaints


async def _whole_and_alone(context: Context, room: Room, count: int) -> list[str]:
    """Every hearing of each: a sentence that stutters on a busy machine is no less cut for the one who hears it."""
    whole = [_unlike("one sentence", await room.heard(SENTENCE), room.rendered(SENTENCE)) for _ in range(count)]
    alone = [await _newer_alone(room, room.voice) for _ in range(count)]
    complaints = [complaint for hearing in whole + alone for complaint in hearing]
    context.figure("hearings_count", len(whole + alone))
    context.figure("hearings_not_whole_count", len(complaints))
    return complaints


async def _newer_alone(room: Room, older: Speaker) -> list[str]:
    """A sentence that begins while another sounds: nothing but itself is heard from then on."""
    await room.sink.quiet(GAP_S)
    since = room.sink.heard.count
    loop = asyncio.get_running_loop()
    saying = loop.create_task(older.say(SENTENCE))
    await asyncio.wait_for(room.sink.begins(since), UP_S)
    await asyncio.sleep(GAP_S)
    await asyncio.gather(saying, loop.create_task(room.voice.say(OTHER)))
    last = await room.sink.quiet(GAP_S)
    wanted = room.rendered(OTHER)
    return _unlike("two sentences", room.sink.heard.samples[max(0, last + 1 - len(wanted)) : last + 1], wanted)


async def _loudness(context: Context, room: Room) -> list[str]:
    heard = [await room.heard(Utterance(SENTENCE.text, volume_percent=percent)) for percent in VOLUMES_PERCENT]
    steps_db = _steps_db(heard)
    context.figure("loudness_steps_db", ", ".join(f"{step_db:.1f}" for step_db in steps_db))
    return [f"steps of {steps_db} dB"] if not _is_gentle(steps_db) else []


async def _planted(context: Context, room: Room) -> None:
    late = context.plant("a voice that begins late")
    if await room.first_sound_ms(late_s=0.3) > SYNTHESISED_MS:
        late.caught()
    deaf = context.plant("a voice that does not stop")
    if await room.silence_ms(is_deaf=True) > SILENT_MS:
        deaf.caught()
    cut = context.plant("a sentence that is cut")
    if _unlike("", await room.heard(SENTENCE, cut_after_s=1.0), room.rendered(SENTENCE)):
        cut.caught()
    steep = context.plant("a step of loudness that is too great")
    if not _is_gentle(_steps_db([await room.heard(Utterance(SENTENCE.text, volume_percent=v)) for v in (12, 100)])):
        steep.caught()
    both = context.plant("two at once")
    async with _room(room.sink, room.folder / "second") as second:
        if await _newer_alone(room, second.voice):
            both.caught()


def _fell(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


def _loud_part(samples: "array[int]") -> "array[int]":
    heard = Recording(samples)
    found = heard.loud(0)
    return samples[found[0] : found[1] + 1] if found else array("h")


def _unlike(name: str, heard: "array[int]", wanted: "array[int]") -> list[str]:
    """Shorter or longer than it should be, or not the same rise and fall."""
    away_s = abs(len(heard) - len(wanted)) / RATE_HZ
    alike = _alike(_envelope(heard), _envelope(wanted))
    return [] if away_s <= AWAY_S and alike >= LEAST_ALIKE else [f"{name}: {away_s:.2f} s away, {alike:.2f} alike"]


def _envelope(samples: "array[int]") -> list[float]:
    """How loud it is, 50 times a second."""
    frames = (samples[start : start + FRAME] for start in range(0, len(samples) - FRAME, FRAME))
    return [math.hypot(*frame) for frame in frames]


def _alike(one: Sequence[float], other: Sequence[float]) -> float:
    """1 is the same; what is added or missing takes away. The recorder may have begun a frame early or late."""

    def at(shift: int) -> float:
        pairs = list(zip(one[max(0, shift) :], other[max(0, -shift) :], strict=False))
        total = sum(a + b for a, b in pairs)
        return 1 - sum(abs(a - b) for a, b in pairs) / total if total else 0.0

    return max(map(at, range(-3, 4)))


def _steps_db(heard: Sequence["array[int]"]) -> list[float]:
    powers = [math.hypot(*samples) for samples in heard]
    return [round(20 * math.log10(louder / softer), 1) for softer, louder in pairwise(powers)]


def _is_gentle(steps_db: Sequence[float]) -> bool:
    return all(0 < step_db <= MOST_STEP_DB for step_db in steps_db)


def _of_100(measured: Sequence[float], of_100: int) -> float:
    return sorted(measured)[max(0, math.ceil(len(measured) * of_100 / 100) - 1)]


CAMPAIGN = Campaign(
    "speech-heard", "what is said comes out of the sound device at once, whole and alone", "real time", run
)
