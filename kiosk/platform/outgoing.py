"""Telling other systems, from what was committed: the events themselves are the queue (a transactional outbox).

    events in the order of commits ─► each adapter from its own place on ─► told ─► its place, one further
                                                        └► away: the same again, later ─► refused: noted, and on
    orders that are not over ─► asked every minute ─► what came of them ─► an event, by the rules that people's go by

A place is moved after the telling, so that what was cut off is told again under the same id: at least once, and once
for whoever keeps ids. One replica at a time works for an adapter, for as long as its claim holds.
"""

import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from kiosk.core.tasks import Falls, Supervisor
from kiosk.platform.adapters.chosen import Connected
from kiosk.platform.adapters.cloud_events import cloud_event
from kiosk.platform.adapters.contract import Away, Refused
from kiosk.platform.adapters.tables import adapter_places
from kiosk.platform.handing_over import HandOver, TakeBack, case_at, is_heard, meanings, order_of
from kiosk.platform.keyring import open_body, opening_keys
from kiosk.platform.ledger import Held, find_cases
from kiosk.platform.problems import Refusal
from kiosk.platform.reception import Reception
from kiosk.platform.remote_orders import end_order, follow_orders, open_order, orders_of_task
from kiosk.platform.tables import events, messages
from kiosk.platform.views import envelope_of
from kiosk.wire import CaseBody, decode

EVERY_S = 2.0
BATCH_COUNT = 50
CLAIM = timedelta(minutes=2)
FIRST_TRY, LONGEST_TRY = timedelta(seconds=5), timedelta(minutes=15)
FROM_NOW_ON = "events"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One replica's work for one adapter."""

    reception: Reception
    connected: Connected
    name: str

    async def work(self) -> int:
        """Tell what has not been told, and ask after what is not over; how many events were dealt with."""
        place = await self._claim()
        if place is None:
            return 0
        told_count, waits = 0, False
        while not waits:
            rows = await self._next(place)
            for row in rows:
                away = await self._tell(row)
                if away is not None:
                    await self._put_off(away)
                    waits = True
                    break
                place, told_count = int(row.position), told_count + 1
                await self._move(place)
            waits = waits or len(rows) < BATCH_COUNT
        if self.connected.system is not None:
            await follow_orders(self.reception, self.connected)
        return told_count

    async def _claim(self) -> int | None:
        """Where it stands, if it is this replica's turn and time. A new adapter hears from the beginning."""
        now = self.reception.clock.now()
        async with self.reception.database.write() as db:
            row = (await db.execute(select(adapter_places).where(self._mine))).one_or_none()
            claim = {"claimed_by": self.name, "claimed_until": now + CLAIM}
            if row is None:
                own = {"division_code": self.reception.settings.division_code, "adapter": self.connected.name}
                values = {**own, "position": 0, "try_count": 0, "cause": "", **claim}
                await db.execute(insert(adapter_places).values(**values))
                return 0
            is_held = row.claimed_until is not None and row.claimed_until > now and row.claimed_by != self.name
            if is_held or (row.try_at is not None and row.try_at > now):
                return None
            await db.execute(update(adapter_places).where(self._mine).values(**claim))
            return int(row.position)

    async def _next(self, place: int) -> Sequence[Any]:
        columns = (events.c.case_id, events.c.seq, events.c.position)
        query = select(*columns).where(events.c.position > place).order_by(events.c.position).limit(BATCH_COUNT)
        async with self.reception.database.read() as db:
            return (await db.execute(query)).all()

    async def _tell(self, row: Row[Any]) -> Away | None:
        async with self.reception.database.read() as db:
            held = (await find_cases(db, [row.case_id]))[row.case_id]
        recorded = held.history[row.seq - 1]
        if self.connected.listener is not None:
            case = case_at(held, recorded)
            if not is_heard(self.connected, case):
                return None
            told = await self.connected.listener.hear(cloud_event(held.case_id, held.division_code, case, recorded))
            return self._noted(told, held)
        for meaning in meanings(self.connected, held, row.seq):
            away = await (
                self._hand_over(held, meaning) if isinstance(meaning, HandOver) else self._back(held, meaning)
            )
            if away is not None:
                return away
        return None

    async def _hand_over(self, held: Held, wanted: HandOver) -> Away | None:
        body = await self._body(held)
        order = None if body is None else order_of(self.connected, held, wanted, body, self.reception.calendar)
        if order is None or self.connected.system is None:
            return None
        told = await self.connected.system.submit(order)
        if isinstance(told, Away):
            return told
        fault = told.cause if isinstance(told, Refused) else ""
        remote_id = "" if isinstance(told, Refused) else told
        await open_order(self.reception, self.connected, held, wanted, remote_id, fault)
        return self._noted(told if isinstance(told, Refused) else None, held)

    async def _back(self, held: Held, wanted: TakeBack) -> Away | None:
        assert self.connected.system is not None
        for row in await orders_of_task(self.reception, self.connected, held.case_id, wanted.task_id):
            told = await self.connected.system.cancel(row.remote_id, wanted.reason)
            if isinstance(told, Away):
                return told
            await end_order(self.reception, self.connected, row.order_id, "cancelled", getattr(told, "cause", ""))
        return None

    async def _body(self, held: Held) -> CaseBody | None:
        mine = (messages.c.division_code == held.division_code) & (messages.c.message_id == held.case_id)
        async with self.reception.database.read() as db:
            row = (await db.execute(select(messages).where(mine))).one_or_none()
            opened = None if row is None else open_body(await opening_keys(db), envelope_of(row))
        return None if opened is None or isinstance(opened, Refusal) else decode(opened, CaseBody)

    def _noted(self, told: Away | Refused | None, held: Held) -> Away | None:
        if isinstance(told, Refused):
            fields = {"adapter": self.connected.name, "case_id": held.case_id, "cause": told.cause}
            _log.error("adapter_refused", extra={"fields": fields})
        return told if isinstance(told, Away) else None

    async def _move(self, position: int) -> None:
        until = self.reception.clock.now() + CLAIM
        values = {"position": position, "try_count": 0, "try_at": None, "cause": "", "claimed_until": until}
        async with self.reception.database.write() as db:
            await db.execute(update(adapter_places).where(self._mine).values(**values))

    async def _put_off(self, away: Away) -> None:
        """Twice as long after every failure; or as long as it asked for."""
        now = self.reception.clock.now()
        async with self.reception.database.write() as db:
            count = (await db.execute(select(adapter_places.c.try_count).where(self._mine))).scalar_one()
            own = min(FIRST_TRY * 2 ** min(count, 16), LONGEST_TRY)
            wait = own if away.after_s is None else min(timedelta(seconds=away.after_s), LONGEST_TRY)
            values = {"try_count": count + 1, "try_at": now + wait, "cause": away.cause[:80]}
            await db.execute(update(adapter_places).where(self._mine).values(**values))
        _log.warning("adapter_away", extra={"fields": {"adapter": self.connected.name, "cause": away.cause}})

    @property
    def _mine(self) -> Any:
        return adapter_places.c.adapter == self.connected.name


