"""The menu's pages of paper, queue and devices: mirror `menu_pages_face`, send what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import menu as me
from kiosk.maintenance.access import Action
from kiosk.maintenance.needs import Kind
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_pages_face import (
    DayRow,
    DeviceFace,
    DevicesFace,
    LetterRow,
    PaperFace,
    QueueFace,
    devices_face,
    paper_face,
    queue_face,
)
from ui.viewmodels.menu_seen import seen_in

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class MenuPaperModel(QObject):
    """How long the paper lasts. Main thread."""

    instance: ClassVar["MenuPaperModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = PaperFace()
        self._days = RowsModel(DayRow, self)
        MenuPaperModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuPaperModel":
        return MenuPaperModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = PaperFace() if seen is None else paper_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._days.set_rows(face.days)
            self.changed.emit()

    @Property(float, notify=changed)
    def share(self) -> float:
        return self._face.share

    @Property(str, notify=changed)
    def shareText(self) -> str:
        return self._face.share_text

    @Property(str, notify=changed)
    def line(self) -> str:
        return self._face.line

    @Property(str, notify=changed)
    def end(self) -> str:
        return self._face.end

    @Property(str, notify=changed)
    def length(self) -> str:
        return self._face.length

    @Property(str, notify=changed)
    def total(self) -> str:
        return self._face.total

    @Property(str, notify=changed)
    def plotTold(self) -> str:
        return self._face.plot_told

    @Property(QObject, notify=changed)
    def days(self) -> QObject:
        return self._days

    @Slot()
    def change(self) -> None:
        """Be led through a change of the roll."""
        self._act(me.NeedChosen(Kind.PAPER_LOW, "receipt_printer"))

    def _act(self, act: object) -> None:
        self._context.session.send(ev.StaffActed(act))


@QmlElement
@QmlSingleton
class MenuQueueModel(QObject):
    """What waits, and what is stuck. Main thread."""

    instance: ClassVar["MenuQueueModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = QueueFace()
        self._rows = RowsModel(LetterRow, self)
        MenuQueueModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuQueueModel":
        return MenuQueueModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = QueueFace() if seen is None else queue_face(*seen, self._context.texts)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(str, notify=changed)
    def countLine(self) -> str:
        return self._face.count_line

    @Property(str, notify=changed)
    def stuck(self) -> str:
        return self._face.stuck

    @Property(str, notify=changed)
    def stuckLine(self) -> str:
        return self._face.stuck_line

    @Property(str, notify=changed)
    def why(self) -> str:
        return self._face.why

    @Property(str, notify=changed)
    def letterId(self) -> str:
        return self._face.letter_id

    @Property(bool, notify=changed)
    def isHeld(self) -> bool:
        return self._face.is_held

    @Property(str, notify=changed)
    def oldest(self) -> str:
        return self._face.oldest

    @Property(str, notify=changed)
    def oldestNote(self) -> str:
        return self._face.oldest_note

    @Property(str, notify=changed)
    def room(self) -> str:
        return self._face.room

    @Property(str, notify=changed)
    def roomNote(self) -> str:
        return self._face.room_note

    @Property(str, notify=changed)
    def watermark(self) -> str:
        return self._face.watermark

    @Property(bool, notify=changed)
    def canMend(self) -> bool:
        return self._face.can_mend

    @Property(str, notify=changed)
    def told(self) -> str:
        return self._face.told

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str)
    def look(self, message_id: str) -> None:
        self._act(me.LetterChosen(message_id))

    @Slot()
    def sync(self) -> None:
        self._act(me.ActWanted(Action.SYNC_NOW))

    @Slot()
    def retry(self) -> None:
        self._act(me.ActWanted(Action.MEND_QUEUE, f"retry {self._face.letter_id}"))

    @Slot()
    def hold(self) -> None:
        self._act(me.ActWanted(Action.MEND_QUEUE, f"hold {self._face.letter_id}"))

    def _act(self, act: object) -> None:
        self._context.session.send(ev.StaffActed(act))


@QmlElement
@QmlSingleton
class MenuDevicesModel(QObject):
    """Every device in full. Main thread."""

    instance: ClassVar["MenuDevicesModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = DevicesFace()
        self._rows = RowsModel(DeviceFace, self)
        MenuDevicesModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuDevicesModel":
        return MenuDevicesModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = DevicesFace() if seen is None else devices_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows
