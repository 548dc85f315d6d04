"""The end of a case for Done.qml and its layouts, and a copy's: mirrors `done_face`, sends what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import DoneFace, StageRow, done_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class DoneModel(QObject):
    """Main thread."""

    instance: ClassVar["DoneModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = DoneFace()
        self._stages = RowsModel(StageRow, self)
        DoneModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "DoneModel":
        return DoneModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = done_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._stages.set_rows(face.stages)
            self.changed.emit()

    @Property(str, notify=changed)
    def layout(self) -> str:
        return self._face.layout

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def safeTitle(self) -> str:
        return self._face.safe_title

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._face.number

    @Property(str, notify=changed)
    def numberHead(self) -> str:
        return self._face.number_head

    @Property(str, notify=changed)
    def numberTail(self) -> str:
        return self._face.number_tail

    @Property(str, notify=changed)
    def numberLine(self) -> str:
        return self._face.number_line

    @Property(str, notify=changed)
    def pillKind(self) -> str:
        return self._face.pill_kind

    @Property(str, notify=changed)
    def pillText(self) -> str:
        return self._face.pill_text

    @Property(str, notify=changed)
    def who(self) -> str:
        return self._face.who

    @Property(str, notify=changed)
    def slipState(self) -> str:
        return self._face.slip.state

    @Property(str, notify=changed)
    def slipTitle(self) -> str:
        return self._face.slip.title

    @Property(str, notify=changed)
    def slipLine(self) -> str:
        return self._face.slip.line

    @Property(str, notify=changed)
    def againOff(self) -> str:
        return self._face.slip.again_off

    @Property(str, notify=changed)
    def finishText(self) -> str:
        return self._face.finish_text

    @Property(str, notify=changed)
    def finishOff(self) -> str:
        return self._face.finish_off

    @Property(bool, notify=changed)
    def hasPage(self) -> bool:
        return self._face.has_page

    @Property(str, notify=changed)
    def scanText(self) -> str:
        return self._face.scan_text

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._face.code

    @Property(str, notify=changed)
    def delivery(self) -> str:
        return self._face.delivery

    @Property(str, notify=changed)
    def networkText(self) -> str:
        return self._face.network_text

    @Property(QObject, notify=changed)
    def stages(self) -> QObject:
        return self._stages

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())

    @Slot()
    def another(self) -> None:
        self._context.session.send(ev.AnotherPressed())

    @Slot()
    def printAgain(self) -> None:
        self._context.session.send(ev.PrintPressed())

    @Slot()
    def showCode(self) -> None:
        self._context.session.send(ev.ShowCodePressed())

    @Slot()
    def decline(self) -> None:
        self._context.session.send(ev.ReceiptDeclined())

    @Slot()
    def readAloud(self) -> None:
        self._context.session.send(ev.ReadAloudPressed())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())
