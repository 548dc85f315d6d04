"""A call for help for HelpCalled.qml: mirrors `help_face`; withdraws it."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.done_face import StageRow
from ui.viewmodels.help_face import HelpFace, help_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class HelpModel(QObject):
    """Main thread."""

    instance: ClassVar["HelpModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = HelpFace()
        self._ladder = RowsModel(StageRow, self)
        HelpModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "HelpModel":
        return HelpModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = help_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._ladder.set_rows(face.ladder)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._face.text

    @Property(str, notify=changed)
    def pill(self) -> str:
        return self._face.pill

    @Property(str, notify=changed)
    def waited(self) -> str:
        return self._face.waited

    @Property(float, notify=changed)
    def waitedFraction(self) -> float:
        return self._face.waited_fraction

    @Property(str, notify=changed)
    def safeTitle(self) -> str:
        return self._face.safe_title

    @Property(str, notify=changed)
    def safeText(self) -> str:
        return self._face.safe_text

    @Property(str, notify=changed)
    def seen(self) -> str:
        return self._face.seen

    @Property(str, notify=changed)
    def phone(self) -> str:
        return self._face.phone

    @Property(bool, notify=changed)
    def phoneFirst(self) -> bool:
        return self._face.phone_first

    @Property(QObject, notify=changed)
    def ladder(self) -> QObject:
        return self._ladder

    @Slot()
    def withdraw(self) -> None:
        """会了，不用来了."""
        self._context.session.send(ev.HelpWithdrawn())
