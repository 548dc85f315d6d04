"""All that the program knows of the person in front of it, as one frozen value: screen, draft, modes, call for help."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from devices.contracts.card_reader import CardMedia
from kiosk.core.person import Person
from kiosk.session.acting import Acting, Helper
from kiosk.session.drafts import Draft, KeptDraft
from kiosk.session.hearing import AS_INSTALLED, Hearing
from kiosk.session.overlays import Alert, Overlay
from kiosk.session.screens import (
    PRINT_UNDER_WAY,
    ActFor,
    CaseWord,
    Done,
    Idle,
    Photograph,
    Reprint,
    Saving,
    ScanState,
    Screen,
    Supply,
)
from kiosk.session.troubles import FilingOff


class Mode(StrEnum):
    """Which set of tokens the screens use; kept for the session, reset after it."""

    STANDARD = "standard"
    ELDER = "elder"
    HIGH_CONTRAST = "high_contrast"


SPEAKS_BY_ITSELF = frozenset({Mode.ELDER, Mode.HIGH_CONTRAST})
"""Modes that say every screen without being asked."""


class HelpState(StrEnum):
    """Where a call for help is (kiosk.session.on_help); each has its words under `help.*`."""

    CALLING = "calling"
    """On its way: nobody has it yet."""
    WAITING = "waiting"
    """Whoever is on duty can see it."""
    COMING = "coming"
    """One of the staff said that they come."""
    NOBODY = "nobody"
    """It can be seen, and for too long nobody said that they come."""
    CANNOT = "cannot"
    """It cannot arrive now."""


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A call that stands."""

    serial: int
    called_at: datetime
    called_s: float
    """Monotonic."""
    state: HelpState = HelpState.CALLING
    who: str = ""
    """The masked name of who comes, where the platform tells one."""
    waited_s: int = 0
    """As the page shows it."""
    quiet: bool = False
    """Nothing of it is said to the room."""


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything the program knows of the person in front of it; the view-models mirror it and hold nothing else."""

    screen: Screen = field(default_factory=Idle)
    overlay: Overlay | None = None
    mode: Mode = Mode.STANDARD
    hearing: Hearing = AS_INSTALLED
    """By ear alone, how loud, how fast; kept and reset with the mode."""
    said_again: int = 0
    """How often this screen was said once more to who did nothing."""
    in_private: bool = False
    """Headphones are in: what is said reaches one person. The machine's own, whoever is here."""
    low_reach: bool = False
    """低位: everything to press is below the middle, in whichever mode; kept and reset with it."""
    reduced_motion: bool = False
    """Pictures stand on their key frame; kept and reset with the mode."""
    person: Person | None = None
    acting: Acting | None = None
    """Who stands here in that person's place."""
    helper: Helper | None = None
    """Who of the staff is signed in and helps; until they or whoever they help leave."""
    draft: Draft | None = None
    understood_at: datetime | None = None
    """When 我看明白了 was touched, between notice and draft."""
    session_serial: int = 0
    """Counts sessions of this process, and matters within one; results of an earlier one's effects are dropped."""
    read_serial: int = 0
    """Counts card reads; only the newest read's result counts."""
    started_s: float = 0.0
    touched_s: float = 0.0
    """Monotonic moment from which the countdown runs."""
    speaking: bool = False
    hushed: bool = False
    """The hand that is on the machine now cut what was being said."""
    card: CardMedia = CardMedia.UNKNOWN
    card_must_be_lifted: bool = False
    """A card lay there when its owner's session ended: it counts for nobody until it was lifted."""
    card_put_early: bool = False
    """A hand put it there before a card was asked for; unread, and read as soon as one is."""
    announce_card_at_s: float = 0.0
    """When it is called forgotten, if it still lies there."""
    online: bool = False
    network_known: bool = False
    """The platform was asked at least once since the program began; until then nobody is told 断网."""
    filing_off: FilingOff | None = None
    can_listen: bool = False
    """There is a microphone, and a model that understands what is said into it."""
    listen_serial: int = 0
    """Counts how often somebody spoke; only what the newest came to counts."""
    kept: tuple[KeptDraft, ...] = ()
    """Of whoever was called away lately; belongs to no session."""
    lost_until_s: float = 0.0
    """Until this monotonic moment the idle screen says that the machine had stopped, and that what was not handed in
    before is gone; whether there was anything is said to nobody, and not known."""
    help_call: HelpCall | None = None
    help_serial: int = 0
    """Counts calls; only the newest one's answers count."""
    interruption_waits: str = ""
    """By what: it came while something was under way, and has the screen as soon as that has ended."""
    alert: Alert | None = None
    """What holds now, whether it is looked at or was put away."""
    alert_waits: bool = False
    """It has the screen as soon as nothing is under way."""
    alert_due_s: float = 0.0
    """When it is said again, or comes back, where nobody is."""

    @property
    def in_session(self) -> bool:
        """Somebody is being served."""
        return not isinstance(self.screen, Idle)

    @property
    def hears_own(self) -> bool:
        """What is this person's own may be said: it reaches nobody else, or they chose that others hear it."""
        return self.in_private or self.hearing.aloud

    @property
    def overheard(self) -> "SessionState":
        """The same before a room that listens, and nobody who wants it to hear."""
        return replace(self, in_private=False, hearing=self.hearing.kept_private())

    @property
    def holds_somebody(self) -> bool:
        """Something of a person is kept, also after a time-out; until it goes the process is not replaced (0019)."""
        is_named = self.person is not None or isinstance(self.screen, ActFor)
        return is_named or self.draft is not None or bool(self.kept)

    @property
    def busy_with_effect(self) -> bool:
        """Something that must not be interrupted is under way (commit, printing; later money).

        Time-out, update, restart and alerts respect it (decisions/0008).
        """
        match self.screen:
            case Saving():
                return True
            case Done(printing=printing) | Reprint(printing=printing):
                return printing in PRINT_UNDER_WAY
            case CaseWord(saving=saving):
                return saving
            case Photograph(scan=scan):
                return scan is ScanState.CAPTURING
            case Supply(saving=saving, scan=scan):
                return saving or scan is ScanState.CAPTURING
            case _:
                return False
