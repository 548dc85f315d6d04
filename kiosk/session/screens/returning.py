"""Where a session can be of somebody who comes back to a case."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from devices.contracts.page import PageVerdict
from kiosk.cases import CaseProgress, CaseState, ResidentAct
from kiosk.core.ids import CaseId
from kiosk.session.deliveries import Delivery, PrintState
from kiosk.session.drafts import ScannedPage
from kiosk.session.screens.attaching import ScanState


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """A screen whose matter is committed where it stands, and tried again there when the disk refuses."""

    saving: bool = False
    not_saved: str = ""
    """Why the disk refused; empty while it has not."""

    def begun(self) -> Self:
        """While the commit is under way."""
        return replace(self, saving=True, not_saved="")

    def refused(self, reason: str) -> Self:
        """It was not kept; nothing was promised."""
        return replace(self, saving=False, not_saved=reason)


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
class Supply(HandedOver):
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
class CaseWord(HandedOver):
    """One thing said of a case, or about to be: typed, looked at, handed over."""

    case: CaseProgress
    act: ResidentAct
    other_count: int = 0
    from_acts: bool = False
    """It was chosen from all that can be done; the way back leads there."""
    text: str = field(default="", repr=False)
    """What is typed: words, or the telephone's digits."""
    show_problem: bool = False


@dataclass(frozen=True, slots=True)
class WordKept:
    """What was said is on disk, perhaps already there."""

    case: CaseProgress
    act: ResidentAct
    message_id: str
    other_count: int = 0
    delivery: Delivery = Delivery.WAITING
