"""The page of ways in that were tried in vain: mirrors `menu_access_face`, sends what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import menu as me
from kiosk.maintenance.access import Action
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_access_face import AccessFace, LockoutRow, access_face
from ui.viewmodels.menu_seen import seen_in

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class MenuAccessModel(QObject):
    """Main thread."""

    instance: ClassVar["MenuAccessModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = AccessFace()
        self._rows = RowsModel(LockoutRow, self)
        MenuAccessModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuAccessModel":
        return MenuAccessModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = AccessFace() if seen is None else access_face(*seen, self._context.texts)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(str, notify=changed)
    def line(self) -> str:
        return self._face.line

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def canAskSecond(self) -> bool:
        return self._face.can_ask_second

    @Property(str, notify=changed)
    def told(self) -> str:
        return self._face.told

    @Slot(str)
    def revive(self, credential: str) -> None:
        """Let it be tried again, in the name of both."""
        self._context.session.send(ev.StaffActed(me.ActWanted(Action.REVIVE_CREDENTIAL, credential)))
