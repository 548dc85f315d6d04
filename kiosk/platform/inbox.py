"""What lies at a desk, due first; and a case's tasks and clocks as staff see them."""

from datetime import date

from sqlalchemy import select, tuple_

from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.clocks import due_on, limits, task_limit, used_working_days
from kiosk.platform.cursors import by_due_day, write_cursor
from kiosk.platform.desk_cases import STANDS, DeskStanding, due_at_desk
from kiosk.platform.ledger import Held, find_cases
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.platform.staff_wire import ClockView, Inbox, InboxLine, TaskView
from kiosk.platform.standing import ENDED, Case
from kiosk.platform.tables import desk_cases

PAGE_COUNT = 50
NO_DESK = ""
"""Of a case whose item has no route: what lies at no desk lies in the fallback's inbox."""


async def inbox_of(reception: Reception, clerk: Clerk, desk_id: str, cursor: str | None) -> Inbox | Refusal:
    """One page of what lies at a desk, to those who work there."""
    desk = reception.routing.desk(desk_id)
    if desk is None or not (clerk.role is StaffRole.HOUSE or desk_id in clerk.desks):
        return refusal(404, "not-found", "There is no such desk.")
    lines = desk_cases.c
    order = (lines.due_on, lines.received_at, lines.case_id)
    ids = (desk_id, NO_DESK) if desk == reception.routing.fallback else (desk_id,)
    here = lines.desk_id.in_(ids) & (lines.standing == DeskStanding.HAS.value)
    query = select(desk_cases).where(here).order_by(*order).limit(PAGE_COUNT + 1)
    if cursor is not None:
        after = by_due_day(cursor)
        if isinstance(after, Refusal):
            return after
        query = query.where(tuple_(*order) > after)
    async with reception.database.read() as db:
        rows = (await db.execute(query)).all()
        page = rows[:PAGE_COUNT]
        held = await find_cases(db, [row.case_id for row in page])
    today = china_date(reception.clock.now())
    last = page[-1] if len(rows) > PAGE_COUNT else None
    return Inbox(
        desk_id=desk_id,
        desk=desk.name,
        cases=[_line(held[row.case_id], row.desk_id, today, reception.calendar) for row in page],
        next_cursor=write_cursor(last.due_on.isoformat(), last.received_at.isoformat(), last.case_id) if last else None,
    )


def _line(held: Held, desk_id: str, today: date, calendar: WorkingDays) -> InboxLine:
    case = held.case
    due = due_at_desk(case, desk_id, today, calendar)
    return InboxLine(
        case_id=held.case_id,
        number=case.number,
        item_name=case.plan.item_name,
        state=case.state.value,
        received_at=case.received_at,
        due_on=None if due == STANDS else due,
        left_working_days=None if due == STANDS else left_working_days(due, today, calendar),
    )


def left_working_days(due: date, today: date, calendar: WorkingDays) -> int:
    """How many working days until a day; below nothing beyond it."""
    return calendar.between(today, due) - calendar.between(due, today)


def task_views(case: Case, today: date, calendar: WorkingDays) -> list[TaskView]:
    """Every task, in the route's order."""
    return [
        TaskView(
            task_id=task.task_id,
            name=task.plan.name,
            desk_id=task.desk.desk_id,
            desk=task.desk.name,
            state=task.state.value,
            accepts=task.plan.accepts,
            opened_at=task.opened_at,
            done_at=task.done_at,
            note=task.note,
            due_on=due_on(case, limit, today, calendar) if task in case.at_work and limit else None,
        )
        for task in case.tasks
        for limit in [task_limit(task)]
    ]


def clock_views(case: Case, today: date, calendar: WorkingDays) -> list[ClockView]:
    """Every clock of a living case."""
    return [
        ClockView(
            name=limit.name,
            limit_working_days=limit.working_days,
            used_working_days=used_working_days(case, limit, today, calendar),
            due_on=due_on(case, limit, today, calendar),
            stands=limit.stands and case.pause is not None and case.state not in ENDED,
        )
        for limit in limits(case, calendar)
    ]