async def not_told(reception: Reception) -> list[tuple[str, int, datetime | None, str]]:
    """Of each adapter how many events it has not been told, when it is tried next, and why it waits."""
    async with reception.database.read() as db:
        last = (await db.execute(select(func.coalesce(func.max(events.c.position), 0)))).scalar_one()
        rows = (await db.execute(select(adapter_places).order_by(adapter_places.c.adapter))).all()
    return [(row.adapter, int(last) - int(row.position), row.try_at, row.cause) for row in rows]


async def run(reception: Reception, connected: Connected) -> None:
    """Never returns."""
    worker = Worker(reception, connected, secrets.token_hex(8))
    while True:
        await worker.work()
        await reception.clock.sleep(EVERY_S)


@asynccontextmanager
async def telling(reception: Reception, adapters: Sequence[Connected]) -> AsyncIterator[None]:
    """Run beside the block, each adapter by itself, and again after whatever made it fall."""
    async with Supervisor() as supervisor:
        for each in adapters:
            supervisor.keep(f"adapter {each.name}", _of(reception, each), reception.clock, _fell)
        try:
            yield
        finally:
            await supervisor.close()
            for each in adapters:
                await each.calls.close()


def _of(reception: Reception, connected: Connected) -> Any:
    return lambda: run(reception, connected)


def _fell(name: str, error: Exception, falls: Falls) -> None:
    _log.error("adapter_fell", extra={"fields": {"task": name, "error": type(error).__name__}})
