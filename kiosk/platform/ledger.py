"""Cases and their events in the database. Appending an event and what is looked up by it are one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform import case_events
from kiosk.platform.case_events import CaseEvent, Received, Recorded
from kiosk.platform.routing import Case, apply, begin, evolve
from kiosk.platform.tables import cases, events


@dataclass(frozen=True, slots=True)
class Held:
    """A case with where it lies and how it came there."""

    case_id: str
    division_code: str
    case: Case
    history: tuple[Recorded, ...]


@dataclass(frozen=True, slots=True)
class NewCase:
    """What is looked up by, of a case that arrives."""

    case_id: str
    division_code: str
    item_id: str
    person_key: str
    name_key: str


async def open_case(db: AsyncConnection, new: NewCase, received: Received, at: datetime, actor: str) -> Case:
    """Write a case's row and its first event."""
    recorded = Recorded(1, at, actor, received)
    case = begin(recorded)
    await db.execute(
        insert(cases).values(
            division_code=new.division_code,
            case_id=new.case_id,
            number=received.number,
            item_id=new.item_id,
            state=case.state.value,
            version=case.version,
            filed_at=received.filed_at,
            received_at=at,
            person_key=new.person_key,
            name_key=new.name_key,
        )
    )
    await _write(db, new.division_code, new.case_id, recorded)
    return case


async def append(db: AsyncConnection, held: Held, event: CaseEvent, at: datetime, actor: str) -> Case:
    """Write one more event and bring the row after it; a second writer of the same version fails on the key."""
    recorded = Recorded(held.case.version + 1, at, actor, event)
    case = evolve(held.case, recorded)
    await _write(db, held.division_code, held.case_id, recorded)
    here = (cases.c.division_code == held.division_code) & (cases.c.case_id == held.case_id)
    await db.execute(update(cases).where(here).values(state=case.state.value, version=case.version))
    return case


async def find_case(db: AsyncConnection, case_id: str) -> Held | None:
    """A case by its id, replayed from its events."""
    rows = (await db.execute(_events().where(events.c.case_id == case_id).order_by(events.c.seq))).all()
    if not rows:
        return None
    history = _history(rows)
    return Held(case_id, rows[0].division_code, apply(history), history)


async def histories_of(db: AsyncConnection, person_key: str, name_key: str, most: int) -> list[tuple[str, Case]]:
    """A person's cases, newest first, each replayed from its events."""
    mine = select(cases.c.case_id, cases.c.filed_at).where(
        cases.c.person_key == person_key, cases.c.name_key == name_key
    )
    newest = (await db.execute(mine.order_by(cases.c.filed_at.desc()).limit(most))).all()
    ids = [row.case_id for row in newest]
    query = _events().where(events.c.case_id.in_(ids)).order_by(events.c.case_id, events.c.seq)
    rows = (await db.execute(query)).all()
    found = {case_id: apply(_history(group)) for case_id, group in groupby(rows, key=lambda row: str(row.case_id))}
    return [(case_id, found[case_id]) for case_id in ids]


def _events() -> Select[Any]:
    return select(events)


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
        )
    )
