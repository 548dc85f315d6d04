"""The journeys on a terminal whose `[terminal] language` is en: whatever is seen, heard and printed is English.

What may be Chinese is data: names of the place and of persons, what a resident typed, what a department wrote, and
words of a catalogue item that nobody has translated.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from pydantic import BaseModel

from kiosk.app.slips import paper_for
from kiosk.cases import CaseState
from kiosk.catalogue import Words
from kiosk.config import Terminal
from kiosk.documents import plain
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import Done, Home
from kiosk.session.states import HelpState, Mode
from kiosk.speech import utterances_for
from tests.flows.script import Step, play
from tests.flows.test_old_age_allowance import (
    ELDER_FORM,
    HANDED_IN,
    RATED,
    STANDARD_FORM,
    acknowledged,
    printed,
    saved,
    to_the_form,
)
from tests.flows.test_progress import to_the_case
from tests.helpers.fake_session import ALL_WELL, MORNING
from tests.helpers.pseudo import texts_below
from tests.helpers.served import ANSWER, CORRECTION, case
from tests.helpers.session_world import ANSWERS, GUILAN_CARD, Journey
from tests.helpers.stage import Stage
from tests.helpers.view_context import PLACE, real_catalogue, real_texts

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
ENGLISH = real_texts("en")


def untranslated(part: Any) -> Iterator[str]:
    """Words of the catalogue that have no English."""
    if isinstance(part, Words):
        if part.text("en") == part.text("zh_CN"):
            yield part.text("zh_CN")
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from untranslated(getattr(part, name))
    elif isinstance(part, list | tuple):
        for each in part:
            yield from untranslated(each)
    elif isinstance(part, dict):
        yield from untranslated(list(part.values()))


TERMINAL = Terminal(
    terminal_id="hsl-3",
    number_prefix="HSL3",
    division_code="130102001001", place_name=PLACE.place_name, short_place_name=PLACE.short_place_name,
    machine_line=PLACE.machine_line, machine_name="槐树里社区 3 号自助机", short_machine_name="3 号自助机",
    help_phone=PLACE.help_phone, language="en",
)  # fmt: skip
DATA = "\n".join(
    [repr(PLACE), repr(TERMINAL), repr(CORRECTION), repr(ANSWER), repr(case()), repr(GUILAN_CARD), repr(ANSWERS),
     *untranslated(list(real_catalogue().items.values())), "张*", "李*", "李小燕"]
)  # fmt: skip


def chinese(text: str) -> list[str]:
    """What is Chinese in it and no data."""
    return [word for word in CHINESE.findall(text) if word not in DATA]


def seen_and_heard(stage: Stage, journey: Journey) -> Iterator[str]:
    """The words of the screen now, and of its voice."""
    stage.show_state(journey.state)
    yield from (str(item.property("text")) for item in texts_below(stage.window.contentItem()))
    said = phrases_of_screen(journey.state, ALL_WELL, real_catalogue(), ENGLISH, "bottom_right", True)
    yield from (phrase.text for phrase in said)


def played(steps: Sequence[Step]) -> tuple[Journey, set[str], set[str]]:
    """The journey's end, every text on the way, and what of them is Chinese."""
    journey, texts = Journey(), set[str]()
    stage = Stage(journey.state, locale="en")
    for step in steps:
        play(journey, [step])
        texts.update(seen_and_heard(stage, journey))
    stage.close()
    assert stage.warnings == []
    return journey, texts, {text for text in texts if chinese(text)}


@pytest.mark.parametrize(("mode", "form"), [(Mode.STANDARD, STANDARD_FORM), (Mode.ELDER, ELDER_FORM)])
def test_an_application_from_the_first_touch_to_the_rating(qapp: object, mode: Mode, form: Sequence[Step]) -> None:
    filed = [Step("on disk", saved, Done), Step("arrived", acknowledged, Done, (do.PrintReceipt,))]
    journey, texts, in_chinese = played(
        [*to_the_form(mode), *form, *HANDED_IN, *filed, Step("the slip is out", printed, Done), *RATED]
    )
    assert in_chinese == set()
    assert any("Old-age" in text or "allowance" in text.lower() for text in texts)
    for effect in journey.done_for(do.PrintReceipt):
        slip = plain.as_text(paper_for(effect, real_catalogue(), ENGLISH, TERMINAL, MORNING))
        assert chinese(slip) == []
    for word in journey.done_for(do.Speak):
        assert not any(chinese(phrase.text) for phrase in utterances_for(word.key, word.params, ENGLISH))


@pytest.mark.parametrize("state", [CaseState.CORRECTION_REQUIRED, CaseState.ACCEPTED, CaseState.CLOSED])
def test_a_look_at_ones_case(qapp: object, state: CaseState) -> None:
    correction = CORRECTION if state is CaseState.CORRECTION_REQUIRED else None
    answer = ANSWER if state is CaseState.CLOSED else None
    _, _, in_chinese = played(to_the_case(case(state, correction=correction, answer=answer)))
    assert in_chinese == set()


def test_a_call_for_help(qapp: object) -> None:
    called = Step("help", ev.HelpPressed(), Home, (do.CallHelp,))
    heard = [
        Step(state.value, ev.HelpHeard(1, state, "周*"), Home)
        for state in (HelpState.CANNOT, HelpState.WAITING, HelpState.COMING)
    ]
    _, texts, in_chinese = played([Step("the first touch", ev.Started(), Home), called, *heard])
    assert {text for text in in_chinese if "周*" not in text} == set()
    assert ENGLISH("help.waiting.title") in texts


def test_a_word_that_was_forgotten_is_noticed() -> None:
    assert chinese("Please 放上去") == ["放上去"]
    assert chinese(f"At {PLACE.place_name}") == []
