"""When a process ends for its own sake."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import pytest

from devices.contracts.health import Health
from devices.contracts.power import PowerSource, PowerStatus
from kiosk.app.lock import POWER_OFF
from kiosk.app.upkeep import LEAST_LIFE_S, POWER_WAIT_S, Upkeep, is_due
from kiosk.app.worn import FELL, Worn
from kiosk.config import Machine, Process
from kiosk.core.clock import CHINA
from kiosk.session.states import SessionState
from tests.helpers.fake_clock import FakeClock
from tests.helpers.fake_session import ALL_WELL, FakeSession, snapshot_of
from tests.helpers.first_screens import IN_SESSION

SERVED = snapshot_of(IN_SESSION["home"])
IDLE = snapshot_of(SessionState(online=True))


@dataclass
class Chosen:
    """Of the settings, what upkeep looks at."""

    process: Process
    machine: Machine


class Program:
    """What upkeep needs of the program."""

    def __init__(self, restart_at: str = "", powers_off: bool = False) -> None:
        self.clock = FakeClock()
        self.session = FakeSession(SERVED)
        self.left = 0
        self.worn = Worn(self.session, self._leaves)
        self.settings = Chosen(Process(restart_at=restart_at), Machine(panel_width_mm=336.0, powers_off=powers_off))
        self.upkeep = Upkeep(cast(Any, self))

    def _leaves(self) -> None:
        self.left += 1

    def power(self, source: PowerSource) -> None:
        told = PowerStatus(health=Health.ONLINE, since_s=0.0, source=source)
        self.session.show(replace(self.session.snapshot, machines=replace(ALL_WELL, power=told)))

    def goes_on(self, seconds_s: float) -> None:
        self.clock.go_on(seconds_s)
        self.upkeep.look()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("restart_at", "began", "now", "due"),
    [
        ("", "2026-05-01T08:00", "2026-05-09T08:00", False),
        ("03:30", "2026-05-01T08:00", "2026-05-02T03:29", False),
        ("03:30", "2026-05-01T08:00", "2026-05-02T03:30", True),
        ("03:30", "2026-05-02T03:31", "2026-05-02T09:00", False),
        ("03:30", "2026-05-01T08:00", "2026-05-04T02:00", True),
        ("23:50", "2026-05-01T23:00", "2026-05-02T00:10", True),
    ],
)
def test_once_a_day_from_its_hour_on(restart_at: str, began: str, now: str, due: bool) -> None:
    assert is_due(restart_at, at(began), at(now)) is due


def test_at_its_hour_the_process_ends_when_nobody_is_served_and_that_is_no_fall() -> None:
    program = Program(restart_at="03:30")
    program.goes_on(24 * 3600.0)
    assert not program.worn.given_up.is_set()
    program.session.show(IDLE)
    assert program.worn.given_up.is_set()
    assert (program.worn.code, program.left) == (0, 1)


def test_a_process_that_has_just_begun_is_not_ended_by_a_clock_that_is_set() -> None:
    program = Program(restart_at="03:30")
    program.session.show(IDLE)
    program.goes_on(LEAST_LIFE_S - 10.0)
    assert not program.worn.given_up.is_set()


def test_a_part_that_is_worn_out_makes_it_a_fall_whatever_else_is_due() -> None:
    program = Program()
    program.worn.due("update")
    program.worn.out("devices")
    program.session.show(IDLE)
    assert program.worn.code == FELL


def test_before_the_battery_is_empty_the_machine_is_switched_off_once_nobody_is_served() -> None:
    program = Program(powers_off=True)
    program.power(PowerSource.BATTERY_LOW)
    program.goes_on(5.0)
    assert not program.worn.given_up.is_set()
    program.session.show(IDLE)
    assert program.worn.given_up.is_set()
    assert program.worn.code == POWER_OFF


def test_whoever_stays_is_waited_for_no_longer_than_the_battery_lasts() -> None:
    program = Program(powers_off=True)
    program.power(PowerSource.BATTERY_LOW)
    program.goes_on(5.0)
    program.goes_on(POWER_WAIT_S)
    assert program.worn.given_up.is_set()
    assert program.worn.code == POWER_OFF


def test_mains_that_come_back_leave_everything_as_it_was() -> None:
    program = Program(powers_off=True)
    program.power(PowerSource.BATTERY_LOW)
    program.goes_on(5.0)
    program.power(PowerSource.MAINS)
    program.goes_on(5.0)
    program.session.show(IDLE)
    assert not program.worn.given_up.is_set()
    assert program.worn.code == 0


def test_where_upsmon_does_it_the_program_leaves_it_alone() -> None:
    program = Program()
    program.power(PowerSource.BATTERY_LOW)
    program.goes_on(5.0)
    program.goes_on(POWER_WAIT_S)
    assert not program.worn.given_up.is_set()
