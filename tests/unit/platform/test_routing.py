from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cases import CaseProgress, CaseState, CloseResult, StepState
from kiosk.core.clock import china_date
from kiosk.core.working_days import load_working_days
from kiosk.platform import clocks
from kiosk.platform.bridge import names
from kiosk.platform.bridge import progress as progress_in
from kiosk.platform.case_events import (
    Accepted,
    CaseEvent,
    Closed,
    CorrectionAsked,
    NotAccepted,
    Pages,
    Plan,
    PlannedStep,
    Received,
    Recorded,
    Supplied,
    Wanted,
    from_json,
    to_json,
)
from kiosk.platform.deciding import NotNow
from kiosk.platform.deciding import decide as decide_by
from kiosk.platform.routing import apply
from kiosk.platform.settings import ASSETS
from kiosk.platform.standing import ENDED, Case
from tests.helpers.in_process_platform import TEXTS

CALENDAR = load_working_days(ASSETS / "content" / "holidays.toml")
ARRIVED = datetime(2026, 4, 21, 1, 43, tzinfo=UTC)
CORRECTION_ID = "c" * 32
PLAN = Plan(
    item_id="old-age-allowance",
    item_name="高龄津贴申领",
    department="县（区）民政局",
    steps=(
        PlannedStep(name="收件", department="社区", working_days=1),
        PlannedStep(name="初审", department="街道", working_days=3),
        PlannedStep(name="审核", department="区民政局", working_days=6),
        PlannedStep(name="拨款", department="区财政局", working_days=4),
        PlannedStep(name="发放", department="银行", working_days=1),
    ),
    committed_working_days=15,
    contact_phone="0311-5550-0106",
    see_level="card_read",
)
RECEIVED = Received(number="HSL-0421-0037", filed_at=ARRIVED, plan=PLAN)
PAGE_WANTED = Wanted(material_id="household_register", name="户口本本人页", reason="没有本人页")
COPY_WANTED = Wanted(material_id="id_card_copy", name="身份证正反面", reason="看不清")
ASKED = CorrectionAsked(correction_id=CORRECTION_ID, due_on=date(2026, 5, 20), materials=(PAGE_WANTED, COPY_WANTED))


def supplied(*names: str) -> Supplied:
    pages = tuple(Pages(material_id=name, blobs=("0" * 64,)) for name in names)
    return Supplied(correction_id=CORRECTION_ID, message_id="1" * 32, materials=pages)


ALL_SUPPLIED = supplied("household_register", "id_card_copy")
GRANTED = Closed(result=CloseResult.GRANTED, text="批准")
WITHDRAWN = Closed(result=CloseResult.WITHDRAWN, text="本人撤回")
REFUSED = NotAccepted(reason="户口不在本区")


def history(*later: tuple[CaseEvent, int]) -> list[Recorded]:
    """What happened, each event so many days after the case came."""
    told = [Recorded(1, ARRIVED, "terminal:hsl-3", RECEIVED)]
    for seq, (event, day) in enumerate(later, start=2):
        told.append(Recorded(seq, ARRIVED + timedelta(days=day), "staff:陈静", event))
    return told


def progress(case: Case, today: date) -> CaseProgress:
    return progress_in("0" * 32, case, today, CALENDAR, TEXTS)


def used_working_days(case: Case, today: date) -> int:
    return clocks.used_working_days(case, clocks.answer_limit(case), today, CALENDAR)


def stopped_working_days(case: Case, today: date) -> int:
    return clocks.stopped_working_days(case, china_date(ARRIVED), today, CALENDAR)


def answer_due_on(case: Case, today: date) -> date:
    return clocks.due_on(case, clocks.answer_limit(case), today, CALENDAR)


def decide(case: Case, wish: CaseEvent, today: date) -> CaseEvent | NotNow:
    return decide_by(case, wish, today, CALENDAR)


def states(case: Case, today: date) -> list[StepState]:
    return [step.state for step in progress(case, today).steps]


DONE, CURRENT, TODO = StepState.DONE, StepState.CURRENT, StepState.TODO


