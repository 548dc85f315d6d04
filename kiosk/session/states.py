"""What a session can be, as frozen values: one screen of a closed union, and what goes with the person across screens.

Idle ─► Home ─► Category | Search ─► Information
          │                     │ apply
          │                     ▼
          ├──────────────────► Notice ─► Identify ◄─► TypeIdentity
          │ progress              │          │
          │                       ▼          ▼
          │                  CaseList  Resume ─► Form ─► Review ─► Saving ─► Done ─► Rate ─► Idle
          │                     │
          └─────────────► CaseDetail ─► Supply ─► Supplied
                                └─────► Reprint
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from devices.contracts.card_reader import CardMedia
from devices.contracts.page import PageVerdict
from kiosk.cases import CaseProgress
from kiosk.core.ids import CaseId
from kiosk.core.person import Person
from kiosk.session.hearing import AS_INSTALLED, Hearing


class Mode(StrEnum):
    """Which set of tokens the screens use; kept for the session, reset after it."""

    STANDARD = "standard"
    ELDER = "elder"
    HIGH_CONTRAST = "high_contrast"


SPEAKS_BY_ITSELF = frozenset({Mode.ELDER, Mode.HIGH_CONTRAST})
"""Modes that say every screen without being asked."""


class Purpose(StrEnum):
    """Why the resident identifies themselves."""

    APPLY = "apply"
    PROGRESS = "progress"


class FilingOff(StrEnum):
    """Why this machine begins no new case now; each has its words under `guide.off.*`. A running one is finished."""

    NO_ROOM = "no_room"
    """The disk is so full that only what was begun still has room."""
    POWER_LOW = "power_low"
    """The street has no power, and its battery lasts for minutes: only what was begun still has time."""
    NO_NUMBERS = "no_numbers"
    """All leased numbers are given out, and no others came."""
    OUT_OF_SERVICE = "out_of_service"
    """It is not enrolled, or the platform has revoked its key: what it filed would be taken by nobody."""


class ReadTrouble(StrEnum):
    """Why a card was not taken; each has its words under `identify.trouble.*`."""

    PULLED = "pulled"
    UNREADABLE = "unreadable"
    READER_GONE = "reader_gone"
    EXPIRED = "expired"
    NUMBER = "number"
    NOT_RESIDENT_CARD = "not_resident_card"
    LEFT_LYING = "left_lying"


class SocialTrouble(StrEnum):
    """Why a social-security card did not fill in name and number."""

    PULLED = "pulled"
    UNREADABLE = "unreadable"
    OTHER_CARD = "other_card"


CARD_REFUSED = frozenset({ReadTrouble.EXPIRED, ReadTrouble.NUMBER, ReadTrouble.NOT_RESIDENT_CARD})
"""The card was read well; only another one helps."""
NOT_READ = frozenset({ReadTrouble.PULLED, ReadTrouble.UNREADABLE, ReadTrouble.READER_GONE})
"""Nothing was read: after the second time somebody is offered."""


# ── screens ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody is here. Shows clock and notices; holds nothing of anybody."""


@dataclass(frozen=True, slots=True)
class Home:
    """今天办什么事?"""


@dataclass(frozen=True, slots=True)
class Category:
    """The entries of one category."""

    category_id: str


@dataclass(frozen=True, slots=True)
class Search:
    """找一找: everything there is, or what was typed for."""

    query: str = field(default="", repr=False)
    """Whatever somebody typed: never logged."""


@dataclass(frozen=True, slots=True)
class Information:
    """One entry's guide: who, where, when, phone; for an item also the way in."""

    entry_id: str
    from_category: str | None = None
    from_search: str | None = None
    """What was typed there; the way back leads to it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Which data, to whom, how long, on which basis: before any card is read (个人信息保护法 17)."""

    purpose: Purpose
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class Identify:
    """The reader is waiting for a card, or says why the last one was not taken."""

    purpose: Purpose
    item_id: str | None = None
    reading: bool = False
    trouble: ReadTrouble | None = None
    trouble_count: int = 0
    """How often nothing could be read; a card that was read and refused does not count."""


@dataclass(frozen=True, slots=True)
class TypeIdentity:
    """Name and number by hand, or from a social-security card: the lowest identity level either way, for what such a
    card gives to everybody proves nothing about the card (devices/chipcards/social_files)."""

    purpose: Purpose
    item_id: str
    name: str = ""
    id_number: str = ""
    problems: tuple[str, ...] = ()
    """Fields with a problem, shown after the first try to go on."""
    social_trouble: SocialTrouble | None = None


