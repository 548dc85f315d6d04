"""Saying it instead of writing it, for Record.qml: mirrors `record_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.drafts import VOICE_NOTE
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext
from ui.viewmodels.record_face import RecordFace, record_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class RecordModel(QObject):
    """Main thread."""

    instance: ClassVar["RecordModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = RecordFace()
        RecordModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "RecordModel":
        return RecordModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = record_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._face.state

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def timeText(self) -> str:
        return self._face.time_text

    @Property(list, notify=changed)
    def levels(self) -> list[float]:
        """How loud it was in the last tenths of a second, 0 to 1."""
        return list(self._face.levels)

    @Property(float, notify=changed)
    def fraction(self) -> float:
        return self._face.fraction

    @Property(str, notify=changed)
    def firstText(self) -> str:
        return self._face.first_text

    @Property(str, notify=changed)
    def secondText(self) -> str:
        return self._face.second_text

    @Slot()
    def first(self) -> None:
        """What the state is waiting for: begin, end, keep, try again."""
        self._context.session.send(ev.NextPressed())

    @Slot()
    def second(self) -> None:
        """Say it again, or do without the recording that is there."""
        self._context.session.send(ev.RetryPressed() if self._face.state == "heard" else ev.PagesDropped(VOICE_NOTE))

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())