@pytest.mark.parametrize(
    ("later", "state", "spans"),
    [
        ((), CaseState.RECEIVED, [DONE, CURRENT, TODO, TODO, TODO]),
        (((ASKED, 1),), CaseState.CORRECTION_REQUIRED, [DONE, CURRENT, TODO, TODO, TODO]),
        (((ASKED, 1), (supplied("id_card_copy"), 2)), CaseState.CORRECTION_REQUIRED, [DONE, CURRENT, TODO, TODO, TODO]),
        (((ASKED, 1), (ALL_SUPPLIED, 2)), CaseState.RECEIVED, [DONE, CURRENT, TODO, TODO, TODO]),
        (((Accepted(), 2),), CaseState.ACCEPTED, [DONE, DONE, CURRENT, TODO, TODO]),
        (((REFUSED, 2),), CaseState.REFUSED, [DONE, DONE, TODO, TODO, TODO]),
        (((Accepted(), 2), (GRANTED, 8)), CaseState.CLOSED, [DONE, DONE, DONE, DONE, DONE]),
        (
            ((Accepted(), 2), (Closed(result=CloseResult.NOT_GRANTED, text="不符合"), 8)),
            CaseState.CLOSED,
            [DONE, DONE, DONE, TODO, TODO],
        ),
        (((WITHDRAWN, 1),), CaseState.CLOSED, [DONE, DONE, TODO, TODO, TODO]),
    ],
)
def test_the_spans_follow_from_the_events(
    later: tuple[tuple[CaseEvent, int], ...], state: CaseState, spans: list[StepState]
) -> None:
    case = apply(history(*later))
    assert case.state is state
    assert states(case, date(2026, 4, 30)) == spans


def test_the_resident_is_told_when_it_came_and_when_it_was_accepted() -> None:
    today = date(2026, 4, 27)
    came, accepted = progress(apply(history()), today), progress(apply(history((Accepted(), 3))), today)
    assert (came.received_at, came.accepted_at) == (ARRIVED, None)
    assert (accepted.received_at, accepted.accepted_at) == (ARRIVED, ARRIVED + timedelta(days=3))


def test_the_bridge_names_who_did_what_and_when() -> None:
    case = apply(history((Accepted(), 3)))
    first, second, third, *_ = progress(case, date(2026, 4, 27)).steps
    assert (first.at, first.handler_masked) == (ARRIVED, None)
    assert (second.department, second.at, second.handler_masked) == ("街道", ARRIVED + timedelta(days=3), "陈*")
    assert (third.at, third.expected_by) == (None, CALENDAR.after(date(2026, 4, 21), 10))


def test_the_last_span_is_expected_by_the_day_of_the_answer() -> None:
    told = progress(apply(history()), date(2026, 4, 21))
    assert told.steps[-1].expected_by == told.answer_due_on == date(2026, 5, 14)


def test_the_clock_stands_while_a_correction_is_open() -> None:
    asked = apply(history((ASKED, 1)))
    assert used_working_days(asked, date(2026, 4, 22)) == 1
    assert used_working_days(asked, date(2026, 4, 30)) == 1
    assert answer_due_on(asked, date(2026, 4, 30)) == CALENDAR.after(date(2026, 5, 14), 6)


def test_the_clock_goes_on_when_everything_is_supplied() -> None:
    case = apply(history((ASKED, 1), (ALL_SUPPLIED, 3)))
    assert used_working_days(case, date(2026, 4, 24)) == 1
    assert used_working_days(case, date(2026, 4, 27)) == 2
    assert answer_due_on(case, date(2026, 6, 1)) == CALENDAR.after(date(2026, 5, 14), 2)


def test_an_ended_case_counts_no_further() -> None:
    case = apply(history((Accepted(), 2), (GRANTED, 8)))
    assert used_working_days(case, date(2026, 12, 1)) == used_working_days(case, date(2026, 4, 29))


def test_what_was_supplied_is_wanted_no_more() -> None:
    case = apply(history((ASKED, 1), (supplied("id_card_copy"), 2)))
    correction = progress(case, date(2026, 4, 24)).correction
    assert correction is not None
    assert [material.material_id for material in correction.materials] == ["household_register"]
    assert (correction.department, correction.handler_masked) == ("街道", "陈*")


def test_a_correction_that_is_over_is_not_shown() -> None:
    case = apply(history((ASKED, 1), (ALL_SUPPLIED, 2)))
    assert progress(case, date(2026, 4, 24)).correction is None


