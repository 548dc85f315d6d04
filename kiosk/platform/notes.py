"""What staff must know of a case that was taken although something about it is wrong: losing it would be worse.

A note is written with the case, in its transaction, and told in the log; it changes nothing about the case.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.ledger import Held
from kiosk.platform.staff_wire import NoteView
from kiosk.platform.tables import case_notes, cases
from kiosk.platform.terminals import Caller

_log = logging.getLogger(__name__)


class Note(StrEnum):
    """What is wrong."""

    NUMBER_DOUBLED = "number_doubled"
    """Another case holds this number: two machines gave it out, so one is a copy of the other."""
    LEASE_UNKNOWN = "lease_unknown"
    """Its number is of a block this platform does not remember giving out: it was restored from an older copy."""
    NOT_BY_THE_RULE = "not_by_the_rule"
    """Done for another in a way that this platform's catalogue does not have; it may have been changed meanwhile."""


async def note_down(
    db: AsyncConnection, caller: Caller, division_code: str, case_id: str, note: Note, at: datetime
) -> None:
    """Write one note of a case that is here."""
    await db.execute(
        insert(case_notes).values(
            division_code=division_code, case_id=case_id, note=note.value, at=at, terminal_id=caller.terminal_id
        )
    )
    fields = {"note": note.value, "case_id": case_id, "terminal_id": caller.terminal_id}
    _log.warning("case_noted", extra={"fields": fields})


async def notes_of(db: AsyncConnection, held: Held) -> list[NoteView]:
    """The notes of one case, in the order they were written."""
    mine = (case_notes.c.division_code == held.division_code) & (case_notes.c.case_id == held.case_id)
    rows = await db.execute(select(case_notes).where(mine).order_by(case_notes.c.at, case_notes.c.note))
    return [NoteView(note=row.note, at=row.at, terminal_id=row.terminal_id) for row in rows]


async def note_counts(db: AsyncConnection, note: Note, terminal_ids: Sequence[str]) -> dict[str, int]:
    """On how many cases of each of these terminals it stands; who is not in it has none."""
    counted = select(case_notes.c.terminal_id, func.count().label("case_count")).group_by(case_notes.c.terminal_id)
    theirs = counted.where(case_notes.c.terminal_id.in_(terminal_ids) & (case_notes.c.note == note.value))
    return {row.terminal_id: row.case_count for row in await db.execute(theirs)}


async def others_of_number(db: AsyncConnection, division_code: str, number: str, case_id: str) -> list[str]:
    """The other cases that hold this number."""
    same = (cases.c.division_code == division_code) & (cases.c.number == number) & (cases.c.case_id != case_id)
    return list((await db.execute(select(cases.c.case_id).where(same).order_by(cases.c.case_id))).scalars())
