"""What an event of a case means to a connected system: an order to hand over, or one to take back. Pure.

An order is one task at one desk, for as long as it lies there: `<case>-<task>-<seq of the event that opened it>`. So
sent again it is the same order, and a task that comes back to the desk is another one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.adapters.chosen import Connected
from kiosk.platform.adapters.contract import Order
from kiosk.platform.case_events import STAFF, Recorded
from kiosk.platform.clocks import due_on, task_limit
from kiosk.platform.ledger import Held
from kiosk.platform.routing import apply
from kiosk.platform.standing import Case, Task, TaskState
from kiosk.wire import CaseBody


@dataclass(frozen=True, slots=True)
class HandOver:
    """A task has come to lie at a desk of the system."""

    order_id: str
    task_id: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A task lies there no more, and not because the system has done it."""

    task_id: str
    reason: str


Meaning = HandOver | TakeBack


def actor_of(connected: Connected) -> str:
    """Who an event is said by that came of a system's answer."""
    return STAFF + connected.title


def meanings(connected: Connected, held: Held, seq: int) -> Iterator[Meaning]:
    """What the event of that number changes for the system."""
    until = [each for each in held.history if each.seq <= seq]
    after = apply(until)
    before = {task.task_id: task for task in apply(until[:-1]).tasks} if len(until) > 1 else {}
    recorded = until[-1]
    for task in after.tasks:
        was, now = _lies(connected, before.get(task.task_id), after), _lies(connected, task, after)
        moved = was and now and before[task.task_id].opened_at != task.opened_at
        if ((was and not now) or moved) and recorded.actor != actor_of(connected):
            yield TakeBack(task.task_id, task.state.value)
        if now and (not was or moved):
            yield HandOver(f"{held.case_id}-{task.task_id}-{seq}", task.task_id)


def order_of(connected: Connected, held: Held, wanted: HandOver, body: CaseBody, calendar: WorkingDays) -> Order | None:
    """What is handed over, with as much of the person as the system is to know; None if it lies elsewhere by now."""
    case, task = held.case, held.case.task(wanted.task_id)
    if task is None or not _lies(connected, task, case):
        return None
    return Order(
        order_id=wanted.order_id,
        number=case.number,
        item_id=case.plan.item_id,
        item_name=case.plan.item_name,
        task_name=task.plan.name,
        division_code=held.division_code,
        filed_at=case.filed_at,
        due_on=_due(case, task, calendar),
        applicant=body.applicant if connected.sends_person else None,
        answers=body.answers if connected.sends_answers else {},
    )


def is_heard(connected: Connected, case: Case) -> bool:
    """Of a confidential case nobody hears."""
    return connected.listener is not None and not case.route.is_confidential


def case_at(held: Held, recorded: Recorded) -> Case:
    """The case as that event made it."""
    return apply([each for each in held.history if each.seq <= recorded.seq])


def _lies(connected: Connected, task: Task | None, case: Case) -> bool:
    return (
        task is not None and task.state is TaskState.OPEN and connected.works_on(task.desk.desk_id, case.plan.item_id)
    )


def _due(case: Case, task: Task, calendar: WorkingDays) -> date | None:
    limit = task_limit(task)
    if limit is None or task.opened_at is None:
        return None
    return due_on(case, limit, china_date(task.opened_at), calendar)
