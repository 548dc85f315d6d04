"""Cases and their events in the database. Appending an event and what is looked up by it are one transaction.

A history never runs backwards: where the wall clock was put back, an event is as late as the one before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.case_pages import page_token
from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform import case_events
from kiosk.platform.case_events import CaseEvent, Received, Recorded
from kiosk.platform.desk_cases import looked_up, write_desk_rows
from kiosk.platform.routing import apply, begin, evolve
from kiosk.platform.standing import Case
from kiosk.platform.tables import cases, events


@dataclass(frozen=True, slots=True)
class Held:
    """A case with where it lies and how it came there."""

    case_id: str
    division_code: str
    case: Case
    history: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """When, and by whom: `Recorded.actor`."""

    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is looked up by, of a case that arrives."""

    case_id: str
    division_code: str
    item_id: str
    person_key: str
    name_key: str


async def open_case(db: AsyncConnection, new: NewCase, received: Received, said: Said, calendar: WorkingDays) -> Case:
    """Write a case's row and its first event."""
    at = said.at
    recorded = Recorded(1, at, said.actor, received)
    case = begin(recorded)
    await db.execute(
        insert(cases).values(
            division_code=new.division_code,
            case_id=new.case_id,
            number=received.number,
            item_id=new.item_id,
            filed_at=received.filed_at,
            received_at=at,
            person_key=new.person_key,
            name_key=new.name_key,
            page_token=page_token(new.case_id),
            **looked_up(case, china_date(at), calendar),
        )
    )
    await _write(db, new.division_code, new.case_id, recorded)
    await write_desk_rows(db, (new.division_code, new.case_id), case, china_date(at), calendar)
    return case


async def append(db: AsyncConnection, held: Held, event: CaseEvent, said: Said, calendar: WorkingDays) -> Held:
    """Write one more event and bring the rows after it; a second writer of the same version fails on the key."""
    recorded = Recorded(held.case.version + 1, max(said.at, held.history[-1].at), said.actor, event)
    held = replace(held, case=evolve(held.case, recorded), history=(*held.history, recorded))
    await _write(db, held.division_code, held.case_id, recorded)
    await derive(db, held, china_date(recorded.at), calendar)
    return held


async def derive(db: AsyncConnection, held: Held, today: date, calendar: WorkingDays) -> None:
    """Bring what is looked up by after the case."""
    here = (cases.c.division_code == held.division_code) & (cases.c.case_id == held.case_id)
    await db.execute(update(cases).where(here).values(**looked_up(held.case, today, calendar)))
    await write_desk_rows(db, (held.division_code, held.case_id), held.case, today, calendar)


async def find_case(db: AsyncConnection, case_id: str) -> Held | None:
    """A case by its id, replayed from its events."""
    return (await find_cases(db, [case_id])).get(case_id)


async def find_cases(db: AsyncConnection, case_ids: list[str]) -> dict[str, Held]:
    """Cases by their ids, each replayed from its events."""
    query = select(events).where(events.c.case_id.in_(case_ids)).order_by(events.c.case_id, events.c.seq)
    rows = (await db.execute(query)).all()
    found: dict[str, Held] = {}
    for case_id, group in groupby(rows, key=lambda row: str(row.case_id)):
        own = list(group)
        history = _history(own)
        found[case_id] = Held(case_id, own[0].division_code, apply(history), history)
    return found


async def histories_of(db: AsyncConnection, person_key: str, name_key: str, most: int) -> list[tuple[str, Case]]:
    """A person's cases, newest first, each replayed from its events."""
    mine = select(cases.c.case_id, cases.c.filed_at).where(
        cases.c.person_key == person_key, cases.c.name_key == name_key
    )
    newest = (await db.execute(mine.order_by(cases.c.filed_at.desc()).limit(most))).all()
    ids = [row.case_id for row in newest]
    found = await find_cases(db, ids)
    return [(case_id, found[case_id].case) for case_id in ids]


def _history(rows: Iterable[Row[Any]]) -> tuple[Recorded, ...]:
    return tuple(Recorded(row.seq, row.at, row.actor, case_events.from_json(row.data)) for row in rows)


async def _write(db: AsyncConnection, division_code: str, case_id: str, recorded: Recorded) -> None:
    await db.execute(
        insert(events).values(
            division_code=division_code,
            case_id=case_id,
            seq=recorded.seq,
            kind=case_events.kind_of(recorded.event),
            at=recorded.at,
            actor=recorded.actor,
            data=case_events.to_json(recorded.event),
            position=select(func.coalesce(func.max(events.c.position), 0) + 1).scalar_subquery(),
        )
    )
