"""Campaign `routing`: cases under everything that people, days and wall clocks can do to them, by drawn routes.

What is held in every step is in tests/helpers/routing_machine.py. Each planted fault makes one part of the engine wrong
and is looked for until found. `KIOSK_ROUTING_CASES` draws so many cases instead of the usual number.
"""

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test

from kiosk.cases import CaseState, CloseResult
from kiosk.core.working_days import WorkingDays
from kiosk.platform import clocks, deciding, roles, routing
from kiosk.platform.case_events import (
    AcceptedBySilence,
    Alarmed,
    AlarmKind,
    CaseEvent,
    Closed,
    Recorded,
    Rectified,
    Withdrawn,
    kind_of,
)
from kiosk.platform.standing import Case
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.routing_machine import RoutingMachine, faulty

CASE_COUNT = 20_000
SHORT_CASE_COUNT = 40
STEP_COUNT = 30
MOST_PLANTED_CASES = 2_000
"""A fault that does not show in so many cases is missed."""
Said = clocks.Said


def run(context: Context) -> Outcome:
    """Draw cases with the engine as it is, then with each fault."""
    count = int(os.environ.get("KIOSK_ROUTING_CASES", SHORT_CASE_COUNT if context.is_short else CASE_COUNT))
    recorded: Counter[str] = Counter()
    started_s = time.process_time()
    complaint = broken(_counting(recorded), count, context.is_short)
    context.figure("cases_count", count)
    context.figure("events_count", recorded.total())
    context.figure("cases_per_cpu_s", round(count / (time.process_time() - started_s), 1))
    for kind in sorted(recorded):
        context.figure(f"{kind}_count", recorded[kind])
    for fault in FAULTS:
        if context.is_short and fault.is_rare:
            continue
        planted = context.plant(fault.name)
        if (found := broken(faulty(**fault.changes), MOST_PLANTED_CASES)) is not None:
            context.progress(f"{fault.name}: {found}")
            planted.caught()
    if complaint is not None:
        return FellShort(complaint)
    return Held(f"{count:,} cases with {recorded.total():,} events, and every promise kept")


def broken(machine: type[RoutingMachine], count: int, is_steady: bool = True) -> str | None:
    """The first promise seen broken in so many cases, None if there is none. `is_steady`: the same cases every time."""
    given = settings(
        max_examples=count, stateful_step_count=STEP_COUNT, deadline=None, database=None, derandomize=is_steady,
        print_blob=False, report_multiple_bugs=False, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )  # fmt: skip
    try:
        run_state_machine_as_test(machine, settings=given)
    except (AssertionError, Flaky) as error:  # an engine that answers differently the second time is broken too
        return next(iter(str(error).splitlines()), "") or "a promise was broken"
    return None


def _counting(recorded: Counter[str]) -> type[RoutingMachine]:
    class Counting(RoutingMachine):
        def teardown(self) -> None:
            super().teardown()
            if hasattr(self, "history"):
                recorded.update(kind_of(each.event) for each in self.history)

    return Counting


@dataclass(frozen=True)
class Planted:
    """One part of the engine made wrong."""

    name: str
    changes: dict[str, Callable[..., object]]
    is_rare: bool = False
    """Takes hundreds of cases to show: not for the gate."""


def _said_without(level: int) -> Callable[[Case, date, WorkingDays], Said | None]:
    def said_by(case: Case, today: date, calendar: WorkingDays) -> Said | None:
        due = [wake.said for wake in clocks.wakes(case, today, calendar) if wake.on <= today]
        kept = [said for said in due if not isinstance(said, Alarmed) or said.level != level]
        return kept[0] if kept else None

    return said_by


def _silence_of_residents(case: Case, today: date, calendar: WorkingDays) -> Said | None:
    asked = case.correction
    if asked is not None and case.state is CaseState.CORRECTION_REQUIRED and today > asked.due_on:
        return AcceptedBySilence()
    return clocks.said_by(case, today, calendar)


def _a_day_early(case: Case, today: date, calendar: WorkingDays) -> Said | None:
    said = clocks.said_by(case, today + timedelta(days=1), calendar)
    return said if isinstance(said, AcceptedBySilence) else clocks.said_by(case, today, calendar)


