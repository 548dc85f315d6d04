"""找一找 for Search.qml: mirrors `search_face`; what is typed is told at once, letters being composed too."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.search_face import HitRow, SearchFace, search_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class SearchModel(QObject):
    """Main thread."""

    instance: ClassVar["SearchModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = SearchFace()
        self._composing = ""
        self._hits = RowsModel(HitRow, self)
        SearchModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "SearchModel":
        return SearchModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = search_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._hits.set_rows(face.hits)
            self.changed.emit()

    @Property(str, notify=changed)
    def query(self) -> str:
        return self._face.query

    @Property(str, notify=changed)
    def countText(self) -> str:
        return self._face.count_text

    @Property(str, notify=changed)
    def nothing(self) -> str:
        """What to do when nothing was found."""
        return self._face.nothing

    @Property(QObject, notify=changed)
    def hits(self) -> QObject:
        return self._hits

    @Slot(str)
    def open(self, entry_id: str) -> None:
        self._context.session.send(ev.EntryChosen(entry_id))

    @Slot(str)
    def commit(self, text: str) -> None:
        """This text stands in place of the letters that were composed."""
        self._say(self._typed() + text, "")

    @Slot(str)
    def compose(self, letters: str) -> None:
        """Letters that are not characters yet are searched for as they are."""
        self._say(self._typed(), "".join(letters.split()))

    @Slot()
    def erase(self) -> None:
        self._say(self._typed()[:-1], "")

    @Slot()
    def clear(self) -> None:
        self._say("", "")

    @Slot()
    def forget(self) -> None:
        """Nothing is being composed any more: the screen has gone."""
        self._composing = ""

    def _typed(self) -> str:
        return self._face.query.removesuffix(self._composing)

    def _say(self, typed: str, composing: str) -> None:
        self._composing = composing
        if typed + composing != self._face.query:
            self._context.session.send(ev.Searched(typed + composing))
