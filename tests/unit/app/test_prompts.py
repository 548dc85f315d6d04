"""Clips are made while nobody is there, once, and a prompt without one is told."""

import asyncio
import shutil
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from devices.contracts.voice import Utterance
from devices.voice.clips import Clips
from kiosk.app.prompts import LOOK_S, RENDER_AFTER_S, prompts, prompts_command, render_ahead
from kiosk.speech import Lexicon
from tests.helpers.fake_clock import FakeClock
from tests.helpers.view_context import ROOT, real_texts
from tests.unit.session.test_speaking import HeldVoice

SAID = [Utterance(f"第{number}句") for number in range(5)]


class Renderer(HeldVoice):
    """A voice that makes clips, and whose visitors come in the middle of it."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.made: list[Utterance] = []
        self.made_at_s: list[float] = []
        self.comes_after = len(SAID)
        self.is_served = False
        self.refuses = False

    async def prepare(self, utterances: Sequence[Utterance], go_on: Callable[[], bool] = bool) -> int:
        if self.refuses:
            raise OSError("no space left")
        for utterance in utterances:
            if utterance in self.made or not go_on():
                continue
            self.made.append(utterance)
            self.made_at_s.append(self.clock.monotonic_s())
            if len(self.made) == self.comes_after:
                self.is_served = True
        return len(utterances) - len(self.made)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def at_work(clock: FakeClock) -> "tuple[Renderer, asyncio.Task[None]]":
    voice = Renderer(clock)
    ahead = render_ahead(voice, clock, lambda: voice.is_served, lambda: SAID)
    return voice, asyncio.get_running_loop().create_task(ahead)


pytestmark = pytest.mark.anyio


async def test_nothing_is_rendered_while_the_machine_comes_up(
    clock: FakeClock, at_work: tuple[Renderer, object]
) -> None:
    voice, _ = at_work
    await clock.advance(RENDER_AFTER_S - 1)
    assert voice.made == []
    await clock.advance(1)
    assert voice.made == SAID


async def test_who_comes_in_the_middle_of_it_is_served_first_and_the_rest_is_made_when_they_left(
    clock: FakeClock, at_work: "tuple[Renderer, asyncio.Task[None]]"
) -> None:
    voice, task = at_work
    voice.comes_after = 2
    await clock.advance(RENDER_AFTER_S)
    assert voice.made == SAID[:2]

    await clock.advance(300)
    assert voice.made == SAID[:2]

    voice.is_served = False
    await clock.advance(LOOK_S)
    assert voice.made == SAID
    assert task.done()


async def test_a_disk_that_refuses_is_told_once_and_not_tried_for_ever(
    clock: FakeClock, at_work: "tuple[Renderer, asyncio.Task[None]]"
) -> None:
    voice, task = at_work
    voice.refuses = True
    await clock.advance(RENDER_AFTER_S)
    assert task.done()
    assert task.exception() is None


def own_prompts() -> list[Utterance]:
    return list(prompts(None, real_texts(), Lexicon.load(ROOT / "assets" / "speech" / "lexicon.toml")))


def test_a_package_brings_the_clips_of_the_programs_own_prompts(tmp_path: Path) -> None:
    assert prompts_command(Namespace(config=None, to=tmp_path), ROOT) == 0
    assert len(own_prompts()) > 300
    assert Clips(tmp_path).missing("", own_prompts()) == []


def test_a_prompt_of_the_program_without_a_clip_fails_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A word of the lexicon that is spelled by what nobody hears."""
    for folder in ("i18n", "speech"):
        shutil.copytree(ROOT / "assets" / folder, tmp_path / "assets" / folder)
    lexicon = tmp_path / "assets" / "speech" / "lexicon.toml"
    silent = '[words]\n"谢谢您，慢走。" = "，"\n'
    lexicon.write_text(lexicon.read_text("utf-8").replace("[words]\n", silent, 1), encoding="utf-8")

    assert prompts_command(Namespace(config=None, to=tmp_path / "clips"), tmp_path) == 1
    assert "2 prompts have no clip" in capsys.readouterr().err


def test_settings_that_cannot_be_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prompts_command(Namespace(config=tmp_path / "none.toml", to=None), ROOT) == 2
    assert "none.toml" in capsys.readouterr().err
