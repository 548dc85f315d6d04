"""Who may sign in: people in the database, made and changed by administrators."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.people.tables import people, visits
from kiosk.platform.roles import Clerk, StaffRole

ROLES = tuple(role for role in StaffRole if role is not StaffRole.HOUSE)
"""What a person can be; the house is a token."""
PERSON_ID = r"[A-Za-z0-9][A-Za-z0-9._-]{1,39}"
LEAST_PASSWORD_LENGTH = 12
"""NIST SP 800-63B-4 asks for length, not for kinds of characters, and against lists of known ones."""
MOST_PASSWORD_LENGTH = 200
_GIVEN = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of first passwords: nothing that is misread on a slip of paper."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff who signs in."""

    person_id: str
    """What they sign in by (工号); small and capital letters are the same."""
    clerk: Clerk
    must_change: bool = False
    """Somebody else knows the password."""
    is_closed: bool = False
    has_second: bool = False


def given_password() -> str:
    """A first password: 16 characters, 79 bits, to be changed at the first sign-in."""
    return "-".join("".join(secrets.choice(_GIVEN) for _ in range(4)) for _ in range(4))


def is_poor(password: str, person: Person) -> bool:
    """Too short, too long, of hardly any different characters, or made of who they are."""
    lowered = password.lower()
    return (
        not LEAST_PASSWORD_LENGTH <= len(password) <= MOST_PASSWORD_LENGTH
        or len(set(lowered)) < 6
        or person.person_id.lower() in lowered
        or (len(person.clerk.name) > 1 and person.clerk.name in password)
    )


async def find_person(db: AsyncConnection, person_id: str) -> tuple[Person, str] | None:
    """A person and their kept password."""
    row = (await db.execute(select(people).where(people.c.person_id == person_id.lower()))).one_or_none()
    return None if row is None else (person_of(row), row.password)


async def list_people(db: AsyncConnection) -> list[Person]:
    """Everybody, those who may not sign in any more last."""
    rows = await db.execute(select(people).order_by(people.c.is_closed, people.c.role, people.c.person_id))
    return [person_of(row) for row in rows]


async def has_administrator(db: AsyncConnection) -> bool:
    """Whether there is anybody who can let others in."""
    return await open_administrators(db) > 0


async def open_administrators(db: AsyncConnection) -> int:
    """How many can let others in."""
    open_ones = (people.c.role == StaffRole.ADMINISTRATOR.value) & (people.c.is_closed == 0)
    return (await db.execute(select(func.count()).select_from(people).where(open_ones))).scalar_one()


async def add_person(
    db: AsyncConnection, division_code: str, person: Person, kept: str, made: tuple[datetime, str]
) -> None:
    """Write a new person; `kept`: their password's PHC string; `made`: when, and by whom."""
    at, by = made
    await db.execute(
        insert(people).values(
            division_code=division_code, person_id=person.person_id.lower(), password=kept, made_at=at, made_by=by,
            **_values(person),
        )
    )  # fmt: skip


async def change_person(db: AsyncConnection, person: Person) -> None:
    """Put these values in the place of the old ones. Whoever is not let in any more is out at once."""
    await db.execute(update(people).where(people.c.person_id == person.person_id).values(**_values(person)))
    if person.is_closed:
        await end_visits(db, person.person_id)


async def change_password(db: AsyncConnection, person_id: str, kept: str, must_change: bool) -> None:
    """Another password: every visit made with the old one is over."""
    values = {"password": kept, "must_change": int(must_change)}
    await db.execute(update(people).where(people.c.person_id == person_id).values(**values))
    await end_visits(db, person_id)


async def end_visits(db: AsyncConnection, person_id: str) -> None:
    """Sign somebody out everywhere."""
    await db.execute(visits.delete().where(visits.c.person_id == person_id))


def person_of(row: Row[Any]) -> Person:
    """From a row of `people`."""
    clerk = Clerk(row.name, StaffRole(row.role), frozenset(json.loads(row.desks)), row.area)
    return Person(row.person_id, clerk, bool(row.must_change), bool(row.is_closed), row.second_secret is not None)


def _values(person: Person) -> dict[str, Any]:
    desks: Sequence[str] = sorted(person.clerk.desks)
    return {
        "name": person.clerk.name,
        "role": person.clerk.role.value,
        "desks": json.dumps(desks),
        "area": person.clerk.area,
        "must_change": int(person.must_change),
        "is_closed": int(person.is_closed),
    }
