"""The hand on a window: sees every touch and click before the scene does, asks the rule, and presses what was meant.

touch, mouse ─► what lies there ─► touch_rule ─┬─► target.pressed … target.act()
keypad, assistive technology ─► admit ─────────┤
                                               └─► missed(x, y): to be answered by sight and sound

It only watches: the scene gets every event as before (lists that scroll, the pad to sign on). A target is an item with
`touchKind`, `touchBelow`, `pressed` and `act()` that adds itself; one of another kind hides what lies under it.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import Property, QEvent, QMetaObject, QObject, QPointF, Signal, Slot
from PySide6.QtGui import QEventPoint, QGuiApplication, QInputDevice, QMouseEvent, QPointerEvent
from PySide6.QtQml import QmlElement, QmlSingleton
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.input.touch_rule import Activated, Kind, Missed, Place, Spot, TouchLimits, TouchRule

QML_IMPORT_NAME = "Kiosk.Input"
QML_IMPORT_MAJOR_VERSION = 1

MOUSE = -1
"""The mouse among the fingers."""
TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)
CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease)
KINDS = {kind.value: kind for kind in Kind}


@QmlElement
@QmlSingleton
class Touch(QObject):
    """One for each engine. Main thread."""

    missed = Signal(float, float)
    """Somebody touched, in pixels of the window, and nothing came of it."""
    pressing_changed = Signal()
    by_keys_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moment_s: Callable[[QPointerEvent], float] = _moment_s
        self.act: Callable[[QQuickItem], None] = _act
        """What becomes of a touch that counts; a test may only look at it."""
        self.limits = TouchLimits()
        self._rule = TouchRule()
        self._window: QQuickWindow | None = None
        self._items: dict[QQuickItem, None] = {}
        self._held: dict[int, QQuickItem | None] = {}
        self._admitted: dict[QQuickItem, float] = {}
        self._by_keys = False
        self._pressing = False

    def watch(self, window: QQuickWindow) -> None:
        """Stand before this window from now on."""
        self._window = window
        window.installEventFilter(self)

    def adjust(self, limits: TouchLimits) -> None:
        """From now on by other limits."""
        self.limits = limits
        self.judge(TouchRule(limits))

    def judge(self, rule: TouchRule) -> None:
        """From now on by this rule."""
        self._rule = rule
        self._admitted.clear()

    def rest(self) -> None:
        """As if the hand had rested: nothing of what it did counts any more."""
        self.judge(TouchRule(self.limits))

    @Property(bool, notify=pressing_changed)
    def pressing(self) -> bool:
        """A finger is on a target: nothing is to scroll or close under it."""
        return self._pressing

    @Property(bool, notify=by_keys_changed)
    def byKeys(self) -> bool:
        """The last act was a key, so the focus is worth showing."""
        return self._by_keys

    @Slot(QObject)
    def add(self, item: QQuickItem) -> None:
        """From now on it can be touched."""
        self._items[item] = None

    @Slot(QObject)
    def remove(self, item: QQuickItem) -> None:
        """It goes."""
        self._items.pop(item, None)
        self._admitted.pop(item, None)
        for finger in [finger for finger, held in self._held.items() if held is item]:
            self._held[finger] = None

    @Slot(QObject, result=bool)
    def admit(self, item: QQuickItem) -> bool:
        """Whether a target struck by a key or by assistive technology is to act: a keypad's fingers shake as well."""
        now_s = time.monotonic()
        is_key = item.property("touchKind") == Kind.KEY
        guard_s = self.limits.key_guard_s if is_key else self.limits.button_guard_s
        is_second = now_s - self._admitted.get(item, -guard_s) < guard_s
        self._admitted = {each: at_s for each, at_s in self._admitted.items() if now_s - at_s < guard_s}
        if not is_second or not is_key:
            self._admitted[item] = now_s
        return not is_second

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: whether the event stays here; it never does."""
        kind = event.type()
        if kind in TOUCHES:
            assert isinstance(event, QPointerEvent)
            self._fingers(event)
        elif kind in CLICKS:
            assert isinstance(event, QMouseEvent)
            if event.deviceType() is not QInputDevice.DeviceType.TouchScreen:
                self._mouse(event)
        elif kind is QEvent.Type.TouchCancel:
            self._cancel()
        elif kind is QEvent.Type.KeyPress:
            self._show_focus(True)
        return False

    def _fingers(self, event: QPointerEvent) -> None:
        for point in event.points():
            match point.state():
                case QEventPoint.State.Pressed:
                    diameters = point.ellipseDiameters()
                    self._press(point.id(), point.position(), event, max(diameters.width(), diameters.height()))
                case QEventPoint.State.Released:
                    self._release(point.id(), point.position(), event)
                case QEventPoint.State.Updated:
                    diameters = point.ellipseDiameters()
                    wide_mm = self._mm(max(diameters.width(), diameters.height()))
                    self._rule.moved(point.id(), self._place(point.position()), wide_mm)

    def _mouse(self, event: QMouseEvent) -> None:
        if event.type() is QEvent.Type.MouseButtonRelease:
            self._release(MOUSE, event.position(), event)
        else:
            self._press(MOUSE, event.position(), event, 0)

    def _press(self, finger: int, at: QPointF, event: QPointerEvent, wide_px: float) -> None:
        self._show_focus(False)
        self._let_lists_wait()
        item = self.top(at)
        spot = _spot(item)
        looks_pressed = self._rule.pressed(finger, self._place(at), spot, self.moment_s(event), self._mm(wide_px))
        if looks_pressed and spot is not None and spot.kind is not Kind.OWN:
            self._hold(finger, item)

    def _release(self, finger: int, at: QPointF, event: QPointerEvent) -> None:
        self._hold(finger, None)
        if _is_dragged(event):
            self._rule.cancelled(finger)
            return
        match self._rule.released(finger, self._place(at), _spot(self.top(at)), self.moment_s(event)):
            case Activated(target=target) if target in self._items:
                assert isinstance(target, QQuickItem)
                self.act(target)
            case Missed():
                self.missed.emit(at.x(), at.y())

    def _cancel(self) -> None:
        for finger in list(self._held):
            self._hold(finger, None)
        self.rest()

    def _hold(self, finger: int, item: QQuickItem | None) -> None:
        before = self._held.pop(finger, None)
        if item is not None:
            self._held[finger] = item
            item.setProperty("pressed", True)
        if before is not None and before not in self._held.values():
            before.setProperty("pressed", False)
        if self._pressing is not bool(self._held):
            self._pressing = bool(self._held)
            self.pressing_changed.emit()

    def _let_lists_wait(self) -> None:
        """A list begins to move where a slip ends: below that a shaking finger would be taken from its target."""
        slip_px = round(self.limits.slip_mm / self._mm(1.0))
        hints = QGuiApplication.styleHints()
        if hints.startDragDistance() != slip_px:
            hints.setStartDragDistance(slip_px)

    def _show_focus(self, by_keys: bool) -> None:
        if self._by_keys is not by_keys:
            self._by_keys = by_keys
            self.by_keys_changed.emit()

    def top(self, at: QPointF) -> QQuickItem | None:
        """The uppermost of all items that lie there."""
        there = [item for item in self._items if item.isVisible() and item.isEnabled() and _covers(item, at)]
        return max(there, key=_height) if len(there) > 1 else there[0] if there else None

    def _place(self, at: QPointF) -> Place:
        return Place(self._mm(at.x()), self._mm(at.y()))

    def _mm(self, length_px: float) -> float:
        window = self._window
        assert window is not None
        return length_px * float(window.property("panelShortMm")) / min(window.width(), window.height())


def _act(target: QQuickItem) -> None:
    QMetaObject.invokeMethod(target, "act")


def _moment_s(event: QPointerEvent) -> float:
    """When the hand did it, not when the program saw it; of the window system's clock, which never goes back."""
    return event.timestamp() / 1000 if event.timestamp() else time.monotonic()


def _is_dragged(event: QPointerEvent) -> bool:
    """A list moved with the finger: that was the answer."""
    grabbers = [event.exclusiveGrabber(point) for point in event.points()]
    lists = [grabber for grabber in grabbers if grabber is not None and grabber.property("dragging")]
    return any(each.property("contentHeight") > each.property("height") for each in lists)


def _spot(item: QQuickItem | None) -> Spot | None:
    kind = KINDS.get(item.property("touchKind")) if item is not None else None
    return Spot(item, kind) if kind is not None else None


def _covers(item: QQuickItem, at: QPointF) -> bool:
    place = item.mapFromScene(at)
    below = item.property("touchBelow") or 0
    if not (0 <= place.x() < item.width() and 0 <= place.y() < item.height() + below):
        return False
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        if parent.clip() and not parent.contains(parent.mapFromScene(at)):
            return False
        parent = parent.parentItem()
    return True


def _height(item: QQuickItem) -> list[tuple[float, int]]:
    """Greater is painted later: for each item from the window down, its z and its place among its siblings."""
    path: list[tuple[float, int]] = []
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        path.append((item.z(), parent.childItems().index(item)))
        item, parent = parent, parent.parentItem()
    return path[::-1]
