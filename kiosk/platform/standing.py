"""Where a case stands: what follows from its events. Shapes and what can be read off them; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.cases import CaseState, CloseResult, Doers
from kiosk.core.clock import china_date
from kiosk.platform.case_events import TERMINAL, AlarmKind, Plan, Wanted
from kiosk.platform.route import Desk, Level, PlannedTask, Route

ENDED = frozenset({CaseState.REFUSED, CaseState.CLOSED})
RECTIFICATION = "rectification"
"""The clock of what follows a bad rating; it runs on when the case has ended."""


REPLY = "reply"
"""The clock of a resident's words that nobody has responded to; it runs on when the case has ended."""
OUTLIVE = frozenset({RECTIFICATION, REPLY})
"""The clocks that the end of a case does not end, and that no pause stops."""


class TaskState(StrEnum):
    """Where one desk's part stands."""

    WAITING = "waiting"
    """For tasks before it, or for 受理."""
    OPEN = "open"
    RETURNED = "returned"
    """At the front desk, which gives it to another desk."""
    DONE = "done"
    DROPPED = "dropped"
    """The case ended without it."""


AT_WORK = frozenset({TaskState.OPEN, TaskState.RETURNED})


@dataclass(frozen=True, slots=True)
class Task:
    """One desk's part of a case."""

    plan: PlannedTask
    desk: Desk
    """Who does it now, after transfers."""
    state: TaskState = TaskState.WAITING
    opened_at: datetime | None = None
    done_at: datetime | None = None
    done_by: str = ""
    note: str = ""
    """What was said with it last: a result, a reason."""
    gave_away: frozenset[str] = frozenset()
    """The ids of desks that it was transferred from."""
    extra_working_days: int = 0
    """Of an extension while it was open."""

    @property
    def task_id(self) -> str:
        return self.plan.task_id


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands: while a correction is open, while a special procedure runs."""

    name: str
    """What residents call it; empty for a correction."""
    reason: str
    since: datetime
    until_on: date
    """When it should be over."""
    over_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AskedCorrection:
    """The one correction of a case; `wanted` shrinks as things are supplied."""

    correction_id: str
    asked_at: datetime
    due_on: date
    actor: str
    asked: tuple[Wanted, ...]
    wanted: tuple[Wanted, ...]
    desks: tuple[Desk, ...]
    """Who asked."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What staff said and when, and where on the bridge the case was then."""

    at: datetime
    actor: str
    result: CloseResult
    text: str
    step: int
    desks: tuple[Desk, ...]
    at_work: tuple[str, ...] = ()
    """The ids of the tasks that somebody had before them."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was said between the resident and staff; `kind` is the event's, `text` staff's words."""

    kind: str
    at: datetime
    text: str = ""
    desks: tuple[Desk, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """延期."""

    at: datetime
    working_days: int
    reason: str


@dataclass(frozen=True, slots=True)
class LookedInto:
    """What follows a bad rating: looked into since then, and what came of it."""

    begun_at: datetime
    over_at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a clock has said."""

    kind: AlarmKind
    clock: str
    level: int


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands after its events."""

    plan: Plan
    route: Route
    number: str
    filed_at: datetime
    received_at: datetime
    state: CaseState
    version: int
    """The last event's seq."""
    tasks: tuple[Task, ...]
    pauses: tuple[Pause, ...] = ()
    correction: AskedCorrection | None = None
    accepted_at: datetime | None = None
    """受理; the moment of 收件 where silence accepted."""
    accepted_by: str = ""
    extension: Extension | None = None
    alarms: frozenset[Alarm] = frozenset()
    told_desks: frozenset[str] = frozenset()
    """Desks that an escalation went to."""
    supervised: tuple[str, ...] = ()
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    decision: Decision | None = None
    rectification: LookedInto | None = None
    """The last one."""
    unanswered_since: datetime | None = None
    """When the resident said the first thing that nobody has responded to."""
    said: tuple[Utterance, ...] = ()
    reopened_at: datetime | None = None
    """The last time; the clocks of the whole case run from then."""
    earlier: tuple[Decision, ...] = ()
    """What was answered before it was reopened."""
    doers: Doers | None = None

    @property
    def pause(self) -> Pause | None:
        """The one that runs."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].over_at is None else None

    @property
    def at_work(self) -> tuple[Task, ...]:
        """The tasks that somebody has before them now."""
        return tuple(task for task in self.tasks if task.state in AT_WORK)

    @property
    def current_index(self) -> int:
        """The span where the case is, or where it ended; -1 without spans."""
        last = len(self.plan.steps) - 1
        if self.decision is not None:
            return min(self.decision.step, last)
        unfinished = [task.plan.step for task in self.tasks if task.state is not TaskState.DONE]
        behind = max((task.plan.step for task in self.tasks), default=-1) + 1
        return min(min(unfinished, default=max(behind, 1)), last)

    @property
    def desks(self) -> tuple[Desk, ...]:
        """Who has it now, or had it when it ended: each desk once, the front where a task came back or none is open."""
        if self.decision is not None:
            return self.decision.desks
        found = {
            desk.desk_id or desk.name: desk
            for task in self.at_work
            for desk in [task.desk if task.state is TaskState.OPEN else self.route.front]
        }
        return tuple(found.values()) or (self.route.front,)

    @property
    def is_rectified(self) -> bool:
        """Somebody has to look into a bad rating now."""
        return self.rectification is not None and self.rectification.over_at is None

    @property
    def withdrawn_by_owner(self) -> bool:
        """It ended because the resident wished so."""
        return self.decision is not None and self.decision.actor.startswith(TERMINAL)

    @property
    def rectifying_desk(self) -> Desk:
        """Who looks into it: the highest that an escalation goes to, never those who were rated."""
        if self.route.is_confidential or not self.route.escalations:
            return self.route.front
        return self.route.escalations[-1].desk

    def task(self, task_id: str) -> Task | None:
        """The task of that id."""
        return next((task for task in self.tasks if task.task_id == task_id), None)


def ended_on(case: Case) -> date | None:
    """The day the case ended, None while it lives."""
    return None if case.decision is None else china_date(case.decision.at)


def route_of(plan: Plan) -> Route:
    """The plan's route; for an older plan the one its spans mean: the second accepts, the third answers."""
    if plan.route is not None:
        return plan.route
    front = Desk(desk_id="", name=plan.steps[0].department if plan.steps else plan.department)
    accepting = min(1, len(plan.steps) - 1)
    spans = dict(enumerate(plan.steps))
    tasks = [
        PlannedTask(
            task_id=name,
            name=spans[step].name,
            desk=Desk(desk_id="", name=spans[step].department),
            step=step,
            working_days=spans[step].working_days,
            accepts=name == "accept",
        )
        for name, step in (("accept", accepting), ("answer", 2))
        if step in spans
    ]
    if not tasks:
        desk = Desk(desk_id="", name=plan.department)
        tasks = [PlannedTask(task_id="accept", name="", desk=desk, step=0, working_days=0, accepts=True)]
    return Route(front=front, tasks=tuple(tasks), escalations=(Level(after_working_days=0, desk=front),))
