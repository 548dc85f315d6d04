"""What is left of the paper: what was printed comes off the roll, and the sensor says when there is another."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from kiosk.maintenance.paper_roll import PaperRoll, RollSize
from kiosk.wire import PaperBeat

NOW = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
SIZE = RollSize(whole_mm=80_000, low_mm=4_000)


def status(moved_mm: float, paper: Paper = Paper.FULL, slip_count: int = 0) -> PrinterStatus:
    return PrinterStatus(health=Health.ONLINE, since_s=0.0, paper=paper, moved_mm=moved_mm, slip_count=slip_count)


def left_mm(roll: PaperRoll, *told: PrinterStatus) -> int | None:
    beats = [roll.look(each, NOW) for each in told]
    assert beats[-1] is not None
    return beats[-1].left_mm


@pytest.fixture
def roll(tmp_path: Path) -> PaperRoll:
    return PaperRoll(tmp_path / "paper.json", SIZE)


def test_a_roll_nobody_saw_put_in_is_of_unknown_length_and_its_use_is_counted_all_the_same(roll: PaperRoll) -> None:
    assert roll.look(status(210.4, slip_count=1), NOW) == PaperBeat(printed_mm=210, slip_count=1, left_mm=None)


@pytest.mark.parametrize("before", [Paper.OUT, Paper.LOW])
def test_paper_after_none_is_a_whole_roll_and_what_is_printed_comes_off_it(roll: PaperRoll, before: Paper) -> None:
    assert left_mm(roll, status(50, before), status(50), status(350)) == 79_700


def test_an_open_cover_or_a_silent_printer_is_no_new_roll(roll: PaperRoll) -> None:
    told = (status(0, Paper.LOW), status(0), status(100, Paper.UNKNOWN), status(100, Paper.JAMMED), status(100))
    assert left_mm(roll, *told) == 79_900


def test_low_is_no_more_than_the_sensor_says_and_out_is_none(roll: PaperRoll) -> None:
    assert left_mm(roll, status(0, Paper.OUT), status(0), status(1_000, Paper.LOW)) == 4_000
    assert left_mm(roll, status(1_500, Paper.LOW)) == 3_500
    assert left_mm(roll, status(1_500, Paper.OUT)) == 0
    assert left_mm(roll, status(1_500, Paper.LOW)) == 4_000  # what was put in was begun before


def test_more_than_a_roll_holds_was_printed_of_one_that_nobody_saw_change(roll: PaperRoll) -> None:
    assert left_mm(roll, status(0, Paper.OUT), status(0), status(80_001)) is None


def test_another_process_goes_on_counting(tmp_path: Path, roll: PaperRoll) -> None:
    left_mm(roll, status(0, Paper.OUT), status(0), status(300, slip_count=2))
    again = PaperRoll(tmp_path / "paper.json", SIZE)
    assert again.look(status(100, slip_count=1), NOW) == PaperBeat(printed_mm=400, slip_count=3, left_mm=79_600)


@pytest.mark.parametrize("kept", [b"", b"{", b'{"left_mm": "much"}'])
def test_a_torn_file_costs_the_forecast_and_nothing_else(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "paper.json").write_bytes(kept)
    assert left_mm(PaperRoll(tmp_path / "paper.json", SIZE), status(0)) is None


def test_a_terminal_without_a_receipt_printer_tells_nothing(roll: PaperRoll) -> None:
    assert roll.look(None, NOW) is None


def test_what_is_printed_is_counted_to_its_hour_for_two_weeks(tmp_path: Path, roll: PaperRoll) -> None:
    for moved_mm, after in ((100, timedelta()), (150, timedelta(minutes=10)), (200, timedelta(hours=1))):
        roll.look(status(moved_mm), NOW + after)
    told = [(hour.begins_at.hour, hour.printed_mm) for hour in PaperRoll(tmp_path / "paper.json", SIZE).now.hours]
    assert told == [(1, 150), (2, 50)]
    roll.look(status(200), NOW + timedelta(days=14))
    assert [hour.printed_mm for hour in roll.now.hours] == [50, 0]
