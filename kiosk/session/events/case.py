"""Of coming back to a case: finding it, supplying what is missing, saying something of it."""

from dataclasses import dataclass, field

from devices.contracts.page import Page
from kiosk.cases import CaseProgress, ResidentAct
from kiosk.core.ids import MessageId


@dataclass(frozen=True, slots=True)
class CaseOpened:
    case_id: str


@dataclass(frozen=True, slots=True)
class ActsOpened:
    """还能办: what else can be done about this case."""


@dataclass(frozen=True, slots=True)
class ActChosen:
    """回话, 重新办, 撤回, 改电话."""

    act: ResidentAct


@dataclass(frozen=True, slots=True)
class WordTyped:
    """What stands in the field now."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SupplyPressed:
    """补材料: start with the first wanted material."""


@dataclass(frozen=True, slots=True)
class CapturePressed:
    """拍一张 / 重拍."""


@dataclass(frozen=True, slots=True)
class PageKept:
    """就用这张, or 还是用这张 of one that was found hard to read."""


@dataclass(frozen=True, slots=True)
class PageCaptured:
    session_serial: int
    page: Page


@dataclass(frozen=True, slots=True)
class CaptureFailed:
    session_serial: int


@dataclass(frozen=True, slots=True)
class CasesFound:
    session_serial: int
    cases: tuple[CaseProgress, ...]


@dataclass(frozen=True, slots=True)
class CasesUnavailable:
    session_serial: int
    cause: str


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A code was held before the scanner while one was waited for."""

    session_serial: int
    number: str
    """The case number on it, or the token of the case's page; empty when there is none, or it could not be read."""


@dataclass(frozen=True, slots=True)
class SupplementFiled:
    session_serial: int
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class SupplementNotFiled:
    session_serial: int
    reason: str


@dataclass(frozen=True, slots=True)
class WordFiled:
    session_serial: int
    message_id: MessageId


@dataclass(frozen=True, slots=True)
class WordNotFiled:
    session_serial: int
    reason: str


CaseEvent = (
    CaseOpened | ActsOpened | ActChosen | WordTyped | SupplyPressed | CapturePressed | PageKept | PageCaptured
    | CaptureFailed | CasesFound | CasesUnavailable | CodeScanned | SupplementFiled | SupplementNotFiled | WordFiled
    | WordNotFiled
)  # fmt: skip
