"""What the platform asks of another system, whichever it is: submit, query, result, cancel. Shapes only.

    a task opens at a connected desk ─► submit ─► its id there
    every minute ─► query ─► done, or sent back ─► result ─► the event that a person at that desk would have made
    the task goes elsewhere, or the case ends ─► cancel

Expected failures are values: `Away` is tried again, the same message under the same id; `Refused` is for a person.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from kiosk.wire import Applicant


@dataclass(frozen=True, slots=True)
class Away:
    """Nobody answered, or it was asked to come later. `after_s`: what it asked for itself."""

    cause: str
    after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never take this as it is."""

    cause: str


@dataclass(frozen=True, slots=True)
class Order:
    """One desk's part of a case, as another system gets it."""

    order_id: str
    """Of this part for ever: sent again it is the same order."""
    number: str
    item_id: str
    item_name: str
    task_name: str
    division_code: str
    filed_at: datetime
    due_on: date | None
    applicant: Applicant | None
    """None where the system is not to know (`sends_person`), or nobody said."""
    answers: dict[str, str]


class Remote(StrEnum):
    """Where an order stands there."""

    TAKEN = "taken"
    WORKING = "working"
    DONE = "done"
    SENT_BACK = "sent_back"
    CANCELLED = "cancelled"


OVER = frozenset({Remote.DONE, Remote.SENT_BACK, Remote.CANCELLED})


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it there, in words for the desks after it."""

    text: str


class System(Protocol):
    """One other system. Every method may be called again with the same: it has happened once."""

    async def submit(self, order: Order) -> str | Away | Refused:
        """Hand it over; its id there."""

    async def query(self, remote_id: str) -> Remote | Away | Refused:
        """Where it stands."""

    async def result(self, remote_id: str) -> Result | Away | Refused:
        """What came of one that is done or was sent back."""

    async def cancel(self, remote_id: str, reason: str) -> Away | Refused | None:
        """It is wanted no more; one that is over there stays as it is."""


class Listener(Protocol):
    """Whoever wants to hear of what happens."""

    async def hear(self, event: dict[str, object]) -> Away | Refused | None:
        """One event, by its id once."""
