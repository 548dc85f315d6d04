"""Staff's ways into a terminal, from the platform's side: what is escrowed, a code's answer, a PIN, a revival.

terminal ─ AccessEscrow, sealed ─► kept as it came ─► opened for one person of the fleet, and written into the diary
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.keyring import opening_keys
from kiosk.platform.people.diary import Act, Writing, write_down
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import heartbeats, terminals
from kiosk.platform.terminals import Caller
from kiosk.platform.ways_in_tables import answered_codes, revivals, terminal_access
from kiosk.wire import Envelope, Heartbeat, Revival, SealedError, body_digest, decode, from_text
from kiosk.wire.access import ACCESS_KIND, ACCESS_SCHEMA, AccessBody, AccessEscrow, AccessTaken
from kiosk.wire.staff_answers import StaffCode, answer_to, person_tag, read_code

MOST_ORDERS = 32


@dataclass(frozen=True, slots=True)
class Answered:
    """What whoever stands at the terminal types, and as what they then come in."""

    answer: str
    level: int


class NoAnswer(StrEnum):
    """Why a code gets none."""

    NOTHING = "nothing"
    """The terminal has escrowed nothing, or nothing that can be opened."""
    NO_CODE = "no_code"
    """It is no code of this terminal."""
    SAME_PERSON = "same_person"
    """Two persons are wanted, and this one is there already."""
    ANSWERED = "answered"
    """It was answered before."""


async def take_escrow(reception: Reception, caller: Caller, escrow: AccessEscrow) -> AccessTaken | Refusal:
    """Keep the newest generation of this enrolment; what cannot be opened is not kept."""
    async with reception.database.write() as db:
        mine = terminal_access.c.terminal_id == caller.terminal_id
        held = (await db.execute(select(terminal_access).where(mine))).one_or_none()
        if held is not None and held.enrolment == caller.enrolment and held.generation >= escrow.generation:
            return AccessTaken(generation=escrow.generation)
        body = await _opened(db, caller.terminal_id, caller.division_code, escrow.alg, escrow.body)
        if body is None or body.generation != escrow.generation:
            return refusal(422, "cannot-be-opened", "It is damaged, or sealed to a key that is not this platform's.")
        await db.execute(delete(terminal_access).where(mine))
        await db.execute(
            insert(terminal_access).values(
                division_code=caller.division_code, terminal_id=caller.terminal_id, enrolment=caller.enrolment,
                generation=escrow.generation, alg=escrow.alg, body=escrow.body, received_at=reception.clock.now(),
            )
        )  # fmt: skip
    return AccessTaken(generation=escrow.generation)


async def answer_code(reception: Reception, person_id: str, terminal_id: str, text: str) -> Answered | NoAnswer:
    """The answer to a code that somebody reads off a terminal, once for one person; else why not.

    Two persons are two: who is signed in there already, by card or by an answer given to the same person, gets none.
    """
    async with reception.database.write() as db:
        body = await _held(db, terminal_id)
        if body is None:
            return NoAnswer.NOTHING
        key = from_text(body.answer_key)
        code = read_code(key, terminal_id, text)
        if code is None:
            return NoAnswer.NO_CODE
        if await _is_same_person(db, terminal_id, person_id, code):
            return NoAnswer.SAME_PERSON
        here = (answered_codes.c.terminal_id == terminal_id) & (answered_codes.c.code == code.text)
        before = (await db.execute(select(answered_codes.c.person_id).where(here))).scalar()
        if before is not None:
            return NoAnswer.ANSWERED
        writing = Writing(await _division(db, terminal_id), reception.clock.now())
        await db.execute(
            insert(answered_codes).values(
                division_code=writing.division_code, terminal_id=terminal_id, code=code.text, person_id=person_id,
                at=writing.at,
            )
        )  # fmt: skip
        await write_down(db, _here(reception), person_id, Act.CODE_ANSWERED, about=terminal_id)
    return Answered(answer_to(key, terminal_id, code), code.level)


async def read_pin(reception: Reception, person_id: str, terminal_id: str, level: str) -> str | None:
    """The PIN of the newest generation that is held; None if none is."""
    async with reception.database.write() as db:
        body = await _held(db, terminal_id)
        if body is None:
            return None
        await write_down(db, _here(reception), person_id, Act.PIN_READ, about=f"{terminal_id} {level}")
    return body.pin_clerk if level == "clerk" else body.pin_technician


async def revive(reception: Reception, person_id: str, terminal_id: str, credential: str) -> bool:
    """Order a terminal to let a dead way in be tried again; False if it does not say that it is dead."""
    async with reception.database.write() as db:
        if credential not in await dead_ways(db, terminal_id):
            return False
        mine = revivals.c.terminal_id == terminal_id
        pending = select(func.count()).select_from(revivals)
        pending = pending.where(mine & (revivals.c.credential == credential) & (revivals.c.is_followed == 0))
        if (await db.execute(pending)).scalar_one():
            return True
        highest = (await db.execute(select(func.max(revivals.c.ordinal)).where(mine))).scalar() or 0
        await db.execute(
            insert(revivals).values(
                division_code=await _division(db, terminal_id), terminal_id=terminal_id, ordinal=highest + 1,
                credential=credential, at=reception.clock.now(), by_person=person_id, is_followed=0,
            )
        )  # fmt: skip
        await write_down(db, _here(reception), person_id, Act.WAY_REVIVED, about=f"{terminal_id} {credential}")
    return True


async def dead_ways(db: AsyncConnection, terminal_id: str) -> tuple[str, ...]:
    """What its last beat said of them."""
    data = (await db.execute(select(heartbeats.c.data).where(heartbeats.c.terminal_id == terminal_id))).scalar()
    return () if data is None else tuple(decode(data, Heartbeat).locked)


async def orders_for(db: AsyncConnection, terminal_id: str, locked: Sequence[str]) -> list[Revival]:
    """What is still to be revived; an order whose credential is not dead any more was followed."""
    open_ones = (revivals.c.terminal_id == terminal_id) & (revivals.c.is_followed == 0)
    rows = (await db.execute(select(revivals).where(open_ones).order_by(revivals.c.ordinal))).all()
    for row in rows:
        if row.credential not in locked:
            done = (revivals.c.terminal_id == terminal_id) & (revivals.c.ordinal == row.ordinal)
            await db.execute(update(revivals).where(done).values(is_followed=1))
    due = [row for row in rows if row.credential in locked]
    return [Revival(order=row.ordinal, credential=row.credential) for row in due[:MOST_ORDERS]]


async def _is_same_person(db: AsyncConnection, terminal_id: str, person_id: str, code: StaffCode) -> bool:
    """Whoever is signed in there already is named by a tag: of their staff number, or of the code they came in by."""
    if not code.first_tag:
        return False
    if person_tag(person_id) == code.first_tag:
        return True
    theirs = (answered_codes.c.terminal_id == terminal_id) & (answered_codes.c.person_id == person_id)
    given = (await db.execute(select(answered_codes.c.code).where(theirs))).scalars()
    return any(person_tag(each) == code.first_tag for each in given)


async def _held(db: AsyncConnection, terminal_id: str) -> AccessBody | None:
    row = (await db.execute(select(terminal_access).where(terminal_access.c.terminal_id == terminal_id))).one_or_none()
    return None if row is None else await _opened(db, terminal_id, row.division_code, row.alg, row.body)


async def _opened(db: AsyncConnection, terminal_id: str, division: str, alg: str, body: str) -> AccessBody | None:
    envelope = Envelope(
        case_id=terminal_id, kind=ACCESS_KIND, division_code=division, schema=ACCESS_SCHEMA, alg=alg,
        digest=body_digest(body), body=body,
    )  # fmt: skip
    try:
        return decode((await opening_keys(db)).open_body(envelope), AccessBody)
    except (SealedError, ValueError):
        return None


async def _division(db: AsyncConnection, terminal_id: str) -> str:
    found = select(terminals.c.division_code).where(terminals.c.terminal_id == terminal_id)
    return str((await db.execute(found)).scalar_one())


def _here(reception: Reception) -> Writing:
    return Writing(reception.settings.division_code, reception.clock.now())