def test_pages_that_come_too_late_are_kept_and_change_nothing() -> None:
    before = apply(history((ASKED, 1), (REFUSED, 2)))
    after = apply(history((ASKED, 1), (REFUSED, 2), (ALL_SUPPLIED, 3)))
    assert (after.state, after.decision, after.version) == (before.state, before.decision, 4)


def test_a_refusal_reads_as_an_answer_of_who_had_the_case() -> None:
    answer = progress(apply(history((REFUSED, 2))), date(2026, 4, 24)).answer
    assert answer is not None
    assert (answer.result, answer.text, answer.department) == (CloseResult.NOT_GRANTED, "户口不在本区", "街道")


def test_an_item_without_spans_still_has_a_department() -> None:
    plain = Received(number="1", filed_at=ARRIVED, plan=msgspec.structs.replace(PLAN, steps=()))
    case = apply([Recorded(1, ARRIVED, "terminal:t", plain)])
    assert names(case.desks, TEXTS) == "县（区）民政局"
    assert progress(case, date(2026, 4, 24)).steps == ()


@pytest.mark.parametrize("broken", [[], [Recorded(1, ARRIVED, "staff:", Accepted())], [*history(), *history()]])
def test_a_history_begins_with_one_arrival(broken: list[Recorded]) -> None:
    with pytest.raises(ValueError, match=r"."):
        apply(broken)


@pytest.mark.parametrize(
    ("later", "wish", "reason"),
    [
        (((ASKED, 1), (ALL_SUPPLIED, 2)), ASKED, "correction-already-asked"),
        (((Accepted(), 1),), ASKED, "wrong-state"),
        ((), CorrectionAsked(correction_id="d" * 32, due_on=date(2026, 4, 1), materials=()), "due-in-the-past"),
        (((ASKED, 1),), Accepted(), "wrong-state"),
        (((Accepted(), 1),), Accepted(), "wrong-state"),
        (((Accepted(), 1),), REFUSED, "wrong-state"),
        ((), GRANTED, "wrong-state"),
        (((Accepted(), 1), (GRANTED, 2)), GRANTED, "wrong-state"),
        (((REFUSED, 1),), WITHDRAWN, "wrong-state"),
        ((), ALL_SUPPLIED, "unknown-correction"),
        ((), RECEIVED, "already-received"),
    ],
)
def test_what_does_not_fit_the_state_is_not_done(
    later: tuple[tuple[CaseEvent, int], ...], wish: CaseEvent, reason: str
) -> None:
    case = apply(history(*later))
    assert decide(case, wish, date(2026, 4, 30)) == NotNow(case.state, reason)


WISHES = st.sampled_from(
    [ASKED, Accepted(), REFUSED, GRANTED, WITHDRAWN, ALL_SUPPLIED, supplied("id_card_copy"), RECEIVED]
)
MINUTES = st.integers(-3 * 1440, 20 * 1440)
"""Wall clocks jump; a step may go back."""


@given(wishes=st.lists(st.tuples(WISHES, MINUTES), max_size=12), later_days=st.integers(-5, 90))
def test_any_walk_replays_to_the_same_case_and_no_clock_is_negative(
    wishes: list[tuple[CaseEvent, int]], later_days: int
) -> None:
    told = history()
    at = ARRIVED
    for wish, minutes in wishes:
        at += timedelta(minutes=minutes)
        case = apply(told)
        event = decide(case, wish, china_date(ARRIVED))
        if isinstance(event, NotNow):
            assert apply(told) == case
            continue
        assert case.state not in ENDED or isinstance(event, Supplied)
        told.append(Recorded(case.version + 1, at, "staff:陈静", from_json(to_json(event))))
    case, again = apply(told), apply(list(told))
    assert case == again
    today = china_date(at) + timedelta(days=later_days)
    assert used_working_days(case, today) >= 0
    assert stopped_working_days(case, today) >= 0
    assert answer_due_on(case, today) >= china_date(ARRIVED)
    seen = progress(case, today)
    assert [step.state for step in seen.steps] == sorted((step.state for step in seen.steps), key=_order)
    assert sum(step.state is CURRENT for step in seen.steps) == (0 if case.state in ENDED else 1)
    assert (seen.answer is not None) == (case.state in ENDED)


def _order(state: StepState) -> int:
    return [DONE, CURRENT, TODO].index(state)
