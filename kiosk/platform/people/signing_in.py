"""Signing in, and the first start: who is let in, and what is counted and written down on the way."""

import asyncio
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.people.register import (
    Person,
    add_person,
    change_password,
    find_person,
    has_administrator,
    is_poor,
)
from kiosk.platform.people.second import fitting_step, second_of, use_step
from kiosk.platform.people.tries import count_try, forgive, of_account, of_address
from kiosk.platform.people.visits import begin_visit
from kiosk.platform.reception import Reception
from kiosk.wire.passwords import hash_password, is_password


class NotIn(StrEnum):
    """Why nobody is let in."""

    WRONG = "wrong"
    """Name, password or the second factor's digits; which of them is not said."""
    SHUT = "shut"
    POOR = "poor"
    DONE = "done"
    """There is an administrator already."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not let in; `wait_s`: how long until the next try."""

    why: NotIn
    wait_s: int = 0


@dataclass(frozen=True, slots=True)
class Knock:
    """One try at the door."""

    person_id: str
    password: str = field(repr=False)
    host: str = ""
    code: str = field(default="", repr=False)
    """Of the second factor, for who has one."""


async def sign_in(reception: Reception, knock: Knock) -> str | Refused:
    """A new visit's token, or why not. Costs the same for a name that is not there."""
    database, division_code, now = reception.database, reception.settings.division_code, reception.clock.now()
    shut = await _counted(reception, knock)
    if shut is not None:
        return shut
    async with database.read() as db:
        found = await find_person(db, knock.person_id)
    person, kept = found if found is not None else (None, "")
    right = await _is_password(reception, knock.password, kept)
    writing = Writing(division_code, now)
    async with database.write() as db:
        if person is None or not right or person.is_closed or not await _is_second(db, person, knock.code, now):
            who = person.person_id if person is not None else ""
            await write_down(db, writing, who, Act.NOT_SIGNED_IN, about=knock.host)
            return Refused(NotIn.WRONG)
        await forgive(db, division_code, of_account(knock.person_id), of_address(knock.host), now)
        await write_down(db, writing, person.person_id, Act.SIGNED_IN, about=knock.host)
        return await begin_visit(db, division_code, person.person_id, now)


async def set_up(reception: Reception, code: str, person: Person, knock: Knock) -> str | Refused:
    """Make the first administrator of the one-time code, and sign them in."""
    shut = await _counted(reception, Knock("set-up", "", knock.host))
    if shut is not None:
        return shut
    if not reception.set_up.fits(code):
        return Refused(NotIn.WRONG)
    if is_poor(knock.password, person):
        return Refused(NotIn.POOR)
    kept = await hashed(reception, knock.password)
    now, division_code = reception.clock.now(), reception.settings.division_code
    async with reception.database.write() as db:
        if await has_administrator(db):
            return Refused(NotIn.DONE)
        if await find_person(db, person.person_id) is not None:
            return Refused(NotIn.WRONG)
        await add_person(db, division_code, person, kept, (now, person.person_id))
        await write_down(db, Writing(division_code, now), person.person_id, Act.SET_UP, about=knock.host)
        token = await begin_visit(db, division_code, person.person_id.lower(), now)
    reception.set_up.over()
    return token


async def renew_password(reception: Reception, person: Person, old: str, knock: Knock) -> str | Refused:
    """A person's own new password; every visit ends, and the token of a new one is told."""
    shut = await _counted(reception, knock)
    if shut is not None:
        return shut
    async with reception.database.read() as db:
        found = await find_person(db, person.person_id)
    if found is None or not await _is_password(reception, old, found[1]):
        return Refused(NotIn.WRONG)
    if is_poor(knock.password, person) or knock.password == old:
        return Refused(NotIn.POOR)
    kept = await hashed(reception, knock.password)
    now, division_code = reception.clock.now(), reception.settings.division_code
    async with reception.database.write() as db:
        await change_password(db, person.person_id, kept, must_change=False)
        await forgive(db, division_code, of_account(person.person_id), of_address(knock.host), now)
        await write_down(db, Writing(division_code, now), person.person_id, Act.PASSWORD_CHANGED)
        return await begin_visit(db, division_code, person.person_id, now)


async def hashed(reception: Reception, password: str) -> str:
    """The PHC string to keep."""
    async with reception.hashing:
        return await asyncio.to_thread(hash_password, password)


async def offer_set_up(reception: Reception) -> str | None:
    """A one-time code for the first administrator, None where there is one. Another one with every start."""
    async with reception.database.read() as db:
        if await has_administrator(db):
            return None
    return reception.set_up.offer()


async def _is_password(reception: Reception, password: str, kept: str) -> bool:
    if not kept:  # nobody's: it costs the same
        await hashed(reception, password)
        return False
    async with reception.hashing:
        return await asyncio.to_thread(is_password, password, kept)


async def has_said_password(reception: Reception, person: Person, knock: Knock) -> Refused | None:
    """None once somebody who is signed in has said their password again; counted as every try is."""
    shut = await _counted(reception, knock)
    if shut is not None:
        return shut
    async with reception.database.read() as db:
        found = await find_person(db, person.person_id)
    if found is None or not await _is_password(reception, knock.password, found[1]):
        return Refused(NotIn.WRONG)
    now, division_code = reception.clock.now(), reception.settings.division_code
    async with reception.database.write() as db:
        await forgive(db, division_code, of_account(person.person_id), of_address(knock.host), now)
    return None


async def _is_second(db: AsyncConnection, person: Person, code: str, now: datetime) -> bool:
    """True for somebody without a second factor, too."""
    kept = await second_of(db, person.person_id)
    if kept is None:
        return True
    step = fitting_step(kept[0], code, now, kept[1])
    return step is not None and await use_step(db, person.person_id, step)


async def _counted(reception: Reception, knock: Knock) -> Refused | None:
    now, division_code = reception.clock.now(), reception.settings.division_code
    async with reception.database.write() as db:
        for subject in (of_address(knock.host), of_account(knock.person_id)):
            wait: timedelta | None = await count_try(db, division_code, subject, now)
            if wait is not None:
                return Refused(NotIn.SHUT, math.ceil(wait.total_seconds()))
    return None
