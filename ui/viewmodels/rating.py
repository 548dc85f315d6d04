"""The rating for Rate.qml: mirrors `rating_face`, sends what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.rating_face import LevelRow, RatingFace, ReasonRow, rating_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class RatingModel(QObject):
    """Main thread."""

    instance: ClassVar["RatingModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = RatingFace()
        self._levels = RowsModel(LevelRow, self)
        self._reasons = RowsModel(ReasonRow, self)
        RatingModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "RatingModel":
        return RatingModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = rating_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._levels.set_rows(face.levels)
            self._reasons.set_rows(face.reasons)
            self.changed.emit()

    @Property(str, notify=changed)
    def subject(self) -> str:
        return self._face.subject

    @Property(str, notify=changed)
    def reasonsTitle(self) -> str:
        return self._face.reasons_title

    @Property(bool, notify=changed)
    def canSend(self) -> bool:
        return self._face.can_send

    @Property(bool, notify=changed)
    def asksWhy(self) -> bool:
        return self._face.asks_why

    @Property(str, notify=changed)
    def whyText(self) -> str:
        return self._face.why_text

    @Property(QObject, notify=changed)
    def levels(self) -> QObject:
        return self._levels

    @Property(QObject, notify=changed)
    def reasons(self) -> QObject:
        return self._reasons

    @Slot(int)
    def choose(self, level: int) -> None:
        self._context.session.send(ev.LevelChosen(level))

    @Slot(str)
    def toggle(self, reason: str) -> None:
        self._context.session.send(ev.ReasonToggled(reason))

    @Slot()
    def tellWhy(self) -> None:
        """On to the reasons, in elder mode."""
        self._context.session.send(ev.NextPressed())

    @Slot()
    def send(self) -> None:
        self._context.session.send(ev.RatingSent())

    @Slot()
    def skip(self) -> None:
        self._context.session.send(ev.RatingSkipped())
