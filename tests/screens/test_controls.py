"""The gallery of controls in every mode and orientation: no warning, a name and a reaction for all that is pressed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.app.gallery import open_gallery
from tests.helpers.gallery import CONTENT, WORDS
from ui.engine import Scene

PICTURES = Path(__file__).resolve().parents[2] / "build/screens"
Open = Callable[..., QQuickWindow]


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def gallery(qtbot: QtBot, warnings: list[str]) -> Iterator[Open]:
    """Opens the gallery with the given initial properties."""
    scene = Scene({}, warnings.append)

    def opened(**properties: object) -> QQuickWindow:
        window = open_gallery(scene, CONTENT, **properties)
        settle()
        return window

    yield opened
    scene.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("mode", ["standard", "elder", "high_contrast"])
def test_every_control_is_drawn_without_a_warning(
    gallery: Open, warnings: list[str], mode: str, landscape: bool
) -> None:
    window = gallery(mode=mode, landscape=landscape)
    image = window.grabWindow()
    PICTURES.mkdir(parents=True, exist_ok=True)
    image.save(str(PICTURES / f"gallery-{mode}-{'landscape' if landscape else 'portrait'}.png"))
    assert warnings == []
    assert image.width() == window.width()


@pytest.mark.parametrize("mode", ["standard", "elder", "high_contrast"])
def test_whatever_can_be_pressed_has_a_name_and_is_large_enough(gallery: Open, mode: str) -> None:
    window = gallery(mode=mode)
    least = {"standard": 96, "elder": 140, "high_contrast": 112}[mode]
    buttons = [face for face in accessible(window) if face.role == QAccessible.Role.Button]
    assert len(buttons) > 30
    assert [button for button in buttons if not button.name] == []
    assert [button for button in buttons if button.height < least] == []


def test_a_finger_that_moves_far_away_has_changed_its_mind(gallery: Open) -> None:
    window = gallery()
    start = middle(window, "button-primary")
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(0, 400))
    assert window.property("pressed") == ""


def test_a_pressed_button_sinks_onto_its_edge(gallery: Open) -> None:
    window = gallery()
    button, at = item(window, "button-primary"), middle(window, "button-primary")
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert button.property("down") is True
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert button.property("down") is False


def test_an_off_button_says_why_and_does_nothing_else(gallery: Open) -> None:
    window = gallery()
    click(window, "button-off")
    assert window.property("pressed") == "refused"
    assert (WORDS["submit"], WORDS["offReason"]) in [(face.name, face.description) for face in accessible(window)]


def test_a_busy_button_cannot_be_pressed(gallery: Open) -> None:
    window = gallery()
    click(window, "button-busy")
    assert window.property("pressed") == ""


def test_keys_move_the_focus_and_press(gallery: Open) -> None:
    window = gallery()
    window.requestActivate()
    item(window, "button-secondary").forceActiveFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert window.property("pressed") == "button-secondary"
    QTest.keyClick(window, Qt.Key.Key_Tab)
    focus = window.activeFocusItem()
    assert focus is not None
    assert focus.objectName() == "button-plain"
    assert focus.property("ringed") is True


def test_the_assistive_action_presses_like_a_finger(gallery: Open) -> None:
    window = gallery()
    face = QAccessible.queryAccessibleInterface(item(window, "choice"))
    face.actionInterface().doAction("Press")
    assert window.property("pressed") == "choice"


def test_a_held_button_lets_go_with_the_finger(gallery: Open) -> None:
    window = gallery()
    at, hold = middle(window, "field-hold"), item(window, "field-hold")
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert hold.property("held") is True
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert hold.property("held") is False


def test_a_finger_signs_stroke_by_stroke_and_can_begin_anew(gallery: Open) -> None:
    window = gallery()
    pad, finger = item(window, "signature"), QTest.createTouchDevice()
    for row in (0.3, 0.6):
        path = [pad.mapToScene(QPointF(pad.width() * x / 10, pad.height() * row)).toPoint() for x in range(2, 9)]
        QTest.touchEvent(window, finger).press(0, path[0], window).commit()
        for point in path[1:]:
            QTest.touchEvent(window, finger).move(0, point, window).commit()
        QTest.touchEvent(window, finger).release(0, path[-1], window).commit()
    settle()
    strokes = plain(pad.property("strokes"))
    assert len(strokes) == 2
    assert strokes[0][0] == pytest.approx((200, 300), abs=3)
    assert strokes[0][-1] == pytest.approx((800, 300), abs=3)
    QMetaObject.invokeMethod(pad, "clear")
    assert plain(pad.property("strokes")) == []


# ── hands and eyes ─────────────────────────────────────────────────────────────────────────────────────────────────


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def below(root: QQuickItem) -> Iterator[QQuickItem]:
    for child in root.childItems():
        yield child
        yield from below(child)


def item(window: QQuickWindow, name: str) -> QQuickItem:
    found = [one for one in below(window.contentItem()) if one.objectName() == name and one.isVisible()]
    assert len(found) == 1, f"{len(found)} items called {name}"
    return found[0]


def middle(window: QQuickWindow, name: str) -> QPoint:
    found = item(window, name)
    return found.mapToScene(QPointF(found.width() / 2, found.height() / 2)).toPoint()


def click(window: QQuickWindow, name: str) -> None:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(window, name))
    settle()


@dataclass(frozen=True)
class Face:
    """What an assistive technology is told of one control."""

    role: QAccessible.Role
    name: str
    description: str
    height: int


def accessible(window: QQuickWindow) -> list[Face]:
    """Everything shown. Plain values: Qt deletes its interfaces without telling Python."""

    def walk(face: QAccessibleInterface) -> Iterator[Face]:
        for number in range(face.childCount()):
            child = face.child(number)
            if child is not None and not _invisible(child):
                words = [child.text(part) for part in (QAccessible.Text.Name, QAccessible.Text.Description)]
                yield Face(child.role(), words[0], words[1], child.rect().height())
                yield from walk(child)

    return list(walk(QAccessible.queryAccessibleInterface(window)))


def _invisible(face: QAccessibleInterface) -> bool:
    shown = face.object()
    return isinstance(shown, QQuickItem) and not shown.isVisible()


def plain(value: object) -> list[list[tuple[int, int]]]:
    """A list out of QML as Python's own."""
    held = value.toVariant() if hasattr(value, "toVariant") else value
    assert isinstance(held, list)
    return [
        [(int(point[0]), int(point[1])) for point in (s.toVariant() if hasattr(s, "toVariant") else s)] for s in held
    ]
