"""Staff's ways in, as this machine keeps them: tries, what is checked against, and the audit of both.

Everything here is one commit each, on the store's thread. What was typed is never known here.
"""

from dataclasses import dataclass
from typing import Any

import apsw

from kiosk.core.clock import Clock
from kiosk.outbox import audit, lockouts
from kiosk.outbox.audit import Event
from kiosk.outbox.lockouts import Lockout, MayTry, Ruling
from kiosk.outbox.queries import SQL
from kiosk.outbox.transactions import transaction


@dataclass(frozen=True, slots=True, repr=False)
class AccessKept:
    """One generation of what staff are checked against."""

    generation: int
    answer_key: bytes
    pin_clerk: str
    """As `kiosk.wire.passwords` keeps it; so is the next."""
    pin_technician: str
    escrow: bytes | None
    """Sealed to the platform; None once it is there."""
    last_revival: int = 0


class AccessBook:
    """Store's thread. Raises apsw's errors where the disk fails, and then nothing was done."""

    def __init__(self, db: apsw.Connection, clock: Clock, boot: str) -> None:
        self._db = db
        self._clock = clock
        self._boot = boot
        self._is_begun = False

    def begin_try(self, credential: str) -> Ruling:
        """Write one more try down; only when it is on disk may anybody look whether it is right."""
        self._begin_run()
        with transaction(self._db):
            ruling = lockouts.begin_try(self._db, credential, self._boot, self._clock.monotonic_s())
            if isinstance(ruling, MayTry):
                self._record(Event.TRIED, credential, left_count=ruling.left_count)
        return ruling

    def succeeded(self, credential: str, next_kept: AccessKept | None = None) -> None:
        """It was right; a PIN gives way to the next in the same commit."""
        with transaction(self._db):
            lockouts.clear(self._db, credential)
            if next_kept is not None:
                self._put(next_kept)

    def revive(self, credential: str, by: list[str], order: int = 0) -> bool:
        """Let a credential be tried again, in the name of two people or by the platform's order, each order once."""
        with transaction(self._db):
            if order:
                SQL.take_revival(self._db, revival=order)
                if not self._db.changes():
                    return False
            lockouts.clear(self._db, credential)
            self._record(Event.REVIVED, credential, by=by)
        return True

    def lockouts(self) -> tuple[Lockout, ...]:
        """What was tried in vain."""
        self._begin_run()
        return lockouts.all_of(self._db, self._boot, self._clock.monotonic_s())

    def kept(self) -> AccessKept | None:
        """The generation in use; None before the first."""
        row = SQL.access_row(self._db)
        return None if row is None else AccessKept(*row)

    def keep(self, kept: AccessKept) -> None:
        """Another generation takes the place of the one before."""
        with transaction(self._db):
            self._put(kept)

    def escrow_taken(self, generation: int) -> None:
        """The platform holds this generation."""
        with transaction(self._db):
            SQL.escrow_taken(self._db, generation=generation)

    def note(self, event: Event, subject: str, by: list[str], **details: Any) -> None:
        """Write down who did what at the machine. `by`: staff; nothing of a resident."""
        with transaction(self._db):
            self._record(event, subject, by=by, **details)

    def noted(self, subject: str) -> list[tuple[str, str]]:
        """When staff did this, oldest first, each with its details as JSON."""
        return [(str(at), str(details)) for at, details in SQL.maintained(self._db, subject=subject)]

    def _begin_run(self) -> None:
        """Once, before this run of the machine first looks at them: waits of an earlier run begin anew."""
        if not self._is_begun:
            with transaction(self._db):
                lockouts.begin_run(self._db, self._boot, self._clock.monotonic_s())
            self._is_begun = True

    def _put(self, kept: AccessKept) -> None:
        SQL.put_access(
            self._db, generation=kept.generation, answer_key=kept.answer_key, pin_clerk=kept.pin_clerk,
            pin_technician=kept.pin_technician, escrow=kept.escrow,
        )  # fmt: skip
        self._record(Event.ACCESS_RENEWED, str(kept.generation))

    def _record(self, event: Event, subject: str, **details: Any) -> None:
        audit.record(self._db, self._clock.now(), event, subject, **details)
