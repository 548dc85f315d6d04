"""A case under everything that people and days can do to it, by any route: the machine that looks for a broken promise.

What is held after every step: no clock is negative; replaying the events as stored gives the same case; what is looked
up by names exactly the desks that may see it, the same day again; nothing is waited for that can never come; 受理 came
by staff or by the department's silence, never by the resident's; nobody sees or does what their role must not. At the
end the case is left alone, and must end or have been told of at the highest level of every clock that runs.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import wraps
from typing import Any

import hypothesis.strategies as st
import msgspec
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kiosk.cases import CaseState, CloseResult
from kiosk.core.clock import china_date
from kiosk.core.working_days import WorkingDays
from kiosk.platform import case_events as said
from kiosk.platform import clocks, deciding, roles, routing
from kiosk.platform.bridge import progress
from kiosk.platform.case_events import CLOCK, CaseEvent, Recorded, from_json, to_json
from kiosk.platform.desk_cases import DeskStanding, desk_rows
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.platform.route import Desk, Level, PlannedTask, Route, Special
from kiosk.platform.standing import ENDED, Alarm, Case, TaskState
from tests.helpers.in_process_platform import TEXTS
from tests.helpers.routes import ARRIVED, CALENDAR, PLAN

DESKS = tuple(Desk(desk_id=name, name=name) for name in ("front", "street", "civil", "grade", "finance", "above"))
DIVISION = "130102001001"
CLERKS = (
    *(Clerk(f"{role} {desk.desk_id}", role, frozenset({desk.desk_id}))
      for desk in DESKS for role in sorted(roles.AT_DESKS)),
    Clerk("near", StaffRole.SUPERVISOR, frozenset(), "130102"),
    Clerk("far", StaffRole.SUPERVISOR, frozenset(), "130104"),
    Clerk("escalated to", StaffRole.SUPERVISOR, frozenset({"above"}), "130104"),
    Clerk("fleet", StaffRole.FLEET, frozenset(desk.desk_id for desk in DESKS), "130102"),
    Clerk("administrator", StaffRole.ADMINISTRATOR, frozenset(desk.desk_id for desk in DESKS), "130102"),
    Clerk("house", StaffRole.HOUSE),
)  # fmt: skip
WANTED = tuple(said.Wanted(material_id=name, name=name, reason="没有") for name in ("card", "register"))
LONG_DAYS = 900
"""So long a case is left alone at the end: beyond every limit, extension and pause."""


@dataclass(frozen=True)
class Engine:
    """What is judged; a planted fault replaces one part."""

    evolve: Callable[[Case, Recorded], Case] = routing.evolve
    decide: Callable[[Case, CaseEvent, date, WorkingDays], CaseEvent | deciding.NotNow] = deciding.decide
    said_by: Callable[[Case, date, WorkingDays], clocks.Said | None] = clocks.said_by
    used: Callable[[Case, clocks.Limit, date, WorkingDays], int] = clocks.used_working_days
    may_see: Callable[[Clerk, Case, str], bool] = roles.may_see
    may_say: Callable[[Clerk, Case, str, CaseEvent], bool] = roles.may_say


@st.composite
def graphs(draw: st.DrawFn) -> tuple[PlannedTask, ...]:
    """Up to five tasks: some accept, each is after some before it, at any desk."""
    tasks: list[PlannedTask] = []
    accepting_count = draw(st.integers(1, 2))
    for number in range(draw(st.integers(accepting_count, 5))):
        accepts = number < accepting_count
        before = [task.task_id for task in tasks if task.accepts or not accepts]
        after = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        tasks.append(
            PlannedTask(
                task_id=f"t{number}", name="办", desk=draw(st.sampled_from(DESKS)), step=min(number + 1, 3),
                working_days=draw(st.integers(0, 8)), after=tuple(after), accepts=accepts,
            )
        )  # fmt: skip
    return tuple(tasks)


ROUTES = st.builds(
    Route,
    front=st.just(DESKS[0]),
    tasks=graphs(),
    accept_working_days=st.integers(1, 6),
    silence_accepts=st.booleans(),
    statutory_working_days=st.sampled_from([0, 20]),
    warn_working_days=st.integers(0, 3),
    return_working_days=st.integers(0, 3),
    extension_working_days=st.integers(0, 5),
    reply_working_days=st.integers(0, 4),
    reopen_working_days=st.sampled_from([0, 5, 15]),
    specials=st.just((Special(kind="publicity", name="公示"),)),
    escalations=st.sampled_from(
        [
            (Level(after_working_days=0, desk=DESKS[1]), Level(after_working_days=3, desk=DESKS[5])),
            (Level(after_working_days=0, desk=DESKS[5]),),
        ]
    ),
    is_confidential=st.booleans(),
)
WHIM = st.integers(0, 7)
"""Most cases go on: what ends one early comes seldom."""
PICKS = st.integers(0, 9)
"""Which task somebody means: most often one that lies at a desk."""
DAYS_ON = st.integers(0, 12)


def on_news(check: Callable[["RoutingMachine"], None]) -> Callable[["RoutingMachine"], None]:
    """Check again only when something has happened to the case: what is checked follows from its events alone."""

    @wraps(check)
    def checked(machine: "RoutingMachine") -> None:
        if machine.checked.get(check.__name__) != machine.case.version:
            check(machine)
            machine.checked[check.__name__] = machine.case.version

    return checked


class RoutingMachine(RuleBasedStateMachine):
    """One case; `engine` is set by who runs it."""

    engine = Engine()

    @initialize(route=ROUTES)
    def arrive(self, route: Route) -> None:
        if route.is_confidential:  # as `routing_data` asks of one
            route = msgspec.structs.replace(route, front=route.tasks[0].desk)
        plan = msgspec.structs.replace(PLAN, route=route)
        received = said.Received(number="HSL-0421-0037", filed_at=ARRIVED, plan=plan)
        self.now = ARRIVED
        self.checked: dict[str, int] = {}
        self.history = [Recorded(1, ARRIVED, "terminal:hsl-3", received)]
        self.case = routing.begin(self.history[0])

    # what people do

    @rule(days=DAYS_ON, material=st.sampled_from([WANTED[:1], WANTED]))
    def ask(self, days: int, material: tuple[said.Wanted, ...]) -> None:
        due_on = china_date(self.now) + timedelta(days=days)
        self._wish(said.CorrectionAsked(correction_id="c" * 32, due_on=due_on, materials=material))

    @rule(names=st.sets(st.sampled_from(["card", "register"])))
    def supply(self, names: set[str]) -> None:
        pages = tuple(said.Pages(material_id=name, blobs=()) for name in sorted(names))
        before = self.case.accepted_at
        self._wish(said.Supplied(correction_id="c" * 32, message_id="1" * 32, materials=pages), "terminal:hsl-4")
        assert self.case.accepted_at == before, "what a resident does accepts nothing"

    @rule(pick=st.none() | PICKS)
    def accept(self, pick: int | None) -> None:
        self._wish(said.Accepted(task_id=None if pick is None else self._meant(pick)))

    @rule(pick=PICKS)
    def finish(self, pick: int) -> None:
        self._wish(said.TaskDone(task_id=self._meant(pick)))

    @rule(pick=PICKS, desk=st.sampled_from(DESKS))
    def transfer(self, pick: int, desk: Desk) -> None:
        self._wish(said.TaskTransferred(task_id=self._meant(pick), desk=desk, reason="归你们"))

    @rule(pick=PICKS)
    def send_back(self, pick: int) -> None:
        self._wish(said.TaskReturned(task_id=self._meant(pick), reason="不归我们"))

    @rule(days=DAYS_ON)
    def begin_special(self, days: int) -> None:
        until_on = china_date(self.now) + timedelta(days=days)
        self._wish(said.SpecialBegun(kind="publicity", name="公示", reason="公示", until_on=until_on))

    @rule()
    def end_special(self) -> None:
        self._wish(said.SpecialEnded())

    @rule(days=st.integers(1, 6))
    def extend(self, days: int) -> None:
        self._wish(said.Extended(working_days=days, reason="要核实"))

    @rule(result=st.sampled_from(CloseResult), whim=WHIM)
    def close(self, result: CloseResult, whim: int) -> None:
        if whim and result is not CloseResult.GRANTED:
            return
        self._wish(said.Closed(result=result, text="答复"))
        if self.case.decision is not None and self.case.decision.result is CloseResult.GRANTED:
            assert all(task.state is TaskState.DONE for task in self.case.tasks), "granted past a desk"

    @rule(whim=WHIM)
    def end_early(self, whim: int) -> None:
        if whim == 1:
            self._wish(said.NotAccepted(reason="不在本区"))
        if whim == 2:
            self._wish(said.Merged(into_case_id="d" * 32, into_number="HSL-1", text="并到另一件"))

    @rule(whim=WHIM)
    def rate_badly(self, whim: int) -> None:
        if whim < 2:
            self._wish(said.RectificationBegun(level=1, message_id="2" * 32), "terminal:hsl-3")

    @rule(whim=WHIM)
    def reply(self, whim: int) -> None:
        if whim < 2:
            self._wish(said.Replied(message_id="3" * 32), "terminal:hsl-4")
            assert self.case.unanswered_since is not None, "what was said waits for nobody"

    @rule(whim=WHIM)
    def respond(self, whim: int) -> None:
        if whim < 3:
            self._wish(said.Responded(text="好的"))

    @rule(whim=WHIM)
    def reopen(self, whim: int) -> None:
        if whim > 4:
            return
        self._ring()
        before = self.case
        self._wish(said.Reopened(message_id="4" * 32), "terminal:hsl-4")
        if self.case.version > before.version:
            assert before.decision is not None, "reopened what was not answered"
            assert self.case.state is CaseState.ACCEPTED
            used = self.engine.used(self.case, clocks.answer_limit(self.case), self.today, CALENDAR)
            assert used == 0, "the old clock went on"
            assert not any(alarm.clock == "answer" for alarm in self.case.alarms)

    @rule(whim=WHIM)
    def withdraw(self, whim: int) -> None:
        if whim != 1:
            return
        self._ring()
        was_accepted = self.case.accepted_at is not None
        self._wish(said.Withdrawn(message_id="5" * 32, text="您自己撤回的"), "terminal:hsl-4")
        ended = self.case.withdrawn_by_owner and self.case.decision is not None
        assert not (ended and was_accepted), "withdrawn after acceptance"

    @rule(whim=WHIM)
    def rectify(self, whim: int) -> None:
        if whim < 3:
            self._wish(said.Rectified(text="已经改了"))

    # what days do

    @rule()
    def a_day_passes(self) -> None:
        self.now += timedelta(days=1)
        self._ring()

    @rule(hours=st.integers(1, 24 * 9))
    def days_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._ring()

    @rule(hours=st.integers(1, 24 * 30))
    def the_wall_clock_is_put_back(self, hours: int) -> None:
        self.now -= timedelta(hours=hours)

    # what holds

    @invariant()
    def no_clock_is_negative(self) -> None:
        for limit in (*clocks.limits(self.case, CALENDAR), clocks.answer_limit(self.case)):
            assert self.engine.used(self.case, limit, self.today, CALENDAR) >= 0
            assert clocks.due_on(self.case, limit, self.today, CALENDAR) >= limit.started_on
            stopped = clocks.stopped_working_days(self.case, limit.started_on, self.today, CALENDAR)
            assert 0 <= stopped <= CALENDAR.between(limit.started_on, self.today)

    @invariant()
    @on_news
    def replaying_what_is_stored_gives_the_same_case(self) -> None:
        stored = [replace(each, event=from_json(to_json(each.event))) for each in self.history]
        again = routing.begin(stored[0])
        for recorded in stored[1:]:
            again = self.engine.evolve(again, recorded)
        assert again == self.case

    @invariant()
    def a_living_case_lies_somewhere_and_waits_for_nothing_that_cannot_come(self) -> None:
        rows = desk_rows(self.case, self.today, CALENDAR)
        waits = self.case.is_rectified or self.case.unanswered_since is not None
        lies = self.case.state not in ENDED or waits
        assert any(row.standing is DeskStanding.HAS for row in rows) == lies
        if self.case.state not in ENDED:
            waiting = [task for task in self.case.tasks if task.state is TaskState.WAITING]
            assert not waiting or self.case.at_work, "tasks wait, and nobody works"
        assert self.case.state is not CaseState.ACCEPTED or self.case.accepted_at is not None

    @invariant()
    def the_resident_sees_one_place_where_it_is(self) -> None:
        seen = progress("0" * 32, self.case, self.today, CALENDAR, TEXTS)
        order = [step.state.value for step in seen.steps]
        assert order == sorted(order, key=["done", "current", "todo"].index)
        assert order.count("current") == (0 if self.case.state in ENDED else 1)
        assert (seen.answer is not None) == (self.case.state in ENDED)

    @invariant()
    @on_news
    def nobody_sees_what_their_role_must_not(self) -> None:
        worked = {
            task.desk.desk_id for task in self.case.tasks if task.state is not TaskState.WAITING and task.opened_at
        }
        for clerk in CLERKS:
            sees = self.engine.may_see(clerk, self.case, DIVISION)
            assert sees == _must_see(clerk, self.case, worked), clerk
            for wish in ACTS:
                does = self.engine.may_say(clerk, self.case, DIVISION, wish)
                assert sees or not does, (clerk, wish)
                assert not does or _may_ever(clerk, wish, self.case), (clerk, wish)

    @invariant()
    @on_news
    def what_a_desk_is_shown_is_what_it_may_see(self) -> None:
        shown = {row.desk_id for row in desk_rows(self.case, self.today, CALENDAR)}
        assert shown == roles.desks_that_see(self.case)
        assert {desk.desk_id for desk in self.case.desks} <= shown

    def teardown(self) -> None:
        """Left alone, it ends or is told of at the highest level, on every clock that runs."""
        if not hasattr(self, "case"):
            return
        for _ in range(LONG_DAYS // 30):
            self.now += timedelta(days=30)
            self._ring()
        if self.case.state in ENDED and not self.case.is_rectified and self.case.unanswered_since is None:
            return
        top = len(self.case.route.escalations)
        for limit in clocks.limits(self.case, CALENDAR):
            if self.case.pause is None or not limit.stands:
                assert Alarm(said.AlarmKind.ESCALATION, limit.name, top) in self.case.alarms, limit
        assert self.case.told_desks, "nobody above has heard of it"

    @property
    def today(self) -> date:
        return china_date(max(self.now, self.history[-1].at))

    def _meant(self, pick: int) -> str:
        lying = self.case.at_work
        return lying[pick % len(lying)].task_id if lying and pick < 8 else f"t{pick % 5}"

    def _wish(self, wish: CaseEvent, actor: str = "staff:陈静") -> None:
        self._ring()
        event = self.engine.decide(self.case, wish, china_date(self.now), CALENDAR)
        if not isinstance(event, deciding.NotNow):
            self._record(event, actor)

    def _ring(self) -> None:
        for _ in range(200):
            event = self.engine.said_by(self.case, self.today, CALENDAR)
            if event is None:
                return
            before = self.case
            self._record(event, CLOCK)
            if isinstance(event, said.AcceptedBySilence):
                _was_silent_long_enough(before, self.today)
        raise AssertionError("the clocks never come to an end")

    def _record(self, event: CaseEvent, actor: str) -> None:
        recorded = Recorded(self.case.version + 1, max(self.now, self.history[-1].at), actor, event)
        self.history.append(recorded)
        self.case = self.engine.evolve(self.case, recorded)


def _was_silent_long_enough(case: Case, today: date) -> None:
    """行政许可法 32, told independently of the engine: the route says so, nobody asked, more than its days went by."""
    assert case.route.silence_accepts
    assert case.correction is None, "a resident's silence accepted"
    assert case.state is CaseState.RECEIVED
    day, count = china_date(case.received_at), 0
    while day < today:
        day += timedelta(days=1)
        count += CALENDAR.is_working(day)
    assert count > case.route.accept_working_days


BY_THE_RESIDENT: tuple[CaseEvent, ...] = (
    said.Replied(message_id="3" * 32), said.Reopened(message_id="4" * 32),
    said.Withdrawn(message_id="5" * 32, text="x"), said.WithdrawalTooLate(message_id="5" * 32),
    said.PhoneCorrected(message_id="6" * 32),
)  # fmt: skip
ACTS: tuple[CaseEvent, ...] = (
    said.CorrectionAsked(correction_id="c" * 32, due_on=date(2026, 12, 1), materials=()),
    said.Accepted(), said.Accepted(task_id="t0"), said.NotAccepted(reason="x"), said.TaskDone(task_id="t1"),
    said.TaskTransferred(task_id="t0", desk=DESKS[4], reason="x"), said.TaskReturned(task_id="t1", reason="x"),
    said.SpecialBegun(kind="publicity", name="公示", reason="x", until_on=date(2026, 12, 1)), said.SpecialEnded(),
    said.Extended(working_days=1, reason="x"), said.Supervised(text="x"),
    said.Merged(into_case_id="d" * 32, into_number="1", text="x"), said.Absorbed(case_id="d" * 32, number="1"),
    said.Closed(result=CloseResult.GRANTED, text="x"), said.AcceptedBySilence(),
    said.Supplied(correction_id="c" * 32, message_id="1" * 32, materials=()),
    said.RectificationBegun(level=1, message_id="2" * 32), said.Rectified(text="x"),
    *BY_THE_RESIDENT, said.Responded(text="x"),
)  # fmt: skip


def _must_see(clerk: Clerk, case: Case, worked: set[str]) -> bool:
    """The rule, told once more in its own words."""
    if clerk.role is StaffRole.HOUSE:
        return True
    if clerk.role in (StaffRole.FLEET, StaffRole.ADMINISTRATOR):
        return False
    works = worked | {case.route.front.desk_id}
    if case.route.is_confidential:
        return bool(clerk.desks & works)
    above = {case.route.escalations[-1].desk.desk_id} if case.rectification is not None else set()
    told = works | above | set(case.told_desks) | {desk_id for task in case.tasks for desk_id in task.gave_away}
    return bool(clerk.desks & told) or clerk.name == "near"


def _may_ever(clerk: Clerk, wish: CaseEvent, case: Case) -> bool:
    if isinstance(wish, said.AcceptedBySilence | said.Supplied | said.RectificationBegun) or wish in BY_THE_RESIDENT:
        return False
    if isinstance(wish, said.Rectified):
        highest = case.route.front if case.route.is_confidential else case.route.escalations[-1].desk
        return clerk.role in (StaffRole.SUPERVISOR, StaffRole.HOUSE) or highest.desk_id in clerk.desks
    above = isinstance(wish, said.Supervised | said.Extended)
    return clerk.role is StaffRole.HOUSE or above == (clerk.role is StaffRole.SUPERVISOR)


def faulty(**changes: Any) -> type[RoutingMachine]:
    """The machine with an engine that is wrong in one part."""
    return type("FaultyMachine", (RoutingMachine,), {"engine": replace(Engine(), **changes)})