@dataclass(frozen=True, slots=True)
class NotEligible:
    """This person cannot have this item now: why, and where to ask."""

    item_id: str
    reason: str
    """Key of the words under `not_eligible.*`."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A form of this person's was kept when their time ran out: 接着上次办, or anew?"""

    item_id: str
    """What they have come for now; perhaps something else."""
    found: "FoundDraft"


@dataclass(frozen=True, slots=True)
class Form:
    """One page of questions about the draft."""

    page: int = 0
    show_problems: bool = False
    returns_to_review: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Look it over, decide the extras, sign. Elder mode spreads it over three pages."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class Saving:
    """The commit is under way: nothing may be touched, nothing is promised yet."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The disk refused. The draft is still here; nothing was promised."""

    reason: str


class Delivery(StrEnum):
    """Where a message of ours is; told by the outbox and by nobody else."""

    WAITING = "waiting"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"


class PrintState(StrEnum):
    """What is known of the slip; `unknown` is never printed again by itself."""

    HELD = "held"
    """Waits a moment for the acknowledgement, so that the slip can say the better thing truthfully."""
    PRINTING = "printing"
    WAITING_FOR_PAPER = "waiting_for_paper"
    WAITING_FOR_COVER = "waiting_for_cover"
    WAITING_FOR_PRINTER = "waiting_for_printer"
    PRINTED = "printed"
    PARTIAL = "partial"
    NOT_STARTED = "not_started"
    UNKNOWN = "unknown"
    DECLINED = "declined"


PRINT_UNDER_WAY = frozenset(
    {
        PrintState.HELD,
        PrintState.PRINTING,
        PrintState.WAITING_FOR_PAPER,
        PrintState.WAITING_FOR_COVER,
        PrintState.WAITING_FOR_PRINTER,
    }
)


NOT_PRINTED = frozenset({PrintState.NOT_STARTED, PrintState.PARTIAL, PrintState.UNKNOWN})
"""The print is over and no whole slip is known to have come out: the screen is the receipt now."""


@dataclass(frozen=True, slots=True)
class Done:
    """The case is on disk. What is said beyond that follows `delivery` and `printing`."""

    case_id: CaseId
    number: str
    item_id: str
    filed_at: datetime
    code: str = ""
    """The number as this machine signs it, for slip and screen."""
    delivery: Delivery = Delivery.WAITING
    printing: PrintState = PrintState.HELD
    print_reason: str = ""
    hold_until_s: float = 0.0
    """Monotonic moment at which the slip is printed even without an acknowledgement."""
    copy_count: int = 0
    stopping: bool = False
    """The slip was declined while it was printed, and its end is not known yet: no other is begun before."""
    shows_code: bool = False
    """The resident chose to keep the number by photographing the screen."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """The slip of a case that was filed before, perhaps elsewhere, printed once more as a copy."""

    case: CaseProgress
    code: str
    other_count: int = 0
    printing: PrintState = PrintState.PRINTING
    print_reason: str = ""
    copy_count: int = 0
    stopping: bool = False
    shows_code: bool = False

    @property
    def case_id(self) -> CaseId:
        return CaseId(self.case.case_id)

    @property
    def number(self) -> str:
        return self.case.number

    @property
    def item_id(self) -> str:
        return self.case.item_id

    @property
    def filed_at(self) -> datetime:
        return self.case.filed_at

    @property
    def delivery(self) -> Delivery:
        """The platform itself spoke of it."""
        return Delivery.ACKNOWLEDGED


@dataclass(frozen=True, slots=True)
class Rate:
    """好差评: five levels, nothing chosen beforehand, may be skipped."""

    case_id: CaseId
    item_id: str
    level: int | None = None
    reasons: frozenset[str] = frozenset()
    delivery: Delivery = Delivery.WAITING
    """Of the case; the rating itself goes when it can."""


@dataclass(frozen=True, slots=True)
class CaseList:
    """The person's cases. `cases` is None while they are fetched."""

    cases: tuple[CaseProgress, ...] | None = None
    unavailable: str = ""
    """Cause, if the platform could not be asked."""


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """One case: who has it, what is next, what they said."""

    case: CaseProgress
    other_count: int = 0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A picture taken of one wanted material; in memory until it is committed."""

    material_id: str
    jpeg: bytes = field(repr=False)


class ScanState(StrEnum):
    """Where the camera step is."""

    READY = "ready"
    CAPTURING = "capturing"
    LOOK = "look"
    FAILED = "failed"
    """The camera gave none."""
    REFUSED = "refused"
    """There is one, and nobody could read it."""


KEPT_AFTER_REFUSALS = 2
"""So often a sheet may be found hard to read before its picture can be kept all the same: a clerk may read it."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Supplying what was asked for, one material after the other."""

    case: CaseProgress
    index: int = 0
    scan: ScanState = ScanState.READY
    pages: tuple[ScannedPage, ...] = ()
    wrong: PageVerdict | None = None
    """What to mend, while `scan` is REFUSED."""
    refusal_count: int = 0
    """How often in a row this material was there and found hard to read."""
    doubtful: ScannedPage | None = None
    """The picture that was refused, once it may be kept all the same."""
    saving: bool = False
    not_saved: str = ""


