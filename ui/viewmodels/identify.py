"""Card and typed identity for their screens: mirror `identify_face`, send what the hand did."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.forms.validators import ID_CHARACTERS, NAME_MOST_LENGTH
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.viewmodels.context import ViewContext
from ui.viewmodels.identify_face import IdentifyFace, TypeIdentityFace, identify_face, type_identity_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class IdentifyModel(QObject):
    """Main thread."""

    instance: ClassVar["IdentifyModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = IdentifyFace()
        IdentifyModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "IdentifyModel":
        return IdentifyModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = identify_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def subject(self) -> str:
        return self._face.subject

    @Property(str, notify=changed)
    def state(self) -> str:
        return self._face.state

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def act(self) -> str:
        return self._face.act

    @Property(str, notify=changed)
    def manyText(self) -> str:
        return self._face.many_text

    @Property(str, notify=changed)
    def picture(self) -> str:
        return self._face.picture

    @Property(bool, notify=changed)
    def canRetry(self) -> bool:
        return self._face.can_retry

    @Property(bool, notify=changed)
    def canType(self) -> bool:
        return self._face.can_type

    @Property(str, notify=changed)
    def typeOffReason(self) -> str:
        return self._face.type_off_reason

    @Property(bool, notify=changed)
    def canStayUnnamed(self) -> bool:
        return self._face.can_stay_unnamed

    @Property(bool, notify=changed)
    def mustLift(self) -> bool:
        return self._face.must_lift

    @Property(bool, notify=changed)
    def offersPerson(self) -> bool:
        return self._face.offers_person

    @Property(bool, notify=changed)
    def countsSteps(self) -> bool:
        return self._face.counts_steps

    @Slot()
    def retry(self) -> None:
        self._context.session.send(ev.RetryPressed())

    @Slot()
    def stayUnnamed(self) -> None:
        self._context.session.send(ev.StayUnnamedPressed())

    @Slot()
    def typeInstead(self) -> None:
        self._context.session.send(ev.TypeInsteadPressed())


@QmlElement
@QmlSingleton
class TypeIdentityModel(QObject):
    """Main thread."""

    instance: ClassVar["TypeIdentityModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = TypeIdentityFace()
        TypeIdentityModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "TypeIdentityModel":
        return TypeIdentityModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = type_identity_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(str, notify=changed)
    def subject(self) -> str:
        return self._face.subject

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._face.name

    @Property(str, notify=changed)
    def idNumber(self) -> str:
        return self._face.id_number

    @Property(str, notify=changed)
    def nameMasked(self) -> str:
        return self._face.name_masked

    @Property(str, notify=changed)
    def idMasked(self) -> str:
        return self._face.id_masked

    @Property(str, notify=changed)
    def nameProblem(self) -> str:
        return self._face.name_problem

    @Property(str, notify=changed)
    def idProblem(self) -> str:
        return self._face.id_problem

    @Property(str, notify=changed)
    def limits(self) -> str:
        return "\n".join(self._face.limits)

    @Property(str, notify=changed)
    def socialHint(self) -> str:
        return self._face.social_hint

    @Property(int, notify=changed)
    def missingCount(self) -> int:
        """Characters the number still lacks."""
        return self._face.missing_count

    @Slot(str, str)
    def append(self, field: str, text: str) -> None:
        """Text goes behind what a field (`name` or `id_number`) holds."""
        self._give(field, getattr(self._face, field) + text)

    @Slot(str)
    def erase(self, field: str) -> None:
        """The last character goes, whatever plane it is of."""
        self._give(field, getattr(self._face, field)[:-1])

    @Slot(str)
    def clear(self, field: str) -> None:
        self._give(field, "")

    def _give(self, field: str, value: str) -> None:
        name, id_number = self._face.name, self._face.id_number
        if field == "name":
            name = value[:NAME_MOST_LENGTH]
        else:
            id_number = value.upper()[:ID_CHARACTERS]
        self._context.session.send(ev.IdentityTyped(name, id_number))

    @Slot()
    def next(self) -> None:
        self._context.session.send(ev.NextPressed())
