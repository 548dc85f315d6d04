"""Who of the staff may see which case and say what to it. Pure; least privilege.

community, street, department   the cases that lie, lay or begin at one of their desks; what lies there, they work on
supervisor                      what lies in their area, and what was escalated to them: 督办 and 延期, nothing else
fleet, administrator            no case
house                           everything: the one token of a small house

A confidential case is seen at the desks that work on it and at its front, and by the house token; nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

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
from kiosk.platform.divisions import covers
from kiosk.platform.standing import Case, Task, TaskState


class StaffRole(StrEnum):
    """What somebody is there for."""

    COMMUNITY = "community"
    STREET = "street"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    FLEET = "fleet"
    ADMINISTRATOR = "administrator"
    HOUSE = "house"


AT_DESKS = frozenset({StaffRole.COMMUNITY, StaffRole.STREET, StaffRole.DEPARTMENT})
WITH_CASES = AT_DESKS | {StaffRole.SUPERVISOR, StaffRole.HOUSE}
CALLED_FOR_HELP = frozenset({StaffRole.COMMUNITY, StaffRole.STREET, StaffRole.HOUSE})
STREET_IS_CALLED_AFTER_S = 90.0
"""The community's own people are the nearest; who stands at a machine is not left waiting for them alone."""


@dataclass(frozen=True, slots=True)
class Clerk:
    """One of the staff."""

    name: str
    """Residents see it masked."""
    role: StaffRole
    desks: frozenset[str] = frozenset()
    area: str = ""
    """A supervisor's: a division code."""


def desks_that_see(case: Case) -> frozenset[str]:
    """The ids of all desks that may see the case: where it begins, lies or lay, and where its escalations went.

    Of a confidential one, a desk that gave its task away sees nothing any more.
    """
    opened = [task for task in case.tasks if task.opened_at is not None]
    works = {case.route.front.desk_id, *(task.desk.desk_id for task in opened)}
    if case.rectification is not None:
        works.add(case.rectifying_desk.desk_id)
    if case.route.is_confidential:
        return frozenset(works)
    return frozenset(works.union(case.told_desks, *(task.gave_away for task in opened)))


def may_see(clerk: Clerk, case: Case, division_code: str) -> bool:
    """Whether the case is there at all for this clerk."""
    if clerk.role is StaffRole.HOUSE:
        return True
    at_a_desk = bool(clerk.desks & desks_that_see(case))
    if clerk.role is StaffRole.SUPERVISOR:
        return at_a_desk or (not case.route.is_confidential and covers(clerk.area, division_code))
    return clerk.role in AT_DESKS and at_a_desk


def may_be_called(clerk: Clerk, areas: Iterable[str], division_code: str, waited_s: float) -> bool:
    """Whether a call for help from a terminal there is this clerk's; `areas` are those of their desks."""
    if clerk.role is StaffRole.HOUSE:
        return True
    if clerk.role not in CALLED_FOR_HELP or not any(covers(area, division_code) for area in areas):
        return False
    return clerk.role is StaffRole.COMMUNITY or waited_s >= STREET_IS_CALLED_AFTER_S


def may_rectify(clerk: Clerk, case: Case) -> bool:
    """Whether this clerk, who sees the case, learns of its bad rating and answers it: not those who were rated."""
    if clerk.role in (StaffRole.SUPERVISOR, StaffRole.HOUSE):
        return True
    return clerk.role in AT_DESKS and case.rectifying_desk.desk_id in clerk.desks


def may_say(clerk: Clerk, case: Case, division_code: str, wish: CaseEvent) -> bool:
    """Whether this clerk may do that to the case; whether it fits the case now is decided elsewhere."""
    if not may_see(clerk, case, division_code):
        return False
    match wish:
        case Received() | Supplied() | AcceptedBySilence() | Alarmed() | RectificationBegun():
            return False
        case Replied() | Reopened() | Withdrawn() | WithdrawalTooLate() | PhoneCorrected():
            return False
        case Rectified():
            return may_rectify(clerk, case)
        case Supervised() | Extended():
            return clerk.role in (StaffRole.SUPERVISOR, StaffRole.HOUSE)
        case _ if clerk.role is StaffRole.HOUSE:
            return True
        case _ if clerk.role not in AT_DESKS:
            return False
        case CorrectionAsked() | NotAccepted():
            return any(_has(clerk, case, task) for task in case.at_work if task.plan.accepts)
        case Accepted(task_id=None):
            return any(_has(clerk, case, task) for task in case.at_work if task.plan.accepts)
        case Accepted(task_id=str(task_id)):
            return _has(clerk, case, case.task(task_id))
        case TaskDone(task_id=task_id) | TaskTransferred(task_id=task_id) | TaskReturned(task_id=task_id):
            return _has(clerk, case, case.task(task_id))
        case SpecialBegun() | SpecialEnded() | Merged() | Absorbed() | Closed() | Responded():
            return bool(clerk.desks & {desk.desk_id for desk in case.desks})
        case _:
            return False


def _has(clerk: Clerk, case: Case, task: Task | None) -> bool:
    """Whether the task lies at one of the clerk's desks now."""
    if task is None or task.state not in (TaskState.OPEN, TaskState.RETURNED):
        return False
    desk = task.desk if task.state is TaskState.OPEN else case.route.front
    return desk.desk_id in clerk.desks
