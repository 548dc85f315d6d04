"""Touches on real windows: a shaking hand is served, and a touch that came to nothing is answered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.session import events as ev
from kiosk.session.overlays import Overlay, TimeIsUp
from kiosk.session.screens import Home
from kiosk.session.states import Mode, SessionState
from tests.helpers.first_screens import IN_SESSION, WAITING
from tests.helpers.later_states import FILING
from tests.helpers.stage import Stage

HOME = SessionState(screen=Home(), online=True)
PX_PER_MM = 1080 / 336


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    opened = Stage(HOME)
    yield opened
    opened.close()


def acts(stage: Stage) -> list[ev.Event]:
    """What the hand brought about, but for being there."""
    return [event for event in stage.session.sent if event != ev.Touched()]


def slide(stage: Stage, start: QPoint, end: QPoint) -> None:
    """Down at one place, up at another, through the points between."""
    QTest.touchEvent(stage.window, stage.finger).press(0, start, stage.window).commit()
    for step in range(1, 6):
        at = start + (end - start) * step / 5
        QTest.touchEvent(stage.window, stage.finger).move(0, at, stage.window).commit()
    QTest.touchEvent(stage.window, stage.finger).release(0, end, stage.window).commit()
    stage.settle()


def mm(x_mm: float, y_mm: float) -> QPoint:
    return QPoint(round(x_mm * PX_PER_MM), round(y_mm * PX_PER_MM))


def foot(box: QRectF) -> QPoint:
    """Just inside the lower rim."""
    return QPoint(round(box.center().x()), round(box.bottom()) - 4)


def test_a_finger_that_slips_off_a_button_has_pressed_it(stage: Stage) -> None:
    start = foot(stage.targets()["category-relief"])
    slide(stage, start, start + mm(0, 4))
    assert acts(stage) == [ev.CategoryChosen("relief")]


def test_a_finger_that_slips_into_the_next_button_has_pressed_neither_and_is_told(stage: Stage) -> None:
    above, below = (stage.targets()[name] for name in ("category-elder-care", "category-relief"))
    start = QPoint(round(above.right()) - 6, round(above.center().y()))
    slide(stage, start, QPoint(round(below.left()) + 6, round(below.center().y())))
    assert acts(stage) == [ev.TouchMissed()]
    assert stage.has("missed-mark")


def test_a_touch_beside_everything_is_answered_where_it_was(stage: Stage) -> None:
    stage.touch_at(QPoint(540, 140))
    assert acts(stage) == [ev.TouchMissed()]
    mark = stage.item("missed-mark")
    assert mark.mapToScene(QPointF(mark.width() / 2, mark.height() / 2)) == QPointF(540, 140)


def test_a_ring_of_a_missed_touch_had_stayed_on_the_next_screen(stage: Stage) -> None:
    stage.touch_at(QPoint(540, 140))
    stage.show_state(IN_SESSION["category"])
    assert not stage.has("missed-mark")


def test_a_touch_that_did_something_is_not_marked_as_missed(stage: Stage) -> None:
    stage.touch("category-relief")
    assert not stage.has("missed-mark")


def test_a_button_struck_twice_acts_once(stage: Stage) -> None:
    at = stage.middle("category-relief")
    stage.rest()
    stage.touch_at(at)
    stage.touch_at(at + mm(3, 1))
    assert acts(stage) == [ev.CategoryChosen("relief")]


def test_a_second_finger_that_lands_beside_the_first_changes_nothing(stage: Stage) -> None:
    at = stage.middle("category-relief")
    QTest.touchEvent(stage.window, stage.finger).press(0, at, stage.window).commit()
    QTest.touchEvent(stage.window, stage.finger).stationary(0).press(1, QPoint(540, 140), stage.window).commit()
    QTest.touchEvent(stage.window, stage.finger).release(0, at, stage.window).stationary(1).commit()
    QTest.touchEvent(stage.window, stage.finger).release(1, QPoint(540, 140), stage.window).commit()
    stage.settle()
    assert acts(stage) == [ev.CategoryChosen("relief")]


def test_a_hand_that_leans_on_the_bottom_bar_keeps_no_finger_from_pressing(stage: Stage) -> None:
    palm, at = stage.middle("bottom-help"), stage.middle("category-relief")
    QTest.touchEvent(stage.window, stage.finger).press(0, palm, stage.window).commit()
    QTest.qWait(100)  # what comes down with it at once could be meant as well
    QTest.touchEvent(stage.window, stage.finger).stationary(0).press(1, at, stage.window).commit()
    QTest.touchEvent(stage.window, stage.finger).stationary(0).release(1, at, stage.window).commit()
    QTest.touchEvent(stage.window, stage.finger).release(0, palm, stage.window).commit()
    stage.settle()
    assert acts(stage) == [ev.CategoryChosen("relief")]


def test_a_mouse_is_a_hand_as_well(stage: Stage) -> None:
    start = foot(stage.targets()["category-relief"])
    QTest.mousePress(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert stage.item("category-relief").property("down") is True
    QTest.mouseRelease(stage.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + mm(0, 4))
    stage.settle()
    assert stage.item("category-relief").property("down") is False
    assert acts(stage) == [ev.CategoryChosen("relief")]


@pytest.mark.parametrize("overlay", ["help-waiting", "overlay-leave"])
def test_what_lies_under_a_dialog_is_out_of_reach(stage: Stage, overlay: str) -> None:
    under = stage.middle("category-relief")
    shown = IN_SESSION[overlay].overlay
    stage.show_state(replace(HOME, overlay=shown))
    stage.touch_at(QPoint(12, under.y()))
    assert acts(stage) == [ev.TouchMissed()]


def test_a_finger_that_slips_off_an_answer_onto_what_the_dialog_covers_has_given_the_answer(stage: Stage) -> None:
    stage.show_state(replace(HOME, overlay=IN_SESSION["overlay-leave"].overlay))
    stage.still("dialog-other")
    start = foot(stage.targets()["dialog-other"])
    stage.rest()
    slide(stage, start, start + mm(0, 5))
    assert acts(stage) == [ev.LeaveConfirmed()]


@pytest.mark.parametrize("where", [QPoint(20, 300), QPoint(540, 250)])
def test_beside_the_question_whether_somebody_is_there_no_touch_is_missed(stage: Stage, where: QPoint) -> None:
    overlay: Overlay = TimeIsUp()
    stage.show_state(SessionState(screen=WAITING, overlay=overlay, online=True))
    stage.touch_at(where)
    assert acts(stage) == [ev.OverlayDismissed()]


def test_a_touch_anywhere_begins_also_when_it_slips(qtbot: QtBot) -> None:
    stage = Stage(SessionState(online=True))
    slide(stage, QPoint(300, 500), QPoint(600, 700))
    assert acts(stage) == [ev.Started()]
    stage.close()


def test_whoever_signs_touches_nothing_else(qtbot: QtBot) -> None:
    stage = Stage(replace(FILING["review"], mode=Mode.STANDARD))
    pad = stage.middle("signature")
    slide(stage, pad, pad + mm(30, 2))
    assert [type(event) for event in acts(stage)] == [ev.Signed]
    stage.close()
