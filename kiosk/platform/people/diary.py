"""What people did and looked at: who signed in, who opened a case, who saw a name in full. Written, never changed.

Kept for at least six months (网络安全法 21) and no longer than the operator says: it tells of colleagues, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.ids import new_id
from kiosk.platform.people.tables import diary, people

MOST_SHOWN = 200


class Act(StrEnum):
    """What is written down."""

    SET_UP = "set_up"
    SIGNED_IN = "signed_in"
    NOT_SIGNED_IN = "not_signed_in"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"
    CASE_OPENED = "case_opened"
    CASE_REVEALED = "case_revealed"
    PAGE_OPENED = "page_opened"
    PERSON_MADE = "person_made"
    PERSON_CHANGED = "person_changed"
    PASSWORD_GIVEN = "password_given"
    CODE_ANSWERED = "code_answered"
    PIN_READ = "pin_read"
    WAY_REVIVED = "way_revived"
    TERMINAL_TOLD = "terminal_told"
    SECOND_ON = "second_on"
    SECOND_OFF = "second_off"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    at: datetime
    person_id: str
    name: str
    act: Act
    case_id: str | None
    about: str


@dataclass(frozen=True, slots=True)
class Writing:
    """Where and when something is written down."""

    division_code: str
    at: datetime


async def write_down(
    db: AsyncConnection, writing: Writing, person_id: str, act: Act, *, case_id: str | None = None, about: str = ""
) -> None:
    """One line; `about`: another person's id, an address, a page's digest. Never anything of a resident's."""
    await db.execute(
        insert(diary).values(
            division_code=writing.division_code, entry_id=new_id(writing.at), at=writing.at,
            person_id=person_id, act=act.value, case_id=case_id, about=about[:80],
        )
    )  # fmt: skip


async def shorten(db: AsyncConnection, before: datetime) -> int:
    """Forget what was written down before that moment; how many lines."""
    return (await db.execute(delete(diary).where(diary.c.at < before))).rowcount


async def latest(db: AsyncConnection, *, case_id: str | None = None) -> Sequence[Entry]:
    """The newest lines, of one case or of everything."""
    query = (
        select(diary, people.c.name)
        .select_from(diary.outerjoin(people, diary.c.person_id == people.c.person_id))
        .order_by(diary.c.at.desc(), diary.c.entry_id.desc())
        .limit(MOST_SHOWN)
    )
    if case_id is not None:
        query = query.where(diary.c.case_id == case_id)
    return [
        Entry(row.at, row.person_id, row.name or "", Act(row.act), row.case_id, row.about)
        for row in await db.execute(query)
    ]
