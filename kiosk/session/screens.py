"""Where a session can be, as frozen values: one screen of a closed union.

Idle ─► Home ─► Category | Search ─► Information
          │                     │ apply
          │                     ▼
          ├──────────────────► Notice ─► Identify ◄─► TypeIdentity
          │ progress              │          │
          │                       ▼          ▼
          │                  CaseList  Resume ─► Form ─► Review ─► Saving ─► Done ─► Rate ─► Idle
          │                     │
          └─────────────► CaseDetail ─► Supply ─► Supplied
                                ├─────► Reprint
                                └─► CaseActs ─► CaseWord ─► WordKept

Idle | Home ─► Maintenance ─► Idle
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from devices.contracts.page import PageVerdict
from kiosk.cases import CaseProgress, CaseState, ResidentAct
from kiosk.core.ids import CaseId
from kiosk.session.deliveries import NOT_PRINTED as NOT_PRINTED
from kiosk.session.deliveries import PRINT_UNDER_WAY as PRINT_UNDER_WAY
from kiosk.session.deliveries import Delivery as Delivery
from kiosk.session.deliveries import PrintState as PrintState
from kiosk.session.drafts import FoundDraft
from kiosk.session.staffed import Maintenance as Maintenance
from kiosk.session.troubles import ReadTrouble, SocialTrouble


class Purpose(StrEnum):
    """Why the resident identifies themselves."""

    APPLY = "apply"
    PROGRESS = "progress"


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
    """Paper for a case that was filed before, perhaps elsewhere: what is missing, or else its slip as a copy."""

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

    @property
    def may_be_rated(self) -> bool:
        """What was decided is told here: who reads it may say how it was (一事一评), until that is looked into."""
        is_answered = self.case.answer is not None and self.case.state in (CaseState.CLOSED, CaseState.REFUSED)
        return is_answered and self.case.rectification is None


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


@dataclass(frozen=True, slots=True)
class CaseActs:
    """What else can be done about one case."""

    case: CaseProgress
    other_count: int = 0


@dataclass(frozen=True, slots=True)
class CaseWord:
    """One thing said of a case, or about to be: typed, looked at, handed over."""

    case: CaseProgress
    act: ResidentAct
    other_count: int = 0
    from_acts: bool = False
    """It was chosen from all that can be done; the way back leads there."""
    text: str = field(default="", repr=False)
    """What is typed: words, or the telephone's digits."""
    show_problem: bool = False
    saving: bool = False
    not_saved: str = ""


@dataclass(frozen=True, slots=True)
class WordKept:
    """What was said is on disk, perhaps already there."""

    case: CaseProgress
    act: ResidentAct
    message_id: str
    other_count: int = 0
    delivery: Delivery = Delivery.WAITING


Screen = (
    Idle | Home | Category | Search | Information | Notice | Identify | TypeIdentity | NotEligible | Resume | Form
    | Review | Saving | NotSaved | Done | Rate | CaseList | CaseDetail | Supply | Supplied | Reprint
    | CaseActs | CaseWord | WordKept | Maintenance
)  # fmt: skip
