"""The case as its owner may see it: spans, working days, what is missing, the answer. Pure."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.cases import (
    Answer,
    CaseProgress,
    CaseState,
    CloseResult,
    Correction,
    MaterialWanted,
    Rectification,
    ResidentAct,
    Saying,
    SayingKind,
    Step,
    StepState,
)
from kiosk.core.clock import china_date
from kiosk.core.person import mask_name
from kiosk.core.working_days import WorkingDays
from kiosk.platform.case_events import STAFF
from kiosk.platform.clocks import (
    answer_limit,
    due_on,
    rectification_limit,
    stopped_working_days,
    used_working_days,
)
from kiosk.platform.route import Desk
from kiosk.platform.standing import ENDED, AskedCorrection, Case, Task, TaskState, Utterance
from kiosk.texts import Texts
from kiosk.texts.format import show_date

MOST_SAYINGS_COUNT = 5


def progress(
    case_id: str, case: Case, today: date, calendar: WorkingDays, texts: Texts, may: tuple[ResidentAct, ...] = ()
) -> CaseProgress:
    """All that the resident's screens show of one case on a day; `may`: what they may do about it."""
    promised = answer_limit(case)
    return CaseProgress(
        case_id=case_id,
        number=case.number,
        item_id=case.plan.item_id,
        item_name=case.plan.item_name,
        state=case.state,
        filed_at=case.filed_at,
        steps=_steps(case, today, calendar, texts),
        committed_working_days=promised.working_days,
        used_working_days=used_working_days(case, promised, today, calendar),
        answer_due_on=due_on(case, promised, today, calendar),
        contact_phone=case.plan.contact_phone,
        correction=_correction(case, texts),
        answer=_answer(case, texts),
        rectification=_rectification(case, today, calendar),
        received_at=case.received_at,
        accepted_at=case.accepted_at,
        may=may,
        said=tuple(_saying(each, texts) for each in case.said if each.kind in set(SayingKind))[-MOST_SAYINGS_COUNT:],
        doers=case.doers,
    )


def _steps(case: Case, today: date, calendar: WorkingDays, texts: Texts) -> tuple[Step, ...]:
    behind = _steps_behind(case)
    promised = answer_limit(case)
    last_day = max(china_date(case.decision.at) if case.decision else today, promised.started_on)
    stopped = stopped_working_days(case, promised.started_on, last_day, calendar)
    last_due = due_on(case, promised, today, calendar)
    steps: list[Step] = []
    planned_days = case.extension.working_days if case.extension else 0
    for index, planned in enumerate(case.plan.steps):
        planned_days += planned.working_days
        done = index < behind
        current = index == behind and case.state not in ENDED
        due = min(calendar.after(promised.started_on, planned_days + stopped), last_due)
        steps.append(
            Step(
                name=planned.name,
                department=names(case.desks, texts) if current else planned.department,
                state=StepState.DONE if done else StepState.CURRENT if current else StepState.TODO,
                at=_done_at(case, index) if done else None,
                handler_masked=_handler(case, index) if done else None,
                note=texts("progress.between.notes").join(_notes(case, texts)) or None if current else None,
                expected_by=None if done or case.state in ENDED else due,
            )
        )
    return tuple(steps)


def _notes(case: Case, texts: Texts) -> Iterator[str]:
    """What the owner must know of where it is: who is ready already, why the clock stands, why it takes longer."""
    here = [task for task in case.tasks if task.plan.step == case.current_index]
    ready = tuple(task.desk for task in here if task.state is TaskState.DONE)
    if ready:
        yield texts("progress.note.ready", departments=names(ready, texts))
    if case.pause is not None and case.state is CaseState.ACCEPTED:
        yield texts("progress.note.special", name=case.pause.name, reason=case.pause.reason)
    if case.reopened_at is not None:
        yield texts("progress.note.reopened", date=show_date(china_date(case.reopened_at), texts))
    if case.extension is not None:
        yield texts("progress.note.extended", count=case.extension.working_days, reason=case.extension.reason)


def _steps_behind(case: Case) -> int:
    """How many spans are walked: a granted case crossed them all, another end stops where it was said."""
    if case.decision is not None:
        crossed = case.decision.result is CloseResult.GRANTED
        return len(case.plan.steps) if crossed else case.current_index + 1
    return case.current_index


def _last_done(case: Case, index: int) -> Task | None:
    """The task that finished a span."""
    here = [task for task in case.tasks if task.plan.step == index and task.done_at is not None]
    return max(here, key=lambda task: str(task.done_at), default=None)


def _done_at(case: Case, index: int) -> datetime | None:
    last = _last_done(case, index)
    if index == 0 and len(case.plan.steps) > 1 and last is None:
        return case.received_at
    if last is not None:
        return case.accepted_at if last.plan.accepts and case.accepted_at else last.done_at
    return case.decision.at if case.decision else None


def _handler(case: Case, index: int) -> str | None:
    last = _last_done(case, index)
    if index == 0 and len(case.plan.steps) > 1 and last is None:
        return None
    if last is not None:
        return masked_actor(last.done_by) or None
    return masked_actor(case.decision.actor) or None if case.decision else None


def _correction(case: Case, texts: Texts) -> Correction | None:
    asked: AskedCorrection | None = case.correction
    if asked is None or case.state is not CaseState.CORRECTION_REQUIRED:
        return None
    return Correction(
        correction_id=asked.correction_id,
        asked_at=asked.asked_at,
        due_on=asked.due_on,
        department=names(asked.desks, texts),
        handler_masked=masked_actor(asked.actor),
        materials=tuple(MaterialWanted(wanted.material_id, wanted.name, wanted.reason) for wanted in asked.wanted),
    )


def _answer(case: Case, texts: Texts) -> Answer | None:
    if case.decision is None:
        return None
    return Answer(case.decision.result, case.decision.text, case.decision.at, names(case.desks, texts))


def _saying(said: Utterance, texts: Texts) -> Saying:
    kind = SayingKind(said.kind)
    is_theirs = kind is SayingKind.RESPONDED
    return Saying(kind, said.at, said.text, names(said.desks, texts) if is_theirs else "")


def _rectification(case: Case, today: date, calendar: WorkingDays) -> Rectification | None:
    if case.rectification is None:
        return None
    last_day = due_on(case, rectification_limit(case), today, calendar)
    return Rectification(last_day, case.rectification.text, case.rectification.over_at)


def names(desks: tuple[Desk, ...], texts: Texts) -> str:
    """The desks as a resident reads them."""
    return texts("progress.between.names").join(desk.name for desk in desks)


def masked_actor(actor: str) -> str:
    """The clerk's name as a resident may see it; empty for one without a name."""
    return mask_name(actor.removeprefix(STAFF)) if actor.startswith(STAFF) else ""
