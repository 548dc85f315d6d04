"""What is always said in the same words has a clip: the program's own prompts, held with the real engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from devices.contracts.voice import Utterance
from devices.voice.clips import Clips
from devices.voice.rendering import render
from kiosk.app.prompts import prompts
from kiosk.session.hearing import Hearing
from kiosk.session.overlays import AlertShown
from kiosk.speech import Lexicon, fixed_phrases, fixed_phrases_of, phrases_of, utterances_for
from tests.helpers.privacy import as_the_program
from tests.helpers.scenes import all_scenes
from tests.helpers.view_context import ROOT, real_catalogue, real_texts

pytestmark = pytest.mark.anyio

ZH = real_texts()


async def test_every_prompt_of_the_program_can_be_rendered(tmp_path: Path) -> None:
    """A missing clip fails here: a text of which the engine makes no sound."""
    own = [Utterance(text) for text in sorted(fixed_phrases(ZH))]
    assert len(own) > 150
    assert await render(own, Clips(tmp_path)) == []


async def test_a_prompt_of_which_nothing_is_heard_is_found(tmp_path: Path) -> None:
    silent = Utterance("\u3000")
    assert await render([silent, Utterance("好")], Clips(tmp_path)) == [silent]


def test_what_is_said_instead_to_who_sees_nothing_has_a_clip_too() -> None:
    """None of it had one: the engine spoke, and where it had died nobody who goes by ear heard a word."""
    fixed = fixed_phrases(ZH)
    for key in (key.removeprefix("by_ear.") for key in ZH if key.startswith("by_ear.say.")):
        if "{" not in ZH.by_ear.forms(key)[0]:
            assert {phrase.text for phrase in phrases_of(ZH.by_ear(key), ZH)} <= fixed, key


def test_what_holds_a_value_is_left_to_the_engine() -> None:
    fixed = fixed_phrases(ZH)
    heard = utterances_for("done_number", {"number": "HSL-0421-0037"}, ZH)
    assert [phrase.text in fixed for phrase in heard][-1] is False
    assert not any("{" in text for text in fixed)
    assert {phrase.text for phrase in phrases_of(ZH("say.home"), ZH)} <= fixed


def test_a_catalogue_brings_its_titles_questions_and_choices() -> None:
    brought = fixed_phrases_of(real_catalogue(), ZH)
    item = real_catalogue().item("old-age-allowance")
    for field in item.fields:
        for choice in field.choices:
            assert any((choice.spoken or choice.label).text("zh_CN") in text for text in brought)


def test_each_prompt_is_rendered_at_the_speed_of_each_mode_as_it_is_spelled() -> None:
    made = list(prompts(real_catalogue(), ZH, Lexicon.load(ROOT / "assets" / "speech" / "lexicon.toml")))
    assert {utterance.rate_percent for utterance in made} == {85, 100}
    assert all(utterance.spelling for utterance in made)


def test_all_that_a_screen_says_has_a_clip_but_for_numbers_dates_and_warnings() -> None:
    """What was put together of the program's own words had none: where the card goes, why it was not read."""
    made = {utterance.text for utterance in prompts(real_catalogue(), ZH, Lexicon())}
    missing = {
        phrase.caption[phrase.lit_start :][: phrase.lit_length]
        for scene in all_scenes()
        for mode in scene.modes
        for requested in (False, True)
        for hearing in (scene.state.hearing, Hearing(by_ear=True))
        for phrase in as_the_program(replace(scene.snapshot(mode).state, hearing=hearing), requested)
        if phrase.text not in made and not isinstance(scene.state.overlay, AlertShown)
    }
    assert {clause for clause in missing if not any(map(str.isdigit, clause))} == set()
    assert any("5月15日" in clause for clause in missing)
