"""Tasks at desks: in sequence, in parallel, joined; transferred, returned, merged; procedures and extensions."""

from datetime import date

import msgspec
import pytest

from kiosk.cases import CaseState, CloseResult, StepState
from kiosk.core.clock import china_date
from kiosk.platform.bridge import names, progress
from kiosk.platform.case_events import (
    Absorbed,
    Accepted,
    AcceptedBySilence,
    Alarmed,
    AlarmKind,
    CaseEvent,
    Closed,
    CorrectionAsked,
    Extended,
    Merged,
    SpecialBegun,
    SpecialEnded,
    Supervised,
    Supplied,
    TaskDone,
    TaskReturned,
    TaskTransferred,
)
from kiosk.platform.desk_cases import desk_rows
from kiosk.platform.roles import desks_that_see
from kiosk.platform.standing import Task, TaskState
from tests.helpers.in_process_platform import TEXTS
from tests.helpers.routes import CALENDAR, CIVIL, COMMUNITY, DISABLED, FINANCE, ROUTE, STREET, Told

GRANTED = Closed(result=CloseResult.GRANTED, text="每月 120 元")
NOT_GRANTED = Closed(result=CloseResult.NOT_GRANTED, text="等级不够")
WITHDRAWN = Closed(result=CloseResult.WITHDRAWN, text="本人撤回")
PUBLICITY = SpecialBegun(kind="publicity", name="公示", reason="公示 7 天", until_on=date(2026, 4, 30))
ASKED = CorrectionAsked(correction_id="c" * 32, due_on=date(2026, 5, 20), materials=())
MERGED = Merged(into_case_id="d" * 32, into_number="HSL-0421-0038", text="并到另一件一起办")


def task(told: Told, task_id: str) -> Task:
    found = told.case.task(task_id)
    assert found is not None
    return found


def states(told: Told) -> list[str]:
    return [each.state.value for each in told.case.tasks]


def notes(told: Told) -> str | None:
    steps = progress("0" * 32, told.case, china_date(told.now), CALENDAR, TEXTS).steps
    return next((step.note for step in steps if step.state is StepState.CURRENT), None)


def test_nothing_opens_before_acceptance_but_what_accepts() -> None:
    told = Told()
    assert states(told) == ["open", "waiting", "waiting", "waiting"]
    assert names(told.case.desks, TEXTS) == "清河街道"


def test_two_desks_work_side_by_side_and_a_third_waits_for_both() -> None:
    told = Told().on(1).say(Accepted())
    assert (states(told), names(told.case.desks, TEXTS)) == (["done", "open", "open", "waiting"], "区民政局、区残联")
    told.on(2).say(TaskDone(task_id="grade", note="二级"))
    assert (states(told), names(told.case.desks, TEXTS)) == (["done", "open", "done", "waiting"], "区民政局")
    told.on(3).say(TaskDone(task_id="civil"))
    assert (states(told), names(told.case.desks, TEXTS)) == (["done", "done", "done", "open"], "区财政局")
    told.on(6).say(GRANTED)
    assert (states(told), told.case.state) == (["done"] * 4, CaseState.CLOSED)


def test_the_resident_reads_who_is_ready_while_another_still_works() -> None:
    told = Told().on(1).say(Accepted())
    assert notes(told) is None
    told.say(TaskDone(task_id="grade"))
    assert notes(told) == "区残联已经办好"


def test_what_is_granted_has_been_through_all_its_desks() -> None:
    told = Told().say(Accepted(), TaskDone(task_id="civil"))
    assert told.wish(GRANTED) == "tasks-left"
    told.say(TaskDone(task_id="grade"), GRANTED)
    assert told.case.desks == (FINANCE,)


def test_one_no_ends_the_case_for_every_desk() -> None:
    told = Told().say(Accepted(), NOT_GRANTED)
    assert states(told) == ["done", "dropped", "dropped", "dropped"]


