"""56: typing in low reach. Everything to press is below the middle, and the fields are walked through, not touched."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from kiosk.session import events as ev
from kiosk.session.screens import Form
from kiosk.session.states import Mode
from tests.helpers.first_screens import IN_SESSION
from tests.helpers.later_states import FILING, filing
from tests.helpers.served import draft
from tests.helpers.stage import PORTRAIT, Stage
from ui.viewmodels.form import FormModel


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    opened = Stage(replace(FILING["form"], low_reach=True))
    yield opened
    opened.close()
    assert opened.warnings == []


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.HIGH_CONTRAST])
@pytest.mark.parametrize("name", ["form", "form-error"])
def test_every_key_is_in_the_lower_half(stage: Stage, mode: Mode, name: str) -> None:
    stage.show_state(replace(FILING[name], low_reach=True, mode=mode))
    tops = {target: place.top() for target, place in stage.targets().items()}
    assert {"field-before", "field-after", "modes", "exit", "key-done"} <= set(tops)
    assert min(tops.values()) >= PORTRAIT[1] / 2


def test_the_next_field_and_the_one_before_are_walked_to(stage: Stage) -> None:
    first = FormModel.instance.property("focusedAnswer")
    stage.touch("field-after")
    assert FormModel.instance.property("focusedAnswer") == "phone"
    assert stage.has("key-5")
    stage.touch("field-before")
    assert FormModel.instance.property("focusedAnswer") == first


def test_the_earlier_answer_can_still_be_taken_by_one_touch(stage: Stage) -> None:
    stage.touch("same-residence-address")
    given = [event for event in stage.session.sent if isinstance(event, ev.AnswerGiven)]
    assert [event.field_id for event in given] == ["residence_address"]


def test_one_key_leads_to_the_digits_and_back(stage: Stage) -> None:
    assert stage.has("key-q")
    stage.touch("key-mode")
    assert stage.has("key-7")
    stage.rest()
    stage.touch("key-mode")
    assert stage.has("key-q")


def test_what_is_wrong_with_an_answer_stands_beside_it(stage: Stage) -> None:
    stage.show_state(replace(FILING["form-error"], low_reach=True))
    assert "7" in str(stage.item("field-error").property("text"))


@pytest.mark.parametrize("is_composing", [False, True])
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("name", ["type-identity", "search", "form"])
def test_whoever_sits_types_without_bringing_the_keys_down_first(
    stage: Stage, name: str, mode: Mode, is_composing: bool
) -> None:
    stage.compose(is_composing)
    stage.show_state(replace({**IN_SESSION, **FILING}[name], low_reach=True, mode=mode))
    assert stage.has("key-done")
    assert not stage.has("bring-down")
    keys = [place for key, place in stage.targets().items() if key.startswith(("key-", "modes", "candidate-"))]
    assert min(place.top() for place in keys) >= PORTRAIT[1] / 2
    assert max(place.bottom() for place in keys) < stage.item("bottom-help").mapToScene(QPointF()).y()


def test_an_elder_who_sits_finds_the_other_line_above_the_keys(stage: Stage) -> None:
    stage.show_state(replace(IN_SESSION["type-identity"], low_reach=True, mode=Mode.ELDER))
    stage.touch("field-other")
    assert stage.has("key-7")
    stage.touch("field-other")
    assert stage.has("key-q")


def test_a_long_answer_is_seen_whole_while_it_is_typed(stage: Stage) -> None:
    stage.show_state(replace(FILING["form"], low_reach=True, mode=Mode.ELDER))
    one_line = stage.item("field-residence-address").height()
    stage.show_state(replace(filing(Form(), draft(residence_address="长安区槐树里社区" * 4)), mode=Mode.ELDER))
    stage.touch("field-residence-address")
    assert stage.item("field-residence-address").height() > one_line
