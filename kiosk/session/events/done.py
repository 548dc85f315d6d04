"""Of a case that is on disk: its slip, its way to the platform, its rating."""

from dataclasses import dataclass

from devices.contracts.printer import PrintResult
from kiosk.core.ids import CaseId
from kiosk.session.deliveries import Delivery, PrintState


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
class PrintWaits:
    """The printer waits for a hand, or goes on."""

    case_id: CaseId
    state: PrintState


@dataclass(frozen=True, slots=True)
class PrintEnded:
    case_id: CaseId
    result: PrintResult


@dataclass(frozen=True, slots=True)
class SlipSigned:
    """The code for another copy of the slip of a case filed before."""

    case_id: CaseId
    code: str


@dataclass(frozen=True, slots=True)
class RatingFiled:
    """What became of the rating; its session is over by then."""

    saved: bool


@dataclass(frozen=True, slots=True)
class DeliveryChanged:
    message_id: str
    delivery: Delivery


DoneEvent = (
    PrintPressed | ReprintPressed | ReceiptDeclined | ShowCodePressed | FinishPressed | AnotherPressed | LevelChosen
    | ReasonToggled | RatingSent | RatingSkipped | PrintWaits | PrintEnded | SlipSigned | RatingFiled
    | DeliveryChanged
)  # fmt: skip
