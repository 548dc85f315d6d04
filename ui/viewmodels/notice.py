"""Before the card and instead of the form: what is done with the data, and why somebody cannot apply. Mirrors both."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.identify_face import NotEligibleFace, NoticeFace, NoticeRow, not_eligible_face, notice_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class NoticeModel(QObject):
    """Main thread."""

    instance: ClassVar["NoticeModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = NoticeFace()
        self._rows = RowsModel(NoticeRow, self)
        NoticeModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "NoticeModel":
        return NoticeModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = notice_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(str, notify=changed)
    def subject(self) -> str:
        return self._face.subject

    @Property(bool, notify=changed)
    def countsSteps(self) -> bool:
        return self._face.counts_steps

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Slot()
    def understood(self) -> None:
        self._context.session.send(ev.NoticeUnderstood())


@QmlElement
@QmlSingleton
class NotEligibleModel(QObject):
    """Main thread."""

    instance: ClassVar["NotEligibleModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = NotEligibleFace()
        NotEligibleModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "NotEligibleModel":
        return NotEligibleModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = not_eligible_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def subject(self) -> str:
        return self._face.subject

    @Property(str, notify=changed)
    def what(self) -> str:
        return self._face.what

    @Property(str, notify=changed)
    def otherwise(self) -> str:
        return self._face.otherwise

    @Property(str, notify=changed)
    def place(self) -> str:
        return self._face.place

    @Property(str, notify=changed)
    def hours(self) -> str:
        return self._face.hours

    @Property(str, notify=changed)
    def phone(self) -> str:
        return self._face.phone

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())
