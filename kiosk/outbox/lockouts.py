"""How often a credential was tried, written before each try is looked at, so that no power cut gives one back.

    tries   1 2 3 4 │  5   6   7 …   14    │ 15
    wait    none    │ 15  30  60 … 7 680 s │ dead, until the platform or two technicians revive it

A wait is counted by the monotonic clock of one run of the machine: no set clock shortens it, and after a restart it
begins anew. A right try takes the row away. Other credentials are none of its business.
"""

from dataclasses import dataclass

import apsw

from kiosk.outbox.queries import SQL

FREE_TRIES_COUNT = 5
FIRST_WAIT_S = 15.0
MOST_TRIES_COUNT = 15


@dataclass(frozen=True, slots=True)
class MayTry:
    """It is written down; `left_count` more until waiting begins."""

    left_count: int


@dataclass(frozen=True, slots=True)
class MustWait:
    """So long, by this machine's own time."""

    wait_s: float


@dataclass(frozen=True, slots=True)
class Dead:
    """Until it is revived."""


Ruling = MayTry | MustWait | Dead


@dataclass(frozen=True, slots=True)
class Lockout:
    """One credential that was tried in vain."""

    credential: str
    try_count: int
    wait_s: float

    @property
    def is_dead(self) -> bool:
        return self.try_count >= MOST_TRIES_COUNT


def wait_after_s(try_count: int) -> float:
    """How long to wait after so many wrong tries."""
    return 0.0 if try_count < FREE_TRIES_COUNT else FIRST_WAIT_S * 2 ** (try_count - FREE_TRIES_COUNT)


def begin_try(db: apsw.Connection, credential: str, boot: str, now_s: float) -> Ruling:
    """Count one more try, or refuse it; the caller's transaction is on disk before anybody looks at what was typed."""
    row = SQL.lockout_of(db, credential=credential)
    count = 0 if row is None else int(row[0])
    if count >= MOST_TRIES_COUNT:
        return Dead()
    if row is not None and (left_s := _left_s(count, row[1], row[2], boot, now_s)) > 0:
        return MustWait(left_s)
    SQL.count_try(db, credential=credential, boot=boot, from_s=now_s)
    return MayTry(max(0, FREE_TRIES_COUNT - 1 - count))


def clear(db: apsw.Connection, credential: str) -> bool:
    """Begin again from nothing: it was right, or it is revived. Whether there was anything."""
    SQL.clear_lockout(db, credential=credential)
    return bool(db.changes())


def begin_run(db: apsw.Connection, boot: str, now_s: float) -> None:
    """What waits since an earlier run of the machine waits from now on."""
    SQL.begin_waits_anew(db, boot=boot, now_s=now_s)


def all_of(db: apsw.Connection, boot: str, now_s: float) -> tuple[Lockout, ...]:
    """Every credential that was tried in vain, by name."""
    return tuple(
        Lockout(credential, count, _left_s(count, of, from_s, boot, now_s))
        for credential, count, of, from_s in SQL.lockouts(db)
    )


def _left_s(count: int, of_boot: str, from_s: float, boot: str, now_s: float) -> float:
    """What is left of a wait: never more than all of it, and all of it if it is of another run."""
    wait_s = wait_after_s(count)
    passed_s = now_s - from_s if of_boot == boot else 0.0
    return min(wait_s, max(0.0, wait_s - passed_s))
