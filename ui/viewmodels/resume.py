"""The offer to go on for Resume.qml: mirrors `resume_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext
from ui.viewmodels.resume_face import ResumeFace, resume_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class ResumeModel(QObject):
    """Main thread."""

    instance: ClassVar["ResumeModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = ResumeFace()
        ResumeModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "ResumeModel":
        return ResumeModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = resume_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def what(self) -> str:
        return self._face.what

    @Property(str, notify=changed)
    def anewText(self) -> str:
        return self._face.anew_text

    @Property(str, notify=changed)
    def cost(self) -> str:
        return self._face.cost

    @Slot()
    def goOn(self) -> None:
        self._context.session.send(ev.ResumePressed())

    @Slot()
    def beginAnew(self) -> None:
        self._context.session.send(ev.BeginAnewPressed())
