"""The camera step for Supply.qml and Supplied.qml: mirrors `supply_face`, shows the pictures just taken."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.pages import Pages
from ui.viewmodels.context import ViewContext
from ui.viewmodels.supply_face import SuppliedFace, SupplyFace, page_key, pages_shown, supplied_face, supply_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class SupplyModel(QObject):
    """Owns the pictures that may be seen now; they are gone with the screen. Main thread."""

    instance: ClassVar["SupplyModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self.pages = Pages()
        self._supply = SupplyFace()
        self._supplied = SuppliedFace()
        SupplyModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "SupplyModel":
        return SupplyModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        screen = snapshot.state.screen
        pages = pages_shown(screen)
        self.pages.show({page_key(page.jpeg): page.jpeg for page in pages if page is not None})
        supply, supplied = supply_face(snapshot, self._context), supplied_face(snapshot, self._context)
        if supply != self._supply or supplied != self._supplied:
            self._supply, self._supplied = supply, supplied
            self.changed.emit()

    @Property(str, notify=changed)
    def scan(self) -> str:
        return self._supply.scan

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._supply.title

    @Property(str, notify=changed)
    def position(self) -> str:
        return self._supply.position

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._supply.help

    @Property(str, notify=changed)
    def reason(self) -> str:
        return self._supply.reason

    @Property(str, notify=changed)
    def troubleTitle(self) -> str:
        return self._supply.trouble_title

    @Property(str, notify=changed)
    def troubleLine(self) -> str:
        return self._supply.trouble_line

    @Property(str, notify=changed)
    def pageUrl(self) -> str:
        return self._supply.page_url

    @Property(str, notify=changed)
    def pageName(self) -> str:
        return self._supply.page_name

    @Property(str, notify=changed)
    def captureText(self) -> str:
        return self._supply.capture_text

    @Property(str, notify=changed)
    def keepText(self) -> str:
        return self._supply.keep_text

    @Property(int, notify=changed)
    def number(self) -> int:
        return self._supply.number

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._supply.count

    @Property(str, notify=changed)
    def suppliedName(self) -> str:
        return self._supplied.name

    @Property(str, notify=changed)
    def suppliedTitle(self) -> str:
        return self._supplied.title

    @Property(str, notify=changed)
    def suppliedHelp(self) -> str:
        return self._supplied.help

    @Property(str, notify=changed)
    def suppliedNumber(self) -> str:
        return self._supplied.number

    @Property(str, notify=changed)
    def suppliedPillKind(self) -> str:
        return self._supplied.pill_kind

    @Property(str, notify=changed)
    def suppliedPillText(self) -> str:
        return self._supplied.pill_text

    @Slot()
    def capture(self) -> None:
        self._context.session.send(ev.CapturePressed())

    @Slot()
    def keep(self) -> None:
        self._context.session.send(ev.PageKept())

    @Slot()
    def retry(self) -> None:
        self._context.session.send(ev.RetryPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())

    @Slot()
    def another(self) -> None:
        self._context.session.send(ev.AnotherPressed())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())