def test_where_two_must_accept_each_accepts_its_part() -> None:
    tasks = (ROUTE.tasks[0], msgspec.structs.replace(ROUTE.tasks[0], task_id="too", desk=CIVIL), *ROUTE.tasks[1:])
    told = Told(msgspec.structs.replace(ROUTE, tasks=tasks))
    assert told.wish(Accepted()) == "which-task"
    told.say(Accepted(task_id="too"))
    assert (told.case.state, states(told)[:3]) == (CaseState.RECEIVED, ["open", "done", "waiting"])
    told.say(Accepted())  # one is left: there is nothing to choose
    assert (told.case.state, states(told)[:3]) == (CaseState.ACCEPTED, ["done", "done", "open"])


def test_a_transferred_task_lies_at_the_other_desk_and_its_clock_goes_on() -> None:
    told = Told().say(Accepted())
    opened_at = task(told, "civil").opened_at
    told.on(2).say(TaskTransferred(task_id="civil", desk=FINANCE, reason="归财政"))
    moved = task(told, "civil")
    assert (moved.desk, moved.state, moved.opened_at, moved.note) == (FINANCE, TaskState.OPEN, opened_at, "归财政")


def test_a_returned_task_lies_at_the_front_which_sends_it_on() -> None:
    told = Told().say(Accepted()).on(2).say(TaskReturned(task_id="civil", reason="不归我们"))
    assert told.case.desks == (COMMUNITY, DISABLED)
    assert told.wish(TaskDone(task_id="civil")) == "wrong-state"
    told.say(TaskTransferred(task_id="civil", desk=CIVIL, reason="归你们"))
    assert told.case.desks == (CIVIL, DISABLED)


def test_it_is_returned_within_its_days_or_not_at_all() -> None:
    told = Told().say(Accepted()).on(3)
    assert told.wish(TaskReturned(task_id="civil", reason="不归我们")) == "return-too-late"
    assert Told().say(Accepted()).on(2).wish(TaskReturned(task_id="civil", reason="不归我们")) is None


def test_a_special_procedure_stops_every_clock_and_the_resident_reads_why() -> None:
    told = Told().say(Accepted()).on(1).say(PUBLICITY)
    assert notes(told) == "公示：公示 7 天，这段时间不算"
    assert told.wish(GRANTED) == told.wish(PUBLICITY) == "clock-stands"
    told.on(8).say(SpecialEnded())
    assert notes(told) is None
    assert progress("0" * 32, told.case, china_date(told.now), CALENDAR, TEXTS).used_working_days == 1


def test_an_extension_is_told_to_the_resident_and_moves_the_day() -> None:
    told = Told().say(Accepted())
    before = progress("0" * 32, told.case, china_date(told.now), CALENDAR, TEXTS)
    told.say(Extended(working_days=5, reason="要到外地核实"))
    after = progress("0" * 32, told.case, china_date(told.now), CALENDAR, TEXTS)
    assert notes(told) == "延期 5 个工作日：要到外地核实"
    assert CALENDAR.between(before.answer_due_on, after.answer_due_on) == 5
    assert task(told, "civil").extra_working_days == 5


def test_a_merged_case_ends_and_says_so_and_its_twin_goes_on() -> None:
    told = Told().say(MERGED)
    assert (told.case.state, told.case.merged_into) == (CaseState.CLOSED, "d" * 32)
    answer = progress("0" * 32, told.case, china_date(told.now), CALENDAR, TEXTS).answer
    assert answer is not None
    assert (answer.result, answer.text) == (CloseResult.VOID, MERGED.text)
    twin = Told().say(Absorbed(case_id="0" * 32, number="HSL-0421-0037"))
    assert (twin.case.state, twin.case.absorbed) == (CaseState.RECEIVED, ("0" * 32,))


def test_what_a_supervisor_wants_done_stands_with_the_case() -> None:
    assert Told().say(Supervised(text="三天内办好")).case.supervised == ("三天内办好",)


ALARM = Alarmed(kind=AlarmKind.WARNING, clock="answer", level=0, desk=None)


