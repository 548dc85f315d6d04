"""The question about danger for Danger.qml: mirrors `danger_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.danger_face import CallRow, DangerFace, danger_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class DangerModel(QObject):
    """Main thread."""

    instance: ClassVar["DangerModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = DangerFace()
        self._calls = RowsModel(CallRow, self)
        DangerModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "DangerModel":
        return DangerModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = danger_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._calls.set_rows(face.calls)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def calls(self) -> QObject:
        return self._calls

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._face.address

    @Slot()
    def none(self) -> None:
        """Nobody is in danger."""
        self._context.session.send(ev.NextPressed())

    @Slot()
    def callQuietly(self) -> None:
        self._context.session.send(ev.HelpPressed(quiet=True))
