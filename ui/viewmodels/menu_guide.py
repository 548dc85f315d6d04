"""Being led, and the printer's test: mirror `menu_guide_face`, send what the hand said."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import menu as me
from kiosk.maintenance.printer_test import Question
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_guide_face import GuideFace, PrinterTestFace, QuestionRow, guide_face, printer_test_face
from ui.viewmodels.menu_seen import seen_in

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class MenuGuideModel(QObject):
    """One step. Main thread."""

    instance: ClassVar["MenuGuideModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = GuideFace()
        MenuGuideModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuGuideModel":
        return MenuGuideModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = GuideFace() if seen is None else guide_face(seen[0], self._context.place.help_phone, self._context.texts)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(list, notify=changed)
    def steps(self) -> list[str]:
        return list(self._face.steps)

    @Property(int, notify=changed)
    def index(self) -> int:
        return self._face.index

    @Property(str, notify=changed)
    def position(self) -> str:
        return self._face.position

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def picture(self) -> str:
        return self._face.picture

    @Property(str, notify=changed)
    def warning(self) -> str:
        return self._face.warning

    @Property(str, notify=changed)
    def warningLine(self) -> str:
        return self._face.warning_line

    @Property(str, notify=changed)
    def seen(self) -> str:
        return self._face.seen

    @Property(str, notify=changed)
    def nextTitle(self) -> str:
        return self._face.next_title

    @Property(str, notify=changed)
    def nextLine(self) -> str:
        return self._face.next_line

    @Property(str, notify=changed)
    def doneText(self) -> str:
        return self._face.done_text

    @Property(bool, notify=changed)
    def isStuck(self) -> bool:
        return self._face.is_stuck

    @Property(str, notify=changed)
    def stuckLine(self) -> str:
        return self._face.stuck_line

    @Property(str, notify=changed)
    def told(self) -> str:
        return self._face.told

    @Slot()
    def done(self) -> None:
        self._act(me.StepDone())

    @Slot()
    def stuck(self) -> None:
        self._act(me.Stuck())

    def _act(self, act: object) -> None:
        self._context.session.send(ev.StaffActed(act))


@QmlElement
@QmlSingleton
class PrinterTestModel(QObject):
    """The test page, judged by eye. Main thread."""

    instance: ClassVar["PrinterTestModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = PrinterTestFace()
        self._questions = RowsModel(QuestionRow, self)
        PrinterTestModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "PrinterTestModel":
        return PrinterTestModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = PrinterTestFace() if seen is None else printer_test_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._questions.set_rows(face.questions)
            self.changed.emit()

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._face.stage

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def place(self) -> str:
        return self._face.place

    @Property(str, notify=changed)
    def countLine(self) -> str:
        return self._face.count_line

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._face.advice

    @Property(str, notify=changed)
    def againText(self) -> str:
        return self._face.again_text

    @Property(str, notify=changed)
    def finishText(self) -> str:
        return self._face.finish_text

    @Property(str, notify=changed)
    def offReason(self) -> str:
        return self._face.off_reason

    @Property(str, notify=changed)
    def told(self) -> str:
        return self._face.told

    @Property(bool, notify=changed)
    def isLed(self) -> bool:
        return self._face.is_led

    @Property(QObject, notify=changed)
    def questions(self) -> QObject:
        return self._questions

    @Slot()
    def print(self) -> None:
        self._act(me.TestWanted())

    @Slot(str, bool)
    def answer(self, question: str, is_good: bool) -> None:
        self._act(me.Answered(Question(question), is_good))

    @Slot()
    def finish(self) -> None:
        self._act(me.Finished())

    @Slot()
    def stepsAgain(self) -> None:
        self._act(me.StepsAgain())

    def _act(self, act: object) -> None:
        self._context.session.send(ev.StaffActed(act))
