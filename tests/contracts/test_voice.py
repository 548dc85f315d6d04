"""What every voice owes the kiosk, held by the real engine in its own process on the emulated network loudspeaker."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import wave
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ctypes.util import find_library
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from devices.contracts.health import Health
from devices.contracts.voice import SpeechFailed, SpeechFinished, SpeechStopped, Utterance, VoiceStatus
from devices.emulators.loudspeaker import LoudspeakerEmulator
from devices.links.process import process_link
from devices.links.streams import tcp_link
from devices.voice.clips import Clips
from devices.voice.engine import WORKER, Engine, EngineDiedError, engine_link, start_engine
from devices.voice.sinks import LinkSink
from devices.voice.speaker import Speaker
from devices.voice.timing import SpeakerTiming
from tests.helpers.heard import Listener, wrong_at
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio

FIXTURES = Path(__file__).parents[1] / "fixtures" / "speech"
PUT_CARD = Utterance("请把身份证放在下面亮着的地方。")
LONG = Utterance("请把身份证放在下面亮着的地方。" * 8)
QUICK = SpeakerTiming(least_back_off_s=0.02, most_back_off_s=0.1)


@dataclass
class Bench:
    voice: Speaker
    machine: LoudspeakerEmulator

    async def until(self, wanted: Callable[[VoiceStatus], bool]) -> VoiceStatus:
        async with asyncio.timeout(8):
            async for status in self.voice.watch():
                if wanted(status):
                    return status
        raise AssertionError("the voice was closed")

    async def started(self, utterance: Utterance) -> asyncio.Task[object]:
        """Begin to say something and return when its first sample is heard."""
        began = asyncio.Event()
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(self.voice.say(utterance, began.set))
        await asyncio.wait_for(began.wait(), 5)
        return task


def engine_pids() -> list[int]:
    """The engine processes that this one started."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in map(int, children) if WORKER.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    machine = LoudspeakerEmulator(pacing=False)
    await machine.start()
    voice = Speaker(LinkSink(tcp_link(machine.host, machine.port)), timing=QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(voice.run())
        bench = Bench(voice, machine)
        await bench.until(lambda status: status.health is Health.ONLINE)
        yield bench
        running.cancel()
        await voice.close()
        await machine.close()


async def test_the_engine_names_itself(bench: Bench) -> None:
    assert bench.voice.status.model.startswith("eSpeak NG 1.52")


async def test_a_sentence_is_heard_to_its_end_with_its_text(bench: Bench) -> None:
    assert await bench.voice.say(PUT_CARD) == SpeechFinished()
    (spoken,) = bench.machine.transcript
    assert (spoken.text, spoken.cut) == (PUT_CARD.text, False)
    assert 2.0 < spoken.duration_s < 8.0
    assert spoken.heard_s == spoken.duration_s
    assert spoken.loudest > 3000


async def test_slower_speech_takes_longer_and_quieter_speech_is_quieter(bench: Bench) -> None:
    await bench.voice.say(PUT_CARD)
    await bench.voice.say(Utterance(PUT_CARD.text, rate_percent=70, volume_percent=40))
    normal, slow = bench.machine.transcript
    assert slow.duration_s > normal.duration_s * 1.2
    assert slow.loudest < normal.loudest * 0.7


async def test_tones_are_heard_and_need_no_engine(bench: Bench) -> None:
    for pid in engine_pids():
        os.kill(pid, signal.SIGKILL)
    await bench.until(lambda status: status.trouble == "engine")
    assert await bench.voice.say(Utterance("♪", volume_percent=50, tones_hz=(660, 440))) == SpeechFinished()
    (sounded,) = bench.machine.transcript
    assert sounded.text == "♪"
    assert sounded.heard_s == pytest.approx(0.18, abs=0.01)
    assert 4000 < sounded.loudest < 6100


async def test_stop_is_silence_in_mid_word(bench: Bench) -> None:
    bench.machine.pacing = True
    saying = await bench.started(LONG)
    bench.voice.stop()
    assert await saying == SpeechStopped()
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()
    cut, _ = bench.machine.transcript
    assert cut.cut
    assert cut.heard_s < 1.0


async def test_a_newer_sentence_cuts_the_older(bench: Bench) -> None:
    bench.machine.pacing = True
    older = await bench.started(LONG)
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()
    assert await older == SpeechStopped()
    assert [spoken.cut for spoken in bench.machine.transcript] == [True, False]


async def test_cancelling_is_silence(bench: Bench) -> None:
    bench.machine.pacing = True
    saying = await bench.started(LONG)
    saying.cancel()
    await asyncio.gather(saying, return_exceptions=True)
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()
    assert bench.machine.transcript[0].cut


async def test_an_engine_that_dies_is_told_and_started_again(bench: Bench) -> None:
    bench.machine.pacing = True
    saying = await bench.started(LONG)
    (first,) = engine_pids()
    os.kill(first, signal.SIGKILL)
    assert await saying == SpeechFailed("engine")
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert engine_pids() != [first]
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()


async def test_a_loudspeaker_that_goes_away_is_told_and_found_again(bench: Bench) -> None:
    bench.machine.pacing = True
    saying = await bench.started(LONG)
    await bench.machine.close()
    assert await saying == SpeechFailed("sound_device")
    status = await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert status.trouble == "sound_device"
    assert await bench.voice.say(PUT_CARD) == SpeechFailed("sound_device")
    await bench.machine.start()
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_missing_engine_is_a_status_not_an_error() -> None:
    machine = LoudspeakerEmulator()
    await machine.start()
    nowhere = process_link(("/nowhere/espeak",))
    voice = Speaker(LinkSink(tcp_link(machine.host, machine.port)), lambda: start_engine(nowhere), timing=QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(voice.run())
        assert await voice.say(PUT_CARD) == SpeechFailed("engine")
        assert (voice.status.health, voice.status.trouble) == (Health.NO_DEVICE, "engine")
        running.cancel()
    await machine.close()


async def test_xiong_an_is_not_read_in_english_letters_and_no_text_gets_at_the_phonemes() -> None:
    """eSpeak NG 1.52 said "ksong-two-an" for 雄安."""
    async with Listener() as listener:
        wanted = ["xiong2", "an1", "xin1", "qu1", "de5", "xiong1", "di4", "qiong2", "ren2", "jiong3"]
        assert wrong_at(await listener.phonemes("雄安新区的兄弟，穷人，炯"), wanted) is None
        assert await listener.phonemes("[[tA51]]") != await listener.phonemes("大")


async def test_a_text_that_was_cut_does_not_keep_the_next_sentence_waiting(bench: Bench) -> None:
    """After 10,000 characters the machine was silent for half a minute: the engine went on making them."""
    saying = await bench.started(Utterance("请" * 10_000))
    bench.voice.stop()
    assert await saying == SpeechStopped()
    assert await asyncio.wait_for(bench.voice.say(Utterance("好")), 5) == SpeechFinished()


HURRIED = replace(QUICK, most_speech_s=1.0, per_character_s=0.0)


async def test_an_engine_that_hangs_is_told_in_time_and_started_again(bench: Bench) -> None:
    (first,) = engine_pids()
    os.kill(first, signal.SIGSTOP)
    bench.voice._timing = HURRIED
    assert await bench.voice.say(PUT_CARD) == SpeechFailed("engine")
    bench.voice._timing = QUICK
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert engine_pids() != [first]
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()


async def test_a_loudspeaker_that_hangs_is_told_in_time_and_connected_to_anew(bench: Bench) -> None:
    bench.machine.hang()
    bench.voice._timing = HURRIED
    assert await bench.voice.say(PUT_CARD) == SpeechFailed("sound_device")
    bench.machine.hang(False)
    bench.voice._timing = QUICK
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()


async def test_a_loudspeaker_that_hangs_while_nobody_speaks_is_told_and_is_well_again_when_it_answers(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was told as well until somebody had waited two minutes for a sentence."""
    for name in ("LOOK_S", "ANSWER_S", "READY_S"):
        monkeypatch.setattr(f"devices.voice.sinks.{name}", 0.2)
    bench.machine.hang()
    told = await bench.until(lambda status: status.health is not Health.ONLINE)
    assert (told.health, told.trouble) == (Health.NO_DEVICE, "sound_device")
    bench.machine.hang(False)
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert await bench.voice.say(Utterance("好")) == SpeechFinished()


async def test_a_loudspeaker_that_answers_is_confirmed_while_nobody_speaks(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.voice.sinks.LOOK_S", 0.1)
    await bench.voice.say(Utterance("好"))
    before_s = bench.voice.status.last_confirmed_s
    async with asyncio.timeout(8):
        while bench.voice.status.last_confirmed_s == before_s:  # noqa: ASYNC110 - its age alone is told to nobody
            await asyncio.sleep(0.01)
    assert bench.voice.status.health is Health.ONLINE


async def test_what_was_rendered_ahead_is_said_while_no_engine_is_there(bench: Bench, tmp_path: Path) -> None:
    bench.voice.use_clips(tmp_path)
    spelled = Utterance("蔚县", rate_percent=85, spelling="玉县")
    assert await bench.voice.prepare([PUT_CARD, spelled]) == 0
    bench.voice._start = nobody
    for pid in engine_pids():
        os.kill(pid, signal.SIGKILL)
    await bench.until(lambda status: status.trouble == "engine")
    assert await bench.voice.say(PUT_CARD) == SpeechFinished()
    assert await bench.voice.say(replace(PUT_CARD, volume_percent=25)) == SpeechFinished()
    assert await bench.voice.say(spelled) == SpeechFinished()
    assert await bench.voice.say(replace(spelled, rate_percent=100)) == SpeechFailed("engine")
    loud, soft, _ = bench.machine.transcript
    assert (loud.text, loud.cut) == (PUT_CARD.text, False)
    assert soft.loudest == pytest.approx(loud.loudest / 4, abs=2)


async def nobody() -> NoReturn:
    raise EngineDiedError("not there")


async def test_a_clip_sounds_as_the_engine_does(bench: Bench, tmp_path: Path) -> None:
    bench.voice.use_clips(tmp_path)
    await bench.voice.say(PUT_CARD)
    await bench.voice.prepare([PUT_CARD])
    await bench.voice.say(PUT_CARD)
    by_engine, by_clip = bench.machine.transcript
    assert by_clip.received_bytes == pytest.approx(by_engine.received_bytes, rel=0.02)


async def test_a_clip_that_sounds_is_heard_to_its_end_though_the_engine_dies(bench: Bench, tmp_path: Path) -> None:
    bench.machine.pacing = True
    bench.voice.use_clips(tmp_path)
    await bench.voice.prepare([PUT_CARD])
    saying = await bench.started(PUT_CARD)
    for pid in engine_pids():
        os.kill(pid, signal.SIGKILL)
    assert await saying == SpeechFinished()


async def test_a_prompt_that_nobody_says_any_more_goes(bench: Bench, tmp_path: Path) -> None:
    old = Utterance("从前的话")
    bench.voice.use_clips(tmp_path)
    await bench.voice.prepare([PUT_CARD, old])
    await bench.voice.prepare([PUT_CARD])
    assert Clips(tmp_path).missing("", [PUT_CARD, old]) == [old]


async def test_whoever_finds_every_clip_starts_no_engine_for_it(bench: Bench, tmp_path: Path) -> None:
    """Every fresh process started one, though all clips were there."""
    bench.voice.use_clips(tmp_path)
    assert await bench.voice.prepare([PUT_CARD]) == 0
    bench.voice._start = nobody
    assert await bench.voice.prepare([PUT_CARD]) == 0
    assert await bench.voice.prepare([PUT_CARD, LONG]) == 1


async def test_clips_that_came_with_the_program_are_said_and_not_made_again(bench: Bench, tmp_path: Path) -> None:
    came, own = tmp_path / "came", tmp_path / "own"
    bench.voice.use_clips(came)
    await bench.voice.prepare([PUT_CARD])
    bench.voice.use_clips(own, came)
    await bench.voice.prepare([PUT_CARD, LONG])
    assert len(list(own.rglob("*.wav"))) == len(list(came.rglob("*.wav"))) == 1
    bench.voice._start = nobody
    for pid in engine_pids():
        os.kill(pid, signal.SIGKILL)
    await bench.until(lambda status: status.trouble == "engine")
    assert await bench.voice.say(PUT_CARD) == SpeechFinished()


async def test_rendering_gives_way_to_every_other_process_and_stops_when_told(bench: Bench, tmp_path: Path) -> None:
    (speaks,) = engine_pids()
    urgent = []

    def go_on() -> bool:
        urgent.append({pid: os.getpriority(os.PRIO_PROCESS, pid) for pid in engine_pids()})
        return len(urgent) < 3

    bench.voice.use_clips(tmp_path)
    assert await bench.voice.prepare([Utterance(f"第{number}句话") for number in range(5)], go_on) == 3
    (renders,) = urgent[-1].keys() - {speaks}
    assert (urgent[-1][speaks], urgent[-1][renders]) == (os.getpriority(os.PRIO_PROCESS, 0), 19)
    assert engine_pids() == [speaks]


async def test_a_disk_that_refuses_a_clip_is_told(bench: Bench, tmp_path: Path) -> None:
    bench.voice.use_clips(tmp_path / "clips")
    await bench.voice.prepare([PUT_CARD])
    folder = next((tmp_path / "clips").iterdir())
    shutil.rmtree(folder)
    folder.symlink_to("/proc")  # a folder in which nobody may write
    with pytest.raises(OSError, match=r"No such file|denied"):
        await bench.voice.prepare([PUT_CARD])


@pytest.mark.parametrize(
    "other", [{"speaker": 1}, {"model": "n.onnx"}, {"lexicon": "lexicon.txt"}, {"rule_fsts": "number.fst"}]
)
async def test_clips_are_kept_by_the_voice_that_said_them(other: dict[str, str | int]) -> None:
    """Two speakers of one model shared their clips."""
    chosen: dict[str, str | int] = {"model": "m.onnx", "tokens": "tokens.txt"}
    keys = []
    for options in (chosen, chosen, {**chosen, **other}):
        engine = await _sherpa(**options)()
        keys.append(engine.clip_key)
        await engine.close()
    assert keys[0] == keys[1] != keys[2]


async def test_clips_of_a_model_that_was_replaced_are_not_said(tmp_path: Path) -> None:
    model = tmp_path / "m.onnx"
    keys = []
    for content in (b"one voice", b"another one"):
        model.write_bytes(content)
        engine = await _sherpa(model=str(model), tokens="tokens.txt")()
        keys.append(engine.clip_key)
        await engine.close()
    assert keys[0] != keys[1]


STAND_IN = f"""
import runpy, sys
sys.path[:0] = sys.argv.pop(1), {str(ROOT)!r}
runpy.run_module({WORKER!r}, run_name="__main__")
"""
"""Runs the worker with a library of the tests beside it."""


def _sherpa(**options: str | int) -> Callable[[], Awaitable[Engine]]:
    """The neural engine, with sherpa-onnx as tests/fixtures/speech/sherpa_onnx.py has it: its API, tones for words."""
    command = (sys.executable, "-c", STAND_IN, str(FIXTURES), "sherpa", json.dumps(options))
    return partial(start_engine, process_link(command))


def _pyttsx3() -> Callable[[], Awaitable[Engine]]:
    return partial(start_engine, engine_link("pyttsx3", {"voice": "sit/cmn-latn-pinyin"}))


@asynccontextmanager
async def spoken_by(*engines: Callable[[], Awaitable[Engine]]) -> AsyncIterator[Bench]:
    machine = LoudspeakerEmulator(pacing=False)
    await machine.start()
    voice = Speaker(LinkSink(tcp_link(machine.host, machine.port)), engines[0], QUICK, others=engines[1:])
    async with asyncio.TaskGroup() as group:
        running = group.create_task(voice.run())
        bench = Bench(voice, machine)
        try:
            await bench.until(lambda status: status.health is Health.ONLINE)
            yield bench
        finally:
            running.cancel()
            await voice.close()
            await machine.close()


OTHER_ENGINES: dict[str, Callable[[], Callable[[], Awaitable[Engine]]]] = {
    "pyttsx3": _pyttsx3,
    "sherpa-onnx": partial(_sherpa, model="m.onnx", tokens="tokens.txt"),
}


@pytest.mark.parametrize("engine", OTHER_ENGINES)
async def test_every_engine_owes_the_same(engine: str) -> None:
    """Whole sentences, slower and quieter where asked for, silence in mid-word, and the next sentence at once."""
    if engine == "pyttsx3" and not (find_spec("pyttsx3") and find_library("espeak-ng")):
        pytest.skip("pyttsx3 or what it speaks with on Linux is not installed")
    async with spoken_by(OTHER_ENGINES[engine]()) as bench:
        assert bench.voice.status.model.startswith(engine)
        assert await bench.voice.say(PUT_CARD) == SpeechFinished()
        assert await bench.voice.say(Utterance(PUT_CARD.text, rate_percent=50, volume_percent=25)) == SpeechFinished()
        normal, slow = bench.machine.transcript
        assert slow.duration_s > normal.duration_s * 1.3
        assert slow.loudest < normal.loudest * 0.5
        bench.machine.pacing = True
        saying = await bench.started(LONG)
        bench.voice.stop()
        assert await saying == SpeechStopped()
        assert await asyncio.wait_for(bench.voice.say(Utterance("好")), 5) == SpeechFinished()


BUSY = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pyttsx3.drivers import _espeak
take_in, say, waiting = _espeak.SetParameter, _espeak.Synth, []
_espeak.SetParameter = lambda *parameter: waiting.append(parameter)
_espeak.IsPlaying, _espeak.Cancel = lambda: bool(waiting), waiting.clear
_espeak.Synth = lambda *a, **b: [[take_in(*each) for each in waiting], waiting.clear(), say(*a, **b)]
from devices.voice.engines import make_file
chosen = {{"voice": "sit/cmn-latn-pinyin", "text": {PUT_CARD.text!r}}}
make_file({{**chosen, "rate_wpm": int(sys.argv[1]), "path": sys.argv[2]}})
"""
"""eSpeak NG takes orders in by a thread of its own: one that got no processor has none of them when the next come."""


def test_a_slow_sentence_was_said_fast_on_a_busy_machine(tmp_path: Path) -> None:
    if not (find_spec("pyttsx3") and find_library("espeak-ng")):
        pytest.skip("pyttsx3 or what it speaks with on Linux is not installed")
    frames = []
    for words_a_minute in (175, 87):
        path = tmp_path / f"{words_a_minute}.wav"
        subprocess.run((sys.executable, "-c", BUSY, str(words_a_minute), str(path)), check=True, timeout=30)
        with wave.open(str(path)) as made:
            frames.append(made.getnframes())
    assert frames[1] > frames[0] * 1.8


async def test_a_sentence_whose_engine_died_is_said_again_by_the_other_one_and_a_technician_is_told() -> None:
    async with spoken_by(_sherpa(model="m.onnx", tokens="tokens.txt"), start_engine) as bench:
        bench.machine.pacing = True
        saying = await bench.started(PUT_CARD)
        for pid in engine_pids():
            os.kill(pid, signal.SIGKILL)
        assert await saying == SpeechFinished()
        assert [(spoken.text, spoken.cut) for spoken in bench.machine.transcript] == [
            (PUT_CARD.text, True),
            (PUT_CARD.text, False),
        ]
        status = bench.voice.status
        assert (status.health, status.trouble) == (Health.ONLINE, "other_engine")
        assert status.model.startswith("eSpeak NG")


async def test_a_model_that_is_none_leaves_the_word_to_the_other_engine() -> None:
    async with spoken_by(_sherpa(model="", tokens=""), start_engine) as bench:
        assert await bench.voice.say(Utterance("好")) == SpeechFinished()
        assert bench.voice.status.trouble == "other_engine"


async def test_who_wants_silence_while_the_engines_change_has_it() -> None:
    async with spoken_by(_sherpa(model="m.onnx", tokens="tokens.txt"), start_engine) as bench:
        bench.machine.pacing = True
        saying = await bench.started(LONG)
        for pid in engine_pids():
            os.kill(pid, signal.SIGKILL)
        await bench.until(lambda status: status.health is not Health.ONLINE)
        bench.voice.stop()
        assert await saying == SpeechFailed("engine")
        assert [spoken.cut for spoken in bench.machine.transcript] == [True]
