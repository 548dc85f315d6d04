"""The home screen for Home.qml and HomeElder.qml: mirrors `home_face`, sends what was chosen."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.on_listening import lead_event
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.home_face import GroupRow, HomeFace, LeadRow, TileRow, home_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class HomeModel(QObject):
    """Main thread."""

    instance: ClassVar["HomeModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = HomeFace()
        self._groups = RowsModel(GroupRow, self)
        self._tiles: dict[str, RowsModel] = {}
        for group in context.catalogue.groups:
            self._tiles[group.id] = RowsModel(TileRow, self)
        self._all_tiles = RowsModel(TileRow, self)
        self._leads = RowsModel(LeadRow, self)
        HomeModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "HomeModel":
        return HomeModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = home_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            for group_id, tiles in self._tiles.items():
                tiles.set_rows(tuple(tile for tile in face.tiles if tile.group_id == group_id))
            self._all_tiles.set_rows(face.tiles)
            self._groups.set_rows(face.groups)
            self._leads.set_rows(face.leads)
            self.changed.emit()

    @Property(str, notify=changed)
    def greeting(self) -> str:
        return self._face.greeting

    @Property(QObject, notify=changed)
    def groups(self) -> QObject:
        return self._groups

    @Property(QObject, notify=changed)
    def tiles(self) -> QObject:
        """The categories of all groups, one after the other."""
        return self._all_tiles

    @Property(QObject, notify=changed)
    def leads(self) -> QObject:
        return self._leads

    @Property(str, notify=changed)
    def progressOff(self) -> str:
        return self._face.progress_off

    @Slot(str, result=QObject)
    def tilesOf(self, group_id: str) -> QObject:
        """The categories of one group, as a list model."""
        return self._tiles[group_id]

    @Slot(str)
    def openCategory(self, category_id: str) -> None:
        self._context.session.send(ev.CategoryChosen(category_id))

    @Slot(int)
    def openLead(self, number: int) -> None:
        """A numbered choice of the elder home, 一 is 1."""
        self._context.session.send(lead_event(self._context.catalogue.elder_home[number - 1]))

    @Slot()
    def search(self) -> None:
        self._context.session.send(ev.SearchOpened())

    @Slot()
    def speak(self) -> None:
        """Say what is looked for, where it can be typed too."""
        self._context.session.send(ev.SearchOpened())
        self._context.session.send(ev.ListenPressed())

    @Slot()
    def showProgress(self) -> None:
        self._context.session.send(ev.ProgressPressed())
