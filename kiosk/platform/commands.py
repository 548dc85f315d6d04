"""Commands to terminals: given by staff, signed here, told with the heartbeat's answer until they are done.

    given ─► told with every answer, for a day ─► done, with what came of it
                                               └► expired: nobody heard it in time, and nobody hears it later

A command of a day ago is no longer meant: what restarts next week by itself frightens whoever stands before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.fleet_tables import terminal_commands
from kiosk.platform.fleet_wire import TerminalAct
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import terminals
from kiosk.platform.terminals import Caller, TerminalState
from kiosk.wire import MOST_COMMANDS, Command, Heartbeat, to_text

MEANT_FOR = timedelta(days=1)
SHOWN_COUNT = 20


@dataclass(frozen=True, slots=True)
class Given:
    """One command as staff see it."""

    command_id: str
    act: str
    given_at: datetime
    given_by: str
    asked_at: datetime | None
    done_at: datetime | None
    outcome: str | None
    detail: str

    def is_over(self, now: datetime) -> bool:
        """Nobody heard it in time."""
        return self.done_at is None and now - self.given_at >= MEANT_FOR


async def give(reception: Reception, terminal_id: str, command_id: str, act: TerminalAct, by: str) -> Refusal | None:
    """Have a terminal told; the same id once more changes nothing."""
    now = reception.clock.now()
    async with reception.database.write() as db:
        found = (await db.execute(select(terminals).where(terminals.c.terminal_id == terminal_id))).one_or_none()
        if found is None:
            return refusal(404, "not-found", "There is no such terminal.")
        if found.state != TerminalState.ACTIVE:
            return refusal(409, "not-active", "This terminal is not in service.")
        known = terminal_commands.c.command_id == command_id
        before = (await db.execute(select(terminal_commands).where(known))).one_or_none()
        if before is not None:
            same = (before.terminal_id, before.act) == (terminal_id, act.value)
            return None if same else refusal(422, "key-reused", "This id belongs to another command.")
        await db.execute(
            insert(terminal_commands).values(
                division_code=found.division_code, command_id=command_id, terminal_id=terminal_id,
                enrolment=found.enrolment, act=act.value, given_at=now, given_by=by[:80], detail="",
            )
        )  # fmt: skip
    return None


async def commands_of(db: AsyncConnection, terminal_id: str) -> Sequence[Given]:
    """The newest that a terminal was given."""
    mine = terminal_commands.c.terminal_id == terminal_id
    latest = (terminal_commands.c.given_at.desc(), terminal_commands.c.command_id.desc())
    rows = await db.execute(select(terminal_commands).where(mine).order_by(*latest).limit(SHOWN_COUNT))
    return [
        Given(row.command_id, row.act, row.given_at, row.given_by, row.asked_at, row.done_at, row.outcome, row.detail)
        for row in rows
    ]


async def hear_and_tell(
    reception: Reception, db: AsyncConnection, caller: Caller, beat: Heartbeat, now: datetime
) -> list[Command]:
    """Keep what came of the commands that a terminal was told, and tell it those that it still has to do.

    Nothing to a terminal that hears none; `db` must be a write.
    """
    if beat.commands is None:
        return []
    its = (terminal_commands.c.terminal_id == caller.terminal_id) & terminal_commands.c.done_at.is_(None)
    its &= terminal_commands.c.enrolment == caller.enrolment
    for done in beat.commands.done:
        here = its & (terminal_commands.c.command_id == done.command_id)
        values = {"done_at": now, "outcome": done.outcome, "detail": done.detail}
        await db.execute(update(terminal_commands).where(here).values(**values))
    meant = its & (terminal_commands.c.given_at > now - MEANT_FOR)
    order = (terminal_commands.c.given_at, terminal_commands.c.command_id)
    rows = (await db.execute(select(terminal_commands).where(meant).order_by(*order).limit(MOST_COMMANDS))).all()
    for row in rows:
        if row.asked_at is None:
            told = terminal_commands.c.command_id == row.command_id
            await db.execute(update(terminal_commands).where(told).values(asked_at=now))
    return [_signed(reception, caller.terminal_id, row.command_id, row.act, row.given_at) for row in rows]


def _signed(reception: Reception, terminal_id: str, command_id: str, act: str, given_at: datetime) -> Command:
    said = Command(command_id=command_id, act=act, given_at=given_at, signature="A" * 86)
    signature = reception.database.signer.sign(said.signed_bytes(terminal_id))
    return replace(said, signature=to_text(signature))
