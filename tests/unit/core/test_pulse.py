from kiosk.core.pulse import Pulse
from tests.helpers.fake_clock import FakeClock


def test_who_promised_nothing_is_never_late() -> None:
    assert not Pulse(FakeClock().monotonic_s).late


def test_a_promise_is_broken_once_its_time_is_over_and_kept_by_the_next_one() -> None:
    clock = FakeClock()
    pulse = Pulse(clock.monotonic_s)
    pulse.promise("sync", 10.0)
    clock.go_on(10.0)
    assert not pulse.late
    clock.go_on(0.1)
    assert pulse.late == {"sync"}
    pulse.promise("sync", 10.0)
    assert not pulse.late


def test_who_waits_without_a_limit_is_never_late() -> None:
    clock = FakeClock()
    pulse = Pulse(clock.monotonic_s)
    pulse.promise("sync", float("inf"))
    clock.go_on(1e9)
    assert not pulse.late
