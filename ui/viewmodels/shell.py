"""The window round every screen: mirrors `shell_face`, sends what the bars did."""

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from kiosk.session import events as ev
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from ui.bridge.rows import RowsModel
from ui.viewmodels.context import FirstContext
from ui.viewmodels.rail import RailRow
from ui.viewmodels.shell_face import shell_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Shell(QObject):
    """Main thread."""

    instance: ClassVar["Shell"]
    changed = Signal()
    ticked = Signal()
    """Only the time moved: clock and countdown."""
    moved = Signal()
    """Another screen, or another step within it."""

    def __init__(self, context: FirstContext) -> None:
        super().__init__()
        self._context = context
        self._face = shell_face(context.session.snapshot, context)
        self._forward = True
        self._rail = RowsModel(RailRow, self)
        self._rail.set_rows(self._face.rail)
        Shell.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "Shell":
        return Shell.instance

    def apply(self, snapshot: Snapshot) -> None:
        """Take over what changed; emit only then. A new screen is announced last, when all else is in place."""
        face, was = shell_face(snapshot, self._context), self._face
        if face == was:
            return
        self._face = face
        self._rail.set_rows(face.rail)
        self.ticked.emit()
        if face.lasting() != was.lasting():
            self.changed.emit()
        if face.step != was.step:
            self._forward = face.depth >= was.depth
            self.moved.emit()

    @Property(str, notify=moved)
    def screen(self) -> str:
        """The name of the screen's file."""
        return self._face.screen

    @Property(str, notify=moved)
    def step(self) -> str:
        return self._face.step

    @Property(bool, notify=moved)
    def forward(self) -> bool:
        """The resident walked on, not back."""
        return self._forward

    @Property(str, notify=changed)
    def mode(self) -> str:
        return self._face.mode

    @Property(bool, notify=changed)
    def lowReach(self) -> bool:
        return self._face.low_reach

    @Property(bool, notify=changed)
    def byEar(self) -> bool:
        """Somebody works by ear: what lies below is walked by the keypad and seen by nobody."""
        return self._face.by_ear

    @Property(bool, notify=changed)
    def isDark(self) -> bool:
        """Whoever works by ear wants nothing to be seen."""
        return self._face.is_dark

    @Property(bool, notify=changed)
    def reducedMotion(self) -> bool:
        return self._face.reduced_motion

    @Property(str, notify=changed)
    def placeName(self) -> str:
        return self._context.place.place_name

    @Property(str, notify=changed)
    def shortPlaceName(self) -> str:
        return self._context.place.short_place_name

    @Property(str, notify=changed)
    def machineLine(self) -> str:
        return self._context.place.machine_line

    @Property(str, notify=ticked)
    def clockText(self) -> str:
        return self._face.clock_text

    @Property(str, notify=ticked)
    def dateText(self) -> str:
        return self._face.date_text

    @Property(str, notify=ticked)
    def weekdayText(self) -> str:
        return self._face.weekday_text

    @Property(bool, notify=changed)
    def online(self) -> bool:
        return self._face.online

    @Property(str, notify=changed)
    def onlineText(self) -> str:
        return self._face.online_text

    @Property(str, notify=changed)
    def personMasked(self) -> str:
        return self._face.person_masked

    @Property(bool, notify=changed)
    def canExit(self) -> bool:
        return self._face.can_exit

    @Property(bool, notify=changed)
    def inSession(self) -> bool:
        return self._face.in_session

    @Property(bool, notify=changed)
    def backEnabled(self) -> bool:
        return self._face.back_enabled

    @Property(bool, notify=changed)
    def atHome(self) -> bool:
        return self._face.at_home

    @Property(bool, notify=changed)
    def speaking(self) -> bool:
        return self._face.speaking

    @Property(bool, notify=changed)
    def canListen(self) -> bool:
        """Somebody can be asked to speak."""
        return self._face.can_listen

    @Property(bool, notify=changed)
    def ownAloud(self) -> bool:
        """What is the resident's own is read to the room too."""
        return self._face.own_aloud

    @Property(bool, notify=changed)
    def inPrivate(self) -> bool:
        """Headphones are in."""
        return self._face.in_private

    @Property(str, notify=changed)
    def readAloudText(self) -> str:
        return self._face.read_aloud_text

    @Property(str, notify=ticked)
    def countdownText(self) -> str:
        return self._face.countdown_text

    @Property(float, notify=ticked)
    def countdownFraction(self) -> float:
        return self._face.countdown_fraction

    @Property(bool, notify=changed)
    def countdownPaused(self) -> bool:
        return self._face.countdown_paused

    @Property(bool, notify=changed)
    def countdownWarning(self) -> bool:
        return self._face.countdown_warning

    @Property(str, notify=changed)
    def overlay(self) -> str:
        """TimeIsUp, ModeChooser, HelpCalled, LeaveQuestion, Interruption, AlertShown, Listening, or empty."""
        return self._face.overlay.name

    @Property(str, notify=changed)
    def overlayTitle(self) -> str:
        return self._face.overlay.title

    @Property(str, notify=changed)
    def overlayText(self) -> str:
        return self._face.overlay.text

    @Property(str, notify=changed)
    def overlayNote(self) -> str:
        return self._face.overlay.note

    @Property(str, notify=changed)
    def safeAnswer(self) -> str:
        return self._face.overlay.safe_answer

    @Property(str, notify=changed)
    def leaveAnswer(self) -> str:
        return self._face.overlay.leave_answer

    @Property(str, notify=ticked)
    def secondsText(self) -> str:
        return self._face.seconds_text

    @Property(float, notify=ticked)
    def secondsFraction(self) -> float:
        """How much of the warning is left."""
        return self._face.seconds_fraction

    @Property(QObject, notify=changed)
    def rail(self) -> QObject:
        return self._rail

    @Property(str, notify=changed)
    def captionText(self) -> str:
        return self._face.caption_text

    @Property(int, notify=changed)
    def captionLitStart(self) -> int:
        return self._face.caption_lit_start

    @Property(int, notify=changed)
    def captionLitLength(self) -> int:
        return self._face.caption_lit_length

    @Property(str, notify=changed)
    def toastText(self) -> str:
        return self._face.toast_text

    @Slot()
    def touched(self) -> None:
        self._context.session.send(ev.Touched())

    @Slot()
    def missed(self) -> None:
        """A touch came to nothing."""
        self._context.session.send(ev.TouchMissed())

    @Slot()
    def back(self) -> None:
        """One step back; from the home screen that is out."""
        self._context.session.send(ev.ExitPressed() if self._face.at_home else ev.BackPressed())

    @Slot()
    def home(self) -> None:
        self._context.session.send(ev.HomePressed())

    @Slot()
    def readAloud(self) -> None:
        self._context.session.send(ev.ReadAloudPressed())

    @Slot()
    def listen(self) -> None:
        self._context.session.send(ev.ListenPressed())

    @Slot()
    def spokenEnough(self) -> None:
        self._context.session.send(ev.SpokenEnough())

    @Slot()
    def help(self) -> None:
        self._context.session.send(ev.HelpPressed())

    @Slot()
    def exit(self) -> None:
        self._context.session.send(ev.ExitPressed())

    @Property(bool, notify=changed)
    def attended(self) -> bool:
        """Staff has the machine."""
        return self._face.attended

    @Slot()
    def askForMaintenance(self) -> None:
        """The gesture of the technicians' manual."""
        self._context.session.send(ev.MaintenanceAsked())

    @Slot(bool)
    def darkenScreen(self, on: bool) -> None:
        """A hand wants nothing, or something, to be seen while somebody works by ear."""
        self._context.session.send(ev.EarKey(ev.Ear.DARKEN if on else ev.Ear.LIGHT))

    @Slot()
    def lookAgain(self) -> None:
        """A hand goes on by the eye."""
        self._context.session.send(ev.EarKey(ev.Ear.LOOK))

    @Slot()
    def openModes(self) -> None:
        self._context.session.send(ev.ModeChooserOpened())

    @Slot(str)
    def chooseMode(self, mode: str) -> None:
        self._context.session.send(ev.ModeChosen(Mode(mode)))

    @Slot(bool)
    def chooseLowReach(self, on: bool) -> None:
        self._context.session.send(ev.LowReachChosen(on))

    @Slot(bool)
    def chooseReducedMotion(self, on: bool) -> None:
        self._context.session.send(ev.ReducedMotionChosen(on))

    @Slot(bool)
    def chooseOwnAloud(self, on: bool) -> None:
        self._context.session.send(ev.OwnAloudChosen(on))

    @Slot()
    def stay(self) -> None:
        """The safe answer of whatever lies over the screen."""
        self._context.session.send(ev.OverlayDismissed())

    @Slot()
    def leave(self) -> None:
        self._context.session.send(ev.LeaveConfirmed())
