"""The idle screen for Idle.qml: mirrors `idle_face`; a touch anywhere begins a session."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import FirstContext
from ui.viewmodels.idle_face import BulletinRow, IdleFace, idle_face
from ui.viewmodels.walk import walk_text

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class IdleModel(QObject):
    """Main thread."""

    instance: ClassVar["IdleModel"]
    changed = Signal()
    somebodyCame = Signal()
    """The proximity sensor saw somebody who was not there before."""

    def __init__(self, context: FirstContext) -> None:
        super().__init__()
        self._context = context
        self._face = IdleFace()
        self._bulletins = RowsModel(BulletinRow, self)
        IdleModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "IdleModel":
        return IdleModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face, was = idle_face(snapshot, self._context), self._face
        if face.somebody_near and not was.somebody_near:
            self.somebodyCame.emit()
        if face != was:
            self._face = face
            self._bulletins.set_rows(face.bulletins)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def bulletins(self) -> QObject:
        return self._bulletins

    @Property(str, notify=changed)
    def cardTitle(self) -> str:
        return self._face.card_title

    @Property(str, notify=changed)
    def cardText(self) -> str:
        return self._face.card_text

    @Property(bool, notify=changed)
    def isResting(self) -> bool:
        return self._face.is_resting

    @Property(str, constant=True)
    def helpPhone(self) -> str:
        return self._context.place.help_phone

    @Property(str, constant=True)
    def nearbyName(self) -> str:
        """Another machine that can be walked to; empty where the site names none."""
        return self._context.place.nearby_name

    @Property(str, constant=True)
    def nearbyNote(self) -> str:
        return self._context.place.nearby_note

    @Property(str, constant=True)
    def nearbyWalk(self) -> str:
        return self._context.place.nearby_walk

    @Property(str, constant=True)
    def nearbyWay(self) -> str:
        return walk_text(self._context.place.nearby_walk, self._context.texts)

    @Slot()
    def start(self) -> None:
        self._context.session.send(ev.Started())

    @Slot()
    def startElder(self) -> None:
        self._context.session.send(ev.Started(Mode.ELDER))

    @Slot()
    def startContrast(self) -> None:
        self._context.session.send(ev.Started(Mode.HIGH_CONTRAST))

    @Slot()
    def startLowReach(self) -> None:
        self._context.session.send(ev.Started(low_reach=True))

    @Slot(str)
    def open(self, category_id: str) -> None:
        """Begin, and go straight to a category."""
        self._context.session.send(ev.Started())
        self._context.session.send(ev.CategoryChosen(category_id))

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())

    @Slot()
    def showProgress(self) -> None:
        self._context.session.send(ev.ProgressPressed())
