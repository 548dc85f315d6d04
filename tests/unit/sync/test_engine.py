"""What the loop does next: a table of moments, no clock, no network."""

import pytest

from kiosk.sync.answers import Acknowledged, Refused, TryLater
from kiosk.sync.engine import (
    Arrived,
    Hold,
    Keep,
    Line,
    Pace,
    after_probe,
    after_send,
    after_wake,
    how_many,
    rest_s,
)

PACE = Pace()
GOOD = Line(online=True, probe_at_s=115.0)
DOWN = TryLater("unreachable")
SICK = TryLater("status_500", reached_platform=True)


def most(low: float, high: float) -> float:
    return high


def test_before_anything_is_known_one_message_feels_the_way() -> None:
    assert how_many(Line(), 0.0, PACE) == 1


def test_a_good_line_takes_a_batch() -> None:
    assert how_many(GOOD, 100.0, PACE) == PACE.batch_count


@pytest.mark.parametrize("result", [DOWN, SICK, TryLater("not_allowed", reached_platform=True), TryLater("status_429")])
def test_a_failure_closes_the_line_for_everybody_then_one_is_tried(result: TryLater) -> None:
    line, verdict = after_send(GOOD, 0, result, 100.0, most, PACE)
    assert verdict == Hold(102.0, result.cause, told=False)  # base 2 s
    assert how_many(line, 101.9, PACE) == 0
    assert how_many(line, 102.0, PACE) == 1
    assert line.online is result.reached_platform


def test_failures_in_succession_close_it_for_longer_up_to_a_minute() -> None:
    line, pauses_s = GOOD, []
    for _ in range(8):
        line, _verdict = after_send(line, 0, SICK, 100.0, most, PACE)
        pauses_s.append(line.closed_until_s - 100.0)
    assert pauses_s == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


@pytest.mark.parametrize(
    ("result", "verdict"), [(Acknowledged(None), Arrived()), (Refused("422 No."), Keep("422 No."))]
)
def test_an_answer_that_settles_a_message_proves_the_line(result: Acknowledged | Refused, verdict: object) -> None:
    bad = Line(online=False, failure_count=7, missed_probe_count=3, closed_until_s=90.0, probe_at_s=1.0)
    assert after_send(bad, 7, result, 100.0, most, PACE) == (Line(online=True, probe_at_s=115.0), verdict)


def test_a_conflict_holds_its_own_message_and_leaves_the_line_open() -> None:
    conflict = TryLater("missing_blobs", None, ("ab",), reached_platform=True, only_this=True)
    line, verdict = after_send(GOOD, 2, conflict, 100.0, most, PACE)
    assert how_many(line, 100.0, PACE) == PACE.batch_count
    assert verdict == Hold(108.0, "missing_blobs", told=False, missing_blobs=("ab",))  # third failure: 2 · 2²


def test_a_message_waits_longer_with_each_of_its_own_failures() -> None:
    _line, verdict = after_send(GOOD, 30, DOWN, 100.0, most, PACE)
    assert verdict == Hold(1000.0, "unreachable", told=False)  # capped at 15 min


def test_what_the_platform_asked_for_is_lifted_by_no_probe() -> None:
    told = TryLater("status_503", 40.0, reached_platform=False)
    line, verdict = after_send(GOOD, 0, told, 100.0, most, PACE)
    assert verdict == Hold(160.0, "status_503", told=True)  # 40 + uniform(0, 20)
    line = after_probe(line, True, 103.0, most, PACE)
    assert line.online is True
    assert how_many(line, 159.9, PACE) == 0
    assert how_many(line, 160.0, PACE) == 1


def test_a_probe_that_finds_the_platform_again_opens_the_line_for_one() -> None:
    line, _ = after_send(GOOD, 0, DOWN, 100.0, most, PACE)
    line = after_probe(line, True, 101.0, most, PACE)
    assert (line.online, how_many(line, 101.0, PACE)) == (True, 1)
    line, _ = after_send(line, 0, Acknowledged(None), 101.5, most, PACE)
    assert how_many(line, 101.5, PACE) == PACE.batch_count


def test_a_probe_does_not_open_a_line_that_the_platform_itself_closed() -> None:
    line, _ = after_send(GOOD, 0, SICK, 100.0, most, PACE)
    assert how_many(after_probe(line, True, 101.0, most, PACE), 101.0, PACE) == 0


def test_probes_come_less_often_while_the_platform_stays_away_but_never_rarely() -> None:
    line, waits_s = Line(), []
    for _ in range(5):
        line = after_probe(line, False, 100.0, most, PACE)
        waits_s.append(line.probe_at_s - 100.0)
    assert waits_s == [3.0, 6.0, 10.0, 10.0, 10.0]
    assert line.online is False


def test_probes_of_many_machines_are_spread() -> None:
    line = after_probe(Line(missed_probe_count=9), False, 100.0, lambda low, high: low, PACE)
    assert line.probe_at_s == 105.0  # between half of the period and the whole


def test_a_new_message_makes_it_look_at_once_but_only_where_the_line_is_not_known_good() -> None:
    assert after_wake(Line(online=False, probe_at_s=110.0), 100.0).probe_at_s == 100.0
    assert after_wake(GOOD, 100.0) == GOOD


@pytest.mark.parametrize(
    ("line", "next_due_s", "expected_s"),
    [
        (Line(online=True, probe_at_s=115.0), None, 15.0),
        (Line(online=True, probe_at_s=115.0), 104.0, 4.0),
        (Line(online=True, probe_at_s=115.0, closed_until_s=107.0), 104.0, 7.0),  # due, but the line is closed
        (Line(online=False, probe_at_s=103.0, closed_until_s=107.0), 104.0, 3.0),
        (Line(online=True, probe_at_s=115.0, closed_until_s=90.0), None, 15.0),  # a pause that is over
        (Line(), None, -100.0),  # never probed
    ],
)
def test_it_rests_until_something_can_happen(line: Line, next_due_s: float | None, expected_s: float) -> None:
    assert rest_s(line, 100.0, next_due_s) == expected_s
