"""What an elder hears on each screen by itself: what it is, the answers by number, what to do next; and once more."""

import re
from dataclasses import replace

import pytest

from kiosk.session.on_hearing import ASKS, TELLS
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import Idle, Saving
from kiosk.session.states import Mode
from tests.helpers.scenes import MACHINES, Scene, all_scenes, scene_called
from tests.helpers.view_context import real_catalogue, real_texts
from tests.unit.session.screens import EVERY_SCREEN

TEXTS = real_texts()
TO_DO = re.compile("[点按放写拍等拿撕打查问再接带来请换]|？|一，")
"""What a hand can do, what can be waited for, or a question."""
SILENT = (Idle, Saving)
"""Nobody is here; or it takes a moment, and nothing may be promised."""
LISTENING = "record-recording"
"""Whoever speaks is not interrupted."""
SAYS_AND_GOES_ON = {
    "supplied", "supplied-waiting", "supplied-offline", "word-kept", "word-kept-waiting", "word-kept-offline",
}  # fmt: skip
"""It is handed in, and nothing is left to do."""


def heard(name: str) -> str:
    return said(scene_called(name))


def said(scene: Scene) -> str:
    state = scene.snapshot(Mode.ELDER).state
    phrases = phrases_of_screen(state, MACHINES, real_catalogue(), TEXTS, "right", requested=False)
    return "".join(phrase.caption[phrase.lit_start :][: phrase.lit_length] for phrase in phrases)


def elder_scenes() -> list[Scene]:
    scenes = (scene for scene in all_scenes() if Mode.ELDER in scene.modes)
    return [scene for scene in scenes if not isinstance(scene.state.screen, SILENT) and scene.name != LISTENING]


@pytest.mark.parametrize("scene", elder_scenes(), ids=lambda scene: scene.name)
def test_every_screen_says_what_to_do(scene: Scene) -> None:
    assert said(scene)
    assert scene.name in SAYS_AND_GOES_ON or TO_DO.search(said(scene)), said(scene)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("home", "一，看病医保"), ("category", "一，高龄津贴"), ("form-choices-elder", "一，打到社保卡"),
        ("review-extras", "一，要，发给我"), ("review-extras", "二，不要"), ("rate", "一，非常满意"),
        ("search-letters", "一，高龄津贴"),
    ],
)  # fmt: skip
def test_where_there_are_answers_they_are_said_by_number(name: str, wanted: str) -> None:
    assert wanted in heard(name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("review", "要是不对，就点“不对，改一改”"), ("review-sign", "写好了，点“确认提交”"),
        ("submitted-printed", "点“办完了，请评价一下”，或者“接着办别的事”"),
        ("supply-look", "点“清楚，就用这张”，或者“重拍一张”"), ("case-correction", "要补，就点"),
        ("case-answer", "看不清，就点“找人帮忙”"),
        ("supply-not-saved", "没存上"), ("search-letters", "找到"), ("search-nothing", "没有找到"),
    ],
)  # fmt: skip
def test_what_comes_of_it_and_what_is_next_is_said(name: str, wanted: str) -> None:
    assert wanted in heard(name)


def test_while_a_slip_comes_out_nobody_is_sent_on() -> None:
    assert "接着办别的事" not in heard("submitted")


@pytest.mark.parametrize("name", sorted(EVERY_SCREEN))
def test_who_does_nothing_is_told_again_wherever_something_is_asked_or_told_at_length(name: str) -> None:
    journey = EVERY_SCREEN[name]()
    asks, tells = (isinstance(journey.screen, kinds) for kinds in (ASKS, TELLS))
    assert asks or tells or name in {
        "Idle", "Saving", "Done", "Reprint", "Supplied", "WordKept", "Maintenance",
    }, "is nothing to be answered here?"  # fmt: skip


def test_a_long_guide_is_not_read_again_but_how_to_hear_it_is_said() -> None:
    guide = EVERY_SCREEN["Information"]()
    guide.state = replace(guide.state, mode=Mode.ELDER)
    told = len(guide.effects)
    for _ in range(4):
        guide.tick(10)
    assert [type(effect).__name__ for effect in guide.effects[told:]] == ["Speak"]
