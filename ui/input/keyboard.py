"""The object the on-screen keyboard talks to, and the form listens to.

key ─► engine ─► preedit, candidates ─► choose / space / done ─► committed(text) ─► the focused answer
backspace with nothing composed ─► erased
"""

from typing import ClassVar, cast

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from ui.input.engine import BACKSPACE, EMPTY, Composition, InputEngine, Layout

QStringList = cast(type, "QStringList")  # PySide6 takes the name of a Qt type; its stubs know classes only
QML_IMPORT_NAME = "Kiosk.Input"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class InputPort(QObject):
    """Composes with one engine; holds no answer. Main thread."""

    instance: ClassVar["InputPort"]
    changed = Signal()
    committed = Signal(str)
    """This text goes behind what the focused answer holds."""
    erased = Signal()
    """The last character of the focused answer goes."""
    cleared = Signal()
    """The focused answer becomes empty."""
    finished = Signal()
    """填好了."""
    hidden = Signal()
    """收起: the keyboard goes away, the answer stays as it is."""

    def __init__(self, engine: InputEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._layout = Layout.PINYIN
        self._now = EMPTY
        InputPort.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "InputPort":
        return InputPort.instance

    @Property(str, notify=changed)
    def preedit(self) -> str:
        """What is being composed, as it may be shown behind the answer."""
        return self._now.preedit

    @Property(QStringList, notify=changed)
    def candidates(self) -> list[str]:
        return list(self._now.candidates)

    @Property(bool, notify=changed)
    def hasNextPage(self) -> bool:
        return self._now.has_next_page

    @Property(bool, notify=changed)
    def hasPreviousPage(self) -> bool:
        return self._now.has_previous_page

    @Property(bool, constant=True)
    def composes(self) -> bool:
        """An engine is there; without one letters are text at once."""
        return not self._engine.problem

    @Slot(bool)
    def useNineKey(self, on: bool) -> None:
        """Digits 2 to 9 stand for their letters, or the letters themselves are typed."""
        layout = Layout.NINE_KEY if on else Layout.PINYIN
        if layout is not self._layout:
            self._layout = layout
            self._engine.select(layout)
            self._show(EMPTY)

    @Slot(str)
    def key(self, letter: str) -> None:
        """A letter (or a digit of the nine keys) that takes part in composing."""
        self._show(self._engine.type_key(letter))

    @Slot(str)
    def type(self, text: str) -> None:
        """Text that is what it is: a digit, a sign, an English letter. What was composed is finished first."""
        self.finishComposing()
        self.committed.emit(text)

    @Slot()
    def backspace(self) -> None:
        if self._now.preedit:
            self._show(self._engine.type_key(BACKSPACE))
        else:
            self.erased.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        """The candidate at this place of the row."""
        if 0 <= index < len(self._now.candidates):
            self._show(self._engine.choose(index))

    @Slot(bool)
    def page(self, forward: bool) -> None:
        self._show(self._engine.turn_page(forward))

    @Slot()
    def space(self) -> None:
        """Takes the first candidate; with nothing composed it is a space between words of other scripts: nothing."""
        self.choose(0)

    @Slot()
    def clear(self) -> None:
        """清空: what is composed and what the answer holds."""
        self.reset()
        self.cleared.emit()

    @Slot()
    def done(self) -> None:
        self.finishComposing()
        self.finished.emit()

    @Slot()
    def hide(self) -> None:
        self.finishComposing()
        self.hidden.emit()

    @Slot()
    def finishComposing(self) -> None:
        """Take the first candidates until nothing is left over; letters without a candidate are dropped, alone."""
        while self._now.candidates:
            left = self._now.preedit
            self.choose(0)
            if self._now.preedit == left:
                break
        if self._now.chosen:
            self.committed.emit(self._now.chosen)
        self.reset()

    @Slot()
    def reset(self) -> None:
        """Forget what is composed: another field, or the end of the session."""
        self._engine.reset()
        self._show(EMPTY)

    def _show(self, now: Composition) -> None:
        was, self._now = self._now, now
        if now.committed:
            self.committed.emit(now.committed)
        if now != was:
            self.changed.emit()
