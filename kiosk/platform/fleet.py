"""What staff see of the terminals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.working_days import WorkingDays
from kiosk.platform.enrolment import find_terminal
from kiosk.platform.fleet_wire import BeatView, DeviceView, TerminalPage, TerminalView
from kiosk.platform.heartbeats import watermark_of
from kiosk.platform.hours import pace_from
from kiosk.platform.notes import Note, note_counts
from kiosk.platform.paper import forecast
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import heartbeats, leases, terminals
from kiosk.wire import DeviceBeat, Heartbeat, decode

PAGE_COUNT = 100


@dataclass(frozen=True, slots=True)
class _Beside:
    """What a terminal's view shows beside its row."""

    last_beat: BeatView | None
    leased_to: int
    doubled_number_count: int
    unknown_lease_count: int


async def list_terminals(reception: Reception, cursor: str | None) -> TerminalPage:
    """One page of terminals, by their id; those after `cursor`."""
    query = select(terminals).order_by(terminals.c.terminal_id).limit(PAGE_COUNT + 1)
    if cursor is not None:
        query = query.where(terminals.c.terminal_id > cursor)
    async with reception.database.read() as db:
        rows = (await db.execute(query)).all()
        views = await _views(db, rows[:PAGE_COUNT], reception.calendar)
    more = views[-1].terminal_id if len(rows) > PAGE_COUNT else None
    return TerminalPage(terminals=views, next_cursor=more)


async def terminal_view(reception: Reception, terminal_id: str) -> TerminalView | Refusal:
    """One terminal."""
    async with reception.database.read() as db:
        row = await find_terminal(db, terminal_id)
        if row is None:
            return refusal(404, "not-found", "There is no such terminal.")
        (view,) = await _views(db, [row], reception.calendar)
    return view


async def _views(db: AsyncConnection, rows: Sequence[Row[Any]], calendar: WorkingDays) -> list[TerminalView]:
    ids = [row.terminal_id for row in rows]
    beats = {
        row.terminal_id: _beat(row, calendar)
        for row in await db.execute(select(heartbeats).where(heartbeats.c.terminal_id.in_(ids)))
    }
    highest = select(leases.c.terminal_id, func.max(leases.c.last).label("last")).group_by(leases.c.terminal_id)
    leased = {row.terminal_id: row.last for row in await db.execute(highest.where(leases.c.terminal_id.in_(ids)))}
    doubled = await note_counts(db, Note.NUMBER_DOUBLED, ids)
    unknown = await note_counts(db, Note.LEASE_UNKNOWN, ids)
    besides = {
        each: _Beside(beats.get(each), leased.get(each, 0), doubled.get(each, 0), unknown.get(each, 0)) for each in ids
    }
    return [await _view(db, row, besides[row.terminal_id]) for row in rows]


async def _view(db: AsyncConnection, row: Row[Any], beside: _Beside) -> TerminalView:
    watermark = await watermark_of(db, row.terminal_id)
    return TerminalView(
        terminal_id=row.terminal_id,
        division_code=row.division_code,
        number_prefix=row.number_prefix,
        place=row.place,
        state=row.state,
        created_at=row.created_at,
        created_by=row.created_by,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        message_count=watermark.message_count,
        last_message_id=watermark.last_message_id,
        leased_to=beside.leased_to,
        doubled_number_count=beside.doubled_number_count,
        unknown_lease_count=beside.unknown_lease_count,
        last_beat=beside.last_beat,
    )


def _beat(row: Row[Any], calendar: WorkingDays) -> BeatView:
    said, at = decode(row.data, Heartbeat), row.received_at
    paper = None if said.paper is None else forecast(said.paper, pace_from(row.pace), at, calendar)
    return BeatView(
        received_at=at,
        heartbeat=said,
        held_count=row.message_count,
        missing_count=row.missing_count,
        missing_at=row.missing_at,
        repeated_count=row.repeated_count,
        repeated_at=row.repeated_at,
        audit_doubt_count=row.audit_doubt_count,
        audit_doubt_at=row.audit_doubt_at,
        devices=[_device(device, at) for device in said.devices],
        paper=paper,
    )


def _device(said: DeviceBeat, at: datetime) -> DeviceView:
    since = None if said.lasts_s is None else _before(at, said.lasts_s)
    return DeviceView(role=said.role, state=said.state, since=since)


def _before(at: datetime, seconds_s: float) -> datetime | None:
    """A moment that long ago; None for longer ago than there are moments."""
    try:
        return at - timedelta(seconds=seconds_s)
    except OverflowError:
        return None
