"""From events to where a case stands, and from a wish to the next event or a refusal. Pure, replayable.

      ┌──────────── supplied, all of it ──────────┐
      ▼                                           │
    received ── ask_correction (once) ──► correction_required
      │  │                                        │
      │  └── refuse, close(withdrawn|void) ◄──────┘
      └── accept ──► accepted ── close ──► closed

收件 is done when the case arrives; the second step accepts, asks or refuses; the later ones end with closing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from kiosk.cases import CaseState, CloseResult
from kiosk.core.clock import china_date
from kiosk.platform.case_events import (
    Accepted,
    CaseEvent,
    Closed,
    CorrectionAsked,
    NotAccepted,
    Plan,
    Received,
    Recorded,
    Supplied,
    Wanted,
)

ENDED = frozenset({CaseState.REFUSED, CaseState.CLOSED})
WITHOUT_ACCEPTANCE = frozenset({CloseResult.WITHDRAWN, CloseResult.VOID})
"""Ends that need no decision on the matter, so no acceptance either."""


@dataclass(frozen=True, slots=True)
class AskedCorrection:
    """The one correction of a case; `wanted` shrinks as things are supplied."""

    correction_id: str
    asked_at: datetime
    due_on: date
    actor: str
    asked: tuple[Wanted, ...]
    wanted: tuple[Wanted, ...]
    over_at: datetime | None = None
    """When the clock went on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff said and when."""

    at: datetime
    actor: str
    result: CloseResult
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands after its events."""

    plan: Plan
    number: str
    filed_at: datetime
    received_at: datetime
    state: CaseState
    version: int
    """The last event's seq."""
    correction: AskedCorrection | None = None
    accepted_at: datetime | None = None
    accepted_by: str = ""
    decision: Decision | None = None

    @property
    def current_index(self) -> int:
        """The span where the case is, or where it ended; -1 without spans."""
        reached = 1 if self.accepted_at is None else 2
        return min(reached, len(self.plan.steps) - 1)

    @property
    def department(self) -> str:
        """Who has it now."""
        return self.plan.steps[self.current_index].department if self.plan.steps else self.plan.department


@dataclass(frozen=True, slots=True)
class NotNow:
    """The wish does not fit the state; `reason` is a word for the problem's type."""

    state: CaseState
    reason: str


def apply(events: Iterable[Recorded]) -> Case:
    """Replay a history; raises ValueError for one that does not begin with 收件."""
    case: Case | None = None
    for recorded in events:
        case = begin(recorded) if case is None else evolve(case, recorded)
    if case is None:
        raise ValueError("a case without events")
    return case


def begin(recorded: Recorded) -> Case:
    """The case as it arrived."""
    event = recorded.event
    if not isinstance(event, Received):
        raise ValueError("a history begins with its arrival")
    return Case(event.plan, event.number, event.filed_at, recorded.at, CaseState.RECEIVED, recorded.seq)


def evolve(case: Case, recorded: Recorded) -> Case:
    """The case after one more event, which `decide` allowed when it happened."""
    at, actor, event = recorded.at, recorded.actor, recorded.event
    case = replace(case, version=recorded.seq)
    match event:
        case Received():
            raise ValueError("a case arrives once")
        case CorrectionAsked():
            asked = AskedCorrection(event.correction_id, at, event.due_on, actor, event.materials, event.materials)
            return replace(case, state=CaseState.CORRECTION_REQUIRED, correction=asked)
        case Supplied():
            return _supplied(case, event, at)
        case Accepted():
            return replace(case, state=CaseState.ACCEPTED, accepted_at=at, accepted_by=actor)
        case NotAccepted(reason=reason):
            ended = Decision(at, actor, CloseResult.NOT_GRANTED, reason)
            return replace(_clock_on(case, at), state=CaseState.REFUSED, decision=ended)
        case Closed(result=result, text=text):
            return replace(_clock_on(case, at), state=CaseState.CLOSED, decision=Decision(at, actor, result, text))
        case _:
            assert_never(event)


def decide(case: Case, wish: CaseEvent, today: date) -> CaseEvent | NotNow:
    """The wish itself where it fits the state, else why not. Nothing is changed."""
    state = case.state
    match wish:
        case Received():
            return NotNow(state, "already-received")
        case CorrectionAsked(due_on=due_on):
            if case.correction is not None:
                return NotNow(state, "correction-already-asked")
            if due_on < today:
                return NotNow(state, "due-in-the-past")
            return wish if state is CaseState.RECEIVED else NotNow(state, "wrong-state")
        case Supplied(correction_id=correction_id):
            known = case.correction is not None and case.correction.correction_id == correction_id
            return wish if known else NotNow(state, "unknown-correction")
        case Accepted():
            return wish if state is CaseState.RECEIVED else NotNow(state, "wrong-state")
        case NotAccepted():
            before = state in (CaseState.RECEIVED, CaseState.CORRECTION_REQUIRED)
            return wish if before else NotNow(state, "wrong-state")
        case Closed(result=result):
            fits = state is CaseState.ACCEPTED or (state not in ENDED and result in WITHOUT_ACCEPTANCE)
            return wish if fits else NotNow(state, "wrong-state")
        case _:
            assert_never(wish)


def _supplied(case: Case, event: Supplied, at: datetime) -> Case:
    if case.state is not CaseState.CORRECTION_REQUIRED or case.correction is None:
        return case
    there = {pages.material_id for pages in event.materials}
    wanted = tuple(material for material in case.correction.wanted if material.material_id not in there)
    case = replace(case, correction=replace(case.correction, wanted=wanted))
    return case if wanted else replace(_clock_on(case, at), state=CaseState.RECEIVED)


def _clock_on(case: Case, at: datetime) -> Case:
    if case.correction is None or case.correction.over_at is not None:
        return case
    return replace(case, correction=replace(case.correction, over_at=at))


def ended_on(case: Case) -> date | None:
    """The day the case ended, None while it lives."""
    return None if case.decision is None else china_date(case.decision.at)
