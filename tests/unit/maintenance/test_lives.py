"""What a program that fell may still be trusted with."""

from pathlib import Path

import pytest

from kiosk.maintenance.lives import (
    FALLS_COUNT,
    FALLS_WITHIN_S,
    GOOD_LIFE_S,
    LIVES_FILE,
    SAFE_COUNT,
    History,
    Life,
    Lives,
    begun,
)
from tests.helpers.fake_clock import FakeClock


class Machine:
    """Begins one life after another; none of them ends as it should."""

    def __init__(self) -> None:
        self.history = History()
        self.boot = "first"
        self.now_s = 100.0

    def begins(self, after_s: float = 3.0) -> Life:
        self.now_s += after_s
        begins = begun(self.history, self.boot, self.now_s)
        self.history = begins.history
        return begins.life

    def until_not_normal(self, after_s: float = 3.0) -> tuple[int, Life]:
        for count in range(1, 50):
            if (life := self.begins(after_s)) is not Life.NORMAL:
                return count, life
        raise AssertionError("it never gave up")


def test_the_fifth_fall_within_five_minutes_shows_the_page() -> None:
    assert Machine().until_not_normal() == (FALLS_COUNT + 1, Life.SAFE)


def test_falls_that_are_far_apart_show_nothing() -> None:
    machine = Machine()
    assert {machine.begins(FALLS_WITHIN_S / (FALLS_COUNT - 1)) for _ in range(50)} == {Life.NORMAL}


def test_a_life_that_ended_as_it_should_is_no_fall(tmp_path: Path) -> None:
    clock = FakeClock()
    lives = Lives(tmp_path, clock)
    for _ in range(3 * FALLS_COUNT):
        assert lives.begin() is Life.NORMAL
        clock.go_on(1.0)
        lives.end()
    assert lives.fall_count == 0


def test_after_the_page_the_program_is_tried_again() -> None:
    machine = Machine()
    machine.until_not_normal()
    assert machine.begins() is Life.NORMAL


def test_what_the_page_does_not_mend_is_booted_once_and_then_left_to_a_technician() -> None:
    machine = Machine()
    lives = []
    for _ in range(2 * SAFE_COUNT + 3):
        lives.append(machine.until_not_normal()[1])
        if lives[-1] is Life.REBOOT:
            machine.boot, machine.now_s = "second", 10.0
    rests = [Life.SAFE] * SAFE_COUNT
    assert lives == [*rests, Life.REBOOT, *rests, Life.OUT_OF_SERVICE, Life.OUT_OF_SERVICE]


def test_an_hour_without_a_fall_is_a_clean_sheet() -> None:
    machine = Machine()
    for _ in range(SAFE_COUNT):
        machine.until_not_normal()
    machine.begins()
    assert machine.begins(GOOD_LIFE_S) is Life.NORMAL
    assert machine.until_not_normal()[1] is Life.SAFE


def test_a_machine_that_went_dark_did_not_fall() -> None:
    machine = Machine()
    for number in range(4 * FALLS_COUNT):
        machine.boot = f"boot {number}"
        machine.now_s = 5.0
        assert machine.begins() is Life.NORMAL


def test_the_file_keeps_what_fell_before_this_process(tmp_path: Path) -> None:
    clock = FakeClock()
    for _ in range(FALLS_COUNT):
        assert Lives(tmp_path, clock).begin() is Life.NORMAL
        clock.go_on(2.0)
    assert Lives(tmp_path, clock).begin() is Life.SAFE


@pytest.mark.parametrize("content", [b"", b"{", b'{"falls_s": "many"}', b"\xff\xfe"])
def test_a_file_that_says_nothing_keeps_nobody_from_serving(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LIVES_FILE).write_bytes(content)
    assert Lives(tmp_path, FakeClock()).begin() is Life.NORMAL


def test_a_disk_that_takes_nothing_keeps_nobody_from_serving(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert Lives(tmp_path / "file", FakeClock()).begin() is Life.NORMAL
