"""The warning for Alert.qml: mirrors `alert_face`; help, or on with what one came for."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.alert_face import ActRow, AlertFace, alert_face
from ui.viewmodels.context import ViewContext

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class AlertModel(QObject):
    """Main thread."""

    instance: ClassVar["AlertModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = AlertFace()
        self._acts = RowsModel(ActRow, self)
        AlertModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "AlertModel":
        return AlertModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = alert_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._acts.set_rows(face.acts)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def issued(self) -> str:
        return self._face.issued

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._face.text

    @Property(str, notify=changed)
    def level(self) -> str:
        return self._face.level

    @Property(str, notify=changed)
    def icon(self) -> str:
        return self._face.icon

    @Property(str, notify=changed)
    def goOnText(self) -> str:
        return self._face.go_on

    @Property(str, notify=changed)
    def duty(self) -> str:
        return self._face.duty

    @Property(str, notify=changed)
    def refugeName(self) -> str:
        return self._face.refuge_name

    @Property(str, notify=changed)
    def refugeWay(self) -> str:
        return self._face.refuge_way

    @Property(str, notify=changed)
    def refugeWalk(self) -> str:
        return self._face.refuge_walk

    @Property(QObject, notify=changed)
    def acts(self) -> QObject:
        return self._acts

    @Slot()
    def goOn(self) -> None:
        """Back to what was begun; on an idle machine that is a beginning."""
        in_session = self._context.session.snapshot.state.in_session
        self._context.session.send(ev.OverlayDismissed() if in_session else ev.Started())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())
