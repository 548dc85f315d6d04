"""What lies at a person's desks, or in a supervisor's area, due first: one page of lines, and how many there are.

A line names nobody in full, and of a confidential case nobody at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import CaseState
from kiosk.core.clock import china_date
from kiosk.core.person import mask_name
from kiosk.platform.cursors import by_due_day, write_cursor
from kiosk.platform.desk_cases import STANDS, DeskStanding, visible_to
from kiosk.platform.inbox import NO_DESK, left_working_days
from kiosk.platform.keyring import open_body, opening_keys
from kiosk.platform.ledger import Held, find_cases
from kiosk.platform.problems import Refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.platform.tables import cases, desk_cases, messages, terminals
from kiosk.platform.views import envelope_of
from kiosk.wire import CaseBody, OpeningKeys, decode

PAGE_COUNT = 25
_Where = tuple[ColumnElement[bool], ...]


class Show(StrEnum):
    """Which of what lies there."""

    ALL = "all"
    SOON = "soon"
    """Due by the next working day, or over."""
    STANDS = "stands"
    """Nothing is due: the resident's, or a procedure's, turn."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list."""

    case_id: str
    number: str
    item_name: str
    state: CaseState
    who: str
    """Masked; empty where not even that is shown."""
    place: str
    desk: str
    due_on: date | None
    left_working_days: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page; `counts`: of everything that lies there."""

    lines: tuple[Line, ...]
    counts: dict[Show, int]
    next_cursor: str | None


async def list_lying(reception: Reception, clerk: Clerk, show: Show, cursor: str | None) -> Listing | Refusal:
    """What this person may see of what lies at their desks; of a supervisor, in their area."""
    today = china_date(reception.clock.now())
    soon = reception.calendar.after(today, 1)
    after = None if cursor is None else by_due_day(cursor)
    if isinstance(after, Refusal):
        return after
    async with reception.database.read() as db:
        parts = _lying(reception, clerk)
        rows = sorted([row for here in parts for row in await _first(db, here, _shown(show, soon), after)], key=_order)
        page = rows[:PAGE_COUNT]
        counts = [await _counts(db, here, soon) for here in parts]
        held = await find_cases(db, [row.case_id for row in page])
        seen = await _seen(db, list(held))
    last = page[-1] if len(rows) > PAGE_COUNT else None
    return Listing(
        lines=tuple(_line(reception, held[row.case_id], row, seen.get(row.case_id), today) for row in page),
        counts={show: sum(each[show] for each in counts) for show in Show},
        next_cursor=write_cursor(last.due_on.isoformat(), last.received_at.isoformat(), last.case_id) if last else None,
    )


async def find_number(reception: Reception, clerk: Clerk, number: str) -> str | None:
    """The id of the case of that number, if this person may see it; of a doubled number the one that came last."""
    mine = select(cases.c.case_id).where(cases.c.number == number.upper(), *visible_to(clerk))
    async with reception.database.read() as db:
        return (await db.execute(mine.order_by(cases.c.received_at.desc()).limit(1))).scalar()


def _lying(reception: Reception, clerk: Clerk) -> list[_Where]:
    """A part for each desk: within one of them the index has the order, over several of them all would be sorted."""
    has = desk_cases.c.standing == DeskStanding.HAS.value
    if clerk.role is StaffRole.SUPERVISOR:
        return [(has, desk_cases.c.case_id.in_(select(cases.c.case_id).where(*visible_to(clerk))))]
    is_fallback = reception.routing.fallback.desk_id in clerk.desks
    return [(has, desk_cases.c.desk_id == each) for each in (*clerk.desks, *((NO_DESK,) if is_fallback else ()))]


async def _first(
    db: AsyncConnection, here: _Where, shown: _Where, after: tuple[date, datetime, str] | None
) -> Sequence[Row[Any]]:
    lines = desk_cases.c
    order = (lines.due_on, lines.received_at, lines.case_id)
    query = select(desk_cases).where(*here, *shown).order_by(*order).limit(PAGE_COUNT + 1)
    return (await db.execute(query if after is None else query.where(tuple_(*order) > after))).all()


def _order(row: Row[Any]) -> tuple[date, datetime, str]:
    return (row.due_on, row.received_at, row.case_id)


def _shown(show: Show, soon: date) -> _Where:
    match show:
        case Show.ALL:
            return ()
        case Show.SOON:
            return (desk_cases.c.due_on <= soon,)
        case Show.STANDS:
            return (desk_cases.c.due_on == STANDS,)


async def _counts(db: AsyncConnection, here: _Where, soon: date) -> dict[Show, int]:
    def how_many(show: Show) -> ColumnElement[int]:
        wanted = _shown(show, soon)
        return func.count() if not wanted else func.coalesce(func.sum(case((wanted[0], 1), else_=0)), 0)

    row = (await db.execute(select(*(how_many(show).label(show.value) for show in Show)).where(*here))).one()
    return {show: int(getattr(row, show.value)) for show in Show}


async def _seen(db: AsyncConnection, case_ids: list[str]) -> dict[str, tuple[str, str]]:
    """Of each case whom it is for, masked, and where it was filed."""
    here = messages.outerjoin(terminals, messages.c.terminal_id == terminals.c.terminal_id)
    query = select(messages, terminals.c.place).select_from(here).where(messages.c.message_id.in_(case_ids))
    keys = await opening_keys(db)
    return {row.message_id: (_masked(keys, row), row.place or "") for row in await db.execute(query)}


def _masked(keys: OpeningKeys, row: Row[Any]) -> str:
    body = open_body(keys, envelope_of(row))
    who = None if isinstance(body, Refusal) else decode(body, CaseBody).applicant
    return "" if who is None else mask_name(who.name)


def _line(reception: Reception, held: Held, row: Row[Any], seen: tuple[str, str] | None, today: date) -> Line:
    here = held.case
    who, place = seen or ("", "")
    due_on: date = row.due_on
    desk = reception.routing.desk(row.desk_id)
    return Line(
        case_id=held.case_id,
        number=here.number,
        item_name=here.plan.item_name,
        state=here.state,
        who="" if here.route.is_confidential else who,
        place=place,
        desk=desk.name if desk else "",
        due_on=None if due_on == STANDS else due_on,
        left_working_days=None if due_on == STANDS else left_working_days(due_on, today, reception.calendar),
    )