@pytest.mark.parametrize(
    ("before", "wish", "reason"),
    [
        ((), AcceptedBySilence(), "only-by-the-clock"),
        ((), ALARM, "only-by-the-clock"),
        ((), Accepted(task_id="civil"), "unknown-task"),
        ((), TaskDone(task_id="check"), "wrong-state"),
        ((), TaskDone(task_id="civil"), "unknown-task"),
        ((), TaskDone(task_id="nobody's"), "unknown-task"),
        ((), PUBLICITY, "wrong-state"),
        ((), Extended(working_days=1, reason="忙"), "wrong-state"),
        ((), TaskTransferred(task_id="check", desk=STREET, reason="不动"), "same-desk"),
        ((Accepted(),), SpecialEnded(), "wrong-state"),
        ((Accepted(),), Extended(working_days=6, reason="忙"), "too-long"),
        (
            (Accepted(), Extended(working_days=1, reason="忙")),
            Extended(working_days=1, reason="忙"),
            "already-extended",
        ),
        ((Accepted(),), msgspec.structs.replace(PUBLICITY, kind="hearing"), "unknown-procedure"),
        ((Accepted(),), msgspec.structs.replace(PUBLICITY, until_on=date(2026, 4, 20)), "due-in-the-past"),
        ((TaskReturned(task_id="check", reason="不归"),), Accepted(), "which-task"),
        (
            (TaskReturned(task_id="check", reason="不归"),),
            TaskTransferred(task_id="check", desk=COMMUNITY, reason="留下"),
            "same-desk",
        ),
        ((TaskReturned(task_id="check", reason="不归"),), TaskReturned(task_id="check", reason="再退"), "wrong-state"),
        ((WITHDRAWN,), MERGED, "wrong-state"),
        ((WITHDRAWN,), Supervised(text="快"), "wrong-state"),
        ((Accepted(), PUBLICITY), NOT_GRANTED, "clock-stands"),
    ],
)
def test_what_does_not_fit_is_not_done(before: tuple[CaseEvent, ...], wish: CaseEvent, reason: str) -> None:
    told = Told().say(*before)
    case = told.case
    assert told.wish(wish) == reason
    assert told.case == case


def test_beyond_its_limit_nothing_is_extended_any_more() -> None:
    told = Told().say(Accepted()).on(30)
    assert told.wish(Extended(working_days=1, reason="忙")) == "limit-over"


def test_a_case_can_be_withdrawn_while_the_clock_stands() -> None:
    told = Told().say(Accepted(), PUBLICITY, WITHDRAWN)
    assert (told.case.state, told.case.pause) == (CaseState.CLOSED, None)


def test_a_resident_s_silence_accepts_nothing() -> None:
    told = Told(msgspec.structs.replace(ROUTE, silence_accepts=True)).on(1).say(ASKED).on(120)
    assert told.case.state is CaseState.CORRECTION_REQUIRED
    assert told.case.told_desks == {"qinghe", "service"}
    late = Supplied(correction_id="c" * 32, message_id="1" * 32, materials=())
    assert told.wish(late) is None
    assert told.case.accepted_at is None


def test_a_confidential_case_that_was_sent_back_is_not_lost_to_everybody() -> None:
    """Seen by the campaign: its front had given its task away, so nobody saw it when it came back."""
    told = Told(msgspec.structs.replace(ROUTE, is_confidential=True, front=STREET))
    told.say(
        TaskTransferred(task_id="check", desk=CIVIL, reason="归你们"), TaskReturned(task_id="check", reason="不归")
    )
    assert {row.desk_id: row.standing.value for row in desk_rows(told.case, china_date(told.now), CALENDAR)} == {
        "qinghe": "has",
        "civil-affairs": "had",
    }


def test_who_gave_a_task_away_still_sees_the_case_unless_it_is_confidential() -> None:
    moved = (TaskTransferred(task_id="check", desk=CIVIL, reason="归你们"),)
    open_one = Told().say(*moved).case
    hidden = Told(msgspec.structs.replace(ROUTE, is_confidential=True)).say(*moved).case
    assert desks_that_see(open_one) == {"huaishuli", "qinghe", "civil-affairs"}
    assert desks_that_see(hidden) == {"huaishuli", "civil-affairs"}
