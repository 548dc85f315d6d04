"""A case and what is said of it: the words shared by terminal and platform.

The national case tables (up_pro_accept, up_pro_process …) name the states; 收件 (received) and 受理 (accepted) are
kept apart everywhere: a terminal only ever receives.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands at the platform."""

    RECEIVED = "received"
    CORRECTION_REQUIRED = "correction_required"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    CLOSED = "closed"


class StepState(StrEnum):
    """One span of the bridge."""

    DONE = "done"
    CURRENT = "current"
    TODO = "todo"


class Tick(StrEnum):
    """The four that a resident asks for: where their matter has been, whoever has it now."""

    KEPT = "kept"
    """This machine has it."""
    RECEIVED = "received"
    """The platform has it: 收件."""
    ACCEPTED = "accepted"
    """The department has: 受理."""
    ANSWERED = "answered"


class ResidentAct(StrEnum):
    """What a resident may do about their own case, where it stands now."""

    REOPEN = "reopen"
    """还没解决: what was answered is done again, under a new clock."""
    REPLY = "reply"
    WITHDRAW = "withdraw"
    """Before 受理."""
    CORRECT_PHONE = "correct_phone"


class SayingKind(StrEnum):
    """What was said between a resident and those who have the case."""

    REOPENED = "reopened"
    REPLIED = "replied"
    RESPONDED = "responded"
    """By staff, to a reply."""
    PHONE_CORRECTED = "phone_corrected"
    WITHDRAWAL_TOO_LATE = "withdrawal_too_late"
    """The resident's wish came after 受理: nothing was withdrawn."""


class CloseResult(StrEnum):
    """How a case ended (办结)."""

    GRANTED = "granted"
    NOT_GRANTED = "not_granted"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Step:
    """One span: who does what, when it was done or is expected."""

    name: str
    department: str
    state: StepState
    at: datetime | None = None
    handler_masked: str | None = None
    note: str | None = None
    expected_by: date | None = None


@dataclass(frozen=True, slots=True)
class MaterialWanted:
    """One thing that is missing, and why, in the words of the person who asks."""

    material_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """补正: everything missing, told once."""

    correction_id: str
    asked_at: datetime
    due_on: date
    department: str
    handler_masked: str
    materials: tuple[MaterialWanted, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the department said at the end."""

    result: CloseResult
    text: str
    at: datetime
    department: str


@dataclass(frozen=True, slots=True)
class Rectification:
    """What follows this person's own bad rating: looked into, and then what came of it."""

    due_on: date
    text: str = ""
    at: datetime | None = None
    """When it was answered; None while it is looked into."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that was said; of the resident's own words only that and when: they stay sealed."""

    kind: SayingKind
    at: datetime
    text: str = ""
    department: str = ""
    """Who responded."""


@dataclass(frozen=True, slots=True)
class Doers:
    """Who did it besides the person it is for, masked; empty where nobody was."""

    agent_masked: str = ""
    relation: str = ""
    """What the agent is to this person; a key of `acting.relation.*`."""
    ground: str = ""
    """On what they acted; a key of `acting.ground.*`."""
    helper_masked: str = ""
    """Who helped at the machine; a word for somebody who is known to the platform alone."""


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """One case as its owner may see it."""

    case_id: str
    number: str
    item_id: str
    item_name: str
    state: CaseState
    filed_at: datetime
    steps: tuple[Step, ...]
    committed_working_days: int
    used_working_days: int
    answer_due_on: date
    contact_phone: str
    correction: Correction | None = None
    answer: Answer | None = None
    rectification: Rectification | None = None
    """Of a terminal of before it is not shown: msgspec lets a dataclass pass over what it does not know."""
    received_at: datetime | None = None
    """收件; None from a platform of before, which has it all the same."""
    accepted_at: datetime | None = None
    """受理; None while it is not, or from a platform of before."""
    may: tuple[ResidentAct, ...] = ()
    """What the platform would take of its owner now; nothing from a platform of before."""
    said: tuple[Saying, ...] = ()
    """The latest of it, newest last."""
    doers: Doers | None = None
    """None where its owner did it alone, or from a platform of before."""

    @property
    def missing(self) -> Correction | None:
        """What its owner is to bring now; None once it was brought, or nothing is asked for."""
        return self.correction if self.state is CaseState.CORRECTION_REQUIRED else None

    @property
    def ticks(self) -> tuple[tuple[Tick, datetime | None, bool], ...]:
        """Each with its moment, where one is known, and whether it is reached; one may be passed over (不予受理)."""
        is_accepted = self.accepted_at is not None or self.state is CaseState.ACCEPTED
        answered_at = self.answer.at if self.answer else None
        return (
            (Tick.KEPT, self.filed_at, True),
            (Tick.RECEIVED, self.received_at, True),
            (Tick.ACCEPTED, self.accepted_at, is_accepted),
            (Tick.ANSWERED, answered_at, answered_at is not None),
        )


LEAST_GOOD_LEVEL = 3
"""基本满意 and better count as good; below it the question is what was bad."""
GOOD_REASONS = ("readable", "clear", "no_queue", "helped", "fast", "quiet")
BAD_REASONS = ("unreadable", "unclear", "slow", "no_help", "too_much", "machine")


def reasons_of(level: int) -> tuple[str, ...]:
    """What can be said of a rating of this level, by the words' key (`rate.reason.*`)."""
    return GOOD_REASONS if level >= LEAST_GOOD_LEVEL else BAD_REASONS
