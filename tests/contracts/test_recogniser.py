"""A speech model in its own process: the real worker, on the library's stand-in and on the real library's own errors.

There is no model here, and none is fetched: what espeak-made utterances come to is tested where KIOSK_SPEECH_MODEL
names a folder with tokens.txt, encoder.onnx, decoder.onnx and joiner.onnx of a streaming Chinese transducer.
"""

import asyncio
import inspect
import json
import math
import os
import resource
import signal
import sys
from array import array
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from devices.contracts.microphone import Recorded
from devices.contracts.recogniser import NotRecognised, Recognised
from devices.contracts.voice import Utterance
from devices.links.process import process_link
from devices.microphones.recogniser import WORKER_PATH, ModelRecogniser, model_link
from devices.voice.engine import start_engine

pytestmark = pytest.mark.anyio

FIXTURES = Path(__file__).parents[1] / "fixtures" / "speech"
STAND_IN = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); path = sys.argv[1]; sys.argv = sys.argv[1:];"
    " runpy.run_path(path, run_name='__main__')"
)
RATE_HZ = 16000
WORDS = {330: "返回", 440: "一", 550: "高龄津贴"}
MODEL = os.environ.get("KIOSK_SPEECH_MODEL", "")


def said(hz: int, sample_rate_hz: int = RATE_HZ) -> Recorded:
    """A word as the stand-in's model hears it: a tone within silence."""
    tone = [round(9000 * math.sin(math.tau * hz * n / sample_rate_hz)) for n in range(sample_rate_hz // 2)]
    return Recorded(array("h", [0] * 2000 + tone + [0] * 2000).tobytes(), sample_rate_hz)


def model(folder: Path) -> dict[str, str]:
    """The stand-in's model."""
    paths = {"tokens": "tokens.txt", "encoder": "encoder.onnx", "decoder": "decoder.onnx", "joiner": "joiner.onnx"}
    for name in paths.values():
        (folder / name).write_bytes(b"model")
    (folder / "tokens.txt").write_text("\n".join(f"{hz} {word}" for hz, word in WORDS.items()), "utf-8")
    return {part: str(folder / name) for part, name in paths.items()}


def stand_in(options: dict[str, str]) -> ModelRecogniser:
    command = (sys.executable, "-c", STAND_IN, str(FIXTURES), str(WORKER_PATH), json.dumps(options))
    return ModelRecogniser(process_link(command), written_s=3.0)


@asynccontextmanager
async def at_work(recogniser: ModelRecogniser, until: Callable[[], bool]) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.get_running_loop().create_task(recogniser.run(lambda: None))
    async with asyncio.timeout(20):
        while not until():  # noqa: ASYNC110 - what a terminal is told by `changed`
            await asyncio.sleep(0.01)
    yield running
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def workers() -> list[int]:
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [pid for pid in map(int, children) if b"recogniser_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.parametrize(("hz", "word"), list(WORDS.items()))
async def test_what_was_said_is_written_down(tmp_path: Path, hz: int, word: str) -> None:
    recogniser = stand_in(model(tmp_path))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        assert await recogniser.recognise(said(hz)) == Recognised(word)
        assert await recogniser.recognise(said(hz, 48000)) == Recognised(word)


async def test_of_silence_comes_no_word(tmp_path: Path) -> None:
    recogniser = stand_in(model(tmp_path))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        assert await recogniser.recognise(Recorded(bytes(32000), RATE_HZ)) == Recognised("")
        assert await recogniser.recognise(Recorded(b"", RATE_HZ)) == Recognised("")


async def test_a_single_file_of_another_kind_is_a_model_too(tmp_path: Path) -> None:
    parts = model(tmp_path)
    recogniser = stand_in({"tokens": parts["tokens"], "model": parts["encoder"]})
    async with at_work(recogniser, lambda: recogniser.is_ready):
        assert await recogniser.recognise(said(440)) == Recognised("一")


async def test_a_model_that_crashes_is_told_and_comes_back(tmp_path: Path) -> None:
    recogniser = stand_in(model(tmp_path))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        (first,) = workers()
        os.kill(first, signal.SIGSTOP)
        asking = asyncio.get_running_loop().create_task(recogniser.recognise(said(440)))
        await asyncio.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        assert await asking == NotRecognised("gone")
        async with asyncio.timeout(20):
            while not recogniser.is_ready:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.01)
        assert await recogniser.recognise(said(440)) == Recognised("一")
    assert workers() == []


async def test_a_model_that_hangs_keeps_nobody_waiting(tmp_path: Path) -> None:
    recogniser = stand_in(model(tmp_path))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        recogniser._written_s = 0.2
        os.kill(workers()[0], signal.SIGSTOP)
        assert await recogniser.recognise(said(440)) == NotRecognised("slow")


async def test_who_speaks_before_the_model_is_there_is_told_so(tmp_path: Path) -> None:
    assert await stand_in(model(tmp_path)).recognise(said(440)) == NotRecognised("gone")


async def test_what_was_said_can_be_written_to_no_file(tmp_path: Path) -> None:
    recogniser = stand_in(model(tmp_path))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        (worker,) = workers()
        limits = [resource.prlimit(worker, of) for of in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)]
    assert limits == [(0, 0), (0, 0)]


# ── the real library ───────────────────────────────────────────────────────────────────────────────────────────────


def spoiled(options: dict[str, str], content: bytes | None) -> dict[str, str]:
    """Parts that are none, or not there."""
    for name in ("encoder", "decoder", "joiner"):
        Path(options[name]).unlink()
        if content is not None:
            Path(options[name]).write_bytes(content)
    return options


@pytest.mark.parametrize("content", [None, b"", b"no model"])
async def test_what_is_no_model_is_told_and_not_tried_for_ever(tmp_path: Path, content: bytes | None) -> None:
    """By sherpa-onnx itself: an assertion, or what onnxruntime says, becomes a value."""
    pytest.importorskip("sherpa_onnx")
    options = spoiled(model(tmp_path), content)
    recogniser = ModelRecogniser(model_link(dict(options)))
    async with at_work(recogniser, lambda: recogniser.trouble != "") as running:
        await asyncio.wait_for(running, 5)
        assert (recogniser.trouble, recogniser.is_ready) == ("model", False)
        assert await recogniser.recognise(said(440)) == NotRecognised("model")


def test_the_stand_in_takes_what_the_library_takes() -> None:
    real = pytest.importorskip("sherpa_onnx")
    sys.path.insert(0, str(FIXTURES))
    try:
        kept = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "sherpa_onnx"}
        import sherpa_onnx as ours
    finally:
        sys.path.remove(str(FIXTURES))
        sys.modules.update(kept)
    for name in ("from_transducer", "from_zipformer2_ctc", "create_stream", "is_ready", "decode_stream", "get_result"):
        theirs = inspect.signature(getattr(real.OnlineRecognizer, name)).parameters
        mine = inspect.signature(getattr(ours.OnlineRecognizer, name)).parameters
        assert list(mine) == [parameter for parameter in theirs if parameter in mine], name
    assert "sample_rate: typing.SupportsFloat, waveform" in real.OnlineStream.accept_waveform.__doc__
    assert hasattr(real.OnlineStream, "input_finished")


@pytest.mark.skipif(not MODEL, reason="no speech model here: KIOSK_SPEECH_MODEL names no folder of one")
@pytest.mark.parametrize("text", ["返回", "再说一遍", "找人帮忙", "高龄津贴"])
async def test_what_espeak_says_is_understood(text: str) -> None:
    parts = {"tokens": "tokens.txt", "encoder": "encoder.onnx", "decoder": "decoder.onnx", "joiner": "joiner.onnx"}
    recogniser = ModelRecogniser(model_link({part: str(Path(MODEL) / name) for part, name in parts.items()}))
    engine = await start_engine()
    await engine.order(1, Utterance(text))
    pcm = b""
    while (frame := await engine.next_frame()).kind == b"A":
        pcm += frame.payload
    await engine.close()
    async with at_work(recogniser, lambda: recogniser.is_ready):
        assert await recogniser.recognise(Recorded(pcm, engine.sample_rate_hz)) == Recognised(text)
