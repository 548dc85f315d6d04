"""The real sherpa-onnx with real models, small enough to be made here: how it is loaded, run and stopped, in the
engine's and the recogniser's own processes. What they say and hear is tones; what a grown model does is not known here.
"""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from devices.contracts.microphone import Recorded
from devices.contracts.recogniser import Recognised
from devices.contracts.voice import SpeechFinished, SpeechStopped, Utterance
from devices.microphones.recogniser import ModelRecogniser, model_link
from devices.voice.engine import engine_link, start_engine
from tests.contracts.test_recogniser import RATE_HZ, WORDS, at_work, said
from tests.contracts.test_voice import LONG, PUT_CARD, spoken_by
from tests.helpers import tiny_models

pytest.importorskip("sherpa_onnx")
pytestmark = pytest.mark.anyio


async def test_a_real_model_speaks_slower_and_quieter_where_asked_for_and_stops_in_mid_word(tmp_path: Path) -> None:
    characters = "".join(sorted(set(filter(str.isalpha, PUT_CARD.text + LONG.text))))
    model = tiny_models.voice(tmp_path, characters)
    async with spoken_by(partial(start_engine, engine_link("sherpa", model))) as bench:
        assert bench.voice.status.model == "sherpa-onnx voice.onnx"
        assert await bench.voice.say(PUT_CARD) == SpeechFinished()
        assert await bench.voice.say(Utterance(PUT_CARD.text, rate_percent=50, volume_percent=25)) == SpeechFinished()
        normal, slow = bench.machine.transcript
        assert normal.duration_s > len(PUT_CARD.text) * tiny_models.TONE_S * 0.8
        assert slow.duration_s > normal.duration_s * 1.5
        assert slow.loudest < normal.loudest * 0.5
        bench.machine.pacing = True
        saying = await bench.started(LONG)
        bench.voice.stop()
        assert await saying == SpeechStopped()
        assert await asyncio.wait_for(bench.voice.say(Utterance("请")), 20) == SpeechFinished()


@pytest.mark.parametrize(("hz", "word"), list(WORDS.items()))
async def test_a_real_model_writes_down_the_word_it_heard(tmp_path: Path, hz: int, word: str) -> None:
    recogniser = ModelRecogniser(model_link(dict(tiny_models.ear(tmp_path, WORDS))))
    async with at_work(recogniser, lambda: recogniser.is_ready):
        assert await recogniser.recognise(said(hz)) == Recognised(word)
        assert await recogniser.recognise(said(hz, 48000)) == Recognised(word)
        assert await recogniser.recognise(Recorded(bytes(2 * RATE_HZ), RATE_HZ)) == Recognised("")
