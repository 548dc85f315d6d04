"""When it may be said that the program is alive."""

from dataclasses import replace

import pytest

from devices.contracts.health import Health
from devices.contracts.scanner import ScannerStatus
from devices.contracts.statuses import Statuses
from kiosk.app.service_manager import ServiceManager
from kiosk.app.signs import DEVICE_WITHIN_S, SYNC, Signs
from kiosk.app.watchdog import WINDOW_WITHIN_S, Watchdog
from tests.helpers.fake_clock import FakeClock
from tests.helpers.service_manager import ListeningManager


class Bench:
    """The signs of a program whose parts a test lets die, and its watchdog; nothing waits."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.worn_out: list[str] = []
        self.signs = Signs(self.clock, self.worn_out.append)
        self.is_served = False
        self._watchdog = Watchdog(self.signs.pulse, ServiceManager({}), lambda: self.is_served)
        self.scanner = ScannerStatus(health=Health.ONLINE, since_s=0.0)

    def is_well(self) -> bool:
        return self._watchdog.all_is_well

    def seconds(self, count: int) -> None:
        """The window's thread lives on for so long."""
        for _ in range(count):
            self.clock.go_on(1.0)
            self.signs.look(Statuses(scanner=self.scanner))


def test_a_window_that_ticks_is_alive_and_one_that_does_not_is_not() -> None:
    bench = Bench()
    bench.seconds(10)
    assert bench.is_well()
    bench.clock.go_on(WINDOW_WITHIN_S + 0.1)
    assert not bench.is_well()
    bench.seconds(1)
    assert bench.is_well()


def test_a_window_that_stands_still_counts_whoever_is_there() -> None:
    bench = Bench()
    bench.is_served = True
    bench.seconds(1)
    bench.clock.go_on(WINDOW_WITHIN_S + 0.1)
    assert not bench.is_well()


@pytest.mark.parametrize("health", [Health.UNKNOWN])
def test_a_driver_that_is_dead_ends_the_program_once_nobody_is_served(health: Health) -> None:
    bench = Bench()
    bench.is_served = True
    bench.seconds(2)
    bench.scanner = replace(bench.scanner, health=health)
    bench.seconds(int(DEVICE_WITHIN_S) - 1)
    assert bench.worn_out == []
    bench.seconds(2)
    assert bench.worn_out == ["scanner"]
    assert bench.is_well(), "whoever stands there is not sent away"
    bench.is_served = False
    assert not bench.is_well()
    bench.seconds(100)
    assert bench.worn_out == ["scanner"]


@pytest.mark.parametrize("health", [Health.OFFLINE, Health.NO_DEVICE, Health.HARDWARE_ERROR])
def test_a_driver_that_tells_of_a_broken_device_is_alive(health: Health) -> None:
    bench = Bench()
    bench.scanner = replace(bench.scanner, health=health)
    bench.seconds(3 * int(DEVICE_WITHIN_S))
    assert bench.worn_out == []
    assert bench.is_well()


@pytest.mark.parametrize("health", [Health.STARTING, Health.UNKNOWN])
def test_a_device_that_was_never_heard_of_ends_nothing(health: Health) -> None:
    bench = Bench()
    bench.scanner = replace(bench.scanner, health=health)
    bench.seconds(3 * int(DEVICE_WITHIN_S))
    assert bench.worn_out == []


def test_a_scanner_behind_an_adapter_that_nobody_uses_for_hours_ends_nothing() -> None:
    bench = Bench()
    bench.seconds(2)
    bench.scanner = replace(bench.scanner, health=Health.UNKNOWN, is_unseen=True)
    bench.seconds(3 * int(DEVICE_WITHIN_S))
    assert bench.worn_out == []


def test_a_loop_of_the_queue_that_hangs_is_told_by_its_promise() -> None:
    bench = Bench()
    bench.signs.pulse.promise(SYNC, 120.0)
    bench.seconds(119)
    assert bench.worn_out == []
    bench.seconds(2)
    assert bench.worn_out == [SYNC]


def test_the_service_managers_limit_is_read_and_nobody_is_told_where_there_is_none() -> None:
    with ListeningManager(30.0) as manager:
        told = ServiceManager(manager.environment)
        told.tell("READY=1")
        assert manager.hear(1.0) == "READY=1"
        assert told.limit_s == 30.0
    told.tell("WATCHDOG=1")
    alone = ServiceManager({})
    alone.tell("READY=1")
    assert alone.limit_s is None
