"""Requests that are nobody's yet, and what became of those of today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.cases import CaseState
from kiosk.core.clock import CHINA
from kiosk.platform.case_events import STAFF, Accepted, Merged, NotAccepted, TaskReturned, TaskTransferred
from kiosk.platform.desk_cases import DeskStanding
from kiosk.platform.ledger import Held, find_cases
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk
from kiosk.platform.tables import cases, desk_cases

MOST_COUNT = 100
_GIVEN_OUT = (TaskTransferred, Accepted, NotAccepted, Merged)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One of them; `returned_count`: how often a desk gave it back."""

    case_id: str
    number: str
    item_name: str
    since: datetime
    """When it came to lie here: its arrival, or its last return."""
    returned_count: int


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave out today."""

    count: int
    mean_minutes: int
    late_count: int


async def waiting_at(reception: Reception, clerk: Clerk) -> Sequence[Waiting]:
    """What lies at this person's desks, is not accepted, and is to be given out; longest waiting first."""
    items = [item_id for item_id, route in reception.routing.routes.items() if route.dispatch]
    here = desk_cases.join(cases, desk_cases.c.case_id == cases.c.case_id)
    query = select(cases.c.case_id).select_from(here).where(
        desk_cases.c.desk_id.in_(clerk.desks),
        desk_cases.c.standing == DeskStanding.HAS.value,
        cases.c.item_id.in_(items),
        cases.c.state == CaseState.RECEIVED.value,
    )  # fmt: skip
    async with reception.database.read() as db:
        ids = (await db.execute(query.order_by(cases.c.received_at).limit(MOST_COUNT))).scalars()
        found = await find_cases(db, [str(each) for each in ids])
    return sorted((_waiting(held) for held in found.values()), key=lambda each: each.since)


async def given_today(reception: Reception, clerk: Clerk) -> Given:
    """How many this person gave out since midnight, and after how long."""
    now = reception.clock.now()
    midnight = now.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    items = [item_id for item_id, route in reception.routing.routes.items() if route.dispatch]
    lately = cases.c.received_at >= midnight - timedelta(days=7)
    query = select(cases.c.case_id).where(cases.c.item_id.in_(items), lately)
    async with reception.database.read() as db:
        ids = [str(each) for each in (await db.execute(query.limit(MOST_COUNT * 5))).scalars()]
        found = await find_cases(db, ids)
    took = [minutes for held in found.values() for minutes in _took(held, STAFF + clerk.name, midnight)]
    late = sum(minutes > reception.routing.dispatch_minutes for minutes in took)
    return Given(len(took), round(sum(took) / len(took)) if took else 0, late)


async def had_by_desk(db: AsyncConnection, item_id: str) -> dict[str, int]:
    """How many cases of an item each desk has or had."""
    here = desk_cases.join(cases, desk_cases.c.case_id == cases.c.case_id)
    counted = select(desk_cases.c.desk_id, func.count().label("n")).select_from(here).where(cases.c.item_id == item_id)
    heard = desk_cases.c.standing != DeskStanding.HEARD.value
    rows = await db.execute(counted.where(heard).group_by(desk_cases.c.desk_id))
    return {row.desk_id: int(row.n) for row in rows}


def _waiting(held: Held) -> Waiting:
    returned = [each.at for each in held.history if isinstance(each.event, TaskReturned)]
    since = returned[-1] if returned else held.case.received_at
    return Waiting(held.case_id, held.case.number, held.case.plan.item_name, since, len(returned))


def _took(held: Held, actor: str, midnight: datetime) -> Iterator[float]:
    """Minutes from when it came to lie at the front to what this person did with it."""
    since: datetime | None = held.case.received_at
    for each in held.history:
        if isinstance(each.event, TaskReturned):
            since = each.at
        elif isinstance(each.event, _GIVEN_OUT) and since is not None:
            if each.actor == actor and each.at >= midnight:
                yield (each.at - since).total_seconds() / 60
            since = None
