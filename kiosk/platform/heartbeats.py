"""Heartbeats: the last of each terminal, what it says against what is here, and what only a copied disk can cause.

beat higher than ever ─► kept in the place of the last; the answer says what the platform holds of this terminal
beat seen before      ─► 409, counted as a suspected copy: after a lost answer a terminal goes on with the next number
acknowledged there > held here ─► something was lost here: kept, and shown to staff
audit shorter than at the last beat, or as long and ending otherwise ─► kept as suspected: an audit only grows
"""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.keyring import current_keys
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import heartbeats, messages
from kiosk.platform.terminals import Caller
from kiosk.wire import Heartbeat, HeartbeatAnswer, Watermark, decode, encode

_log = logging.getLogger(__name__)


async def take_beat(reception: Reception, caller: Caller, heartbeat: Heartbeat) -> HeartbeatAnswer | Refusal:
    """Keep one beat and answer with the watermark."""
    now = reception.clock.now()
    mine = heartbeats.c.terminal_id == caller.terminal_id
    async with reception.database.write() as db:
        last = (await db.execute(select(heartbeats).where(mine))).one_or_none()
        if last is not None and heartbeat.beat <= last.beat:
            repeated = {"repeated_count": last.repeated_count + 1, "repeated_at": now}
            await db.execute(update(heartbeats).where(mine).values(**repeated))
            return refusal(409, "beat-seen", "A beat of this number has been here: is there a copy of this machine?")
        watermark = await watermark_of(db, caller.terminal_id)
        missing_count = max(0, heartbeat.queue.acknowledged_count - watermark.message_count)
        values = {
            "beat": heartbeat.beat,
            "received_at": now,
            "data": encode(heartbeat).decode(),
            "message_count": watermark.message_count,
            "missing_count": max(missing_count, last.missing_count if last else 0),
            "missing_at": now if missing_count else last.missing_at if last else None,
            **_audit_doubts(caller, heartbeat, last, now),
        }
        await _keep(db, caller, last, values)
        keys = await current_keys(reception, db, now)
    return HeartbeatAnswer(received_at=now, watermark=watermark, keys_version=keys.version)


def _audit_doubts(caller: Caller, said: Heartbeat, last: Row[Any] | None, now: datetime) -> dict[str, Any]:
    if last is None:
        return {"audit_doubt_count": 0, "audit_doubt_at": None}
    before = decode(last.data, Heartbeat)
    is_same = (said.audit_count, said.audit_head) == (before.audit_count, before.audit_head)
    if is_same or said.audit_count > before.audit_count:
        return {}
    _log.warning("audit_doubted", extra={"fields": {"terminal_id": caller.terminal_id, "beat": said.beat}})
    return {"audit_doubt_count": last.audit_doubt_count + 1, "audit_doubt_at": now}


async def watermark_of(db: AsyncConnection, terminal_id: str) -> Watermark:
    """Counted from the messages themselves, so that a lost row shows."""
    mine = messages.c.terminal_id == terminal_id
    count = (await db.execute(select(func.count()).select_from(messages).where(mine))).scalar_one()
    newest = select(messages.c.message_id).where(mine).order_by(messages.c.terminal_seq.desc()).limit(1)
    return Watermark(message_count=count, last_message_id=(await db.execute(newest)).scalar())


async def forget_beats(db: AsyncConnection, terminal_id: str) -> None:
    """Begin anew: another machine stands there and counts from one."""
    await db.execute(delete(heartbeats).where(heartbeats.c.terminal_id == terminal_id))


async def _keep(db: AsyncConnection, caller: Caller, last: Row[Any] | None, values: dict[str, Any]) -> None:
    if last is not None:
        await db.execute(update(heartbeats).where(heartbeats.c.terminal_id == caller.terminal_id).values(**values))
        return
    whose = {"division_code": caller.division_code, "terminal_id": caller.terminal_id, "repeated_count": 0}
    await db.execute(insert(heartbeats).values(**whose, **values))
