"""From events to where a case stands. Pure, replayable: what `deciding` allowed is carried out here and nowhere else.

  ┌──────────── supplied, all of it ──────────┐
  ▼                                           │
received ── ask_correction (once) ──► correction_required
  │  │                                        │
  │  └── refuse, close(withdrawn|void), merge ◄──┘ ◄── withdrawn, by the resident
  └── accept (each that must) ──► accepted ── tasks … ── close ──► closed
                                      ▲                              │
                                      └── reopened, by the resident ─┘

task:  waiting ─► open ─► done          open ─► returned ─(transfer)─► open          … ─► dropped, with the case
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from kiosk.cases import CaseState, CloseResult
from kiosk.platform.case_events import (
    Absorbed,
    Accepted,
    AcceptedBySilence,
    Alarmed,
    AlarmKind,
    Closed,
    CorrectionAsked,
    Extended,
    Merged,
    NotAccepted,
    PhoneCorrected,
    Received,
    Recorded,
    RectificationBegun,
    Rectified,
    Reopened,
    Replied,
    Responded,
    SpecialBegun,
    SpecialEnded,
    Supervised,
    Supplied,
    TaskDone,
    TaskReturned,
    TaskTransferred,
    WithdrawalTooLate,
    Withdrawn,
    kind_of,
)
from kiosk.platform.route import Desk
from kiosk.platform.standing import (
    AT_WORK,
    OUTLIVE,
    RECTIFICATION,
    REPLY,
    Alarm,
    AskedCorrection,
    Case,
    Decision,
    Extension,
    LookedInto,
    Pause,
    Task,
    TaskState,
    Utterance,
    route_of,
)


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
    route = route_of(event.plan)
    tasks = tuple(Task(planned, planned.desk) for planned in route.tasks)
    case = Case(
        event.plan, route, event.number, event.filed_at, recorded.at, CaseState.RECEIVED, recorded.seq, tasks,
        doers=event.doers,
    )  # fmt: skip
    return _opened(case, recorded.at)


def evolve(case: Case, recorded: Recorded) -> Case:
    """The case after one more event, which `decide` allowed when it happened."""
    event = recorded.event
    if isinstance(event, Received):
        raise ValueError("a case arrives once")
    case = replace(case, version=recorded.seq)
    match event:
        case Accepted() | AcceptedBySilence() | TaskDone() | TaskTransferred() | TaskReturned():
            return _opened(_at_desks(case, recorded), recorded.at)
        case CorrectionAsked() | Supplied() | SpecialBegun() | SpecialEnded() | Extended():
            return _clocks_changed(case, recorded)
        case NotAccepted(reason=reason):
            return _ended(case, recorded, CaseState.REFUSED, CloseResult.NOT_GRANTED, reason)
        case Closed(result=result, text=text):
            return _ended(case, recorded, CaseState.CLOSED, result, text)
        case Merged(into_case_id=other, text=text):
            ended = _ended(case, recorded, CaseState.CLOSED, CloseResult.VOID, text)
            return replace(ended, merged_into=other)
        case Absorbed(case_id=other):
            return replace(case, absorbed=(*case.absorbed, other))
        case Supervised(text=text):
            return replace(case, supervised=(*case.supervised, text))
        case Alarmed():
            return _alarmed(case, event)
        case Replied() | Responded() | Reopened() | Withdrawn() | WithdrawalTooLate() | PhoneCorrected():
            return _spoken(case, recorded)
        case RectificationBegun():
            return replace(case, rectification=LookedInto(recorded.at), alarms=_without(case, RECTIFICATION))
        case Rectified(text=text):
            begun_at = case.rectification.begun_at if case.rectification else recorded.at
            return replace(case, rectification=LookedInto(begun_at, recorded.at, text))
        case _:
            assert_never(event)


def _at_desks(case: Case, recorded: Recorded) -> Case:
    at, actor, event = recorded.at, recorded.actor, recorded.event
    match event:
        case Accepted(task_id=task_id):
            accepting = [task.task_id for task in case.tasks if task.plan.accepts and task.state in AT_WORK]
            case = _done(case, accepting if task_id is None else [task_id], at, actor)
            waited_for = any(task.plan.accepts and task.state is not TaskState.DONE for task in case.tasks)
            return case if waited_for else replace(case, state=CaseState.ACCEPTED, accepted_at=at, accepted_by=actor)
        case AcceptedBySilence():
            accepting = [task.task_id for task in case.tasks if task.plan.accepts]
            case = _done(case, accepting, at, actor)
            return replace(case, state=CaseState.ACCEPTED, accepted_at=case.received_at, accepted_by=actor)
        case TaskDone(task_id=task_id, note=note):
            return _done(case, [task_id], at, actor, note)
        case TaskTransferred(task_id=task_id, desk=desk, reason=reason):
            return _with_task(case, task_id, lambda task: _moved(task, desk, reason))
        case TaskReturned(task_id=task_id, reason=reason):
            return _with_task(case, task_id, lambda task: replace(task, state=TaskState.RETURNED, note=reason))
        case _:
            raise TypeError(type(event).__name__)


def _clocks_changed(case: Case, recorded: Recorded) -> Case:
    at, event = recorded.at, recorded.event
    match event:
        case CorrectionAsked():
            asked = AskedCorrection(
                event.correction_id, at, event.due_on, recorded.actor, event.materials, event.materials, case.desks
            )
            paused = _paused(case, Pause("", "", at, event.due_on))
            return replace(paused, state=CaseState.CORRECTION_REQUIRED, correction=asked)
        case Supplied():
            return _supplied(case, event, at)
        case SpecialBegun():
            return _paused(case, Pause(event.name, event.reason, at, event.until_on))
        case SpecialEnded():
            return _clock_on(case, at)
        case Extended(working_days=days, reason=reason):
            tasks = tuple(
                replace(task, extra_working_days=days) if task.state in AT_WORK else task for task in case.tasks
            )
            silent = frozenset(
                alarm for alarm in case.alarms if alarm.kind is not AlarmKind.WARNING
            )  # later, once more
            return replace(case, tasks=tasks, extension=Extension(at, days, reason), alarms=silent)
        case _:
            raise TypeError(type(event).__name__)


def _spoken(case: Case, recorded: Recorded) -> Case:
    """What the resident said or was told; the first that waits for a response starts its clock."""
    at, event = recorded.at, recorded.event
    text = event.text if isinstance(event, Responded) else ""
    case = replace(case, said=(*case.said, Utterance(kind_of(event), at, text, case.desks)))
    match event:
        case Replied() if case.unanswered_since is None:
            return replace(case, unanswered_since=at, alarms=_without(case, REPLY))
        case Responded():
            return replace(case, unanswered_since=None)
        case Withdrawn(text=why):
            return _ended(case, recorded, CaseState.CLOSED, CloseResult.WITHDRAWN, why)
        case Reopened():
            return _opened(_reopened(case, at), at)
        case _:
            return case


def _without(case: Case, clock: str) -> frozenset[Alarm]:
    """What other clocks have said: this one begins anew."""
    return frozenset(alarm for alarm in case.alarms if alarm.clock != clock)


def _reopened(case: Case, at: datetime) -> Case:
    """It lies with those who answered, as if it had come to them now: every clock of the case begins anew."""
    decision = case.decision
    if decision is None:
        raise ValueError("what was not answered cannot be reopened")
    finished = max(
        (task for task in case.tasks if task.done_at is not None), key=lambda t: str(t.done_at), default=None
    )
    again = decision.at_work or ((finished.task_id,) if finished else ())
    tasks = tuple(
        replace(
            task, state=TaskState.OPEN, opened_at=at, done_at=None, done_by="", note="", extra_working_days=0
        ) if task.task_id in again
        else replace(task, state=TaskState.WAITING) if task.state is TaskState.DROPPED
        else task
        for task in case.tasks
    )  # fmt: skip
    return replace(
        case, state=CaseState.ACCEPTED, tasks=tasks, decision=None, earlier=(*case.earlier, decision), reopened_at=at,
        extension=None, alarms=frozenset(alarm for alarm in case.alarms if alarm.clock in OUTLIVE),
    )  # fmt: skip


def _ended(case: Case, recorded: Recorded, state: CaseState, result: CloseResult, text: str) -> Case:
    at, actor = recorded.at, recorded.actor
    at_work = tuple(task.task_id for task in case.at_work)
    decision = Decision(at, actor, result, text, max(case.current_index, 0), case.desks, at_work)
    if result is CloseResult.GRANTED:
        case = _done(case, [task.task_id for task in case.at_work], at, actor)
    tasks = tuple(
        task if task.state is TaskState.DONE else replace(task, state=TaskState.DROPPED) for task in case.tasks
    )
    ended = _clock_on(case, at)
    return replace(ended, tasks=tasks, state=state, decision=decision, unanswered_since=None)


def _alarmed(case: Case, event: Alarmed) -> Case:
    alarms = case.alarms | {Alarm(event.kind, event.clock, event.level)}
    told = {event.desk.desk_id} if event.desk and event.kind is AlarmKind.ESCALATION else set()
    return replace(case, alarms=alarms, told_desks=case.told_desks | told)


def _done(case: Case, task_ids: list[str], at: datetime, actor: str, note: str = "") -> Case:
    for task_id in task_ids:
        case = _with_task(
            case,
            task_id,
            lambda task: replace(task, state=TaskState.DONE, done_at=at, done_by=actor, note=note),
        )
    return case


def _with_task(case: Case, task_id: str, change: Callable[[Task], Task]) -> Case:
    return replace(case, tasks=tuple(change(task) if task.task_id == task_id else task for task in case.tasks))


def _moved(task: Task, desk: Desk, reason: str) -> Task:
    gave_away = task.gave_away | {task.desk.desk_id}
    return replace(task, desk=desk, gave_away=gave_away, state=TaskState.OPEN, note=reason)


def _opened(case: Case, at: datetime) -> Case:
    """Open what waits for nothing any more."""
    done = {task.task_id for task in case.tasks if task.state is TaskState.DONE}

    def ready(task: Task) -> bool:
        may_begin = task.plan.accepts or case.state is CaseState.ACCEPTED
        return task.state is TaskState.WAITING and may_begin and done.issuperset(task.plan.after)

    tasks = tuple(replace(task, state=TaskState.OPEN, opened_at=at) if ready(task) else task for task in case.tasks)
    return replace(case, tasks=tasks)


def _supplied(case: Case, event: Supplied, at: datetime) -> Case:
    if case.state is not CaseState.CORRECTION_REQUIRED or case.correction is None:
        return case
    there = {pages.material_id for pages in event.materials}
    wanted = tuple(material for material in case.correction.wanted if material.material_id not in there)
    case = replace(case, correction=replace(case.correction, wanted=wanted))
    return case if wanted else replace(_clock_on(case, at), state=CaseState.RECEIVED)


def _paused(case: Case, pause: Pause) -> Case:
    return replace(case, pauses=(*case.pauses, pause))


def _clock_on(case: Case, at: datetime) -> Case:
    running = case.pause
    return case if running is None else replace(case, pauses=(*case.pauses[:-1], replace(running, over_at=at)))
