"""What this person can do to this case now: each act is asked of the same rules that will judge it. Pure.

`roles.may_say` says whose it is, `deciding.decide` whether it fits; nothing is said of either here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.cases import CloseResult
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import (
    Accepted,
    CaseEvent,
    Closed,
    CorrectionAsked,
    Extended,
    Merged,
    NotAccepted,
    Rectified,
    Responded,
    SpecialBegun,
    SpecialEnded,
    Supervised,
    TaskDone,
    TaskReturned,
    TaskTransferred,
)
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.ledger import Held
from kiosk.platform.roles import Clerk, may_say
from kiosk.platform.route import Desk, Special
from kiosk.platform.standing import Task

_ELSEWHERE = Desk(desk_id="-", name="-")


@dataclass(frozen=True, slots=True)
class Offers:
    """Every act that would be taken now; tasks by their own."""

    accept: tuple[Task, ...]
    ask_correction: bool
    refuse: bool
    finish: tuple[Task, ...]
    transfer: tuple[Task, ...]
    give_back: tuple[Task, ...]
    close: tuple[CloseResult, ...]
    special: tuple[Special, ...]
    end_special: bool
    extend_by: int
    """The most working days; 0: not at all."""
    supervise: bool
    rectify: bool
    respond: bool
    merge: bool
    """Into another of the same matter, where there is one."""

    @property
    def is_empty(self) -> bool:
        """Nothing is this person's to do."""
        return not any(
            (self.accept, self.ask_correction, self.refuse, self.finish, self.transfer, self.give_back, self.close,
             self.special, self.end_special, self.extend_by, self.supervise,
             self.rectify, self.respond, self.merge)
        )  # fmt: skip


def offers_of(clerk: Clerk, held: Held, today: date, calendar: WorkingDays, *, has_same: bool = False) -> Offers:
    """All of them, by trying each; `has_same`: there is another case of the same matter."""
    case = held.case

    def would(wish: CaseEvent) -> bool:
        is_theirs = may_say(clerk, case, held.division_code, wish)
        return is_theirs and not isinstance(decide(case, wish, today, calendar), NotNow)

    longest = case.route.extension_working_days
    return Offers(
        accept=tuple(task for task in case.tasks if would(Accepted(task_id=task.task_id))),
        ask_correction=would(CorrectionAsked(correction_id="-", due_on=today, materials=())),
        refuse=would(NotAccepted(reason="-")),
        finish=tuple(task for task in case.tasks if would(TaskDone(task_id=task.task_id))),
        transfer=tuple(task for task in case.tasks if would(_to_elsewhere(task))),
        give_back=tuple(task for task in case.tasks if would(TaskReturned(task_id=task.task_id, reason="-"))),
        close=tuple(result for result in CloseResult if would(Closed(result=result, text="-"))),
        special=tuple(each for each in case.route.specials if would(_begun(each, today))),
        end_special=would(SpecialEnded()),
        extend_by=longest if longest and would(Extended(working_days=longest, reason="-")) else 0,
        supervise=would(Supervised(text="-")),
        rectify=would(Rectified(text="-")),
        respond=would(Responded(text="-")),
        merge=has_same and would(Merged(into_case_id="-", into_number="-", text="-")),
    )


def desks_to_give_to(desks: Iterator[Desk], task: Task) -> tuple[Desk, ...]:
    """Every desk but the one that has it."""
    return tuple(desk for desk in desks if desk != task.desk)


def _to_elsewhere(task: Task) -> TaskTransferred:
    return TaskTransferred(task_id=task.task_id, desk=_ELSEWHERE, reason="-")


def _begun(special: Special, today: date) -> SpecialBegun:
    return SpecialBegun(kind=special.kind, name=special.name, reason="-", until_on=today)
