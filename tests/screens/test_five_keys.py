"""The assistive keypad in the real window: up, down, left, right and select."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.core.ids import CaseId
from kiosk.session.drafts import Draft
from kiosk.session.events import CategoryChosen
from kiosk.session.overlays import HelpCalled, LeaveQuestion
from kiosk.session.screens import CaseList, Form, Home
from kiosk.session.states import SessionState
from tests.helpers.first_screens import DRAFT, IN_SESSION, PERSON
from tests.helpers.later_states import coming_back
from tests.helpers.served import case
from tests.helpers.stage import Stage
from tests.helpers.view_context import view_context

RIGHT, LEFT, DOWN, UP, SELECT = (
    Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return,
)  # fmt: skip


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    opened = Stage(SessionState(screen=Home(), online=True))
    yield opened
    opened.close()
    assert opened.warnings == []


def after(stage: Stage, *keys: Qt.Key) -> str:
    """Where the focus is then."""
    for key in keys:
        QTest.keyClick(stage.window, key)
    return stage.window.activeFocusItem().objectName()


def test_right_alone_goes_round_through_everything_and_left_goes_back(stage: Stage) -> None:
    walked = [after(stage, RIGHT)]
    while (name := after(stage, RIGHT)) not in walked:
        walked.append(name)
    assert set(walked) == set(stage.targets())
    assert walked[0] == name
    assert after(stage, LEFT) == walked[-1]


def test_down_and_up_go_to_the_nearest_there(stage: Stage) -> None:
    assert after(stage, RIGHT, RIGHT, RIGHT, DOWN) == "category-relief"
    assert after(stage, UP) == "category-medical"


def test_select_presses_what_has_the_focus(stage: Stage) -> None:
    after(stage, RIGHT, RIGHT, RIGHT, SELECT)
    assert CategoryChosen("medical") in stage.session.sent


def test_a_question_has_the_keypad_for_itself_and_the_bar(stage: Stage) -> None:
    stage.show(Home(), LeaveQuestion(to_home=True))
    walked = {after(stage, RIGHT) for _ in range(12)}
    assert walked == {"dialog-safe", "dialog-other", "bottom-back", "bottom-home", "bottom-read", "bottom-help"}


def test_a_new_screen_is_begun_at_its_top(stage: Stage) -> None:
    after(stage, LEFT, LEFT)
    stage.show_state(coming_back(CaseList((case(),))))
    assert after(stage, RIGHT) == "case-1"


def test_keys_that_a_lowered_screen_moved_out_of_sight_get_no_focus(stage: Stage) -> None:
    stage.show_state(replace(IN_SESSION["type-identity"], low_reach=True))
    for name in ("field-other", "key-close", "bring-down"):
        stage.touch(name)
    walked = {after(stage, RIGHT) for _ in range(60)}
    assert "next" not in walked
    assert {"field-name", "bring-down", "bottom-back"} <= walked


def test_while_help_is_called_and_the_screen_below_is_hidden_the_keypad_reaches_every_answer(stage: Stage) -> None:
    """Seen: the first press went to the window itself, and no other control was ever reached."""
    stage.show(Home(), HelpCalled())
    walked = {after(stage, RIGHT) for _ in range(12)}
    assert {"help-go-on", "help-withdraw", "bottom-help", "modes"} <= walked


def test_who_turns_the_page_of_a_form_by_key_goes_on_with_its_first_question(stage: Stage) -> None:
    """By ear nobody got to the last question of the pension's form: the way on led back to the first."""
    item = view_context().catalogue.item("pension-enrolment")
    given = {"situation": "none", "range": "high"}
    draft = Draft(CaseId("case"), item.id, item.version, DRAFT.understood_at, given)
    state = SessionState(screen=Form(1), person=PERSON, draft=draft, online=True)
    stage.show_state(state)
    assert "page-turn" in stage.targets()
    while after(stage, RIGHT) != "page-turn":
        pass
    assert after(stage, SELECT) == "choice-yuan-1000"
