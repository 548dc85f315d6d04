"""After a crash the screen says that forms are gone, and after a quiet night it does not."""

from datetime import timedelta
from pathlib import Path

import pytest

import kiosk.app.last_life
from kiosk.app.last_life import LAST_SERVED_FILE, STAMP_EVERY_S, LastLife
from kiosk.session.kept import KEPT_S
from kiosk.session.screens import Form, Idle
from kiosk.session.states import SessionState
from tests.helpers.fake_clock import FakeClock
from tests.helpers.fake_session import MORNING, snapshot_of
from tests.helpers.served import GUILAN, filled_draft

SERVED = snapshot_of(SessionState(screen=Form(), person=GUILAN, draft=filled_draft()))
NOBODY = snapshot_of(SessionState(screen=Idle()))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / LAST_SERVED_FILE


def next_life(path: Path, clock: FakeClock) -> float:
    return LastLife(path, clock).told_for_s()


def test_a_machine_that_served_nobody_says_nothing(path: Path, clock: FakeClock) -> None:
    LastLife(path, clock).look(NOBODY)

    assert next_life(path, clock) == 0.0


def test_after_a_crash_before_somebody_s_eyes_it_is_told_for_half_an_hour(path: Path, clock: FakeClock) -> None:
    LastLife(path, clock).look(SERVED)

    assert next_life(path, clock) == KEPT_S


def test_it_is_told_as_long_as_a_form_of_then_would_have_been_kept(path: Path, clock: FakeClock) -> None:
    life = LastLife(path, clock)
    life.look(SERVED)
    life.look(NOBODY)
    clock.go_on(600)

    assert next_life(path, clock) == KEPT_S - 600
    clock.go_on(KEPT_S)
    assert next_life(path, clock) == 0.0


def test_a_long_session_counts_to_its_last_minute(path: Path, clock: FakeClock) -> None:
    life = LastLife(path, clock)
    for _ in range(50):
        life.look(SERVED)
        clock.go_on(STAMP_EVERY_S)

    assert next_life(path, clock) == KEPT_S - STAMP_EVERY_S


@pytest.mark.parametrize("jump", [timedelta(days=-900), timedelta(days=900)])
def test_a_clock_that_is_set_changes_nothing_while_the_machine_runs(
    path: Path, clock: FakeClock, jump: timedelta
) -> None:
    LastLife(path, clock).look(SERVED)
    clock.set_wall_clock(clock.now() + jump)

    assert next_life(path, clock) == KEPT_S


def test_after_a_reboot_the_wall_clock_tells(path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    LastLife(path, clock).look(SERVED)
    monkeypatch.setattr(kiosk.app.last_life, "boot_id", lambda: "another run")
    clock.set_wall_clock(clock.now() + timedelta(minutes=10))
    assert next_life(path, clock) == KEPT_S - 600

    clock.set_wall_clock(clock.now() + timedelta(hours=9))
    assert next_life(path, clock) == 0.0
    clock.set_wall_clock(MORNING - timedelta(days=900))
    assert next_life(path, clock) == KEPT_S


@pytest.mark.parametrize("torn", [b"", b"{", b'{"boot": 1}'])
def test_what_a_power_cut_tore_is_told_of(path: Path, clock: FakeClock, torn: bytes) -> None:
    path.write_bytes(torn)

    assert next_life(path, clock) == KEPT_S


def test_who_goes_because_nobody_needs_it_leaves_no_word(path: Path, clock: FakeClock) -> None:
    life = LastLife(path, clock)
    life.look(SERVED)
    life.look(NOBODY)
    life.forget()

    assert next_life(path, clock) == 0.0


def test_the_stamp_names_nobody_and_does_not_tell_whether_there_was_a_form(path: Path, clock: FakeClock) -> None:
    LastLife(path, clock).look(SERVED)
    with_a_form = path.read_bytes()
    LastLife(path, clock).look(snapshot_of(SessionState(screen=Form())))

    assert path.read_bytes() == with_a_form


def test_a_disk_that_takes_nothing_disturbs_nobody(tmp_path: Path, clock: FakeClock) -> None:
    LastLife(tmp_path / "missing" / LAST_SERVED_FILE, clock).look(SERVED)
