"""The object the on-screen keyboard talks to, and the form listens to.

key ─► engine ─► preedit, candidates ─► choose / space / done ─► committed(text) ─► the focused answer
backspace with nothing composed ─► erased
"""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, TypeVar, cast

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from ui.input.engine import (
    BACKSPACE,
    EMPTY,
    Composition,
    EngineFailedError,
    InputEngine,
    Layout,
    NoEngine,
    PenEngine,
)

QStringList = cast(type, "QStringList")  # PySide6 takes the name of a Qt type; its stubs know classes only
Made = TypeVar("Made")
QML_IMPORT_NAME = "Kiosk.Input"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class InputPort(QObject):
    """Composes with one engine, or with the pen while that is used; holds no answer. Main thread.

    An engine that fails is given up: from then on letters are text, so that every field can still be filled in.
    """

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

    def __init__(self, engine: InputEngine, pen: PenEngine | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = self._keys = engine
        self._pen = pen
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

    @property
    def is_empty(self) -> bool:
        """Nothing is being composed."""
        return self._now == EMPTY

    @property
    def first_candidate(self) -> str:
        """What the composed letters become if nothing else is chosen; empty where nothing is composed."""
        return self._now.candidates[0] if self._now.candidates else ""

    @Property(QStringList, notify=changed)
    def candidates(self) -> list[str]:
        return list(self._now.candidates)

    @Property(bool, notify=changed)
    def hasNextPage(self) -> bool:
        return self._now.has_next_page

    @Property(bool, notify=changed)
    def hasPreviousPage(self) -> bool:
        return self._now.has_previous_page

    @Property(bool, notify=changed)
    def composes(self) -> bool:
        """An engine is there; without one letters are text at once."""
        return not self._keys.problem

    @Property(bool, constant=True)
    def hasPen(self) -> bool:
        """Handwriting is installed; without it no way to it is drawn."""
        return self._pen is not None

    @Slot(bool)
    def useNineKey(self, on: bool) -> None:
        """Digits 2 to 9 stand for their letters, or the letters themselves are typed."""
        layout = Layout.NINE_KEY if on else Layout.PINYIN
        if layout is not self._layout:
            self._layout = layout
            self._try(lambda: self._keys.select(layout))
            self._show(EMPTY)

    @Slot(bool)
    def usePen(self, on: bool) -> None:
        """Strokes are drawn from now on, or keys are typed again; what was composed is dropped."""
        self.reset()
        self._engine = self._pen if on and self._pen else self._keys
        if self._pen and not on:
            self._pen.close()

    @Slot("QVariantList")
    def draw(self, points: list[list[float]]) -> None:
        """A stroke of the pen, points [x, y] from 0 to 1000."""
        if self._pen:
            pen, stroke = self._pen, tuple((round(x), round(y)) for x, y in points)
            self._step(lambda: pen.draw(stroke))

    @Slot(str)
    def key(self, letter: str) -> None:
        """A letter (or a digit of the nine keys) that takes part in composing."""
        self._step(lambda: self._engine.type_key(letter), instead=letter)

    @Slot(str)
    def type(self, text: str) -> None:
        """Text that is what it is: a digit, a sign, an English letter. What was composed is finished first."""
        self.finishComposing()
        self.committed.emit(text)

    @Slot()
    def backspace(self) -> None:
        if self._now.preedit or self._now.candidates:
            self._step(lambda: self._engine.type_key(BACKSPACE))
        else:
            self.erased.emit()

    @Slot(int)
    def choose(self, index: int) -> None:
        """The candidate at this place of the row."""
        if 0 <= index < len(self._now.candidates):
            self._step(lambda: self._engine.choose(index))

    @Slot(bool)
    def page(self, forward: bool) -> None:
        self._step(lambda: self._engine.turn_page(forward))

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
            before = self._now
            self.choose(0)
            if self._now == before:
                break
        if self._now.chosen:
            self.committed.emit(self._now.chosen)
        self.reset()

    @Slot()
    def reset(self) -> None:
        """Forget what is composed: another field, or the end of the session."""
        self._try(self._engine.reset)
        self._show(EMPTY)

    def forget(self) -> None:
        """The session is over: nothing is composed, and a pen is put down."""
        self.usePen(False)

    def _step(self, step: Callable[[], Composition], instead: str = "") -> None:
        """Show what the engine makes of it; the key itself when the engine is no more."""
        made = self._try(step)
        self._show(Composition(committed=instead) if made is None else made)

    def _try(self, step: Callable[[], Made]) -> Made | None:
        try:
            return step()
        except EngineFailedError as error:
            self._engine = self._keys = NoEngine(str(error))
            self._now = replace(self._now, candidates=(), preedit="")
            self.changed.emit()
            return None

    def _show(self, now: Composition) -> None:
        was, self._now = self._now, now
        if now.committed:
            self.committed.emit(now.committed)
        if now != was:
            self.changed.emit()
