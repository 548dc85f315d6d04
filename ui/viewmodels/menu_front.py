"""The menu's front page: mirrors `menu_front_face`, sends what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import menu as me
from kiosk.maintenance.access import Action, HelpBegins
from kiosk.maintenance.needs import Kind
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_front_face import FrontFace, NeedRow, TileRow, front_face
from ui.viewmodels.menu_seen import seen_in

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class MenuFrontModel(QObject):
    """What needs a hand first, then everything at a glance. Main thread."""

    instance: ClassVar["MenuFrontModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = FrontFace()
        self._needs = RowsModel(NeedRow, self)
        self._tiles = RowsModel(TileRow, self)
        MenuFrontModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuFrontModel":
        return MenuFrontModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = FrontFace() if seen is None else front_face(*seen, self._context.texts)
        if face != self._face:
            self._face = face
            self._needs.set_rows(face.needs)
            self._tiles.set_rows(face.tiles)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(bool, notify=changed)
    def isWell(self) -> bool:
        return self._face.is_well

    @Property(str, notify=changed)
    def told(self) -> str:
        return self._face.told

    @Property(str, notify=changed)
    def paperShare(self) -> str:
        return self._face.paper_share

    @Property(str, notify=changed)
    def paperLine(self) -> str:
        return self._face.paper_line

    @Property(str, notify=changed)
    def paperEnd(self) -> str:
        return self._face.paper_end

    @Property(str, notify=changed)
    def queueTitle(self) -> str:
        return self._face.queue_title

    @Property(str, notify=changed)
    def queueLine(self) -> str:
        return self._face.queue_line

    @Property(bool, notify=changed)
    def queueIsWell(self) -> bool:
        return self._face.queue_is_well

    @Property(list, notify=changed)
    def versions(self) -> list[str]:
        return list(self._face.versions)

    @Property(bool, notify=changed)
    def canRestart(self) -> bool:
        return self._face.can_restart

    @Property(bool, notify=changed)
    def canHelp(self) -> bool:
        return self._face.can_help

    @Slot()
    def help(self) -> None:
        """帮人办事: out of the menu, to whoever comes."""
        self._act(HelpBegins())

    @Property(bool, notify=changed)
    def canLookDeeper(self) -> bool:
        return self._face.can_look_deeper

    @Property(QObject, notify=changed)
    def needs(self) -> QObject:
        return self._needs

    @Property(QObject, notify=changed)
    def tiles(self) -> QObject:
        return self._tiles

    @Slot(str, str)
    def lead(self, kind: str, role: str) -> None:
        """Be led through this need."""
        self._act(me.NeedChosen(Kind(kind), role))

    @Slot()
    def restart(self) -> None:
        self._act(me.ActWanted(Action.RESTART_PROGRAM))

    @Slot(int)
    def turnVolume(self, by_percent: int) -> None:
        """Louder or quieter by so much."""
        self._act(me.ActWanted(Action.SET_VOLUME, str(by_percent)))

    def _act(self, act: object) -> None:
        self._context.session.send(ev.StaffActed(act))
