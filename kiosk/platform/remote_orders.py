"""What was handed over to other systems: kept from its submission to its end, asked after, and what came of it."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from kiosk.core.clock import china_date
from kiosk.platform.adapters.chosen import Connected
from kiosk.platform.adapters.contract import OVER, Away, Refused, Remote, Result
from kiosk.platform.adapters.tables import remote_orders
from kiosk.platform.case_events import Accepted, CaseEvent, TaskDone, TaskReturned
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.handing_over import HandOver, actor_of
from kiosk.platform.ledger import Held, Said, append, find_case
from kiosk.platform.reception import Reception
from kiosk.platform.standing import Task
from kiosk.platform.timers import ring

ASKED_EVERY = timedelta(minutes=1)
BATCH_COUNT = 50
REFUSED = "refused"
LIVING = ("taken", "working")
_log = logging.getLogger(__name__)


async def open_order(
    reception: Reception, connected: Connected, held: Held, wanted: HandOver, remote_id: str, fault: str
) -> None:
    """Remember one; told again it is the same."""
    mine = _mine(connected, wanted.order_id)
    async with reception.database.write() as db:
        if (await db.execute(select(remote_orders.c.order_id).where(mine))).one_or_none() is not None:
            return
        await db.execute(
            insert(remote_orders).values(
                division_code=held.division_code, adapter=connected.name, order_id=wanted.order_id,
                case_id=held.case_id, task_id=wanted.task_id, remote_id=remote_id[:120],
                state=REFUSED if fault else Remote.TAKEN.value, at=reception.clock.now(), fault=fault[:80],
            )
        )  # fmt: skip


async def end_order(reception: Reception, connected: Connected, order_id: str, state: str, fault: str = "") -> None:
    """It is over."""
    values = {"state": state, "at": reception.clock.now(), "fault": fault[:80]}
    async with reception.database.write() as db:
        await db.execute(update(remote_orders).where(_mine(connected, order_id)).values(**values))


async def orders_of_task(reception: Reception, connected: Connected, case_id: str, task_id: str) -> Sequence[Row[Any]]:
    """Those of a task that are not over."""
    its = (remote_orders.c.adapter == connected.name) & (remote_orders.c.case_id == case_id)
    its &= (remote_orders.c.task_id == task_id) & remote_orders.c.state.in_(LIVING)
    async with reception.database.read() as db:
        return (await db.execute(select(remote_orders).where(its))).all()


async def orders_of_case(reception: Reception, case_id: str) -> Sequence[Row[Any]]:
    """All of a case, in the order they were handed over."""
    query = select(remote_orders).where(remote_orders.c.case_id == case_id).order_by(remote_orders.c.at)
    async with reception.database.read() as db:
        return (await db.execute(query)).all()


async def follow_orders(reception: Reception, connected: Connected) -> None:
    """Ask after those that were not asked after for a minute."""
    its = (remote_orders.c.adapter == connected.name) & remote_orders.c.state.in_(LIVING)
    before = reception.clock.now() - ASKED_EVERY
    query = select(remote_orders).where(its & (remote_orders.c.at <= before)).order_by(remote_orders.c.at)
    async with reception.database.read() as db:
        rows = (await db.execute(query.limit(BATCH_COUNT))).all()
    for row in rows:
        if not await _follow(reception, connected, row):
            return  # it is away: the others would be asked in vain


async def _follow(reception: Reception, connected: Connected, row: Row[Any]) -> bool:
    assert connected.system is not None
    state = await connected.system.query(row.remote_id)
    if isinstance(state, Away):
        return False
    if isinstance(state, Refused):
        await end_order(reception, connected, row.order_id, REFUSED, state.cause)
        return True
    if state not in OVER:
        await end_order(reception, connected, row.order_id, state.value)  # it is asked again in a minute
        return True
    said = Result("") if state is Remote.CANCELLED else await connected.system.result(row.remote_id)
    if isinstance(said, Away):
        return False
    if isinstance(said, Refused):
        await end_order(reception, connected, row.order_id, REFUSED, said.cause)
        return True
    await _bring_in(reception, connected, row, state, said)
    return True


async def _bring_in(reception: Reception, connected: Connected, row: Row[Any], state: Remote, said: Result) -> None:
    """The event that a person at that desk would have made, and the end of the order, in one transaction."""
    now, calendar, fault = reception.clock.now(), reception.calendar, ""
    async with reception.database.write() as db:
        held = await find_case(db, row.case_id)
        assert held is not None
        held = await ring(db, held, now, calendar)
        wish = _wish(held.case.task(row.task_id), state, said)
        event = None if wish is None else decide(held.case, wish, china_date(now), calendar)
        if isinstance(event, NotNow):
            fault = event.reason
            _log.warning("order_did_not_fit", extra={"fields": {"case_id": row.case_id, "reason": fault}})
        elif event is not None:
            await append(db, held, event, Said(now, actor_of(connected)), calendar)
        values = {"state": state.value, "at": now, "fault": fault}
        await db.execute(update(remote_orders).where(_mine(connected, row.order_id)).values(**values))


def _wish(task: Task | None, state: Remote, said: Result) -> CaseEvent | None:
    if task is None or state is Remote.CANCELLED:
        return None
    if state is Remote.SENT_BACK:
        return TaskReturned(task_id=task.task_id, reason=said.text)
    return Accepted(task_id=task.task_id) if task.plan.accepts else TaskDone(task_id=task.task_id, note=said.text)


def _mine(connected: Connected, order_id: str) -> Any:
    return (remote_orders.c.adapter == connected.name) & (remote_orders.c.order_id == order_id)
