"""What can happen to a session, as a closed union: a hand, a card, a machine, the platform, the time."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from devices.contracts.card_reader import CardMedia, CardPulled, CardUnreadable, ReadResult
from devices.contracts.page import Page
from devices.contracts.printer import PrintResult
from devices.contracts.social_card import NotASocialCard, SocialCardRead
from kiosk.cases import CaseProgress, ResidentAct
from kiosk.core.ids import CaseId, MessageId
from kiosk.core.person import Person
from kiosk.session.drafts import FoundDraft, KeptDraft
from kiosk.session.meant import Meant
from kiosk.session.overlays import Alert
from kiosk.session.screens import Delivery, PrintState
from kiosk.session.staffed import StaffVisit
from kiosk.session.states import HelpState, Mode
from kiosk.session.troubles import FilingOff

# ── a hand ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch anywhere: the person is still here."""


@dataclass(frozen=True, slots=True)
class TouchMissed:
    """A touch that came to nothing; whoever it was has to hear of it."""


@dataclass(frozen=True, slots=True)
class Started:
    """轻触开始, or one of the ways to see and reach it that are chosen on the idle screen."""

    mode: Mode = Mode.STANDARD
    low_reach: bool = False


@dataclass(frozen=True, slots=True)
class ModeChooserOpened:
    """大字 · 显示."""


@dataclass(frozen=True, slots=True)
class ModeChosen:
    """Another mode for the rest of this session."""

    mode: Mode


@dataclass(frozen=True, slots=True)
class LowReachChosen:
    """低位 on or off for the rest of this session."""

    on: bool


@dataclass(frozen=True, slots=True)
class ReducedMotionChosen:
    """画面不动 on or off for the rest of this session."""

    on: bool


@dataclass(frozen=True, slots=True)
class HomePressed:
    """首页."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """返回."""


@dataclass(frozen=True, slots=True)
class ExitPressed:
    """退出."""


class Ear(StrEnum):
    """Keys of the assistive keypad that belong to no place on the screen."""

    HELP = "help"
    VOLUME = "volume"
    RATE = "rate"
    SPELL = "spell"
    """Up: what was said last, sign by sign."""
    MORE = "more"
    """Down: the next of `hearing.Aid`."""
    TAKE = "take"
    """Select, while one of them is offered."""


@dataclass(frozen=True, slots=True)
class ScreenLit:
    """A hand on the dark screen's button."""


@dataclass(frozen=True, slots=True)
class EarKey:
    """One of them was pressed."""

    key: Ear


@dataclass(frozen=True, slots=True)
class SignByKeyPressed:
    """Instead of signing, by who goes by ear: first it is read out, then it is confirmed."""


@dataclass(frozen=True, slots=True)
class ReadOutEnded:
    """All that is handed in was heard to its end, in these words."""

    session_serial: int
    text: str


@dataclass(frozen=True, slots=True)
class HeadphonesChanged:
    """Somebody plugged headphones in, or pulled them; also unplugged when nobody knows."""

    plugged: bool


@dataclass(frozen=True, slots=True)
class HelpPressed:
    """找人帮忙."""


@dataclass(frozen=True, slots=True)
class HelpWithdrawn:
    """会了，不用来了."""


@dataclass(frozen=True, slots=True)
class ReadAloudPressed:
    """读给我听, or stop."""


@dataclass(frozen=True, slots=True)
class OverlayDismissed:
    """The safe answer of whatever lies over the screen: 我还在, 接着办, close."""


@dataclass(frozen=True, slots=True)
class LeaveConfirmed:
    """清除并退出."""


@dataclass(frozen=True, slots=True)
class CategoryChosen:
    category_id: str


@dataclass(frozen=True, slots=True)
class SearchOpened:
    """找一找."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What is typed there now."""

    query: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class EntryChosen:
    """An item or an information entry."""

    entry_id: str


@dataclass(frozen=True, slots=True)
class ApplyPressed:
    """办这件事, on an item's guide."""

    item_id: str


@dataclass(frozen=True, slots=True)
class ProgressPressed:
    """办件进度查询."""


@dataclass(frozen=True, slots=True)
class NoticeUnderstood:
    """我看明白了."""


@dataclass(frozen=True, slots=True)
class RetryPressed:
    """再放一次, 再试一次."""


