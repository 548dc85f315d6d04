"""A category and a guide for Category.qml and Information.qml: mirror `guide_face`, send what was chosen."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.screens import Information
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.guide_face import (
    CategoryFace,
    EntryRow,
    FactRow,
    InformationFace,
    MaterialRow,
    ParagraphRow,
    PhoneRow,
    PlaceRow,
    category_face,
    information_face,
)

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class CategoryModel(QObject):
    """Main thread."""

    instance: ClassVar["CategoryModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = CategoryFace()
        self._entries = RowsModel(EntryRow, self)
        CategoryModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "CategoryModel":
        return CategoryModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = category_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._entries.set_rows(face.entries)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def icon(self) -> str:
        return self._face.icon

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self._face.tone

    @Property(str, notify=changed)
    def spine(self) -> str:
        return self._face.spine

    @Property(QObject, notify=changed)
    def entries(self) -> QObject:
        return self._entries

    @Slot(str)
    def open(self, entry_id: str) -> None:
        self._context.session.send(ev.EntryChosen(entry_id))


@QmlElement
@QmlSingleton
class InformationModel(QObject):
    """Main thread."""

    instance: ClassVar["InformationModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = InformationFace()
        self._facts = RowsModel(FactRow, self)
        self._paragraphs = RowsModel(ParagraphRow, self)
        self._materials = RowsModel(MaterialRow, self)
        self._places = RowsModel(PlaceRow, self)
        self._phones = RowsModel(PhoneRow, self)
        InformationModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "InformationModel":
        return InformationModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = information_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._facts.set_rows(face.facts)
            self._paragraphs.set_rows(face.paragraphs)
            self._materials.set_rows(face.materials)
            self._places.set_rows(face.places)
            self._phones.set_rows(face.urgent_phones)
            self.changed.emit()

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def summary(self) -> str:
        return self._face.summary

    @Property(QObject, notify=changed)
    def facts(self) -> QObject:
        return self._facts

    @Property(QObject, notify=changed)
    def paragraphs(self) -> QObject:
        return self._paragraphs

    @Property(str, notify=changed)
    def materialsTitle(self) -> str:
        return self._face.materials_title

    @Property(QObject, notify=changed)
    def materials(self) -> QObject:
        return self._materials

    @Property(str, notify=changed)
    def placesTitle(self) -> str:
        return self._face.places_title

    @Property(QObject, notify=changed)
    def places(self) -> QObject:
        return self._places

    @Property(QObject, notify=changed)
    def phones(self) -> QObject:
        return self._phones

    @Property(str, notify=changed)
    def basis(self) -> str:
        return self._face.basis

    @Property(bool, notify=changed)
    def isFiledHere(self) -> bool:
        return self._face.is_filed_here

    @Property(str, notify=changed)
    def offReason(self) -> str:
        return self._face.off_reason

    @Property(str, notify=changed)
    def hint(self) -> str:
        return self._face.hint

    @Property(str, notify=changed)
    def actForText(self) -> str:
        return self._face.act_for_text

    @Slot()
    def actFor(self) -> None:
        screen = self._context.session.snapshot.state.screen
        if isinstance(screen, Information):
            self._context.session.send(ev.ActForPressed(screen.entry_id))

    @Property(str, notify=changed)
    def printText(self) -> str:
        return self._face.print_text

    @Property(str, notify=changed)
    def printOff(self) -> str:
        return self._face.print_off

    @Property(bool, notify=changed)
    def isPrinting(self) -> bool:
        return self._face.is_printing

    @Slot()
    def print(self) -> None:
        """打印指南."""
        self._context.session.send(ev.GuidePrintPressed())

    @Slot()
    def begin(self) -> None:
        screen = self._context.session.snapshot.state.screen
        if isinstance(screen, Information):
            self._context.session.send(ev.ApplyPressed(screen.entry_id))
