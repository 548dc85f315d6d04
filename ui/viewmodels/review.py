"""The review for Review.qml and ReviewElder.qml, and what follows it: Saving.qml and NotSaved.qml."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.screens import NotSaved
from kiosk.session.snapshot import Snapshot
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.review_face import ALL_FIELDS, ConsentRow, FactRow, ReviewFace, UseRow, review_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class ReviewModel(QObject):
    """Mirrors `review_face`; knows besides only whether a finger holds the facts open. Main thread."""

    instance: ClassVar["ReviewModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = ReviewFace()
        self._held = False
        self._not_saved_reason = ""
        self._facts = RowsModel(FactRow, self)
        self._uses = RowsModel(UseRow, self)
        self._consents = RowsModel(ConsentRow, self)
        ReviewModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "ReviewModel":
        return ReviewModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then. A value held open closes when its page goes, or is covered."""
        screen = snapshot.state.screen
        face = review_face(snapshot, self._context, self._held)
        covered = snapshot.state.overlay is not None
        if self._held and (covered or not face.facts or face.page != self._face.page):
            self._held = False
            face = review_face(snapshot, self._context)
        reason = screen.reason if isinstance(screen, NotSaved) else ""
        if face == self._face and reason == self._not_saved_reason:
            return
        self._face, self._not_saved_reason = face, reason
        self._facts.set_rows(face.facts)
        self._uses.set_rows(face.uses)
        self._consents.set_rows(face.consents)
        self.changed.emit()

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._face.page

    @Property(int, notify=changed)
    def pageCount(self) -> int:
        return self._face.page_count

    @Property(str, notify=changed)
    def pageText(self) -> str:
        return self._face.page_text

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def firstEditable(self) -> str:
        return self._face.first_editable

    @Property(str, notify=changed)
    def submitOff(self) -> str:
        return self._face.submit_off

    @Property(str, notify=changed)
    def byKey(self) -> str:
        """The key that stands for a signature, by ear; else empty."""
        return self._face.by_key

    @Property(bool, notify=changed)
    def revealed(self) -> bool:
        return self._face.revealed

    @Property(bool, notify=changed)
    def hasConsents(self) -> bool:
        return bool(self._face.consents)

    @Slot(result="QVariantList")
    def signature(self) -> list[list[list[int]]]:
        """The signature so far, so that the pad shows it again after a look at another page."""
        return [[[x, y] for x, y in stroke] for stroke in self._face.strokes]

    @Property(str, notify=changed)
    def notSavedWhat(self) -> str:
        key = f"not_saved.what.{self._not_saved_reason}"
        texts = self._context.texts
        return texts(key if key in texts else "not_saved.what.disk_error") if self._not_saved_reason else ""

    @Property(str, notify=changed)
    def helpPhone(self) -> str:
        return self._context.place.help_phone

    @Property(QObject, notify=changed)
    def facts(self) -> QObject:
        return self._facts

    @Property(QObject, notify=changed)
    def uses(self) -> QObject:
        return self._uses

    @Property(QObject, notify=changed)
    def consents(self) -> QObject:
        return self._consents

    @Slot()
    def hold(self) -> None:
        """Show every value in full for as long as the finger stays."""
        self._held = True
        self._context.session.send(ev.Revealed(ALL_FIELDS))
        self.apply(self._context.session.snapshot)

    @Slot()
    def release(self) -> None:
        self._held = False
        self.apply(self._context.session.snapshot)

    @Slot(str)
    def edit(self, field_id: str) -> None:
        self._context.session.send(ev.EditPressed(field_id))

    @Slot(str, bool)
    def decide(self, consent_id: str, given: bool) -> None:
        self._context.session.send(ev.ConsentDecided(consent_id, given))

    @Slot("QVariantList")
    def sign(self, strokes: Sequence[Sequence[Sequence[float]]]) -> None:
        """The pad's strokes so far, scaled to 0..1000 in both directions; empty after 重新签."""
        told = tuple(tuple((round(point[0]), round(point[1])) for point in stroke) for stroke in strokes)
        self._context.session.send(ev.Signed(told))

    @Slot()
    def signByKey(self) -> None:
        """Read it out; once it was heard, confirm it."""
        self._context.session.send(ev.SignByKeyPressed())

    @Slot()
    def next(self) -> None:
        self._context.session.send(ev.NextPressed())

    @Slot()
    def back(self) -> None:
        self._context.session.send(ev.BackPressed())

    @Slot()
    def submit(self) -> None:
        self._context.session.send(ev.SubmitPressed())

    @Slot()
    def retry(self) -> None:
        self._context.session.send(ev.RetryPressed())

    @Slot()
    def askForHelp(self) -> None:
        self._context.session.send(ev.HelpPressed())

    @Slot()
    def readAloud(self) -> None:
        self._context.session.send(ev.ReadAloudPressed())
