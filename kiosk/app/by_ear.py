"""The window by ear: the keypad's keys go to it, what they reach is said, and the whole screen can be asked for.

keypad ─┬─ arrows, select ─► window (as keys) ─► the focus moves ─► said, if the resident goes by ear
        └─ help, volume, rate ─► session                             help ─► everything the screen shows
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from devices.contracts.keypad import Key, KeyPress
from kiosk.session import events as ev
from kiosk.session.runner import Session
from kiosk.session.speaking import SpeakingDesk
from kiosk.texts import Texts
from ui.bridge.screen_reader import described, everything

_MOVES = {
    Key.UP: Qt.Key.Key_Up,
    Key.DOWN: Qt.Key.Key_Down,
    Key.LEFT: Qt.Key.Key_Left,
    Key.RIGHT: Qt.Key.Key_Right,
    Key.SELECT: Qt.Key.Key_Return,
}
_EARS = {Key.HELP: ev.Ear.HELP, Key.VOLUME: ev.Ear.VOLUME, Key.RATE: ev.Ear.RATE}


class ByEar:
    """Between one window and who cannot see it. Main thread."""

    def __init__(self, window: QQuickWindow, session: Session, desk: SpeakingDesk, texts: Texts) -> None:
        self._window = window
        self._session = session
        self._desk = desk
        self._texts = texts
        desk.shown = lambda: everything(window, texts)
        window.activeFocusItemChanged.connect(self._focus_moved)

    def press(self, press: KeyPress) -> None:
        """One key of the keypad. One that is held moves on, and asks for nothing twice."""
        if press.key in _MOVES:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _MOVES[press.key], Qt.KeyboardModifier.NoModifier, "", press.is_repeat)
                QCoreApplication.postEvent(self._window, event)
        elif not press.is_repeat:
            self._session.send(ev.EarKey(_EARS[press.key]))

    def _focus_moved(self) -> None:
        item = self._window.activeFocusItem()
        if item is not None and item.property("activeFocusOnTab") and self._session.state.hearing.by_ear:
            self._desk.tell(described(item, self._texts))
