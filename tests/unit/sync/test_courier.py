"""What the courier does next, with a queue in memory and answers given by hand."""

import math

import pytest

from kiosk.outbox import Pending
from kiosk.sync.answers import Acknowledged, Refused, SendResult, TryLater
from kiosk.sync.courier import CRASH_PAUSE_S, DISK_PAUSE_S, Courier, Look, LookFor, Probe, Rest, Send, Step
from kiosk.sync.engine import Hold, Pace

PACE = Pace(in_flight_count=2, batch_count=3)
OK = Acknowledged(None)
DOWN = TryLater("unreachable")
SICK = TryLater("status_500", reached_platform=True)


def message(name: str, case: str = "", attempt_count: int = 0) -> Pending:
    return Pending(name, case or name, "case", b"{}", "digest", attempt_count)


class Desk:
    """A courier, the queue it empties (in order; one row a case is due), and a hand on the clock."""

    def __init__(self, *queue: Pending) -> None:
        self.queue = list(queue)
        self.now_s = 100.0
        self.courier = Courier(lambda low, high: high, PACE)
        self.looked_count = 0

    def steps(self) -> list[Step]:
        """All it does until it rests; the store answers at once."""
        done: list[Step] = []
        while True:
            step = self.courier.next(self.now_s)
            done.append(step)
            match step:
                case Look(passed_over=passed_over, most=most):
                    self.looked_count += 1
                    self.courier.found(self._due(passed_over)[:most], step)
                case LookFor(case_id=case_id):
                    self.courier.found([each for each in self.queue if each.case_id == case_id][:1], step)
                case Rest():
                    return done

    def _due(self, passed_over: tuple[str, ...]) -> list[Pending]:
        heads = {each.case_id: each for each in reversed(self.queue)}
        return [each for each in self.queue if heads[each.case_id] is each and each.message_id not in passed_over]

    def sent(self) -> list[str]:
        """Ids of what it sends until it rests."""
        return [step.message.message_id for step in self.steps() if isinstance(step, Send)]

    def rest_s(self) -> float:
        """For how long it then rests."""
        last = self.steps()[-1]
        assert isinstance(last, Rest)
        return last.until_s - self.now_s

    def find_platform(self) -> "Desk":
        """Answer its probe."""
        assert self.steps()[0] == Probe()
        self.courier.probed(True, self.now_s)
        return self

    def lose_platform(self) -> "Desk":
        """Let a probe find nobody."""
        self.now_s += 15.0
        assert Probe() in self.steps()
        self.courier.probed(False, self.now_s)
        return self

    def answer(self, name: str, result: SendResult, is_saved: bool = True) -> None:
        """An answer comes and is written down."""
        (one,) = [each for each in self.queue if each.message_id == name]
        verdict = self.courier.took(one, result, self.now_s)
        if is_saved and not isinstance(verdict, Hold):
            self.queue.remove(one)
        self.courier.settled(one, is_saved, self.now_s)


def online(*queue: Pending) -> Desk:
    return Desk(*queue).find_platform()


def test_it_asks_for_the_platform_before_it_sends_anything() -> None:
    desk = Desk(message("a"))
    assert desk.steps() == [Probe(), Rest(math.inf)]
    assert desk.courier.online is None
    desk.courier.probed(True, desk.now_s)
    assert desk.sent() == ["a"]
    assert desk.courier.online is True


def test_cases_go_side_by_side_up_to_a_bound() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    assert desk.sent() == []
    desk.answer("b", OK)
    assert desk.sent() == ["c"]


def test_of_one_case_one_message_is_on_its_way() -> None:
    desk = online(message("a1", "a"), message("a2", "a"))
    assert desk.sent() == ["a1"]
    desk.answer("a1", OK)
    assert desk.sent() == ["a2"]


def test_a_case_is_free_only_when_its_answer_is_written_down() -> None:
    desk = online(message("a1", "a"), message("a2", "a"))
    assert desk.sent() == ["a1"]
    (first, _) = desk.queue
    desk.courier.took(first, OK, desk.now_s)
    assert desk.courier.is_busy
    desk.queue.remove(first)
    assert desk.sent() == []
    desk.courier.settled(first, True, desk.now_s)
    assert desk.sent() == ["a2"]


def test_an_empty_queue_is_looked_at_once_and_again_at_the_next_probe() -> None:
    desk = online()
    assert desk.rest_s() == PACE.probe_s
    assert (desk.rest_s(), desk.looked_count) == (PACE.probe_s, 1)
    desk.now_s += PACE.probe_s
    desk.queue.append(message("a"))
    assert desk.sent() == ["a"]


def test_a_long_queue_is_read_by_batches() -> None:
    desk = online(*(message(f"m{number}") for number in range(7)))
    for number in range(7):
        desk.steps()
        desk.answer(f"m{number}", OK)
    desk.steps()
    assert desk.looked_count == 5  # seven messages would be seven looks, one by one


