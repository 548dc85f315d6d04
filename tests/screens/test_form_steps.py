"""A day and an amount pressed together above the digits (40)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.session import events as ev
from kiosk.session.states import Mode, SessionState
from tests.helpers.later_states import asking
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage

DAY, AMOUNT = ("residence-permit", "wish_day"), ("medical-refund", "cost_fen")


@pytest.fixture(scope="module", params=[PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
def window(qapp: object, request: pytest.FixtureRequest) -> Iterator[Stage]:
    stage = Stage(SessionState(online=True), request.param)
    yield stage
    stage.close()


@pytest.fixture
def stage(window: Stage, qtbot: QtBot) -> Stage:
    """The window, rested, with nothing sent yet."""
    window.show_state(SessionState(online=True))
    window.session.sent.clear()
    return window


def answered(state: SessionState, answer_id: str, value: str) -> SessionState:
    assert state.draft is not None
    return replace(state, draft=replace(state.draft, answers={**state.draft.answers, answer_id: value}))


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.HIGH_CONTRAST])
@pytest.mark.parametrize(
    ("touched", "value"),
    [("day-today", "20260421"), ("day-yesterday", "20260420"), ("year-less", "20250421"), ("month-more", "20260521")],
)
def test_a_day_is_pressed_together_from_today_on(stage: Stage, mode: Mode, touched: str, value: str) -> None:
    stage.show_state(asking(*DAY, mode))
    stage.touch(touched)
    assert given(stage) == [ev.AnswerGiven("wish_day", value)]


def test_what_was_typed_is_stepped_on_and_can_be_typed_on(stage: Stage) -> None:
    state = asking(*DAY)
    stage.show_state(answered(state, "wish_day", "20260131"))
    stage.touch("field-wish-day")
    stage.touch("month-more")
    stage.show_state(answered(state, "wish_day", "20260228"))
    stage.touch("key-backspace")
    assert given(stage) == [ev.AnswerGiven("wish_day", "20260228"), ev.AnswerGiven("wish_day", "2026022")]


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.HIGH_CONTRAST])
def test_an_amount_is_pressed_together(stage: Stage, mode: Mode) -> None:
    stage.show_state(asking(*AMOUNT, mode))
    stage.touch("amount-plus-500")
    assert given(stage) == [ev.AnswerGiven("cost_fen", "500")]


def test_elders_have_the_short_ways_where_their_large_keys_leave_room(stage: Stage) -> None:
    stage.show_state(asking(*DAY, Mode.ELDER))
    is_upright = stage.window.height() > stage.window.width()
    assert stage.has("day-today") is is_upright
    assert stage.has("key-7")
    assert not stage.has("month-more")


def test_other_answers_have_no_such_keys(stage: Stage) -> None:
    stage.show_state(answered(asking(*AMOUNT), "cost_fen", "3200"))
    assert not stage.has("amount-plus-100")
    stage.touch("field-phone")
    assert stage.has("key-7")
    assert not stage.has("amount-plus-100")


def given(stage: Stage) -> list[ev.AnswerGiven]:
    return [each for each in stage.session.sent if isinstance(each, ev.AnswerGiven)]
