"""What is counted of a terminal's beats, hour by hour: one row an hour instead of one a beat.

    beat ─► the hour that runs, kept beside the last beat ─► the first beat of another hour ─► its row, a new pace

An hour without a beat has no row: nobody knows what was then.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.paper_pace import Pace, PrintedHour, pace_of
from kiosk.core.working_days import WorkingDays
from kiosk.platform.tables import terminal_hours
from kiosk.platform.terminals import Caller
from kiosk.wire import Heartbeat, Wire, decode, encode

KEPT = timedelta(days=14)
"""Two weeks: every weekday twice, which a pace needs, and few enough for every terminal of a county (336 rows each)."""
OK = "ok"


class Hour(Wire, frozen=True):
    """One hour so far."""

    begins_at: datetime
    beat_count: int
    troubled_count: int
    most_waiting_count: int
    from_mm: int | None
    """How much had been printed when it began."""


def hour_of(at: datetime) -> datetime:
    """When the hour of that moment began; China's zone is whole hours off, so that it is the hour there too."""
    return at.replace(minute=0, second=0, microsecond=0)


def is_troubled(beat: Heartbeat) -> bool:
    """Whether a device lacks something, or will soon."""
    return any(device.state != OK for device in beat.devices)


def counted(running: Hour | None, beat: Heartbeat, at: datetime) -> Hour:
    """The hour that runs after one more beat; another one where it is over."""
    waiting_count = beat.queue.waiting_count
    if running is None or running.begins_at != hour_of(at):
        return Hour(
            begins_at=hour_of(at), beat_count=1, troubled_count=int(is_troubled(beat)),
            most_waiting_count=waiting_count, from_mm=None if beat.paper is None else beat.paper.printed_mm,
        )  # fmt: skip
    return replace(
        running,
        beat_count=running.beat_count + 1,
        troubled_count=running.troubled_count + is_troubled(beat),
        most_waiting_count=max(running.most_waiting_count, waiting_count),
    )


def printed_mm(over: Hour, beat: Heartbeat) -> int:
    """What was printed from the hour's beginning until the first beat after it; nothing where a machine counts anew."""
    if over.from_mm is None or beat.paper is None:
        return 0
    return max(0, beat.paper.printed_mm - over.from_mm)


async def count_beat(
    db: AsyncConnection, caller: Caller, kept: str | None, beat: Heartbeat, at: datetime, calendar: WorkingDays
) -> dict[str, Any]:
    """What changes in the row of the last beat; an hour that is over gets its own row."""
    running = None if kept is None else decode(kept, Hour)
    now = counted(running, beat, at)
    changes: dict[str, Any] = {"hour": encode(now).decode()}
    if running is None or running.begins_at == now.begins_at:
        return changes
    await _close(db, caller, running, printed_mm(running, beat), at)
    pace = pace_of(await _printed(db, caller.terminal_id), hour_of(at), calendar)
    return changes | {"pace": None if pace is None else msgspec.json.encode(pace).decode()}


async def _close(db: AsyncConnection, caller: Caller, over: Hour, length_mm: int, at: datetime) -> None:
    mine = terminal_hours.c.terminal_id == caller.terminal_id
    same = terminal_hours.c.begins_at == over.begins_at  # a clock that was set back
    await db.execute(delete(terminal_hours).where(mine & ((terminal_hours.c.begins_at < at - KEPT) | same)))
    await db.execute(
        insert(terminal_hours).values(
            division_code=caller.division_code,
            terminal_id=caller.terminal_id,
            begins_at=over.begins_at,
            beat_count=over.beat_count,
            troubled_count=over.troubled_count,
            most_waiting_count=over.most_waiting_count,
            printed_mm=length_mm,
        )
    )


async def _printed(db: AsyncConnection, terminal_id: str) -> Sequence[PrintedHour]:
    columns = select(terminal_hours.c.begins_at, terminal_hours.c.printed_mm)
    rows = await db.execute(columns.where(terminal_hours.c.terminal_id == terminal_id))
    return [PrintedHour(row.begins_at, row.printed_mm) for row in rows]


def pace_from(kept: str | None) -> Pace | None:
    """The pace as it is kept."""
    return None if kept is None else msgspec.json.decode(kept, type=Pace)