def test_a_message_that_always_fails_holds_back_its_own_case_only() -> None:
    desk = online(message("a1", "a"), message("a2", "a"), message("b"), message("c"))
    assert desk.sent() == ["a1", "b"]
    desk.answer("a1", SICK)
    desk.answer("b", OK)
    assert desk.sent() == ["c"]
    desk.answer("c", OK)
    assert desk.rest_s() == 2.0
    desk.now_s += 2.0
    assert desk.sent() == ["a1"]
    desk.answer("a1", Refused("422"))
    assert desk.sent() == ["a2"]


def test_a_message_that_fails_on_the_way_holds_up_the_others_for_one_probe() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    desk.answer("a", DOWN)
    assert desk.steps() == [Probe(), Rest(102.0)]
    desk.courier.probed(True, desk.now_s)
    assert desk.sent() == ["c"]


def test_there_is_one_question_at_a_time_to_a_platform_that_is_away() -> None:
    desk = online(message("a"), message("b")).lose_platform()
    for one in ("a", "b"):
        desk.answer(one, DOWN)
    desk.now_s += 1000.0
    assert desk.steps()[0] == Probe()
    assert [step for step in desk.steps() if isinstance(step, Send | Probe)] == []
    desk.courier.probed(False, desk.now_s)
    assert desk.sent() == ["a"]


def test_a_return_lifts_what_the_network_postponed_and_not_what_the_platform_asked_for() -> None:
    desk = online(message("a"), message("b", attempt_count=9)).lose_platform()
    desk.answer("a", TryLater("in-progress", 300.0, reached_platform=False, only_this=True))
    desk.answer("b", DOWN)
    desk.lose_platform()
    desk.now_s += 10.0
    desk.find_platform()
    desk.now_s += 1.0
    assert desk.sent() == ["b"]
    desk.answer("b", OK)
    assert desk.sent() == []
    desk.now_s += 450.0
    assert desk.sent() == ["a"]


def test_a_message_that_arrives_is_a_return_as_a_probe_is() -> None:
    desk = online(message("a", attempt_count=9), message("b")).lose_platform()
    desk.answer("a", DOWN)  # held for 900 s
    desk.lose_platform()
    desk.answer("b", OK)
    desk.now_s += 1.0
    assert desk.sent() == ["a"]


def test_a_return_does_not_lift_a_pause_for_the_disk() -> None:
    desk = online(message("a"))
    assert desk.sent() == ["a"]
    desk.answer("a", OK, is_saved=False)
    desk.lose_platform()
    desk.now_s += 10.0
    desk.find_platform()
    desk.now_s += 1.0
    assert desk.sent() == []


def test_the_store_is_not_asked_for_what_is_on_its_way_or_held() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    desk.answer("a", SICK)
    desk.queue.append(message("d"))
    assert desk.sent() == ["c"]
    desk.answer("b", OK)
    look = next(step for step in desk.steps() if isinstance(step, Look))
    assert set(look.passed_over) == {"a", "c"}


def test_after_a_long_outage_the_backlog_waits_for_its_turn_and_who_hands_in_does_not() -> None:
    desk = online().lose_platform()
    desk.queue.append(message("old"))
    desk.now_s += 3600.0
    desk.find_platform()
    assert desk.sent() == []
    desk.queue.append(message("new"))
    desk.courier.handed_in("new", desk.now_s)
    assert desk.sent() == ["new"]
    desk.answer("new", OK)
    assert desk.sent() == []
    desk.now_s += 60.0
    assert desk.sent() == ["old"]


def test_who_hands_in_goes_before_a_long_backlog_with_all_that_belongs_to_the_case() -> None:
    backlog = [message(f"m{number}") for number in range(9)]
    desk = online(*backlog, message("new1", "new"), message("new2", "new"))
    assert desk.sent() == ["m0", "m1"]
    desk.courier.handed_in("new", desk.now_s)
    desk.answer("m0", OK)
    assert desk.sent() == ["new1"]
    desk.answer("new1", OK)
    assert desk.sent() == ["new2"]
    desk.answer("new2", OK)
    assert desk.sent() == ["m2"]


def test_a_case_handed_in_that_was_in_hand_already_is_sent_once() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    desk.courier.handed_in("c", desk.now_s)
    desk.answer("a", OK)
    assert desk.sent() == ["c"]
    desk.answer("b", OK)
    assert desk.sent() == []


def test_a_message_asked_for_by_hand_does_not_wait_for_an_old_postponement_and_fails_once() -> None:
    desk = online(message("a", attempt_count=9))
    desk.steps()
    desk.answer("a", SICK)
    assert desk.sent() == []
    desk.courier.handed_in("a", desk.now_s)
    assert desk.sent() == ["a"]
    desk.answer("a", SICK)
    assert desk.sent() == []  # once
    desk.courier.handed_in("a", desk.now_s)
    assert desk.sent() == ["a"]
    desk.answer("a", TryLater("status_503", 40.0, reached_platform=True, only_this=True))
    assert desk.sent() == []
    desk.courier.handed_in("a", desk.now_s)
    assert desk.sent() == []  # what the platform asked for holds


