"""What a case is looked up by, worked out from its events: when a clock speaks, which desks have, had or heard of it.

Everything here can be thrown away and made again; `derived_by` says by which program and calendar a row was made.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, delete, false, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.working_days import WorkingDays
from kiosk.platform.clocks import due_on, first_due_on, rectification_limit, reply_limit, wakes
from kiosk.platform.divisions import significant
from kiosk.platform.roles import AT_DESKS, Clerk, StaffRole, desks_that_see
from kiosk.platform.standing import ENDED, Case, TaskState
from kiosk.platform.tables import cases, desk_cases

VERSION = 4
"""Raised whenever other rows follow from the same events."""


STANDS = date.max
"""Due on no day, because the clock stands or nothing is wanted of the desk: behind everything that is due."""


class DeskStanding(StrEnum):
    """What a desk has to do with a case."""

    HAS = "has"
    """It lies there."""
    HEARD = "heard"
    """A limit was passed, and it was told."""
    HAD = "had"
    """It lay there once, or begins there."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One desk's line of one case."""

    desk_id: str
    standing: DeskStanding
    due_on: date = STANDS


@cache
def derived_by(calendar: WorkingDays) -> str:
    """The name of what makes the rows: another calendar moves every day that was worked out with the old one."""
    free = ",".join(sorted(day.isoformat() for day in calendar.holidays))
    worked = ",".join(sorted(day.isoformat() for day in calendar.worked))
    return hashlib.sha256(f"{VERSION} {free} {worked}".encode()).hexdigest()[:16]


def wakes_on(case: Case, today: date, calendar: WorkingDays) -> date | None:
    """The next day on which a clock has something to say; none when nothing is left to say."""
    return next((wake.on for wake in wakes(case, today, calendar)), None)


def desk_rows(case: Case, today: date, calendar: WorkingDays) -> tuple[DeskRow, ...]:
    """Every desk that may see the case, each once."""
    over = case.state in ENDED and case.unanswered_since is None
    has = frozenset() if over else frozenset(desk.desk_id for desk in case.desks)
    if case.is_rectified:
        has |= {case.rectifying_desk.desk_id}
    return tuple(
        DeskRow(desk_id, DeskStanding.HAS, due_at_desk(case, desk_id, today, calendar))
        if desk_id in has
        else DeskRow(desk_id, DeskStanding.HEARD if desk_id in case.told_desks else DeskStanding.HAD)
        for desk_id in sorted(desks_that_see(case))
    )


def due_at_desk(case: Case, desk_id: str, today: date, calendar: WorkingDays) -> date:
    """The first day by which this desk, its response to the resident, or the whole answer, is due."""
    if case.is_rectified and desk_id == case.rectifying_desk.desk_id:
        return due_on(case, rectification_limit(case), today, calendar)
    asked = case.unanswered_since is not None and desk_id in {desk.desk_id for desk in case.desks}
    response = due_on(case, reply_limit(case), today, calendar) if asked else STANDS
    return min(response, STANDS if case.pause is not None else _due_of_work(case, desk_id, today, calendar))


def _due_of_work(case: Case, desk_id: str, today: date, calendar: WorkingDays) -> date:
    here = [
        task
        for task in case.at_work
        if (task.desk if task.state is TaskState.OPEN else case.route.front).desk_id == desk_id
    ]
    return first_due_on(case, tuple(here), today, calendar) or STANDS


def visible_to(clerk: Clerk) -> tuple[ColumnElement[bool], ...]:
    """`roles.may_see` in SQL, over the rows worked out here."""
    if clerk.role is StaffRole.HOUSE:
        return ()
    at_desks = cases.c.case_id.in_(select(desk_cases.c.case_id).where(desk_cases.c.desk_id.in_(clerk.desks)))
    if clerk.role is StaffRole.SUPERVISOR:
        in_area = cases.c.division_code.startswith(significant(clerk.area)) & (cases.c.is_confidential == 0)
        return (or_(at_desks, in_area),)
    return (at_desks if clerk.role in AT_DESKS else false(),)


def looked_up(case: Case, today: date, calendar: WorkingDays) -> dict[str, Any]:
    """The values of the case's own row."""
    return {
        "state": case.state.value,
        "version": case.version,
        "wakes_on": wakes_on(case, today, calendar),
        "derived_by": derived_by(calendar),
        "is_confidential": int(case.route.is_confidential),
    }


async def write_desk_rows(
    db: AsyncConnection, where: tuple[str, str], case: Case, today: date, calendar: WorkingDays
) -> None:
    """Replace the desks' rows of one case; `where`: its division and id."""
    division_code, case_id = where
    mine = (desk_cases.c.division_code == division_code) & (desk_cases.c.case_id == case_id)
    await db.execute(delete(desk_cases).where(mine))
    received_at: datetime = case.received_at
    rows = [
        {
            "division_code": division_code,
            "case_id": case_id,
            "desk_id": row.desk_id,
            "standing": row.standing.value,
            "due_on": row.due_on,
            "received_at": received_at,
        }
        for row in desk_rows(case, today, calendar)
    ]
    await db.execute(insert(desk_cases), rows)
