"""The terminals this platform knows, by the keys they sign with.

    code given out ─► awaiting_enrolment ─► key handed in ─► awaiting_confirmation ─► fingerprint confirmed ─► active
                                                              revoked ◄─ staff, from every state

The terminal's state is for people; what a request may do follows from its key's: offered, active (until another one
has followed), revoked.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kiosk.platform.tables import terminal_keys, terminals


class TerminalState(StrEnum):
    """What people see of a terminal."""

    AWAITING_ENROLMENT = "awaiting_enrolment"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    ACTIVE = "active"
    REVOKED = "revoked"


class KeyState(StrEnum):
    """What a key is good for."""

    OFFERED = "offered"
    """Handed in with a code; nobody has compared its fingerprint yet."""
    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Caller:
    """The terminal that signed a request."""

    terminal_id: str
    division_code: str
    number_prefix: str
    key_id: str
    enrolment: int


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was ever handed in, and whose it is."""

    owner: Caller
    public_key: bytes
    state: KeyState
    holds_until: datetime | None
    revoked_at: datetime | None

    def holds(self, now: datetime) -> bool:
        """Whether no other key has taken its place yet."""
        return self.holds_until is None or now < self.holds_until


async def find_key(db: AsyncConnection, key_id: str) -> KnownKey | None:
    """A key by its id, with its terminal."""
    joined = select(terminal_keys, terminals.c.number_prefix, terminals.c.revoked_at).join(terminals)
    row = (await db.execute(joined.where(terminal_keys.c.key_id == key_id))).one_or_none()
    if row is None:
        return None
    owner = Caller(row.terminal_id, row.division_code, row.number_prefix, row.key_id, row.enrolment)
    return KnownKey(owner, bytes(row.public_key), KeyState(row.state), row.holds_until, row.revoked_at)
