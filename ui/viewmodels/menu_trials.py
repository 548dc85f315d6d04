"""The self-tests: mirror `menu_trials_face`, send what the hand, the eye and the ear say."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.maintenance.self_tests import Felt, Judged, Trial, TrialChosen, TrialTried
from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from ui.bridge.pages import Pages
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import ViewContext
from ui.viewmodels.menu_seen import seen_in
from ui.viewmodels.menu_trials_face import (
    TrialFace,
    TrialRow,
    TrialsFace,
    WantedRow,
    picture_of,
    trial_face,
    trials_face,
)

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class SelfTestsModel(QObject):
    """Which self-tests there are. Main thread."""

    instance: ClassVar["SelfTestsModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = TrialsFace()
        self._rows = RowsModel(TrialRow, self)
        SelfTestsModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "SelfTestsModel":
        return SelfTestsModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        face = TrialsFace() if seen is None else trials_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._rows.set_rows(face.rows)
            self.changed.emit()

    @Property(str, notify=changed)
    def line(self) -> str:
        return self._face.line

    @Property(QObject, notify=changed)
    def rows(self) -> QObject:
        return self._rows

    @Slot(str)
    def choose(self, trial: str) -> None:
        """Begin it, afresh."""
        self._context.session.send(ev.StaffActed(TrialChosen(Trial(trial))))


@QmlElement
@QmlSingleton
class TrialModel(QObject):
    """The self-test that is open. Main thread."""

    instance: ClassVar["TrialModel"]
    changed = Signal()

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._context = context
        self._face = TrialFace()
        self._wanted = RowsModel(WantedRow, self)
        self.pages = Pages()
        TrialModel.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "TrialModel":
        return TrialModel.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then."""
        seen = seen_in(snapshot)
        self.pages.show({} if seen is None else picture_of(seen[0]))
        face = TrialFace() if seen is None else trial_face(seen[0], self._context.texts)
        if face != self._face:
            self._face = face
            self._wanted.set_rows(face.wanted)
            self.changed.emit()

    @Property(str, notify=changed)
    def trial(self) -> str:
        return self._face.trial

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._face.name

    @Property(str, notify=changed)
    def stage(self) -> str:
        return self._face.stage

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._face.title

    @Property(str, notify=changed)
    def help(self) -> str:
        return self._face.help

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._face.trouble

    @Property(str, notify=changed)
    def outcome(self) -> str:
        return self._face.outcome

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._face.code

    @Property(str, notify=changed)
    def pictureKey(self) -> str:
        return self._face.picture_key

    @Property(str, notify=changed)
    def colour(self) -> str:
        return self._face.colour

    @Property(QObject, notify=changed)
    def wanted(self) -> QObject:
        return self._wanted

    @Property(str, notify=changed)
    def tryText(self) -> str:
        return self._face.try_text

    @Property(bool, notify=changed)
    def isBusy(self) -> bool:
        return self._face.is_busy

    @Property(bool, notify=changed)
    def hasLoudness(self) -> bool:
        return self._face.has_loudness

    @Property(str, notify=changed)
    def loudness(self) -> str:
        return self._face.loudness

    @Property(str, notify=changed)
    def goodText(self) -> str:
        return self._face.good_text

    @Property(str, notify=changed)
    def offReason(self) -> str:
        return self._face.off_reason

    @Property(str, notify=changed)
    def badText(self) -> str:
        return self._face.bad_text

    @Slot()
    def attempt(self) -> None:
        """Sound it, take the picture."""
        self._context.session.send(ev.StaffActed(TrialTried()))

    @Slot()
    def again(self) -> None:
        """From the beginning."""
        self._context.session.send(ev.StaffActed(TrialChosen(Trial(self._face.trial))))

    @Slot(str, float, float)
    def feel(self, what: str, right_mm: float, down_mm: float) -> None:
        """A finger came down so far beside what it aimed at; of a colour: it was seen."""
        self._context.session.send(ev.StaffActed(Felt(what, (right_mm, down_mm))))

    @Slot(bool)
    def judge(self, is_good: bool) -> None:
        self._context.session.send(ev.StaffActed(Judged(is_good)))
