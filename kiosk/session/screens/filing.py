"""Where a session can be from the form to the rating."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.core.ids import CaseId
from kiosk.session.deliveries import Delivery, PrintState


@dataclass(frozen=True, slots=True)
class Form:
    """One page of questions about the draft."""

    page: int = 0
    show_problems: bool = False
    returns_to_review: bool = False
    typing: str = ""
    """The answer that is gone on with when the page opens."""


SPOTS = ""
"""What `PickPlace` is within while the community's own places are shown."""


@dataclass(frozen=True, slots=True)
class PickPlace:
    """Where it is, by pointing: a place of this community, or area after area down to the village (42, 46)."""

    form: Form
    answer_id: str
    within: str = SPOTS
    """Code of the area whose parts are shown."""
    initial: str = ""
    """Only names that begin with this letter."""


class RecordState(StrEnum):
    """Where a recording is."""

    READY = "ready"
    RECORDING = "recording"
    HEARD = "heard"
    FAILED = "failed"


LEVELS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Record:
    """One answer is said instead of written (47)."""

    form: Form
    answer_id: str
    state: RecordState = RecordState.READY
    since_s: float = 0.0
    """Monotonic, while it records."""
    spoken_s: int = 0
    levels: tuple[float, ...] = ()
    """How loud it was, 0 to 1, in each of the last tenths of a second, at most LEVELS_SHOWN of them."""
    wav: bytes = field(default=b"", repr=False)


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
class Rate:
    """好差评: five levels, nothing chosen beforehand, may be skipped."""

    case_id: CaseId
    item_id: str
    level: int | None = None
    reasons: frozenset[str] = frozenset()
    delivery: Delivery = Delivery.WAITING
    """Of the case; the rating itself goes when it can."""
    asks_why: bool = False
    """Elders are asked one thing at a time: the second, if they like, is why."""