@dataclass(frozen=True, slots=True)
class TypeInsteadPressed:
    """手动输入."""


@dataclass(frozen=True, slots=True)
class ResumePressed:
    """接着上次办."""


@dataclass(frozen=True, slots=True)
class BeginAnewPressed:
    """重新填: what was kept is destroyed."""


@dataclass(frozen=True, slots=True)
class IdentityTyped:
    """Name or number changed on the typed-identity page."""

    name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    field_id: str
    value: str


@dataclass(frozen=True, slots=True)
class NextPressed:
    """下一步 of the page shown."""


@dataclass(frozen=True, slots=True)
class EditPressed:
    """改一改 on the review."""

    field_id: str


@dataclass(frozen=True, slots=True)
class ConsentDecided:
    consent_id: str
    given: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """The pad's strokes so far; empty after 重新签."""

    strokes: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class SubmitPressed:
    """确认提交."""


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """再打一张 / 再试一次."""


@dataclass(frozen=True, slots=True)
class ReprintPressed:
    """补打小票, on one case's progress."""


@dataclass(frozen=True, slots=True)
class ReceiptDeclined:
    """不要小票了."""


@dataclass(frozen=True, slots=True)
class ShowCodePressed:
    """在屏幕上扫码保存."""


@dataclass(frozen=True, slots=True)
class FinishPressed:
    """办完了 / 知道了."""


@dataclass(frozen=True, slots=True)
class AnotherPressed:
    """接着办别的事: the same person goes on; needs the notice and the card again."""


@dataclass(frozen=True, slots=True)
class LevelChosen:
    level: int


@dataclass(frozen=True, slots=True)
class ReasonToggled:
    reason: str


@dataclass(frozen=True, slots=True)
class RatingSent:
    """交评价."""


@dataclass(frozen=True, slots=True)
class RatingSkipped:
    """不评了."""


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
class Revealed:
    """A masked value was shown by holding; logged without the value."""

    field_id: str


# ── a machine ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CardSeen:
    """The reader says whether a card lies on it."""

    media: CardMedia


@dataclass(frozen=True, slots=True)
class CardReadEnded:
    read_serial: int
    result: ReadResult = field(repr=False)


@dataclass(frozen=True, slots=True)
class SocialCardReadEnded:
    read_serial: int
    result: SocialCardRead | NotASocialCard | CardPulled | CardUnreadable = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintWaits:
    """The printer waits for a hand, or goes on."""

    case_id: CaseId
    state: PrintState


@dataclass(frozen=True, slots=True)
class PrintEnded:
    case_id: CaseId
    result: PrintResult


@dataclass(frozen=True, slots=True)
class PageCaptured:
    session_serial: int
    page: Page


@dataclass(frozen=True, slots=True)
class CaptureFailed:
    session_serial: int


@dataclass(frozen=True, slots=True)
class SpeechChanged:
    speaking: bool


@dataclass(frozen=True, slots=True)
class ListenPressed:
    """说一说: somebody wants to speak to the machine."""


@dataclass(frozen=True, slots=True)
class SpokenEnough:
    """说完了."""


@dataclass(frozen=True, slots=True)
class ListeningChanged:
    """Whether anybody can be listened to at all."""

    can: bool


@dataclass(frozen=True, slots=True)
class SpeechHeard:
    """What somebody said comes to this; None: the microphone or the model did not do its part."""

    listen_serial: int
    meant: Meant | None


# ── the store and the platform ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DraftKept:
    """The form of a session that is over was sealed."""

    kept: KeptDraft


@dataclass(frozen=True, slots=True)
class KeptLooked:
    """Whether a form is kept for the person of this read."""

    read_serial: int
    person: Person = field(repr=False)
    found: FoundDraft | None


@dataclass(frozen=True, slots=True)
class KeptDropped:
    """Whatever is kept under this name has to go."""

    name: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseFiled:
    """The commit returned: from now on the case exists."""

    case_id: CaseId
    number: str
    filed_at: datetime
    code: str
    """Of its slip: number and moment as this machine signs them."""


@dataclass(frozen=True, slots=True)
class SlipSigned:
    """The code for another copy of the slip of a case filed before."""

    case_id: CaseId
    code: str


