"""Names to point at for PickPlace.qml: mirrors `places_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.places_face import LetterRow, PlaceRow, PlacesFace, places_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class PlacesModel(QObject):
    """Main thread."""

    instance: ClassVar["PlacesModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = PlacesFace()
        self._places = RowsModel(PlaceRow, self)
        self._letters = RowsModel(LetterRow, self)
        PlacesModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "PlacesModel":
        return PlacesModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = places_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._places.set_rows(face.places)
            self._letters.set_rows(face.letters)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def path(self) -> str:
        return self._face.path

    @Property(QObject, notify=changed)
    def places(self) -> QObject:
        return self._places

    @Property(QObject, notify=changed)
    def letters(self) -> QObject:
        return self._letters

    @Property(str, notify=changed)
    def widerText(self) -> str:
        return self._face.wider_text

    @Slot(str, int)
    def choose(self, code: str, spot: int) -> None:
        """A name was touched."""
        self._context.session.send(ev.PlaceChosen(code, spot if spot >= 0 else None))

    @Slot(str)
    def only(self, letter: str) -> None:
        """Only names that begin so; the same letter again shows all."""
        self._context.session.send(ev.InitialChosen(letter.lower()))

    @Slot()
    def wider(self) -> None:
        self._context.session.send(ev.PlaceChosen())

    @Slot()
    def write(self) -> None:
        """自己写."""
        self._context.session.send(ev.BackPressed())
