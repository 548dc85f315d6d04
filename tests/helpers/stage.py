"""The whole window on a stage of its own: real view-models, words and catalogue; a finger and a camera for the test.

No X server: the offscreen platform and the software renderer draw the same pixels as the terminal does.
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRectF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.session.overlays import Overlay
from kiosk.session.screens import Screen
from kiosk.session.states import SessionState
from kiosk.texts import Texts
from tests.helpers.composing import SceneEngine
from tests.helpers.fake_session import FakeSession, snapshot_of
from tests.helpers.view_context import ROOT, view_context
from ui.bridge.pages import PagesProvider
from ui.engine import Scene
from ui.input.keyboard import InputPort
from ui.input.touch import Touch
from ui.viewmodels.build import build_view_models
from ui.viewmodels.menu_trials import TrialModel
from ui.viewmodels.supply import SupplyModel

PORTRAIT = (1080, 1920)
LANDSCAPE = (1920, 1080)
BEAT_MS, MOST_BEATS = 8, 50
"""QML's timers go with its animations, 60 times a second."""
PICTURES = ROOT / "build" / "screens"


class Stage:
    """One window with a fake session behind it. Close it before the next one is opened."""

    def __init__(
        self,
        state: SessionState,
        size: tuple[int, int] = PORTRAIT,
        locale: str = "zh_CN",
        texts: Texts | None = None,
    ) -> None:
        self.session = FakeSession(snapshot_of(state))
        self.warnings: list[str] = []
        self.view_models = build_view_models(view_context(self.session, locale, texts))
        self._engine = SceneEngine("the stage composes nothing")
        self.input = InputPort(self._engine)
        pages = {
            "pages": PagesProvider(SupplyModel.instance.pages),
            "plate": PagesProvider(TrialModel.instance.pages),
        }
        self._scene = Scene(pages, self.warnings.append)
        initial = {"width": size[0], "height": size[1], "reducedMotion": True}
        self.window: QQuickWindow = self._scene.load("Kiosk", "Main", initial)
        self.window.show()
        self.finger = QTest.createTouchDevice()
        self.settle()

    def close(self) -> None:
        """Take the window down and let Qt forget it."""
        self._scene.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def settle(self) -> None:
        """Let QML lay out and bindings run; motion is off, so nothing has to be waited for."""
        for _ in range(3):
            QCoreApplication.processEvents()

    def is_folding(self) -> bool:
        """Whether a list that ends above a whole line has yet to find where: that comes with QML's next beat."""
        return any(item.property("settling") for item in self.shown())

    def fold(self) -> None:
        """Wait until no list has to."""
        for _ in range(MOST_BEATS):
            if not self.is_folding():
                return
            QTest.qWait(BEAT_MS)

    def show(self, screen: Screen, overlay: Overlay | None = None) -> None:
        """Another screen of the same session."""
        self.session.show_screen(screen, overlay)
        self.settle()

    def show_state(self, state: SessionState) -> None:
        self.session.show_state(state)
        self.settle()

    def compose(self, is_there: bool) -> None:
        """Whether an engine composes what is typed; without one letters are text."""
        self._engine.is_there = is_there
        self.input.changed.emit()

    @property
    def touching(self) -> Touch:
        """What stands before the window's touches."""
        return self._scene.touch

    def shown(self) -> Iterator[QQuickItem]:
        """Every item that is to be seen."""
        return (item for item in _all_below(self.window.contentItem()) if item.isVisible())

    def items(self, object_name: str) -> list[QQuickItem]:
        """The shown items of that name."""
        root = self.window.contentItem()
        return [item for item in _all_below(root) if item.objectName() == object_name and item.isVisible()]

    def item(self, object_name: str) -> QQuickItem:
        """The one shown item of that name."""
        found = self.items(object_name)
        assert len(found) == 1, f"{len(found)} items called {object_name}"
        return found[0]

    def has(self, object_name: str) -> bool:
        return bool(self.items(object_name))

    def rest(self) -> None:
        """As if the hand had rested: the next strike is no tremor of the one before."""
        self._scene.touch.rest()

    def touch(self, object_name: str) -> None:
        """A rested finger on the middle of an item, down and up."""
        self.rest()
        self.touch_at(self.still(object_name))

    def still(self, object_name: str) -> QPoint:
        """Where the middle of an item is once it stands still."""
        before = None
        while before != self.middle(object_name):
            before = self.middle(object_name)
            self.settle()
        return self.middle(object_name)

    def touch_when_still(self, object_name: str) -> None:
        """The same, once the item has stopped moving: a list scrolls with the frames, to show the row in hand."""
        before = None
        while before != self.middle(object_name):
            before = self.middle(object_name)
            QTest.qWait(50)
        self.touch(object_name)

    def touch_at(self, point: QPoint) -> None:
        QTest.touchEvent(self.window, self.finger).press(0, point, self.window).commit()
        self.settle()
        QTest.touchEvent(self.window, self.finger).release(0, point, self.window).commit()
        self.settle()

    def targets(self) -> dict[str, QRectF]:
        """Where everything that can be pressed is, by name."""
        shown = (item for item in _all_below(self.window.contentItem()) if item.isVisible() and item.objectName())
        pressable = (item for item in shown if item.property("enabledForKeys") is not None)
        return {item.objectName(): item.mapRectToScene(item.boundingRect()) for item in pressable}

    def middle(self, object_name: str) -> QPoint:
        item = self.item(object_name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def grab(self, name: str) -> QImage:
        """What the window shows, kept under build/screens for the eye."""
        self.settle()
        image = self.window.grabWindow()
        PICTURES.mkdir(parents=True, exist_ok=True)
        image.save(str(PICTURES / f"{name}.png"))
        return image

    def spilt(self) -> list[str]:
        """Texts that are cut off by the window's edge or lie behind the bottom bar, for layouts that do not fit."""
        outside = []
        screen = next(iter(self.items("screen")), None)  # none while help is called: that page hides it
        screen_foot = screen.mapRectToScene(screen.boundingRect()).bottom() if screen else 0.0
        for item in _all_below(self.window.contentItem()):
            text = item.property("text")
            if not item.isVisible() or not isinstance(text, str) or not text or item.property("lineCount") is None:
                continue
            if _is_scrolled(item):
                continue
            box = item.mapRectToScene(item.boundingRect())
            if box.left() < 0 or box.right() > self.window.width() + 1 or box.bottom() > self.window.height() + 1:
                outside.append(text)
            elif screen and screen.isAncestorOf(item) and box.bottom() > screen_foot + 1:
                outside.append(f"behind the bottom bar: {text}")
            if item.property("truncated"):
                outside.append(f"truncated: {text}")
        return outside


def _all_below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _all_below(child)


def _is_scrolled(item: QQuickItem) -> bool:
    """A clipping list has it: what is out of sight there can be turned to."""
    parent: QQuickItem | None = item.parentItem()
    while parent:
        if parent.clip() and parent.property("contentY") is not None:
            return True
        parent = parent.parentItem()
    return False


def picture_name(concern: str, state: SessionState, size: tuple[int, int]) -> str:
    """<name>-<mode>-<size>, as the pictures are called."""
    return f"{concern}-{state.mode.value}-{size[0]}x{size[1]}"