@dataclass(frozen=True, slots=True)
class CaseNotFiled:
    case_id: CaseId
    reason: str


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


@dataclass(frozen=True, slots=True)
class RatingFiled:
    """What became of the rating; its session is over by then."""

    saved: bool


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    message_id: str
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class CasesFound:
    session_serial: int
    cases: tuple[CaseProgress, ...]


@dataclass(frozen=True, slots=True)
class CodeScanned:
    """A code was held before the scanner while one was waited for."""

    session_serial: int
    number: str
    """The case number on it, or the token of the case's page; empty when there is none, or it could not be read."""


@dataclass(frozen=True, slots=True)
class HelpHeard:
    """How a call for help stands: waiting, coming, or not to be made now."""

    serial: int
    state: HelpState
    who: str = ""


@dataclass(frozen=True, slots=True)
class CasesUnavailable:
    session_serial: int
    cause: str


@dataclass(frozen=True, slots=True)
class FilingChanged:
    """New cases can be begun here again, or no longer."""

    off: FilingOff | None


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    online: bool


# ── the time, and what is more urgent ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Tick:
    """A second or so has passed; the moment is in the world given to `advance`."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Something more urgent takes the screen, in any state (decisions/0007)."""

    by: str


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """Another warning of the authorities holds, or none any more."""

    alert: Alert | None


@dataclass(frozen=True, slots=True)
class InterruptionOver:
    """Back to where the resident was, with the draft."""


@dataclass(frozen=True, slots=True)
class Restarted:
    """Somebody was served shortly before this program began: what they had not handed in is gone."""

    told_for_s: float


@dataclass(frozen=True, slots=True)
class Crashed:
    """A part of the program died; what it was to answer will never come."""


@dataclass(frozen=True, slots=True)
class MaintenanceAsked:
    """The gesture that stands in the technicians' manual, or a staff card."""


@dataclass(frozen=True, slots=True)
class MaintenanceShown:
    """Where the visit of staff is now (kiosk.app.attendance)."""

    visit: StaffVisit


@dataclass(frozen=True, slots=True)
class StaffActed:
    """A hand on a screen of theirs: an event of `kiosk.maintenance.visit`, or an act of the menu's."""

    act: object


@dataclass(frozen=True, slots=True)
class MaintenanceOver:
    """The staff left."""


Event = (
    Touched | TouchMissed | Started | ModeChooserOpened | ModeChosen | LowReachChosen | ReducedMotionChosen
    | HomePressed | BackPressed | ExitPressed | HelpPressed | HelpWithdrawn | ReadAloudPressed | OverlayDismissed
    | LeaveConfirmed | CategoryChosen | EntryChosen | ApplyPressed | ProgressPressed | NoticeUnderstood
    | RetryPressed | TypeInsteadPressed | ResumePressed | BeginAnewPressed | IdentityTyped | AnswerGiven
    | NextPressed | EditPressed | ConsentDecided | Signed | SubmitPressed | PrintPressed | ReceiptDeclined
    | ReprintPressed | ShowCodePressed | FinishPressed
    | AnotherPressed | LevelChosen | ReasonToggled | RatingSent | RatingSkipped | CaseOpened | SupplyPressed
    | CapturePressed | PageKept | Revealed | CardSeen | CardReadEnded | SocialCardReadEnded | PrintWaits | PrintEnded
    | PageCaptured | CaptureFailed | SpeechChanged | CaseFiled | SlipSigned | CaseNotFiled | SupplementFiled
    | SupplementNotFiled | RatingFiled | DeliveryChanged | CasesFound | CasesUnavailable | CodeScanned | SearchOpened
    | Searched | HelpHeard | DraftKept | KeptLooked | KeptDropped | FilingChanged | NetworkChanged | Tick | Interrupted
    | AlertChanged | InterruptionOver | Restarted | Crashed | EarKey | ScreenLit | HeadphonesChanged
    | SignByKeyPressed | ReadOutEnded | ActsOpened | ActChosen | WordTyped | WordFiled | WordNotFiled
    | ListenPressed | SpokenEnough | ListeningChanged | SpeechHeard
    | MaintenanceAsked | MaintenanceShown | StaffActed | MaintenanceOver
)  # fmt: skip
