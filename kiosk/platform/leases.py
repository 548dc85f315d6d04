"""Case numbers: blocks of serials, each given once to one terminal, and the check that a number is of such a block.

HSL3-260421-00373       prefix, civil day, the serial's last four digits, check digit (decisions/0015)

A database that was restored from an older copy has forgotten blocks. A terminal that has one brings it back: a serial
of its own prefix beyond all that is known here is written down as its block, and the next one begins after it.
"""

import logging
import re
from datetime import datetime
from enum import Enum, auto

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
MOST_FORGOTTEN_COUNT = _RESIDUES
"""How far beyond the known blocks a terminal's own may end: a number's four digits tell no more apart."""
_log = logging.getLogger(__name__)


class LeaseKnown(Enum):
    """How this platform knows that a number is the terminal's."""

    GIVEN = auto()
    LEARNT = auto()
    """By the terminal's word."""


async def next_lease(reception: Reception, caller: Caller, wish: LeaseWish) -> Lease | Refusal:
    """The block after the one that ends at `wish.after`, given now or by an earlier asking whose answer was lost."""
    async with reception.database.write() as db:
        held = await leases_of(db, caller)
        ends, highest = (0, *(lease.last for lease in held)), await _highest(db, caller)
        beyond_count = wish.after - highest
        if 0 < beyond_count <= MOST_FORGOTTEN_COUNT and beyond_count % LEASE_SIZE == 0:
            await _learn(db, caller, highest + 1, wish.after, reception.clock.now())
        elif wish.after not in ends and (beyond_count > 0 or not await _is_learnt(db, caller, wish.after)):
            return refusal(422, "unknown-serial", "No block of this terminal ends there.")
        following = next((lease for lease in held if lease.first > wish.after), None)
        return following or await give_lease(db, caller, reception.clock.now())


async def leases_of(db: AsyncConnection, caller: Caller) -> list[Lease]:
    """The blocks given to this enrolment, in order; those of a machine that stood there before are not its to use.

    Neither are those that were learnt: nobody here knows which of their numbers are used.
    """
    mine = (leases.c.terminal_id == caller.terminal_id) & (leases.c.enrolment == caller.enrolment)
    rows = await db.execute(select(leases).where(mine & (leases.c.is_learnt == 0)).order_by(leases.c.first))
    return [Lease(prefix=row.prefix, first=row.first, last=row.last) for row in rows]


async def give_lease(db: AsyncConnection, caller: Caller, now: datetime) -> Lease:
    """A block of the terminal's prefix that nobody ever had."""
    first = await _highest(db, caller) + 1
    given = Lease(prefix=caller.number_prefix, first=first, last=first + LEASE_SIZE - 1)
    await _write(db, caller, given, now, is_learnt=False)
    return given


async def _is_learnt(db: AsyncConnection, caller: Caller, serial: int) -> bool:
    learnt = (leases.c.prefix == caller.number_prefix) & (leases.c.is_learnt == 1)
    around = learnt & (leases.c.first <= serial) & (leases.c.last >= serial)
    return (await db.execute(select(leases.c.first).where(around))).first() is not None


async def _highest(db: AsyncConnection, caller: Caller) -> int:
    """The last serial of the terminal's prefix that anybody was given; 0 for none."""
    highest = select(func.coalesce(func.max(leases.c.last), 0)).where(leases.c.prefix == caller.number_prefix)
    return int((await db.execute(highest)).scalar_one())


async def _learn(db: AsyncConnection, caller: Caller, first: int, last: int, now: datetime) -> None:
    """Write down what the terminal was given and this database has forgotten."""
    await _write(db, caller, Lease(prefix=caller.number_prefix, first=first, last=last), now, is_learnt=True)
    fields = {"terminal_id": caller.terminal_id, "first": first, "last": last}
    _log.warning("lease_learnt", extra={"fields": fields})


async def _write(db: AsyncConnection, caller: Caller, lease: Lease, now: datetime, *, is_learnt: bool) -> None:
    await db.execute(
        insert(leases).values(
            division_code=caller.division_code,
            prefix=lease.prefix,
            first=lease.first,
            last=lease.last,
            terminal_id=caller.terminal_id,
            enrolment=caller.enrolment,
            at=now,
            is_learnt=int(is_learnt),
        )
    )


async def check_number(
    db: AsyncConnection, caller: Caller, number: str, alg: str, now: datetime
) -> LeaseKnown | Refusal:
    """Whether this terminal may give the number out; one of the first version, which was never sealed, is as good.

    A number of its own prefix and of no block that is known is learnt.
    """
    if alg == ALG_NONE and _FIRST_VERSION.fullmatch(number):
        return LeaseKnown.GIVEN
    if not is_case_number(number):
        return refusal(422, "invalid-number", "The case's number is not formed as numbers are.")
    prefix, _, digits = number.split("-")
    if prefix != caller.number_prefix:
        return refusal(422, "number-not-leased", "The case's number is of no block of this terminal.")
    residue = int(digits[:-1])
    blocks = (await db.execute(select(leases).where(leases.c.prefix == prefix).order_by(leases.c.is_learnt))).all()
    block = next((each for each in blocks if _is_within(residue, each.first, each.last)), None)
    if block is None:
        first = max((each.last for each in blocks), default=0) + 1
        beyond_count = (residue - first) % _RESIDUES
        last = first + (beyond_count // LEASE_SIZE + 1) * LEASE_SIZE - 1
        await _learn(db, caller, first, last, now)
    return LeaseKnown.LEARNT if block is None or block.is_learnt else LeaseKnown.GIVEN


def _is_within(residue: int, first: int, last: int) -> bool:
    """Whether a serial of the block ends in these four digits."""
    return (residue - first) % _RESIDUES <= last - first