@dataclass(frozen=True, slots=True)
class Supplied:
    """The supplement is on disk, perhaps already there."""

    case: CaseProgress
    message_id: str
    delivery: Delivery = Delivery.WAITING


Screen = (
    Idle | Home | Category | Search | Information | Notice | Identify | TypeIdentity | NotEligible | Resume | Form
    | Review | Saving | NotSaved | Done | Rate | CaseList | CaseDetail | Supply | Supplied | Reprint
)  # fmt: skip


# ── what lies over a screen ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class TimeIsUp:
    """您还在吗? Any touch keeps the session."""


@dataclass(frozen=True, slots=True)
class ModeChooser:
    """大字 · 显示: mode, reach and motion."""


@dataclass(frozen=True, slots=True)
class HelpCalled:
    """How the call for help stands, and the telephone number."""


@dataclass(frozen=True, slots=True)
class LeaveQuestion:
    """Something is filled in: leave and clear it?"""

    to_home: bool


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something more urgent has the screen; the session returns with its draft."""

    by: str


HAZARDS = frozenset({"rainstorm"})
"""What there are words for under `alert.do.*`; of any other it is said to stay where it is safe and to listen."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning of the authorities that holds now, as the feed has it (decisions/0009)."""

    entry_id: str
    version: int
    title: str
    text: str
    icon: str
    issued_at: datetime

    @property
    def hazard(self) -> str:
        """Which words say what to do."""
        return self.icon if self.icon in HAZARDS else "other"


@dataclass(frozen=True, slots=True)
class AlertShown:
    """The warning, and what to do now."""


Overlay = TimeIsUp | ModeChooser | HelpCalled | LeaveQuestion | Interruption | AlertShown


# ── what goes along ────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What stands for a signature of who cannot see: they heard this text to its end and pressed the key."""

    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What the resident has filled in and decided; dropped with the session."""

    case_id: CaseId
    item_id: str
    item_version: str
    """Of the catalogue's entry that the questions are from; the case is filed as an answer to that one."""
    understood_at: datetime
    answers: dict[str, str] = field(default_factory=dict)
    consents: dict[str, bool] = field(default_factory=dict)
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    heard_text: str = ""
    """All that is handed in, as it was read out to its end; empty if it was cut, or something changed since."""
    confirmation: Confirmation | None = None

    @property
    def is_signed(self) -> bool:
        return bool(self.strokes) or self.confirmation is not None

    def unsigned(self) -> "Draft":
        """Something else is to be signed now."""
        return replace(self, strokes=(), heard_text="", confirmation=None)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft that waits for its person: nothing of it can be read here, nor whose it is (kiosk.session.kept)."""

    name: bytes = field(repr=False)
    """A keyed hash of the card's number."""
    sealed: bytes = field(repr=False)
    until_s: float
    """Monotonic."""


@dataclass(frozen=True, slots=True)
class FoundDraft:
    """A kept draft, opened by its person's card."""

    name: bytes = field(repr=False)
    draft: Draft = field(repr=False)


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


@dataclass(frozen=True, slots=True)
class SessionState:
    """Everything the program knows of the person in front of it; the view-models mirror it and hold nothing else."""

    screen: Screen = Idle()
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
    def holds_somebody(self) -> bool:
        """Something of a person is kept, also after a time-out; until it goes the process is not replaced (0019)."""
        return self.person is not None or self.draft is not None or bool(self.kept)

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
            case Supply(saving=saving, scan=scan):
                return saving or scan is ScanState.CAPTURING
            case _:
                return False