def test_what_was_handed_in_long_before_the_return_is_backlog() -> None:
    desk = online().lose_platform()
    desk.queue.append(message("a"))
    desk.courier.handed_in("a", desk.now_s)
    assert desk.steps()[0] == Probe()
    desk.courier.probed(False, desk.now_s)
    desk.now_s += 3600.0
    desk.find_platform()
    assert desk.sent() == []


def test_who_hands_in_is_tried_on_a_line_that_failures_closed() -> None:
    desk = online(*(message(f"m{number}") for number in range(5)))
    for number in range(5):
        desk.steps()
        desk.answer(f"m{number}", SICK)
    assert desk.sent() == []
    desk.queue.append(message("new"))
    desk.courier.handed_in("new", desk.now_s)
    assert desk.sent() == ["new"]


def test_what_was_read_is_read_again_when_a_closed_line_opens() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    desk.answer("a", TryLater("status_503", 40.0, reached_platform=True))
    assert desk.sent() == []
    assert desk.rest_s() == PACE.probe_s
    del desk.queue[2]  # meanwhile a technician took it out
    desk.answer("b", OK)
    desk.now_s = 160.0
    assert [type(step) for step in desk.steps()] == [Probe, Look, Send, Rest]


@pytest.mark.parametrize("result", [OK, Refused("422")])
def test_an_answer_that_could_not_be_written_down_is_asked_for_again_after_a_pause(result: SendResult) -> None:
    desk = online(message("a"))
    assert desk.sent() == ["a"]
    desk.answer("a", result, is_saved=False)
    desk.now_s += DISK_PAUSE_S - 0.1
    assert desk.sent() == []
    desk.now_s += 0.1
    assert desk.sent() == ["a"]


def test_a_pause_for_the_disk_shortens_no_other() -> None:
    desk = online(message("a", attempt_count=9))
    assert desk.sent() == ["a"]
    desk.answer("a", SICK, is_saved=False)  # held for 900 s
    desk.now_s += DISK_PAUSE_S
    assert desk.sent() == []


def test_an_answer_that_came_while_the_store_was_read_is_not_forgotten() -> None:
    desk = online(message("a1", "a"), message("a2", "a"))
    look = desk.courier.next(desk.now_s)
    assert isinstance(look, Look)
    desk.courier.found(desk.queue[:1], look)
    assert desk.courier.next(desk.now_s) == Send(desk.queue[0])
    again = desk.courier.next(desk.now_s)
    assert isinstance(again, Rest | Look)
    desk.answer("a1", OK)
    if isinstance(again, Look):
        desk.courier.found([], again)
    assert desk.sent() == ["a2"]


def test_a_message_held_or_on_its_way_since_the_store_was_asked_is_not_sent() -> None:
    desk = online(message("a"), message("b"))
    look = desk.courier.next(desk.now_s)
    assert isinstance(look, Look)
    desk.courier.took(message("b"), SICK, desk.now_s)
    desk.courier.found(desk.queue, look)
    assert desk.sent() == ["a"]


def test_waking_makes_it_look_at_the_queue() -> None:
    desk = online()
    desk.steps()
    desk.queue.append(message("a"))
    assert desk.sent() == []
    desk.courier.wake(desk.now_s)
    assert desk.sent() == ["a"]


# ── after whoever drove it crashed ─────────────────────────────────────────────────────────────────────────────────


def test_what_was_on_its_way_when_the_loop_crashed_waits_and_keeps_nobody_else() -> None:
    desk = online(message("a"), message("b"), message("c"))
    assert desk.sent() == ["a", "b"]
    desk.courier.begin_anew(desk.now_s)
    assert not desk.courier.is_busy
    assert desk.sent() == ["c"]
    desk.answer("c", OK)
    desk.now_s += CRASH_PAUSE_S - 0.1
    assert not {"a", "b"} & set(desk.sent())
    desk.now_s += 0.2
    assert desk.sent() == ["a", "b"]


def test_who_handed_in_at_the_crash_is_not_kept_waiting_by_another_try_at_once() -> None:
    desk = online(message("a"))
    assert desk.sent() == ["a"]
    desk.courier.begin_anew(desk.now_s)
    desk.courier.handed_in("a", desk.now_s)
    desk.courier.wake(desk.now_s)
    assert desk.sent() == []


def test_a_question_that_a_crash_left_open_is_asked_again() -> None:
    desk = Desk(message("a"))
    assert desk.steps() == [Probe(), Rest(math.inf)]
    desk.courier.begin_anew(desk.now_s)
    assert not desk.courier.is_busy
    assert desk.find_platform().sent() == ["a"]


def test_after_a_crash_the_queue_is_looked_at_anew() -> None:
    desk = online()
    assert desk.sent() == []
    desk.queue.append(message("a"))
    assert desk.sent() == []
    desk.courier.begin_anew(desk.now_s)
    assert desk.sent() == ["a"]
