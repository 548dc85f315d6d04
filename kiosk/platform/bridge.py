"""The case as its owner may see it: spans, working days, what is missing, the answer. Pure.

started ──counted──► asked ··stopped·· supplied ──counted──► today        used = counted, due = committed + stopped
"""

from datetime import date, datetime

from kiosk.cases import Answer, CaseProgress, CaseState, CloseResult, Correction, MaterialWanted, Step, StepState
from kiosk.core.clock import china_date
from kiosk.core.person import mask_name
from kiosk.platform.case_events import STAFF
from kiosk.platform.routing import ENDED, AskedCorrection, Case, ended_on
from kiosk.platform.working_days import WorkingDays


def progress(case_id: str, case: Case, today: date, calendar: WorkingDays) -> CaseProgress:
    """All that the resident's screens show of one case on a day."""
    return CaseProgress(
        case_id=case_id,
        number=case.number,
        item_id=case.plan.item_id,
        item_name=case.plan.item_name,
        state=case.state,
        filed_at=case.filed_at,
        steps=_steps(case, today, calendar),
        committed_working_days=case.plan.committed_working_days,
        used_working_days=used_working_days(case, today, calendar),
        answer_due_on=answer_due_on(case, today, calendar),
        contact_phone=case.plan.contact_phone,
        correction=_correction(case),
        answer=_answer(case),
    )


def used_working_days(case: Case, today: date, calendar: WorkingDays) -> int:
    """Working days since 收件 without those of an open correction (特别程序); frozen when the case ends."""
    counted = calendar.between(_started_on(case), _last_day(case, today))
    return counted - stopped_working_days(case, today, calendar)


def stopped_working_days(case: Case, today: date, calendar: WorkingDays) -> int:
    """Working days on which the clock stood: after the day of asking, up to the day it went on."""
    if case.correction is None:
        return 0
    over_at = case.correction.over_at
    end = _last_day(case, today) if over_at is None else china_date(over_at)
    first = max(china_date(case.correction.asked_at), _started_on(case))
    return calendar.between(first, min(end, _last_day(case, today)))


def answer_due_on(case: Case, today: date, calendar: WorkingDays) -> date:
    """The last day for the answer; moves on with every day the clock stands."""
    stopped = stopped_working_days(case, today, calendar)
    return calendar.after(_started_on(case), case.plan.committed_working_days + stopped)


def _started_on(case: Case) -> date:
    return china_date(case.received_at)


def _last_day(case: Case, today: date) -> date:
    return max(ended_on(case) or today, _started_on(case))


def _steps(case: Case, today: date, calendar: WorkingDays) -> tuple[Step, ...]:
    behind = _steps_behind(case)
    stopped = stopped_working_days(case, today, calendar)
    last_due = answer_due_on(case, today, calendar)
    steps: list[Step] = []
    planned_days = 0
    for index, planned in enumerate(case.plan.steps):
        planned_days += planned.working_days
        done = index < behind
        current = index == behind and case.state not in ENDED
        due = min(calendar.after(_started_on(case), planned_days + stopped), last_due)
        steps.append(
            Step(
                name=planned.name,
                department=planned.department,
                state=StepState.DONE if done else StepState.CURRENT if current else StepState.TODO,
                at=_done_at(case, index) if done else None,
                handler_masked=_handler(case, index) if done else None,
                expected_by=None if done or case.state in ENDED else due,
            )
        )
    return tuple(steps)


def _steps_behind(case: Case) -> int:
    """How many spans are walked: a granted case crossed them all, another end stops where it was said."""
    if case.state in ENDED and case.decision is not None:
        crossed = case.decision.result is CloseResult.GRANTED
        return len(case.plan.steps) if crossed else case.current_index + 1
    return case.current_index


def _done_at(case: Case, index: int) -> datetime | None:
    if index == 0 and len(case.plan.steps) > 1:
        return case.received_at
    if index == 1 and case.accepted_at is not None:
        return case.accepted_at
    return case.decision.at if case.decision else None


def _handler(case: Case, index: int) -> str | None:
    if index == 0 and len(case.plan.steps) > 1:
        return None
    if index == 1 and case.accepted_at is not None:
        return masked_actor(case.accepted_by) or None
    return masked_actor(case.decision.actor) or None if case.decision else None


def _correction(case: Case) -> Correction | None:
    asked: AskedCorrection | None = case.correction
    if asked is None or case.state is not CaseState.CORRECTION_REQUIRED:
        return None
    return Correction(
        correction_id=asked.correction_id,
        asked_at=asked.asked_at,
        due_on=asked.due_on,
        department=case.department,
        handler_masked=masked_actor(asked.actor),
        materials=tuple(MaterialWanted(wanted.material_id, wanted.name, wanted.reason) for wanted in asked.wanted),
    )


def _answer(case: Case) -> Answer | None:
    if case.decision is None:
        return None
    return Answer(case.decision.result, case.decision.text, case.decision.at, case.department)


def masked_actor(actor: str) -> str:
    """The clerk's name as a resident may see it; empty for one without a name."""
    return mask_name(actor.removeprefix(STAFF)) if actor.startswith(STAFF) else ""
