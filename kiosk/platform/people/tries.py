"""How often somebody may try: some tries are free, then each one shuts the door for twice as long as the one before.

A try is counted before the password is looked at, in a transaction of its own: neither many at once nor a restart
gives a further one. The account's count ends with a success; an address only gets its own try back, so that nobody who
knows one password tries all the others for nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.people.tables import tries


@dataclass(frozen=True, slots=True)
class Rule:
    """So many are free within a time."""

    free_count: int
    first_shut: timedelta = timedelta(seconds=15)
    longest_shut: timedelta = timedelta(minutes=15)
    forgotten_after: timedelta = timedelta(hours=1)


OF_ACCOUNT = Rule(free_count=5)
OF_ADDRESS = Rule(free_count=30)
"""A whole office may come from one address."""
SWEPT_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tries:
    """What was tried of late on one account or from one address."""

    count: int = 0
    last_at: datetime | None = None
    shut_until: datetime | None = None


def is_shut(tried: Tries, now: datetime) -> timedelta | None:
    """How long there is still to wait."""
    return tried.shut_until - now if tried.shut_until is not None and tried.shut_until > now else None


def after_try(tried: Tries, now: datetime, rule: Rule) -> Tries:
    """One more."""
    forgotten = tried.last_at is None or now - tried.last_at > rule.forgotten_after
    count = 1 if forgotten else tried.count + 1
    beyond = count - rule.free_count
    shut = min(rule.first_shut * 2 ** min(beyond, 16), rule.longest_shut) if beyond >= 0 else None
    return Tries(count, now, None if shut is None else now + shut)


def of_account(person_id: str) -> str:
    """The subject of a person's name."""
    return f"account {person_id.lower()[:60]}"


def of_address(host: str) -> str:
    """The subject of an address; of IPv6 the network that one customer gets."""
    try:
        address = ip_address(host)
    except ValueError:
        return "address unknown"
    return f"address {int(address) >> 64:x}" if isinstance(address, IPv6Address) else f"address {address}"


async def count_try(db: AsyncConnection, division_code: str, subject: str, now: datetime) -> timedelta | None:
    """Count one and let it through; or how long to wait, and nothing is counted."""
    rule = OF_ADDRESS if subject.startswith("address") else OF_ACCOUNT
    tried = await _tried(db, subject)
    wait = is_shut(tried, now)
    if wait is None:
        await _write(db, division_code, subject, after_try(tried, now, rule))
    return wait


async def forgive(db: AsyncConnection, division_code: str, account: str, address: str, now: datetime) -> None:
    """After a success. What is long forgotten is swept out on the way."""
    await db.execute(delete(tries).where((tries.c.subject == account) | (tries.c.last_at < now - SWEPT_AFTER)))
    tried = await _tried(db, address)
    if tried.count:
        await _write(db, division_code, address, replace(tried, count=tried.count - 1, shut_until=None))


async def _tried(db: AsyncConnection, subject: str) -> Tries:
    row = (await db.execute(select(tries).where(tries.c.subject == subject))).one_or_none()
    return Tries() if row is None else Tries(row.try_count, row.last_at, row.shut_until)


async def _write(db: AsyncConnection, division_code: str, subject: str, tried: Tries) -> None:
    values = {"try_count": tried.count, "last_at": tried.last_at, "shut_until": tried.shut_until}
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    put = insert(tries).values(division_code=division_code, subject=subject, **values)
    await db.execute(put.on_conflict_do_update(index_elements=["division_code", "subject"], set_=values))
