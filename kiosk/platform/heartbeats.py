"""Heartbeats: the last of each terminal, what it says against what is here, and what only a copied disk can cause.

beat higher than ever ─► kept in the place of the last, counted in its hour (`hours`); the answer says what the platform
                         holds of this terminal
beat seen before      ─► 409, counted as a suspected copy: after a lost answer a terminal goes on with the next number
acknowledged there > held here ─► something was lost here: shown to staff, with the moment when it last was so
audit shorter than at the last beat, or as long and ending otherwise, or other where it was known ─► kept as suspected:
                         an audit only grows. How much of it is known, the answer says, and the next beat shows the hash
                         there, so that one that was rolled back and has grown again is found too
"""

import logging
from datetime import datetime
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.commands import hear_and_tell
from kiosk.platform.hours import count_beat
from kiosk.platform.keyring import current_version
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import heartbeats, messages
from kiosk.platform.terminals import Caller
from kiosk.platform.ways_in import orders_for
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
        brought_count = last.brought_count if last else await _brought_count(db, caller, heartbeat)
        held = await watermark_of(db, caller.terminal_id, caller.enrolment)
        watermark = replace(held, message_count=held.message_count + brought_count)
        missing_count = max(0, heartbeat.queue.acknowledged_count - watermark.message_count)
        doubts = _audit_doubts(caller, heartbeat, last, now)
        values = {
            "beat": heartbeat.beat,
            "received_at": now,
            "data": encode(heartbeat).decode(),
            "message_count": watermark.message_count,
            "brought_count": brought_count,
            "missing_count": missing_count,
            "missing_at": now if missing_count else last.missing_at if last else None,
            **doubts,
            **await count_beat(db, caller, last.hour if last else None, heartbeat, now, reception.calendar),
        }
        await _keep(db, caller, last, values)
        keys_version = await current_version(reception, db, now)
        orders = await orders_for(db, caller.terminal_id, heartbeat.locked)
        commands = await hear_and_tell(reception, db, caller, heartbeat, now)
    known_count = doubts.get("audit_known_count", last.audit_known_count if last else 0)
    return HeartbeatAnswer(
        received_at=now, watermark=watermark, keys_version=keys_version, audit_known_count=known_count,
        revivals=orders, commands=commands,
    )  # fmt: skip


def _audit_doubts(caller: Caller, said: Heartbeat, last: Row[Any] | None, now: datetime) -> dict[str, Any]:
    """What this beat's audit changes in the row: what is known of it, and a doubt."""
    here = {"audit_known_count": said.audit_count, "audit_known_head": said.audit_head}
    if last is None:
        return {"audit_doubt_count": 0, "audit_doubt_at": None, **here}
    if is_audit_sound(said, last.audit_known_count, last.audit_known_head, decode(last.data, Heartbeat)):
        return here if _is_shown(said, last.audit_known_count) else {}
    _log.warning("audit_doubted", extra={"fields": {"terminal_id": caller.terminal_id, "beat": said.beat}})
    return {"audit_doubt_count": last.audit_doubt_count + 1, "audit_doubt_at": now, **here}


def is_audit_sound(said: Heartbeat, known_count: int, known_head: str | None, before: Heartbeat) -> bool:
    """Whether this audit can be the one of the beat before, with entries added at its end and nothing else."""
    if said.audit_count < max(known_count, before.audit_count):
        return False
    if said.audit_count == before.audit_count and said.audit_head != before.audit_head:
        return False
    mark = said.audit_before
    return mark is None or mark.entry_count != known_count or mark.hash == known_head


def _is_shown(said: Heartbeat, known_count: int) -> bool:
    """It was shown that what was known is still there; before anything was known, nothing has to be."""
    return (
        known_count == 0
        or said.audit_count == known_count
        or (said.audit_before is not None and said.audit_before.entry_count == known_count)
    )


async def _brought_count(db: AsyncConnection, caller: Caller, first: Heartbeat) -> int:
    """How many of its acknowledgements a machine had when it was enrolled; none if its disk is new.

    No more than were here of the earlier enrolments: what exceeds that is missing.
    """
    everything = await watermark_of(db, caller.terminal_id)
    its_own = await watermark_of(db, caller.terminal_id, caller.enrolment)
    from_before_count = max(0, first.queue.acknowledged_count - its_own.message_count)
    return min(from_before_count, everything.message_count - its_own.message_count)


async def watermark_of(db: AsyncConnection, terminal_id: str, enrolment: int | None = None) -> Watermark:
    """What is held of a terminal, or of one machine there; counted from the messages, so that a lost row shows."""
    mine = messages.c.terminal_id == terminal_id
    if enrolment is not None:
        mine &= messages.c.enrolment == enrolment
    latest = (messages.c.enrolment.desc(), messages.c.terminal_seq.desc())
    newest = select(messages.c.message_id).where(mine).order_by(*latest).limit(1).scalar_subquery()
    held = (await db.execute(select(func.count(), newest).select_from(messages).where(mine))).one()
    return Watermark(message_count=held[0], last_message_id=held[1])


async def forget_beats(db: AsyncConnection, terminal_id: str) -> None:
    """Begin anew: another machine stands there and counts from one."""
    await db.execute(delete(heartbeats).where(heartbeats.c.terminal_id == terminal_id))


async def _keep(db: AsyncConnection, caller: Caller, last: Row[Any] | None, values: dict[str, Any]) -> None:
    if last is not None:
        await db.execute(update(heartbeats).where(heartbeats.c.terminal_id == caller.terminal_id).values(**values))
        return
    whose = {"division_code": caller.division_code, "terminal_id": caller.terminal_id, "repeated_count": 0}
    await db.execute(insert(heartbeats).values(**whose, **values))
