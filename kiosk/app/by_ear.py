"""The window by ear: the keypad's keys go to it, what they reach is said, and the whole screen can be asked for.

keypad ─┬─ left, right, select ─► window (as keys) ─► the focus moves, a choice is made, a letter is typed ─► said
        ├─ up, down ────────────► session, by ear: spell it; where am I, what is chosen, go back, darken the screen
        └─ help, volume, rate ──► session
"""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from devices.contracts.keypad import Key, KeyPress
from kiosk.session import events as ev
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.session.speaking import SpeakingDesk
from kiosk.texts import Texts
from ui.bridge.screen_reader import chosen, described, everything, is_chosen, place, spells
from ui.input.keyboard import InputPort

_MOVES = {
    Key.UP: Qt.Key.Key_Up,
    Key.DOWN: Qt.Key.Key_Down,
    Key.LEFT: Qt.Key.Key_Left,
    Key.RIGHT: Qt.Key.Key_Right,
    Key.SELECT: Qt.Key.Key_Return,
}
_EARS = {Key.HELP: ev.Ear.HELP, Key.VOLUME: ev.Ear.VOLUME, Key.RATE: ev.Ear.RATE}
_BY_EAR = {**_EARS, Key.UP: ev.Ear.SPELL, Key.DOWN: ev.Ear.MORE}
CANDIDATE, KEY = "candidate-", "key-"
"""How what the typed letters may mean is named, with its place; and a key of the keyboard."""


class ByEar:
    """Between one window and who cannot see it; what the desk asks for (`Seen`). Main thread."""

    def __init__(
        self, window: QQuickWindow, session: SessionPort, desk: SpeakingDesk, texts: Texts, typing: InputPort
    ) -> None:
        self._window = window
        self._session = session
        self._desk = desk
        self._texts = texts
        self._typing = typing
        self._was_chosen = False
        """What has the focus, when it was last looked at."""
        desk.seen = self
        window.activeFocusItemChanged.connect(self._focus_moved)
        session.subscribe(self._changed)
        typing.committed.connect(lambda text: self._echo(text))
        typing.erased.connect(lambda: self._tell("ear.erased"))
        typing.cleared.connect(lambda: self._tell("ear.cleared"))
        typing.changed.connect(self._composed)

    def everything(self) -> Iterator[str]:
        """Every text and control, in reading order."""
        return map(self._discreet, everything(self._window, self._texts, self._is_kept_back))

    def place(self) -> Iterator[str]:
        """Where the keypad is."""
        item = self._window.activeFocusItem()
        told = place(self._window, item, self._texts, is_named=item is None or not self._is_kept_back(item))
        return map(self._discreet, told)

    def chosen(self) -> Iterator[str]:
        """What is chosen and filled in."""
        return map(self._discreet, chosen(self._window, self._texts))

    def press(self, press: KeyPress) -> None:
        """One key of the keypad. One that is held moves on, and asks for nothing twice."""
        asked = (_BY_EAR if self._by_ear else _EARS).get(press.key)
        if press.key is Key.SELECT and self._session.snapshot.state.hearing.takes_select:
            asked = ev.Ear.TAKE
        if asked is None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _MOVES[press.key], Qt.KeyboardModifier.NoModifier, "", press.is_repeat)
                QCoreApplication.postEvent(self._window, event)
            QTimer.singleShot(0, self._look_again)  # once the window has heard both
        elif not press.is_repeat:
            self._session.send(ev.EarKey(asked))

    @property
    def _by_ear(self) -> bool:
        return self._session.snapshot.state.hearing.by_ear

    def _focus_moved(self) -> None:
        item = self._window.activeFocusItem()
        if item is None or not item.property("activeFocusOnTab") or not self._by_ear:
            return
        self._was_chosen = is_chosen(item)
        said, name = self._discreet(described(item, self._texts)), self._discreet(spells(item))
        if _is_candidate(item) and not name.isascii():
            self._desk.tell_candidate(name)
        elif _is_candidate(item) or _types(item):
            self._desk.tell_key(said, name)
        else:
            self._desk.tell(said, name)

    def _is_kept_back(self, item: QObject) -> bool:
        """What the typed letters may mean, where the room would hear it."""
        return _is_candidate(item) and not self._desk.typed_is_heard

    def _discreet(self, said: str) -> str:
        """Without the letters that are no word yet, where the room would hear them."""
        letters = str(self._typing.property("preedit"))
        return said if not letters or self._desk.typed_is_heard else said.replace(letters, "")

    def _changed(self, snapshot: Snapshot) -> None:
        self._look_again()

    def _look_again(self) -> None:
        """A choice that was made where the keypad is: it says so. The keyboard's are made in the window alone."""
        item = self._window.activeFocusItem() if self._by_ear else None
        was, self._was_chosen = self._was_chosen, item is not None and is_chosen(item)
        if item is not None and self._was_chosen and not was:
            self._desk.tell(described(item, self._texts), spells(item))

    def _echo(self, text: str, is_candidate: bool = False) -> None:
        if self._by_ear:
            self._desk.echo(text, is_candidate)

    def _tell(self, key: str) -> None:
        if self._by_ear:
            self._desk.tell(self._texts(key))

    def _composed(self) -> None:
        """What the typed letters would become."""
        first = self._typing.first_candidate
        if first:
            self._echo(first, is_candidate=True)


def _is_candidate(item: QObject) -> bool:
    """Not the two keys with an icon that turn their page."""
    return item.objectName().startswith(CANDIDATE) and not item.property("icon")


def _types(item: QObject) -> bool:
    """A key that puts a sign into the answer, and not one that is a word."""
    return item.objectName().startswith(KEY) and bool(item.property("digit"))
