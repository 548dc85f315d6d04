"""What a resident says of their case, for CaseActs.qml, CaseWord.qml and WordKept.qml: mirrors `word_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.cases import ResidentAct
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.word_face import (
    REPRINT,
    ActRow,
    ActsFace,
    WordFace,
    WordKeptFace,
    acts_face,
    word_face,
    word_kept_face,
)

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class WordModel(QObject):
    """All three screens. Main thread."""

    instance: ClassVar["WordModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._acts = ActsFace()
        self._word = WordFace()
        self._kept = WordKeptFace()
        self._rows = RowsModel(ActRow, self)
        WordModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "WordModel":
        return WordModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        faces = (
            acts_face(snapshot, self._context),
            word_face(snapshot, self._context),
            word_kept_face(snapshot, self._context),
        )
        if faces != (self._acts, self._word, self._kept):
            self._acts, self._word, self._kept = faces
            self._rows.set_rows(self._acts.rows)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def acts(self) -> QObject:
        return self._rows

    @Property(str, notify=changed)
    def actsNumber(self) -> str:
        return self._acts.number

    @Property(str, notify=changed)
    def act(self) -> str:
        return self._word.act

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._word.state

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._word.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._word.help

    @Property(str, notify=changed)
    def about(self) -> str:
        return self._word.about

    @Property(str, notify=changed)
    def label(self) -> str:
        return self._word.label

    @Property(str, notify=changed)
    def value(self) -> str:
        return self._word.value

    @Property(str, notify=changed)
    def empty(self) -> str:
        return self._word.empty

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._word.problem

    @Property(str, notify=changed)
    def keyboard(self) -> str:
        return self._word.keyboard

    @Property(bool, notify=changed)
    def beginsTyping(self) -> bool:
        return self._word.begins_typing

    @Property(str, notify=changed)
    def sendText(self) -> str:
        return self._word.send_text

    @Property(bool, notify=changed)
    def isGrave(self) -> bool:
        return self._word.is_grave

    @Property(str, notify=changed)
    def keptName(self) -> str:
        return self._kept.name

    @Property(str, notify=changed)
    def keptTitle(self) -> str:
        return self._kept.title

    @Property(str, notify=changed)
    def keptHelp(self) -> str:
        return self._kept.help

    @Property(str, notify=changed)
    def keptNumber(self) -> str:
        return self._kept.number

    @Property(str, notify=changed)
    def keptPillKind(self) -> str:
        return self._kept.pill_kind

    @Property(str, notify=changed)
    def keptPillText(self) -> str:
        return self._kept.pill_text

    @Slot(str)
    def choose(self, act: str) -> None:
        """One of the rows."""
        chosen = ev.ReprintPressed() if act == REPRINT else ev.ActChosen(ResidentAct(act))
        self._context.session.send(chosen)

    @Slot(str)
    def append(self, text: str) -> None:
        self._say(self._word.value + text)

    @Slot()
    def erase(self) -> None:
        self._say(self._word.value[:-1])

    @Slot()
    def clear(self) -> None:
        self._say("")

    @Slot()
    def hand(self) -> None:
        """Hand it over."""
        self._context.session.send(ev.SubmitPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())

    @Slot()
    def look(self) -> None:
        """See what came of it."""
        self._context.session.send(ev.AnotherPressed())

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())

    def _say(self, text: str) -> None:
        if text != self._word.value:
            self._context.session.send(ev.WordTyped(text))
