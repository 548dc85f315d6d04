"""How long what a resident gave is kept, and its deletion when that is over: run by the platform, and written down.

    case ends ─► so many days, by its item (`assets/retention.toml`, the operator's own) ─► erased, in one transaction

Erased is all that says who it was or what they gave: the sealed messages and pages, the words of staff and of ratings,
the keys that a person's cases are found by. What stays is what a count needs and what exactly-once rests on: the
number, the item, which events there were and when, the messages' ids and digests. Nothing else changes an event (0047).
"""

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.clock import china_date
from kiosk.platform.case_events import Received, Supplied
from kiosk.platform.ledger import Held, find_case, find_cases
from kiosk.platform.reception import Reception
from kiosk.platform.retention_data import ERASED
from kiosk.platform.retention_tables import erasures
from kiosk.platform.standing import ENDED
from kiosk.platform.tables import blobs, cases, events, messages, ratings

BATCH_COUNT = 100
_WORDS = ("reason", "text", "note")
"""What of an event is somebody's words."""
_NOBODY = {"person_key": "", "name_key": "", "page_token": "erased"}
"""What no key and no token can be: they have letters of another size."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Erasing:
    """One case whose time is over."""

    held: Held
    kept_until: date
    at: datetime


async def erase_due(reception: Reception) -> int:
    """Erase every case whose time is over; how many. Whoever runs it again finds nothing."""
    now, count, after = reception.clock.now(), 0, ""
    today = china_date(now)
    ended = cases.c.state.in_([state.value for state in ENDED])
    least = min((reception.retention.days, reception.retention.undecided_days, *reception.retention.items.values()))
    old = cases.c.received_at < now - timedelta(days=least)
    while True:
        query = select(cases.c.case_id).where(ended & old & (cases.c.person_key != "") & (cases.c.case_id > after))
        async with reception.database.read() as db:
            ids = [str(one) for one in (await db.execute(query.order_by(cases.c.case_id).limit(BATCH_COUNT))).scalars()]
            found = await find_cases(db, ids)
        for held in found.values():
            until = reception.retention.kept_until(held.case)
            if until is not None and until < today:
                count += await _erase(reception, held.case_id, now)
        if len(ids) < BATCH_COUNT:
            return count
        after = ids[-1]


async def _erase(reception: Reception, case_id: str, now: datetime) -> bool:
    async with reception.database.write() as db:
        held = await find_case(db, case_id)  # as it is now: it may have been reopened meanwhile
        until = None if held is None else reception.retention.kept_until(held.case)
        if held is None or until is None or until >= china_date(now):
            return False
        await erase(db, _Erasing(held, until, now))
    _log.info("case_erased", extra={"fields": {"case_id": case_id, "item_id": held.case.plan.item_id}})
    return True


async def erase(db: AsyncConnection, erasing: _Erasing) -> None:
    """All of one case, in the transaction of `db`."""
    held = erasing.held
    here, case_id = held.division_code, held.case_id
    await _erase_pages(db, held)
    its = (messages.c.division_code == here) & (messages.c.case_id == case_id)
    await db.execute(update(messages).where(its).values(body=ERASED))
    rated = (ratings.c.division_code == here) & (ratings.c.case_id == case_id)
    await db.execute(update(ratings).where(rated).values(reasons="[]"))
    for row in (await db.execute(select(events).where(events.c.case_id == case_id))).all():
        wordless = _wordless(row.data)
        if wordless != row.data:
            one = (events.c.division_code == here) & (events.c.case_id == case_id) & (events.c.seq == row.seq)
            await db.execute(update(events).where(one).values(data=wordless))
    row_ = (cases.c.division_code == here) & (cases.c.case_id == case_id)
    await db.execute(update(cases).where(row_).values(**_NOBODY))
    await db.execute(
        insert(erasures).values(
            division_code=here, case_id=case_id, at=erasing.at, item_id=held.case.plan.item_id,
            kept_until=erasing.kept_until,
        )
    )  # fmt: skip


async def _erase_pages(db: AsyncConnection, held: Held) -> None:
    """Pages that no other case of the same person holds: each is sealed by itself, so that others share none."""
    own = select(cases.c.person_key).where(cases.c.case_id == held.case_id).scalar_subquery()
    others = select(cases.c.case_id).where((cases.c.person_key == own) & (cases.c.case_id != held.case_id))
    found = await find_cases(db, [str(each) for each in (await db.execute(others)).scalars()])
    elsewhere = {sha for other in found.values() for sha in _pages(other)}
    gone = sorted(_pages(held) - elsewhere)
    if gone:
        await db.execute(delete(blobs).where(blobs.c.sha256.in_(gone)))


def _pages(held: Held) -> set[str]:
    supplied = [each.event for each in held.history if isinstance(each.event, Received | Supplied)]
    return {sha for event in supplied for pages in event.materials for sha in pages.blobs}


def _wordless(data: str) -> str:
    """An event without anybody's words; its type, ids and days stay."""
    told: dict[str, Any] = json.loads(data)
    for name in _WORDS:
        if told.get(name):
            told[name] = ""
    for material in told.get("materials", []):
        if material.get("reason"):
            material["reason"] = ""
    if told.get("doers"):
        told["doers"] |= {"agent_masked": "", "helper_masked": ""}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
