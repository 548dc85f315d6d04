"""Calls for help: kept while their terminal says that it still calls, shown to who is on duty, answered by the first.

PUT ─► new: kept, shown ─► answered by one of the staff ─► the terminal's next PUT hears who comes
PUT ─► known: heard again           not heard for a minute, or withdrawn ─► shown to nobody
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.person import mask_name
from kiosk.platform.fleet_tables import help_calls
from kiosk.platform.help_wire import HelpCallList, HelpCallView
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.roles import Clerk, StaffRole, may_be_called
from kiosk.platform.tables import terminals
from kiosk.platform.terminals import Caller
from kiosk.wire import HelpAnswer, HelpCall, HelpStanding

SILENT_AFTER_S = 60.0
"""A terminal asks every few seconds; one that has been silent for so long calls nobody any more."""


async def take_call(reception: Reception, caller: Caller, call_id: str, call: HelpCall) -> HelpAnswer | Refusal:
    """Keep a call, or hear that it still stands; answers who comes."""
    now = reception.clock.now()
    async with reception.database.write() as db:
        row = await _find(db, call_id)
        if row is None:
            await db.execute(
                insert(help_calls).values(
                    division_code=caller.division_code,
                    call_id=call_id,
                    terminal_id=caller.terminal_id,
                    matter=call.matter,
                    called_at=now,
                    heard_at=now,
                )
            )
            return HelpAnswer(standing=HelpStanding.WAITING, who="", called_at=now, answered_at=None)
        if row.terminal_id != caller.terminal_id:
            return refusal(409, "call-elsewhere", "A call of this id is another terminal's.")
        if row.withdrawn_at is not None:
            return refusal(409, "call-over", "This call was withdrawn.")
        await db.execute(update(help_calls).where(help_calls.c.call_id == call_id).values(heard_at=now))
    return _answer(row)


async def withdraw_call(reception: Reception, caller: Caller, call_id: str) -> None:
    """Nobody need come any more; what is no call of this terminal's is none anyway."""
    its_own = (help_calls.c.call_id == call_id) & (help_calls.c.terminal_id == caller.terminal_id)
    async with reception.database.write() as db:
        await db.execute(
            update(help_calls)
            .where(its_own & help_calls.c.withdrawn_at.is_(None))
            .values(withdrawn_at=reception.clock.now())
        )


async def open_calls(reception: Reception, clerk: Clerk) -> HelpCallList:
    """The calls that this clerk may answer, the longest waiting first."""
    now = reception.clock.now()
    still = (help_calls.c.heard_at > now - timedelta(seconds=SILENT_AFTER_S)) & help_calls.c.withdrawn_at.is_(None)
    async with reception.database.read() as db:
        rows = (await db.execute(_with_place().where(still).order_by(help_calls.c.called_at))).all()
    return HelpCallList(calls=[_view(row) for row in rows if _is_for(reception, clerk, row, now)])


async def answer_call(reception: Reception, clerk: Clerk, call_id: str) -> HelpCallView | Refusal:
    """Say that this clerk comes: the first one does, and is told so again if they ask again."""
    now = reception.clock.now()
    async with reception.database.write() as db:
        row = (await db.execute(_with_place().where(help_calls.c.call_id == call_id))).one_or_none()
        if row is None or not _is_for(reception, clerk, row, now):
            return refusal(404, "not-found", "There is no such call.")
        if row.answered_by is None and row.withdrawn_at is not None:
            return refusal(409, "call-over", "This call was withdrawn.")
        if row.answered_by is None:
            shown = "" if clerk.role is StaffRole.HOUSE else mask_name(clerk.name)
            answer = {"answered_at": now, "answered_by": clerk.name, "shown_name": shown}
            await db.execute(update(help_calls).where(help_calls.c.call_id == call_id).values(**answer))
            row = (await db.execute(_with_place().where(help_calls.c.call_id == call_id))).one()
        if row.answered_by != clerk.name:
            return refusal(409, "call-answered", "Somebody else comes already.")
    return _view(row)


def _is_for(reception: Reception, clerk: Clerk, row: Row[Any], now: datetime) -> bool:
    waited_s = ((row.answered_at or now) - row.called_at).total_seconds()
    return may_be_called(clerk, _areas(reception, clerk.desks), row.division_code, waited_s)


def _areas(reception: Reception, desks: Iterable[str]) -> tuple[str, ...]:
    return tuple(desk.area for desk in reception.routing.desks if desk.id in desks)


async def _find(db: AsyncConnection, call_id: str) -> Row[Any] | None:
    return (await db.execute(select(help_calls).where(help_calls.c.call_id == call_id))).one_or_none()


def _with_place() -> Any:
    return select(help_calls, terminals.c.place).join(terminals)


def _answer(row: Row[Any]) -> HelpAnswer:
    standing = HelpStanding.WAITING if row.answered_at is None else HelpStanding.COMING
    return HelpAnswer(standing=standing, who=row.shown_name or "", called_at=row.called_at, answered_at=row.answered_at)


def _view(row: Row[Any]) -> HelpCallView:
    return HelpCallView(
        call_id=row.call_id,
        terminal_id=row.terminal_id,
        place=row.place,
        matter=row.matter,
        called_at=row.called_at,
        heard_at=row.heard_at,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
