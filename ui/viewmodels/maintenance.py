"""Signing in as staff, and the menu behind it: mirror `maintenance_face`, send what the hand did."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance import visit
from kiosk.maintenance.access import Level, Way
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext
from ui.viewmodels.maintenance_face import MenuFace, SignInFace, menu_face, sign_in_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class SignInModel(QObject):
    """Main thread."""

    instance: ClassVar["SignInModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = SignInFace()
        SignInModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "SignInModel":
        return SignInModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = sign_in_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def way(self) -> str:
        return self._face.way

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._face.text

    @Property(str, notify=changed)
    def cardTitle(self) -> str:
        return self._face.card_title

    @Property(str, notify=changed)
    def cardLine(self) -> str:
        return self._face.card_line

    @Property(str, notify=changed)
    def cardMay(self) -> str:
        return self._face.card_may

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._face.code

    @Property(str, notify=changed)
    def codeUrl(self) -> str:
        return self._face.code_url

    @Property(int, notify=changed)
    def digitCount(self) -> int:
        return self._face.digit_count

    @Property(int, notify=changed)
    def typedCount(self) -> int:
        return self._face.typed_count

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._face.problem

    @Property(str, notify=changed)
    def note(self) -> str:
        return self._face.note

    @Property(bool, notify=changed)
    def waits(self) -> bool:
        """Tries are refused for a while; the note says for how long."""
        return self._face.waits

    @Property(bool, notify=changed)
    def isSecond(self) -> bool:
        return self._face.is_second

    @Property(bool, notify=changed)
    def checking(self) -> bool:
        return self._face.checking

    @Slot(str, str)
    def choose(self, way: str, level: str) -> None:
        """Another way than the card, for somebody of that level."""
        self._act(visit.WayChosen(Way(way), Level[level.upper()]))

    @Slot(str)
    def type(self, digit: str) -> None:
        self._act(visit.Typed(digit))

    @Slot()
    def erase(self) -> None:
        self._act(visit.Erased())

    @Slot()
    def clear(self) -> None:
        self._act(visit.Erased(all=True))

    def _act(self, act: visit.Event) -> None:
        self._context.session.send(ev.StaffActed(act))


@QmlElement
@QmlSingleton
class MaintenanceMenuModel(QObject):
    """Which page of the menu, and who is there. Main thread."""

    instance: ClassVar["MaintenanceMenuModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = MenuFace()
        MaintenanceMenuModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "MaintenanceMenuModel":
        return MaintenanceMenuModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = menu_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def page(self) -> str:
        return self._face.page

    @Property(str, notify=changed)
    def who(self) -> str:
        return self._face.who

    @Slot(str)
    def open(self, page: str) -> None:
        """Go to a page of the menu."""
        self._context.session.send(ev.StaffActed(visit.PageChosen(page)))

    @Slot()
    def askForSecond(self) -> None:
        """A second person signs in beside the first."""
        self._context.session.send(ev.StaffActed(visit.SecondWanted()))
