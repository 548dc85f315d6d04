"""Acting for another and being asked oneself, for ActFor.qml, OwnWish.qml and NotToday.qml: mirrors `acting_face`."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.catalogue.kinds import Ground, Relation
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.acting_face import ActForFace, CardRow, ChoiceRow, OwnWishFace, act_for_face, own_wish_face
from ui.viewmodels.context import ViewContext

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class ActForModel(QObject):
    """Main thread."""

    instance: ClassVar["ActForModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = ActForFace()
        self._cards = RowsModel(CardRow, self)
        self._relations = RowsModel(ChoiceRow, self)
        self._grounds = RowsModel(ChoiceRow, self)
        ActForModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "ActForModel":
        return ActForModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = act_for_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._cards.set_rows(face.cards)
            self._relations.set_rows(face.relations)
            self._grounds.set_rows(face.grounds)
            self.changed.emit()

    @Property(str, notify=changed)
    def step(self) -> str:
        return self._face.step

    @Property(bool, notify=changed)
    def oneByOne(self) -> bool:
        return self._face.one_by_one

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(QObject, notify=changed)
    def cards(self) -> QObject:
        return self._cards

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._face.trouble

    @Property(bool, notify=changed)
    def canRetry(self) -> bool:
        return self._face.can_retry

    @Property(QObject, notify=changed)
    def relations(self) -> QObject:
        return self._relations

    @Property(QObject, notify=changed)
    def grounds(self) -> QObject:
        return self._grounds

    @Property(str, notify=changed)
    def basis(self) -> str:
        return self._face.basis

    @Property(str, notify=changed)
    def offReason(self) -> str:
        return self._face.off_reason

    @Slot(str)
    def chooseRelation(self, value: str) -> None:
        self._context.session.send(ev.RelationChosen(Relation(value)))

    @Slot(str)
    def chooseGround(self, value: str) -> None:
        self._context.session.send(ev.GroundChosen(Ground(value)))

    @Slot()
    def retry(self) -> None:
        self._context.session.send(ev.RetryPressed())

    @Slot()
    def next(self) -> None:
        self._context.session.send(ev.NextPressed())


@QmlElement
@QmlSingleton
class OwnWishModel(QObject):
    """Main thread."""

    instance: ClassVar["OwnWishModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = OwnWishFace()
        self._answers = RowsModel(ChoiceRow, self)
        OwnWishModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "OwnWishModel":
        return OwnWishModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        face = own_wish_face(snapshot, self._context)
        if face != self._face:
            self._face = face
            self._answers.set_rows(face.answers)
            self.changed.emit()

    @Property(str, notify=changed)
    def matter(self) -> str:
        return self._face.matter

    @Property(str, notify=changed)
    def facts(self) -> str:
        return self._face.facts

    @Property(QObject, notify=changed)
    def answers(self) -> QObject:
        return self._answers

    @Property(str, constant=True)
    def helpPhone(self) -> str:
        return self._context.place.help_phone

    @Slot(str)
    def say(self, wish: str) -> None:
        self._context.session.send(ev.WishSaid(ev.Wish(wish)))

    @Slot()
    def finish(self) -> None:
        self._context.session.send(ev.FinishPressed())