def _for_ever(case: Case, today: date, calendar: WorkingDays) -> Said | None:
    said = clocks.said_by(case, today, calendar)
    passed = clocks.answer_limit(case).working_days < calendar.between(case.received_at.date(), today)
    again = Alarmed(kind=AlarmKind.ESCALATION, clock="answer", level=1, desk=None)
    return again if said is None and passed and case.decision is None else said


def _pauses_twice(case: Case, limit: clocks.Limit, today: date, calendar: WorkingDays) -> int:
    stopped = clocks.stopped_working_days(case, limit.started_on, today, calendar)
    return clocks.used_working_days(case, limit, today, calendar) - stopped


def _past_a_desk(case: Case, wish: CaseEvent, today: date, calendar: WorkingDays) -> CaseEvent | deciding.NotNow:
    if isinstance(wish, Closed) and wish.result is CloseResult.GRANTED and case.state is CaseState.ACCEPTED:
        return wish
    return deciding.decide(case, wish, today, calendar)


def _withdrawn_late(case: Case, wish: CaseEvent, today: date, calendar: WorkingDays) -> CaseEvent | deciding.NotNow:
    late = isinstance(wish, Withdrawn) and case.state is CaseState.ACCEPTED
    return wish if late else deciding.decide(case, wish, today, calendar)


def _by_the_old_clock(case: Case, recorded: Recorded) -> Case:
    return replace(routing.evolve(case, recorded), reopened_at=None)


def _drops_what_waits(case: Case, recorded: Recorded) -> Case:
    after = routing.evolve(case, recorded)
    return replace(after, state=CaseState.ACCEPTED) if after.tasks != case.tasks else after


class _Remembers:
    """An engine with a memory of its own beside the events."""

    def __init__(self) -> None:
        self.calls_count = 0

    def __call__(self, case: Case, recorded: Recorded) -> Case:
        self.calls_count += 1
        after = routing.evolve(case, recorded)
        return replace(after, supervised=(str(self.calls_count),)) if self.calls_count % 7 == 0 else after


def _confidential_for_supervisors(clerk: roles.Clerk, case: Case, division_code: str) -> bool:
    return roles.may_see(clerk, case, division_code) or (clerk.role, clerk.area) == ("supervisor", "130102")


def _fleet_sees(clerk: roles.Clerk, case: Case, division_code: str) -> bool:
    return roles.may_see(clerk, case, division_code) or clerk.role is roles.StaffRole.FLEET


def _who_sees_does(clerk: roles.Clerk, case: Case, division_code: str, wish: CaseEvent) -> bool:
    return roles.may_see(clerk, case, division_code)


def _who_sees_answers_ratings(clerk: roles.Clerk, case: Case, division_code: str, wish: CaseEvent) -> bool:
    is_answer = isinstance(wish, Rectified) and roles.may_see(clerk, case, division_code)
    return is_answer or roles.may_say(clerk, case, division_code, wish)


FAULTS = (
    Planted("who was rated answers the rating", {"may_say": _who_sees_answers_ratings}),
    Planted("a resident's silence accepts", {"said_by": _silence_of_residents}),
    Planted("the department's silence accepts a day early", {"said_by": _a_day_early}, is_rare=True),
    Planted("the second level is never told", {"said_by": _said_without(2)}),
    Planted("an alarm is said for ever", {"said_by": _for_ever}),
    Planted("what was accepted is withdrawn", {"decide": _withdrawn_late}, is_rare=True),
    Planted("what is reopened keeps its old clock", {"evolve": _by_the_old_clock}, is_rare=True),
    Planted("a pause is taken off twice", {"used": _pauses_twice}, is_rare=True),
    Planted("what is granted skips a desk", {"decide": _past_a_desk}, is_rare=True),
    Planted("any step of a task accepts", {"evolve": _drops_what_waits}),
    Planted("the state depends on more than the events", {"evolve": _Remembers()}),
    Planted("a supervisor sees what is confidential", {"may_see": _confidential_for_supervisors}),
    Planted("the fleet's people see cases", {"may_see": _fleet_sees}),
    Planted("whoever sees a case may do anything to it", {"may_say": _who_sees_does}),
)
CAMPAIGN = Campaign("routing", "cases by drawn routes under people, days and clocks; who may see and do what", "", run)
