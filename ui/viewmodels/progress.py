"""The person's cases for CaseList.qml and CaseDetail.qml: mirrors `progress_face`, sends what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.cases import ResidentAct
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.case_list_face import CaseListFace, CaseRow, case_list_face
from ui.viewmodels.case_way import TickRow
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import StageRow
from ui.viewmodels.progress_face import CaseDetailFace, SpanRow, WantedRow, case_detail_face
from ui.viewmodels.word_face import ActRow

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class ProgressModel(QObject):
    """Both screens of the progress. Main thread."""

    instance: ClassVar["ProgressModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._list = CaseListFace()
        self._detail = CaseDetailFace()
        self._cases = RowsModel(CaseRow, self)
        self._spans = RowsModel(SpanRow, self)
        self._stages = RowsModel(StageRow, self)
        self._wanted = RowsModel(WantedRow, self)
        self._ticks = RowsModel(TickRow, self)
        self._acts = RowsModel(ActRow, self)
        ProgressModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "ProgressModel":
        return ProgressModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        cases, detail = case_list_face(snapshot, self._context), case_detail_face(snapshot, self._context)
        if cases == self._list and detail == self._detail:
            return
        self._list, self._detail = cases, detail
        self._cases.set_rows(cases.rows)
        self._spans.set_rows(detail.spans)
        self._stages.set_rows(detail.stages)
        self._wanted.set_rows(detail.wanted)
        self._ticks.set_rows(detail.ticks)
        self._acts.set_rows(detail.acts)
        self.changed.emit()

    @Property(str, notify=changed)
    def listState(self) -> str:
        return self._list.state

    @Property(str, notify=changed)
    def listTitle(self) -> str:
        return self._list.title

    @Property(str, notify=changed)
    def listHelp(self) -> str:
        return self._list.help

    @Property(str, notify=changed)
    def listSafe(self) -> str:
        return self._list.safe

    @Property(str, notify=changed)
    def listWhatToDo(self) -> str:
        return self._list.what_to_do

    @Property(str, notify=changed)
    def layout(self) -> str:
        return self._detail.layout

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._detail.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._detail.help

    @Property(str, notify=changed)
    def itemLine(self) -> str:
        return self._detail.item_line

    @Property(int, notify=changed)
    def walkerIndex(self) -> int:
        return self._detail.walker_index

    @Property(str, notify=changed)
    def promiseText(self) -> str:
        return self._detail.promise_text

    @Property(float, notify=changed)
    def promiseRatio(self) -> float:
        return self._detail.promise_ratio

    @Property(str, notify=changed)
    def dueLabel(self) -> str:
        return self._detail.due_label

    @Property(str, notify=changed)
    def dueText(self) -> str:
        return self._detail.due_text

    @Property(str, notify=changed)
    def tickedText(self) -> str:
        return self._detail.ticked_text

    @Property(str, notify=changed)
    def deadlineTitle(self) -> str:
        return self._detail.deadline_title

    @Property(str, notify=changed)
    def deadlineLine(self) -> str:
        return self._detail.deadline_line

    @Property(str, notify=changed)
    def assurance(self) -> str:
        return self._detail.assurance

    @Property(str, notify=changed)
    def supplyText(self) -> str:
        return self._detail.supply_text

    @Property(str, notify=changed)
    def supplyOff(self) -> str:
        return self._detail.supply_off

    @Property(str, notify=changed)
    def answerText(self) -> str:
        return self._detail.answer_text

    @Property(str, notify=changed)
    def answerBy(self) -> str:
        return self._detail.answer_by

    @Property(str, notify=changed)
    def answerAt(self) -> str:
        return self._detail.answer_at

    @Property(str, notify=changed)
    def pillKind(self) -> str:
        return self._detail.pill_kind

    @Property(str, notify=changed)
    def pillText(self) -> str:
        return self._detail.pill_text

    @Property(str, notify=changed)
    def phone(self) -> str:
        return self._detail.phone

    @Property(str, notify=changed)
    def phoneText(self) -> str:
        return self._detail.phone_text

    @Property(str, notify=changed)
    def reprintText(self) -> str:
        return self._detail.reprint_text

    @Property(str, notify=changed)
    def reprintOff(self) -> str:
        return self._detail.reprint_off

    @Property(str, notify=changed)
    def othersText(self) -> str:
        return self._detail.others_text

    @Property(str, notify=changed)
    def finishText(self) -> str:
        return self._detail.finish_text

    @Property(str, notify=changed)
    def nextLine(self) -> str:
        return self._detail.next_line

    @Property(QObject, notify=changed)
    def cases(self) -> QObject:
        return self._cases

    @Property(QObject, notify=changed)
    def spans(self) -> QObject:
        return self._spans

    @Property(QObject, notify=changed)
    def stages(self) -> QObject:
        return self._stages

    @Property(QObject, notify=changed)
    def wanted(self) -> QObject:
        return self._wanted

    @Property(str, notify=changed)
    def actsText(self) -> str:
        return self._detail.acts_text

    @Property(str, notify=changed)
    def saidText(self) -> str:
        return self._detail.said_text

    @Property(QObject, notify=changed)
    def acts(self) -> QObject:
        return self._acts

    @Property(QObject, notify=changed)
    def ticks(self) -> QObject:
        return self._ticks

    @Slot(str)
    def open(self, case_id: str) -> None:
        self._context.session.send(ev.CaseOpened(case_id))

    @Slot()
    def retry(self) -> None:
        self._context.session.send(ev.RetryPressed())

    @Slot()
    def reprint(self) -> None:
        self._context.session.send(ev.ReprintPressed())

    @Slot()
    def openActs(self) -> None:
        self._context.session.send(ev.ActsOpened())

    @Slot(str)
    def choose(self, act: str) -> None:
        self._context.session.send(ev.ActChosen(ResidentAct(act)))

    @Slot()
    def supply(self) -> None:
        self._context.session.send(ev.SupplyPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())
