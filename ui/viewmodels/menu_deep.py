"""The technician's pages of network and log: mirror `menu_deep_face`, send what the hand chose."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import menu as me
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_deep_face import (
    FactRow,
    LogRow,
    LogsFace,
    NetworkFace,
    QuarterRow,
    SortRow,
    logs_face,
    network_face,
)
from ui.viewmodels.menu_seen import seen_in

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class MenuNetworkModel(QObject):
    """The way to the platform. Main thread."""

    instance: ClassVar["MenuNetworkModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = NetworkFace()
        self._facts = RowsModel(FactRow, self)
        self._quarters = RowsModel(QuarterRow, self)
        MenuNetworkModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuNetworkModel":
        return MenuNetworkModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = NetworkFace() if seen is None else network_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._facts.set_rows(face.facts)
            self._quarters.set_rows(face.quarters)
            self.changed.emit()

    @Property(str, notify=changed)
    def summary(self) -> str:
        return self._face.summary

    @Property(str, notify=changed)
    def begins(self) -> str:
        return self._face.begins

    @Property(QObject, notify=changed)
    def facts(self) -> QObject:
        return self._facts

    @Property(QObject, notify=changed)
    def quarters(self) -> QObject:
        return self._quarters


@QmlElement
@QmlSingleton
class MenuLogsModel(QObject):
    """The log by event. Main thread."""

    instance: ClassVar["MenuLogsModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = LogsFace()
        self._sorts = RowsModel(SortRow, self)
        self._rows = RowsModel(LogRow, self)
        MenuLogsModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MenuLogsModel":
        return MenuLogsModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = LogsFace() if seen is None else logs_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._sorts.set_rows(face.sorts)
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._face.note

    @Property(QObject, notify=changed)
    def sorts(self) -> QObject:
        return self._sorts

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str)
    def choose(self, event: str) -> None:
        self._context.session.send(ev.StaffActed(me.EventChosen(event)))
