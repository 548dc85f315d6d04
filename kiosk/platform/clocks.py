"""The clocks of a case in working days, and what they say when a day comes. Pure.

started ──counted──► paused ··stands·· on ──counted──► today        used = counted, due = limit + what stood

Each clock warns once before its limit and escalates level by level beyond it; that of 受理 accepts where the law says
so. A pause has a clock of its own, which nothing stops, so that no case can sleep for ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kiosk.cases import CaseState
from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import AcceptedBySilence, Alarmed, AlarmKind
from kiosk.platform.standing import (
    AT_WORK,
    ENDED,
    OUTLIVE,
    RECTIFICATION,
    REPLY,
    Alarm,
    Case,
    Task,
    ended_on,
)

Said = Alarmed | AcceptedBySilence
"""What only a clock says."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock: so many working days after a day. `stands`: it stops while the case is paused."""

    name: str
    started_on: date
    working_days: int
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Wake:
    """On that day, this is said."""

    on: date
    said: Said


def stopped_working_days(case: Case, first: date, last: date, calendar: WorkingDays) -> int:
    """Working days after `first`, up to `last`, on which the clock stood: after a pause began, up to its end."""
    spans = (
        (max(china_date(pause.since), first), last if pause.over_at is None else min(china_date(pause.over_at), last))
        for pause in case.pauses
    )
    return sum(calendar.between(since, until) for since, until in spans)


def used_working_days(case: Case, limit: Limit, today: date, calendar: WorkingDays) -> int:
    """How many of the limit's days are gone; frozen when the case ends. Never negative."""
    over = None if limit.name in OUTLIVE else ended_on(case)
    last = max(over or today, limit.started_on)
    stopped = stopped_working_days(case, limit.started_on, last, calendar) if limit.stands else 0
    return max(calendar.between(limit.started_on, last) - stopped, 0)


def due_on(case: Case, limit: Limit, today: date, calendar: WorkingDays) -> date:
    """The limit's last day, as it looks today; moves on with every day the clock stands."""
    return _day(case, limit, limit.working_days, today, calendar)


def answer_limit(case: Case) -> Limit:
    """承诺时限: what the resident was promised, from 收件, or from when it was reopened."""
    extra = case.extension.working_days if case.extension else 0
    return Limit("answer", china_date(case.reopened_at or case.received_at), case.plan.committed_working_days + extra)


def task_limit(task: Task) -> Limit | None:
    """One desk's own limit, None without one."""
    if task.opened_at is None or not task.plan.working_days:
        return None
    return Limit(f"task {task.task_id}", china_date(task.opened_at), task.plan.working_days + task.extra_working_days)


def limits(case: Case, calendar: WorkingDays) -> tuple[Limit, ...]:
    """Every clock that runs or stands now; of an ended case those alone that outlive it."""
    living = () if case.state in ENDED else tuple(_limits(case, calendar))
    rectification = (rectification_limit(case),) if case.is_rectified else ()
    reply = () if case.unanswered_since is None else (reply_limit(case),)
    return (*living, *rectification, *reply)


def reply_limit(case: Case) -> Limit:
    """For the response to what the resident said; nothing stops it."""
    assert case.unanswered_since is not None
    return Limit(REPLY, china_date(case.unanswered_since), case.route.reply_working_days, stands=False)


def rectification_limit(case: Case) -> Limit:
    """核实整改, from the bad rating; nothing stops it."""
    assert case.rectification is not None
    begun = china_date(case.rectification.begun_at)
    return Limit(RECTIFICATION, begun, case.route.rectify_working_days, stands=False)


def _limits(case: Case, calendar: WorkingDays) -> Iterator[Limit]:
    extra = case.extension.working_days if case.extension else 0
    if case.accepted_at is None:
        yield Limit("acceptance", china_date(case.received_at), case.route.accept_working_days)
    elif case.route.statutory_working_days:
        yield Limit(
            "statutory", china_date(case.reopened_at or case.accepted_at), case.route.statutory_working_days + extra
        )
    if case.plan.committed_working_days or case.route.statutory_working_days == 0:
        yield answer_limit(case)
    yield from (limit for task in case.at_work if (limit := task_limit(task)) is not None)
    if case.pause is not None:
        begun = china_date(case.pause.since)
        # each pause has a name of its own, or the second would be thought to have been told of
        yield Limit(f"pause {len(case.pauses)}", begun, calendar.between(begun, case.pause.until_on), stands=False)


def wakes(case: Case, today: date, calendar: WorkingDays) -> list[Wake]:
    """What will be said if nothing happens, the next of each clock, earliest first; a clock that stands is silent."""
    found = [
        Wake(_day(case, limit, used, today, calendar), said)
        for limit in limits(case, calendar)
        if case.pause is None or not limit.stands
        for used, said in _next_said(case, limit)
    ]
    return sorted(found, key=lambda wake: wake.on)


def said_by(case: Case, today: date, calendar: WorkingDays) -> Said | None:
    """The next thing that a clock has to say by today, None if there is nothing (more)."""
    due = wakes(case, today, calendar)
    return due[0].said if due and due[0].on <= today else None


def _next_said(case: Case, limit: Limit) -> Iterator[tuple[int, Said]]:
    """After how many used days the clock speaks next, and what it says."""
    warning = Alarm(AlarmKind.WARNING, limit.name, 0)
    before = limit.working_days - case.route.warn_working_days
    if before > 0 and warning not in case.alarms and not _overdue(case, limit):
        yield before, Alarmed(kind=AlarmKind.WARNING, clock=limit.name, level=0, desk=None)
    if limit.name == "acceptance" and case.route.silence_accepts and case.correction is None:
        if case.state is CaseState.RECEIVED:
            yield limit.working_days + 1, AcceptedBySilence()
        return
    for level, escalation in enumerate(case.route.escalations, start=1):
        if Alarm(AlarmKind.ESCALATION, limit.name, level) not in case.alarms:
            said = Alarmed(kind=AlarmKind.ESCALATION, clock=limit.name, level=level, desk=escalation.desk)
            yield limit.working_days + escalation.after_working_days + 1, said
            return


def _overdue(case: Case, limit: Limit) -> bool:
    return Alarm(AlarmKind.ESCALATION, limit.name, 1) in case.alarms


def _day(case: Case, limit: Limit, used: int, today: date, calendar: WorkingDays) -> date:
    """The day on which so many days are used, as it looks today."""
    stopped = stopped_working_days(case, limit.started_on, today, calendar) if limit.stands else 0
    return calendar.after(limit.started_on, used + stopped)


def first_due_on(case: Case, tasks: tuple[Task, ...], today: date, calendar: WorkingDays) -> date | None:
    """The earliest day by which one of these tasks, or the whole answer, is due; None for an ended case."""
    if case.state in ENDED:
        return None
    own = [limit for task in tasks if task.state in AT_WORK and (limit := task_limit(task)) is not None]
    return min(due_on(case, limit, today, calendar) for limit in [*own, answer_limit(case)])
