"""The platform's own clock at work: every case says in time what its clocks have to say.

    start ─► rows that another program or calendar worked out, made anew ─► every minute: cases whose day has come

What is said is an event like any other, in a transaction of its own. Before people do something to a case, the clock
is heard: a clerk who asks on the sixth day finds the case accepted, also where nobody ran the platform on that night.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime

import msgspec
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.clock import china_date
from kiosk.core.tasks import Falls, Supervisor
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import CLOCK
from kiosk.platform.clocks import said_by
from kiosk.platform.desk_cases import derived_by
from kiosk.platform.ledger import Held, Said, append, derive, find_case
from kiosk.platform.people.diary import shorten
from kiosk.platform.reception import Reception
from kiosk.platform.retention import erase_due
from kiosk.platform.standing import ENDED
from kiosk.platform.tables import cases
from kiosk.platform.uploads import drop_stale

EVERY_S = 60.0
BATCH_COUNT = 100
_log = logging.getLogger(__name__)


async def ring(db: AsyncConnection, held: Held, now: datetime, calendar: WorkingDays) -> Held:
    """Write down what the case's clocks have to say by now; the case after it."""
    today = china_date(max(now, held.history[-1].at))
    while (said := said_by(held.case, today, calendar)) is not None:
        held = await append(db, held, said, Said(now, CLOCK), calendar)
    return held


async def ring_due(reception: Reception) -> int:
    """Ring every case whose day has come; how many there were."""
    today = china_date(reception.clock.now())
    return await _each(reception, cases.c.wakes_on <= today)


async def derive_anew(reception: Reception) -> int:
    """Work out again what an earlier program or calendar worked out; how many cases that were."""
    ended = [state.value for state in ENDED]
    stale = (cases.c.derived_by != derived_by(reception.calendar)) & cases.c.state.not_in(ended)
    return await _each(reception, or_(cases.c.derived_by.is_(None), stale))


async def _each(reception: Reception, which: ColumnElement[bool]) -> int:
    after, count = "", 0
    while True:
        query = select(cases.c.case_id).where(which & (cases.c.case_id > after)).order_by(cases.c.case_id)
        async with reception.database.read() as db:
            found = list((await db.execute(query.limit(BATCH_COUNT))).scalars())
        for case_id in found:
            await _ring_one(reception, str(case_id))
        count += len(found)
        if len(found) < BATCH_COUNT:
            return count
        after = str(found[-1])


async def _ring_one(reception: Reception, case_id: str) -> None:
    now = reception.clock.now()
    try:
        async with reception.database.write() as db:
            held = await find_case(db, case_id)
            if held is not None:
                held = await ring(db, held, now, reception.calendar)
                await derive(db, held, china_date(max(now, held.history[-1].at)), reception.calendar)
    except (ValueError, msgspec.ValidationError) as error:  # of a later program; the others' clocks go on
        _log.error("case_cannot_be_read", extra={"fields": {"case_id": case_id, "error": type(error).__name__}})


async def forget_stale_parts(reception: Reception) -> None:
    """Forget the pages on their way that nobody went on with."""
    async with reception.database.write() as db:
        await drop_stale(db, reception.clock.now())


async def shorten_diary(reception: Reception) -> int:
    """Forget who looked at what so long ago that nobody may keep it; how many lines."""
    async with reception.database.write() as db:
        return await shorten(db, reception.clock.now() - reception.settings.keep_diary)


async def _erase_daily(reception: Reception, last: date | None) -> date:
    """Erase what has been kept long enough, once a day and at every start."""
    today = china_date(reception.clock.now())
    if today != last and (count := await erase_due(reception)):
        _log.info("cases_erased", extra={"fields": {"count": count}})
    return today


async def run(reception: Reception) -> None:
    """Never returns."""
    if count := await derive_anew(reception):
        _log.info("cases_derived_anew", extra={"fields": {"count": count}})
    erased_on: date | None = None
    while True:
        if count := await ring_due(reception):
            _log.info("clocks_rang", extra={"fields": {"count": count}})
        await forget_stale_parts(reception)
        if count := await shorten_diary(reception):
            _log.info("diary_shortened", extra={"fields": {"count": count}})
        erased_on = await _erase_daily(reception, erased_on)
        await reception.clock.sleep(EVERY_S)


@asynccontextmanager
async def ringing(reception: Reception) -> AsyncIterator[None]:
    """Run beside the block, and again after whatever made it fall."""
    async with Supervisor() as supervisor:
        supervisor.keep("timers", lambda: run(reception), reception.clock, _fell)
        yield


def _fell(name: str, error: Exception, falls: Falls) -> None:
    _log.error("timers_fell", extra={"fields": {"error": type(error).__name__}})
