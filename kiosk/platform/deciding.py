"""From a wish to the next event, or why not now. Pure: nothing is changed, and no clock is asked but the day given."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from kiosk.cases import CaseState, CloseResult
from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import (
    Absorbed,
    Accepted,
    AcceptedBySilence,
    Alarmed,
    CaseEvent,
    Closed,
    CorrectionAsked,
    Extended,
    Merged,
    NotAccepted,
    PhoneCorrected,
    Received,
    RectificationBegun,
    Rectified,
    Reopened,
    Replied,
    Responded,
    SpecialBegun,
    SpecialEnded,
    Supervised,
    Supplied,
    TaskDone,
    TaskReturned,
    TaskTransferred,
    WithdrawalTooLate,
    Withdrawn,
)
from kiosk.platform.clocks import answer_limit, used_working_days
from kiosk.platform.standing import AT_WORK, ENDED, Case, Task, TaskState, ended_on

BEFORE_ACCEPTANCE = frozenset({CaseState.RECEIVED, CaseState.CORRECTION_REQUIRED})
WITHOUT_ACCEPTANCE = frozenset({CloseResult.WITHDRAWN, CloseResult.VOID})
"""Ends that need no decision on the matter, so no acceptance either."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """The wish does not fit the state; `reason` is a word for the problem's type."""

    state: CaseState
    reason: str


def decide(case: Case, wish: CaseEvent, today: date, calendar: WorkingDays) -> CaseEvent | NotNow:
    """The wish itself where it fits the state, else why not."""
    reason = _why_not(case, wish, today, calendar)
    return wish if reason is None else NotNow(case.state, reason)


def _why_not(case: Case, wish: CaseEvent, today: date, calendar: WorkingDays) -> str | None:
    match wish:
        case Received():
            return "already-received"
        case AcceptedBySilence() | Alarmed():
            return "only-by-the-clock"
        case RectificationBegun():
            return "already-looked-into" if case.is_rectified else None
        case Rectified():
            return _unless(case.is_rectified)
        case Replied() | Responded() | Reopened() | Withdrawn() | WithdrawalTooLate() | PhoneCorrected():
            return _not_saying(case, wish, today, calendar)
        case Supplied(correction_id=correction_id):
            known = case.correction is not None and case.correction.correction_id == correction_id
            return None if known else "unknown-correction"
        case CorrectionAsked(due_on=due_on):
            if case.correction is not None:
                return "correction-already-asked"
            return "due-in-the-past" if due_on < today else _unless(case.state is CaseState.RECEIVED)
        case Accepted(task_id=task_id):
            return _not_accepting(case, task_id)
        case NotAccepted():
            return _unless(case.state in (CaseState.RECEIVED, CaseState.CORRECTION_REQUIRED))
        case TaskDone() | TaskTransferred() | TaskReturned():
            return _not_at_desk(case, wish, today, calendar)
        case SpecialBegun() | SpecialEnded() | Extended():
            return _not_of_clock(case, wish, today, calendar)
        case Supervised() | Merged() | Absorbed():
            return _unless(case.state not in ENDED)
        case Closed(result=result):
            return _not_closing(case, result)
        case _:
            assert_never(wish)


def _not_saying(
    case: Case,
    wish: Replied | Responded | Reopened | Withdrawn | WithdrawalTooLate | PhoneCorrected,
    today: date,
    calendar: WorkingDays,
) -> str | None:
    match wish:
        case Responded():
            return _unless(case.unanswered_since is not None)
        case Withdrawn():
            return _unless(case.state in BEFORE_ACCEPTANCE)
        case WithdrawalTooLate():
            return _unless(case.state not in BEFORE_ACCEPTANCE)
        case Reopened():
            return _not_reopening(case, today, calendar)
        case Replied() | PhoneCorrected():
            return None


def _not_reopening(case: Case, today: date, calendar: WorkingDays) -> str | None:
    """What was decided on the matter can be looked at again, for some days; what was not (撤回, 作废) is filed anew."""
    answered_on = ended_on(case)
    if answered_on is None or case.decision is None or case.state is not CaseState.CLOSED:
        return "wrong-state"
    if case.decision.result in WITHOUT_ACCEPTANCE:
        return "wrong-state"
    return "reopen-too-late" if calendar.between(answered_on, today) > case.route.reopen_working_days else None


def _unless(fits: bool) -> str | None:
    return None if fits else "wrong-state"


def _not_accepting(case: Case, task_id: str | None) -> str | None:
    if case.state is not CaseState.RECEIVED:
        return "wrong-state"
    accepting = [task for task in case.tasks if task.plan.accepts and task.state is TaskState.OPEN]
    if task_id is None:
        everyone = [task for task in case.tasks if task.plan.accepts and task.state is not TaskState.DONE]
        return None if len(everyone) == 1 and everyone == accepting else "which-task"
    return None if task_id in {task.task_id for task in accepting} else "unknown-task"


def _not_at_desk(
    case: Case, wish: TaskDone | TaskTransferred | TaskReturned, today: date, calendar: WorkingDays
) -> str | None:
    task = case.task(wish.task_id)
    if task is None or task.state not in AT_WORK:
        return "unknown-task"
    match wish:
        case TaskTransferred(desk=desk):
            same = desk == (task.desk if task.state is TaskState.OPEN else case.route.front)
            return "same-desk" if same else None
        case TaskReturned():
            return _not_returning(case, task, today, calendar)
        case TaskDone():
            return _unless(not task.plan.accepts and task.state is TaskState.OPEN)


def _not_returning(case: Case, task: Task, today: date, calendar: WorkingDays) -> str | None:
    if task.state is TaskState.RETURNED or task.desk == case.route.front or task.opened_at is None:
        return "wrong-state"
    had = calendar.between(china_date(task.opened_at), today)
    return "return-too-late" if had > case.route.return_working_days else None


def _not_of_clock(
    case: Case, wish: SpecialBegun | SpecialEnded | Extended, today: date, calendar: WorkingDays
) -> str | None:
    if case.state is not CaseState.ACCEPTED:
        return "wrong-state"
    match wish:
        case SpecialBegun():
            if case.pause is not None:
                return "clock-stands"
            if wish.kind not in {special.kind for special in case.route.specials}:
                return "unknown-procedure"
            return "due-in-the-past" if wish.until_on < today else None
        case SpecialEnded():
            return _unless(case.pause is not None)
        case Extended(working_days=days):
            if case.extension is not None:
                return "already-extended"
            if used_working_days(case, answer_limit(case), today, calendar) > answer_limit(case).working_days:
                return "limit-over"
            return None if 0 < days <= case.route.extension_working_days else "too-long"


def _not_closing(case: Case, result: CloseResult) -> str | None:
    """What is granted has been through all its desks but the one that says so; a no needs only one of them."""
    if case.state in ENDED or (case.state is not CaseState.ACCEPTED and result not in WITHOUT_ACCEPTANCE):
        return "wrong-state"
    if result in WITHOUT_ACCEPTANCE:
        return None
    if case.pause is not None:
        return "clock-stands"
    left = [task for task in case.tasks if task.state is not TaskState.DONE]
    if result is CloseResult.GRANTED and (len(left) > 1 or any(task.state is not TaskState.OPEN for task in left)):
        return "tasks-left"
    return None
