"""What a resident says of their own case: the event it means, or what it comes to when it comes too late.

    reply ─► replied, the desk has to respond          phone ─► phone_corrected
    reopen ─► reopened, new clocks                      too late, or reopened meanwhile ─► replied
    withdraw ─► withdrawn, before 受理                  after it ─► withdrawal_too_late, which the resident reads

A word is taken once it is its owner's, whatever became of the case meanwhile: it may have waited for a line. The words
themselves stay in the message, sealed (decisions/0017), and are opened when staff look at the case.
"""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import ResidentAct
from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import CaseEvent, PhoneCorrected, Reopened, Replied, WithdrawalTooLate, Withdrawn
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.ledger import Held, Said, append
from kiosk.platform.reception import Reception
from kiosk.platform.standing import Case
from kiosk.platform.timers import ring
from kiosk.texts import Texts
from kiosk.wire import CorrectPhone, Reopen, Reply, Withdraw, Word

_WISHES: dict[ResidentAct, Word] = {
    ResidentAct.REOPEN: Reopen(),
    ResidentAct.REPLY: Reply(text="-"),
    ResidentAct.WITHDRAW: Withdraw(),
    ResidentAct.CORRECT_PHONE: CorrectPhone(phone="0" * 11),
}


def acts_of(case: Case, today: date, calendar: WorkingDays, texts: Texts) -> tuple[ResidentAct, ...]:
    """What would be taken of its owner now, by the rules that will judge it. Pure."""
    wishes = {act: event_of(word, "-", texts) for act, word in _WISHES.items()}
    return tuple(act for act, wish in wishes.items() if not isinstance(decide(case, wish, today, calendar), NotNow))


def event_of(word: Word, message_id: str, texts: Texts) -> CaseEvent:
    """The event that a word means. Pure."""
    match word:
        case Reply():
            return Replied(message_id=message_id)
        case Reopen():
            return Reopened(message_id=message_id)
        case Withdraw():
            return Withdrawn(message_id=message_id, text=texts("progress.withdrawn"))
        case CorrectPhone():
            return PhoneCorrected(message_id=message_id)


def act_of(word: Word) -> ResidentAct:
    """What kind of word it is."""
    return next(act for act, example in _WISHES.items() if type(example) is type(word))


def instead(word: Word, message_id: str, case: Case) -> CaseEvent | None:
    """What a word comes to that the case does not allow any more; None for a second withdrawal. Pure."""
    if isinstance(word, Withdraw):
        return None if case.withdrawn_by_owner else WithdrawalTooLate(message_id=message_id)
    return Replied(message_id=message_id)


async def say(reception: Reception, db: AsyncConnection, held: Held, word: Word, message_id: str, said: Said) -> None:
    """Write down what the word comes to now, after what the clocks had to say."""
    held = await ring(db, held, said.at, reception.calendar)
    event = decide(held.case, event_of(word, message_id, reception.texts), china_date(said.at), reception.calendar)
    fitting = instead(word, message_id, held.case) if isinstance(event, NotNow) else event
    if fitting is not None:
        await append(db, held, fitting, said, reception.calendar)
