"""Clocks that warn, escalate level by level, stand, and accept where the law says so."""

from datetime import date, timedelta

import msgspec

from kiosk.cases import CaseState, CloseResult
from kiosk.core.clock import china_date
from kiosk.platform.case_events import (
    Accepted,
    AcceptedBySilence,
    Alarmed,
    Closed,
    CorrectionAsked,
    Extended,
    Pages,
    SpecialBegun,
    SpecialEnded,
    Supplied,
    TaskReturned,
    Wanted,
)
from kiosk.platform.clocks import due_on, limits, used_working_days, wakes
from tests.helpers.routes import ARRIVED, CALENDAR, ROUTE, SILENT, STREET, SUPERVISION, Told

WANTED = Wanted(material_id="id_card_copy", name="身份证正反面", reason="看不清")
ASKED = CorrectionAsked(correction_id="c" * 32, due_on=date(2026, 5, 20), materials=(WANTED,))
SUPPLIED = Supplied(
    correction_id="c" * 32, message_id="1" * 32, materials=(Pages(material_id="id_card_copy", blobs=("0" * 64,)),)
)
PUBLICITY = SpecialBegun(kind="publicity", name="公示", reason="公示 7 天", until_on=date(2026, 4, 30))
THE_SIXTH = 8
"""Days from the Tuesday of arrival to the sixth working day after it."""


def said(told: Told) -> list[tuple[date, str, int, str]]:
    """When which clock spoke, at which level, to whom."""
    return [
        (china_date(each.at), each.event.clock, each.event.level, each.event.desk.desk_id if each.event.desk else "")
        for each in told.history
        if isinstance(each.event, Alarmed)
    ]


def lived(told: Told, days: int) -> Told:
    """Every day in turn, as the platform lives it."""
    for day in range(days + 1):
        told.on(day)
    return told


def test_a_department_that_asks_for_nothing_has_accepted_from_the_day_it_was_received() -> None:
    told = lived(Told(SILENT), THE_SIXTH - 1)
    assert told.case.state is CaseState.RECEIVED
    told.on(THE_SIXTH)
    assert (told.case.state, told.case.accepted_at) == (CaseState.ACCEPTED, ARRIVED)
    assert [task.state.value for task in told.case.tasks] == ["done", "open", "open", "waiting"]
    assert (told.history[-1].actor, china_date(told.history[-1].at)) == ("clock:", date(2026, 4, 29))


def test_where_the_law_does_not_say_so_a_department_s_silence_escalates() -> None:
    told = lived(Told(ROUTE), THE_SIXTH)
    assert told.case.state is CaseState.RECEIVED
    assert (date(2026, 4, 29), "acceptance", 1, "qinghe") in said(told)


def test_a_department_that_asked_in_time_has_to_accept_by_itself() -> None:
    told = Told(SILENT).on(7).say(ASKED).on(9).say(SUPPLIED)
    assert lived(told, 60).case.state is CaseState.RECEIVED


def test_on_the_sixth_day_it_is_too_late_to_ask() -> None:
    assert Told(SILENT).on(THE_SIXTH).wish(ASKED) == "wrong-state"


def test_sending_it_to_and_fro_between_desks_does_not_win_time() -> None:
    told = Told(SILENT).on(1).say(TaskReturned(task_id="check", reason="不归我们")).on(THE_SIXTH)
    assert told.case.state is CaseState.ACCEPTED


def test_silence_is_not_heard_twice_however_long_nobody_ran_the_platform() -> None:
    told = Told(SILENT).on(400)
    assert told.kinds().count("accepted_by_silence") == 1
    assert told.case.accepted_at == ARRIVED


def test_a_limit_is_warned_of_before_it_and_escalates_level_by_level_beyond_it() -> None:
    told = lived(Told().say(Accepted()), 40)
    grade = [(day, level, desk) for day, clock, level, desk in said(told) if clock == "task grade"]
    assert grade == [
        (date(2026, 4, 24), 0, ""),  # three of four days gone
        (date(2026, 4, 28), 1, STREET.desk_id),  # the fifth
        (date(2026, 5, 6), 2, SUPERVISION.desk_id),  # three working days more, behind the holiday
    ]
    answer = [(level, desk) for _, clock, level, desk in said(told) if clock == "answer"]
    assert answer == [(0, ""), (1, "qinghe"), (2, "service")]


def test_nothing_is_said_twice() -> None:
    told = lived(Told(), 60)
    assert len(said(told)) == len({(clock, level) for _, clock, level, _ in said(told)})
    assert wakes(told.case, date(2026, 12, 1), CALENDAR) == []


def test_a_platform_that_slept_says_the_same_as_one_that_did_not() -> None:
    slept, awake = Told().say(Accepted()).on(60), lived(Told().say(Accepted()), 60)
    assert {entry[1:] for entry in said(slept)} == {entry[1:] for entry in said(awake)}


def test_while_the_clock_stands_only_what_it_stands_for_is_told_of() -> None:
    told = Told().say(Accepted(), PUBLICITY)
    assert {clock for _, clock, _, _ in said(lived(told, 120))} == {"pause 1"}
    assert [level for _, _, level, _ in said(told)] == [0, 1, 2]


def test_a_second_procedure_that_does_not_end_is_told_of_too() -> None:
    told = Told().say(Accepted(), PUBLICITY).on(60).say(SpecialEnded())
    told.say(msgspec.structs.replace(PUBLICITY, until_on=date(2026, 6, 30))).on(120)
    assert ("pause 2", 2) in {(clock, level) for _, clock, level, _ in said(told)}


def test_an_extended_limit_is_warned_of_once_more() -> None:
    told = lived(Told().say(Accepted()), 22)
    assert [clock for _, clock, _, _ in said(told)].count("answer") == 1
    told.say(Extended(working_days=5, reason="要到外地核实"))
    assert [clock for _, clock, _, _ in said(lived(told, 30))].count("answer") == 2


def test_the_statutory_clock_runs_from_acceptance() -> None:
    told = Told().on(2).say(Accepted())
    statutory = next(limit for limit in limits(told.case, CALENDAR) if limit.name == "statutory")
    assert (statutory.started_on, statutory.working_days) == (date(2026, 4, 23), 20)
    assert used_working_days(told.case, statutory, date(2026, 4, 24), CALENDAR) == 1
    assert due_on(told.case, statutory, date(2026, 4, 24), CALENDAR) == CALENDAR.after(date(2026, 4, 23), 20)


def test_an_ended_case_says_nothing_any_more() -> None:
    told = Told().say(Closed(result=CloseResult.WITHDRAWN, text="本人撤回"))
    assert said(told.on(365)) == []
    assert limits(told.case, CALENDAR) == ()


def test_only_the_clock_accepts_by_silence() -> None:
    assert Told(SILENT).wish(AcceptedBySilence()) == "only-by-the-clock"


def test_the_day_it_wakes_on_is_the_day_it_speaks() -> None:
    told = Told()
    for _ in range(20):
        due = wakes(told.case, china_date(told.now), CALENDAR)
        if not due:
            return
        day = (due[0].on - china_date(ARRIVED)).days
        count = len(told.history)
        assert len(told.on(max(day - 1, 0)).history) == count
        assert len(told.on(day).history) > count
        assert china_date(told.now) == china_date(ARRIVED) + timedelta(days=day)
