"""What each event makes of the line: a table of moments, no clock, no network."""

from dataclasses import replace

import pytest

from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.sync.engine import Arrived, Hold, Keep, Line, Pace, after_probe, after_send, after_wake, room

PACE = Pace()
GOOD = Line(online=True, in_doubt=False, probe_at_s=115.0)
DOWN = TryLater("unreachable")
SICK = TryLater("status_500", reached_platform=True)
CONFLICT = TryLater("missing_blobs", None, ("ab",), reached_platform=True, only_this=True)


def most(low: float, high: float) -> float:
    return high


def least(low: float, high: float) -> float:
    return low


def sent(line: Line, result: SendResult, now_s: float = 100.0, attempt_count: int = 0) -> Line:
    return after_send(line, attempt_count, result, now_s, most, PACE)[0]


def missed(line: Line, now_s: float = 100.0) -> Line:
    return after_probe(line, False, now_s, most, PACE)


def found(line: Line, now_s: float = 100.0) -> Line:
    return after_probe(line, True, now_s, most, PACE)


def after_failures(count: int, line: Line = GOOD, result: SendResult = SICK) -> Line:
    for _ in range(count):
        line = sent(line, result)
    return line


# ── the message ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("result", "verdict"), [(Acknowledged(None), Arrived()), (Refused("422 No."), Keep("422 No."))]
)
def test_an_answer_that_settles_a_message_proves_the_line(result: SendResult, verdict: object) -> None:
    bad = Line(True, True, failure_count=7, missed_probe_count=3, closed_until_s=190.0, probe_at_s=1.0)
    proven = Line(True, False, closed_until_s=100.0, probe_at_s=115.0)
    assert after_send(bad, 7, result, 100.0, most, PACE) == (proven, verdict)


@pytest.mark.parametrize("result", [DOWN, SICK, TryLater("not_allowed", reached_platform=True), TryLater("status_429")])
def test_a_message_that_failed_is_held_for_as_long_as_its_own_failures_say(result: TryLater) -> None:
    assert after_send(GOOD, 0, result, 100.0, most, PACE)[1] == Hold(102.0, result.cause, told=False)  # base 2 s
    assert after_send(GOOD, 2, result, 100.0, most, PACE)[1] == Hold(108.0, result.cause, told=False)  # 2 · 2²
    assert after_send(GOOD, 30, result, 100.0, most, PACE)[1] == Hold(1000.0, result.cause, told=False)  # 15 min


def test_a_conflict_holds_its_own_message_and_leaves_the_line_good() -> None:
    line, verdict = after_send(replace(GOOD, failure_count=4), 2, CONFLICT, 100.0, most, PACE)
    assert verdict == Hold(108.0, "missing_blobs", told=False, missing_blobs=("ab",))
    assert (line.failure_count, room(line, 100.0, 0, PACE)) == (0, PACE.in_flight_count)


# ── in doubt ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_anything_is_known_a_probe_is_due_and_nothing_leaves() -> None:
    assert Line().probe_at_s <= 0.0
    assert room(Line(), 0.0, 0, PACE) == 0


def test_one_failure_on_the_way_stops_all_until_a_probe_that_is_due_at_once() -> None:
    line = sent(GOOD, DOWN)
    assert (line.in_doubt, line.probe_at_s, line.online) == (True, 100.0, True)
    assert room(line, 100.0, 0, PACE) == 0


def test_a_probe_that_finds_the_platform_shows_that_it_was_the_message() -> None:
    line = found(sent(GOOD, DOWN))
    assert (room(line, 100.0, 0, PACE), line.probe_at_s, line.failure_count) == (PACE.in_flight_count, 115.0, 1)


def test_another_message_that_arrives_meanwhile_shows_the_same() -> None:
    assert room(sent(sent(GOOD, DOWN), Acknowledged(None)), 100.0, 0, PACE) == PACE.in_flight_count


def test_a_failure_at_the_platform_itself_raises_no_doubt_and_holds_up_nobody_else() -> None:
    line = sent(GOOD, SICK)
    assert (line.in_doubt, line.online) == (False, True)
    assert room(line, 100.0, 0, PACE) == PACE.in_flight_count
    assert room(sent(sent(GOOD, DOWN), SICK), 100.0, 0, PACE) == PACE.in_flight_count  # it was the platform that failed


# ── the breaker ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_failures_in_succession_close_the_line_for_longer_and_longer_up_to_a_quarter_of_an_hour() -> None:
    line, pauses_s = GOOD, []
    for _ in range(16):
        line = sent(replace(line, closed_until_s=0.0), SICK)
        pauses_s.append(line.closed_until_s and line.closed_until_s - 100.0)
    assert pauses_s == [0, 0, 0, 0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 900.0, 900.0, 900.0]


def test_the_longest_pause_can_be_set() -> None:
    brisk = Pace(breaker_cap_s=0.5)
    line, _ = after_send(after_failures(4), 0, SICK, 100.0, most, brisk)
    assert line.closed_until_s == 100.5


