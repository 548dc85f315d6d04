"""Case numbers: blocks of serials, each given once to one terminal, and the check that a number is of such a block.

HSL3-260421-00373       prefix, civil day, the serial's last four digits, check digit (decisions/0015)
"""

import re
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.core.numbers import is_case_number
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.tables import leases
from kiosk.platform.terminals import Caller
from kiosk.wire import ALG_NONE, LEASE_SIZE, Lease, LeaseWish

_FIRST_VERSION = re.compile(r"[A-Z0-9]{2,8}-[0-9]{4}-[0-9]{4,}|[A-Z0-9]{2,8}-[0-9]{6}-[0-9]{4}")
"""Prefix, day with or without its year, serial: what lies in a queue from before numbers were leased."""
_RESIDUES = 10_000


async def next_lease(reception: Reception, caller: Caller, wish: LeaseWish) -> Lease | Refusal:
    """The block after the one that ends at `wish.after`, given now or by an earlier asking whose answer was lost."""
    async with reception.database.write() as db:
        held = await leases_of(db, caller)
        if wish.after not in (0, *(lease.last for lease in held)):
            return refusal(422, "unknown-serial", "No block of this terminal ends there.")
        following = next((lease for lease in held if lease.first > wish.after), None)
        return following or await give_lease(db, caller, reception.clock.now())


async def leases_of(db: AsyncConnection, caller: Caller) -> list[Lease]:
    """The blocks of this enrolment, in order; those of a machine that stood there before are not this one's to use."""
    mine = (leases.c.terminal_id == caller.terminal_id) & (leases.c.enrolment == caller.enrolment)
    rows = await db.execute(select(leases).where(mine).order_by(leases.c.first))
    return [Lease(prefix=row.prefix, first=row.first, last=row.last) for row in rows]


async def give_lease(db: AsyncConnection, caller: Caller, now: datetime) -> Lease:
    """A block of the terminal's prefix that nobody ever had."""
    highest = select(func.coalesce(func.max(leases.c.last), 0)).where(leases.c.prefix == caller.number_prefix)
    first = int((await db.execute(highest)).scalar_one()) + 1
    given = Lease(prefix=caller.number_prefix, first=first, last=first + LEASE_SIZE - 1)
    await db.execute(
        insert(leases).values(
            division_code=caller.division_code,
            prefix=given.prefix,
            first=given.first,
            last=given.last,
            terminal_id=caller.terminal_id,
            enrolment=caller.enrolment,
            at=now,
        )
    )
    return given


async def check_number(db: AsyncConnection, caller: Caller, number: str, alg: str) -> Refusal | None:
    """None for a number this terminal may give out; also for one of the first version, which was never sealed."""
    if alg == ALG_NONE and _FIRST_VERSION.fullmatch(number):
        return None
    if not is_case_number(number):
        return refusal(422, "invalid-number", "The case's number is not formed as numbers are.")
    prefix, _, digits = number.split("-")
    mine = (leases.c.terminal_id == caller.terminal_id) & (leases.c.prefix == prefix)
    blocks = (await db.execute(select(leases.c.first, leases.c.last).where(mine))).all()
    if any(_is_within(int(digits[:-1]), block.first, block.last) for block in blocks):
        return None
    return refusal(422, "number-not-leased", "The case's number is of no block of this terminal.")


def _is_within(residue: int, first: int, last: int) -> bool:
    """Whether a serial of the block ends in these four digits."""
    return (residue - first) % _RESIDUES <= last - first
