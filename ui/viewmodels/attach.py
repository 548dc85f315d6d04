"""What goes with a case for Attach.qml: mirrors `attach_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.attach_face import AttachFace, AttachRow, attach_face
from ui.viewmodels.context import ViewContext

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class AttachModel(QObject):
    """Main thread."""

    instance: ClassVar["AttachModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = AttachFace()
        self._rows = RowsModel(AttachRow, self)
        AttachModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "AttachModel":
        return AttachModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = attach_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Property(str, notify=changed)
    def bring(self) -> str:
        return self._face.bring

    @Slot(str)
    def photograph(self, material_id: str) -> None:
        self._context.session.send(ev.MaterialChosen(material_id))

    @Slot(str)
    def drop(self, material_id: str) -> None:
        """不要拍好的."""
        self._context.session.send(ev.PagesDropped(material_id))

    @Slot()
    def next(self) -> None:
        self._context.session.send(ev.NextPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())
