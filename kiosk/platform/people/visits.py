"""Visits: a random token in the browser, its digest here, and two ends: half an hour idle, twelve hours in all.

A form that is filled in for less than half an hour is never lost to it (WCAG 2.2, 2.2.1 and 2.2.6: the time is said
where people sign in); twelve hours end the longest day.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.people.register import Person, person_of
from kiosk.platform.people.tables import people, visits
from kiosk.platform.reception import Reception

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
BY_OIDC = "oidc"
SEEN_EVERY = timedelta(minutes=1)
"""How exactly `seen_at` is kept: not every page is a write."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is signed in."""

    person: Person
    token: str
    is_by_oidc: bool = False
    """Let in by the county's own sign-in, whose second factor is its own."""


async def begin_visit(
    db: AsyncConnection, division_code: str, person_id: str, now: datetime, way: str | None = None
) -> str:
    """A new token; what is over anyway is swept out."""
    token = secrets.token_urlsafe(32)
    await db.execute(delete(visits).where((visits.c.seen_at < now - IDLE) | (visits.c.begun_at < now - LONGEST)))
    await db.execute(
        insert(visits).values(
            division_code=division_code,
            token_digest=_digest(token),
            person_id=person_id,
            begun_at=now,
            seen_at=now,
            way=way,
        )
    )
    return token


async def find_visit(reception: Reception, token: str, is_somebody: bool = True) -> Visit | None:
    """The visit of a token that is not over, of a person who may still sign in.

    `is_somebody`: a person asked; a page that asks by itself keeps no visit alive.
    """
    now = reception.clock.now()
    here = visits.join(people, visits.c.person_id == people.c.person_id)
    query = select(people, visits.c.seen_at, visits.c.way).select_from(here).where(
        visits.c.token_digest == _digest(token),
        visits.c.seen_at > now - IDLE,
        visits.c.begun_at > now - LONGEST,
        people.c.is_closed == 0,
    )  # fmt: skip
    async with reception.database.read() as db:
        row = (await db.execute(query)).one_or_none()
    if row is None:
        return None
    if is_somebody and now - row.seen_at > SEEN_EVERY:
        async with reception.database.write() as db:
            mine = visits.c.token_digest == _digest(token)
            await db.execute(update(visits).where(mine).values(seen_at=now))
    return Visit(person_of(row), token, row.way == BY_OIDC)


async def end_visit(db: AsyncConnection, token: str) -> None:
    """Sign out."""
    await db.execute(delete(visits).where(visits.c.token_digest == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