def test_a_closed_line_lets_nothing_out_and_then_one_alone() -> None:
    line = after_failures(PACE.breaker_count)
    assert room(line, 101.9, 0, PACE) == 0
    assert room(line, 102.0, 0, PACE) == 1
    assert room(line, 102.0, 1, PACE) == 0
    assert room(sent(line, Acknowledged(None), 102.0), 102.0, 1, PACE) == PACE.in_flight_count - 1


def test_failures_that_count_need_not_be_of_one_kind() -> None:
    assert after_failures(1, after_failures(4, result=DOWN)).closed_until_s == 102.0


def test_a_probe_in_passing_does_not_open_what_failures_closed() -> None:
    assert room(found(after_failures(5), 101.0), 101.0, 0, PACE) == 0


def test_answers_to_what_was_already_on_its_way_do_not_shorten_a_pause() -> None:
    line = replace(GOOD, failure_count=8, closed_until_s=150.0)
    assert after_send(line, 0, SICK, 100.0, least, PACE)[0].closed_until_s == 150.0


def test_someone_who_hands_in_is_tried_at_once_and_alone_where_failures_closed_the_line() -> None:
    line = after_wake(after_failures(9), 100.0)
    assert (line.closed_until_s, room(line, 100.0, 0, PACE)) == (100.0, 1)
    assert after_wake(GOOD, 100.0) == GOOD


# ── what the platform asked for ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reached", [True, False])
def test_what_was_asked_for_is_lifted_by_no_probe_no_arrival_and_nobody_handing_in(reached: bool) -> None:
    line, verdict = after_send(GOOD, 0, TryLater("status_503", 40.0, reached_platform=reached), 100.0, most, PACE)
    assert verdict == Hold(160.0, "status_503", told=True)
    for later in (found(line), found(missed(line)), sent(line, Acknowledged(None)), after_wake(found(line), 101.0)):
        assert (room(later, 159.9, 0, PACE), later.told_until_s) == (0, 160.0)
    assert room(found(line), 160.0, 0, PACE) == 1  # then one alone


def test_of_two_moments_asked_for_the_later_holds() -> None:
    line = sent(sent(GOOD, TryLater("status_503", 40.0)), TryLater("status_503", 10.0))
    assert line.told_until_s == 160.0


# ── offline ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_probes_come_less_often_while_the_platform_stays_away_but_never_rarely() -> None:
    line, waits_s = Line(), []
    for _ in range(5):
        line = missed(line)
        waits_s.append(line.probe_at_s - 100.0)
    assert waits_s == [3.0, 6.0, 10.0, 10.0, 10.0]
    assert line.online is False


def test_probes_of_many_machines_are_spread() -> None:
    line = after_probe(replace(GOOD, missed_probe_count=9), False, 100.0, least, PACE)
    assert line.probe_at_s == 105.0  # between half of the period and the whole


def test_while_offline_one_message_alone_is_tried_now_and_then_whatever_the_probes_say() -> None:
    line, pauses_s = missed(sent(GOOD, DOWN)), []
    for _ in range(3):
        pauses_s.append(line.closed_until_s - 100.0)
        assert room(line, line.closed_until_s, 0, PACE) == 1
        line = missed(sent(line, DOWN))
    assert pauses_s == [2.0, 4.0, 8.0]
    assert not line.in_doubt


def test_someone_who_hands_in_makes_it_look_at_once() -> None:
    line = after_wake(replace(missed(GOOD), closed_until_s=500.0), 101.0)
    assert (line.probe_at_s, line.closed_until_s, room(line, 600.0, 0, PACE)) == (101.0, 500.0, 0)
    assert room(missed(line, 101.0), 500.0, 0, PACE) == 1


def test_a_return_lets_one_go_alone_although_the_line_was_closed() -> None:
    line = found(replace(missed(GOOD), closed_until_s=800.0, failure_count=12), 101.0)
    assert (line.online, line.closed_until_s, line.failure_count) == (True, 101.0, PACE.breaker_count)
    assert room(line, 101.0, 0, PACE) == 1
    assert (line.missed_probe_count, line.probe_at_s) == (0, 116.0)


@pytest.mark.parametrize(
    ("outage_s", "longest_s"), [(0.0, 0.0), (60.0, 1.0), (600.0, 10.0), (3600.0, 60.0), (1e6, 60.0)]
)
def test_after_an_outage_the_backlog_is_spread_over_a_sixtieth_of_it(outage_s: float, longest_s: float) -> None:
    down = missed(missed(GOOD), 100.0 + outage_s / 2)  # it lasts from the first probe that was missed
    now_s = 100.0 + outage_s
    assert found(down, now_s).backlog_at_s == pytest.approx(now_s + longest_s)
    for answer in (Acknowledged(None), Refused("422 No."), SICK):
        assert sent(down, answer, now_s).backlog_at_s == pytest.approx(now_s + longest_s)
    assert after_probe(down, True, now_s, least, PACE).backlog_at_s == now_s


def test_a_second_short_outage_does_not_call_the_backlog_earlier() -> None:
    line = found(missed(GOOD), 3700.0)
    assert found(missed(line, 3701.0), 3702.0).backlog_at_s == line.backlog_at_s == 3760.0
    assert found(found(line, 3720.0), 3740.0).backlog_at_s == 3760.0  # nor do probes that only see it again
