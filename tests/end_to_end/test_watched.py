"""`kiosk run` under a service manager: it says that it lives while it does, and leaves word of where it stood."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.maintenance.lives import FALLS_COUNT
from tests.end_to_end.test_run import settings_file
from tests.helpers.service_manager import ListeningManager
from tests.helpers.view_context import ROOT

LIMIT_S = 5.0
END_S = 30.0


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin(config: Path, manager: ListeningManager, *module: str) -> "subprocess.Popen[str]":
        environment = {**os.environ, **manager.environment, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", *module, str(config)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, text=True))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "storage" / "log" / "terminal.jsonl").read_text(encoding="utf-8")


def test_a_window_that_stands_still_is_ended_and_the_log_names_the_line(tmp_path: Path, start: Start) -> None:
    config = settings_file(tmp_path, port=9)
    with ListeningManager(LIMIT_S) as manager:
        stalled = start(config, manager, "tests.helpers.stalled_terminal")
        manager.wait_for("READY=1")
        manager.wait_for("WATCHDOG=1")
        config.with_suffix(".stall").touch()
        manager.watch(stalled)
        assert stalled.wait(END_S) == -signal.SIGABRT
        line = next(
            number
            for number, text in enumerate((ROOT / "tests/helpers/stalled_terminal.py").read_text().splitlines(), 1)
            if "has to name" in text
        )
        assert f'"window_stalled", "lines": "stalled_terminal.py:{line}' in log_of(tmp_path)
        again = start(config, manager, "kiosk", "run", "--config")
        manager.wait_for("READY=1")
        manager.wait_for("WATCHDOG=1")
        again.terminate()
        manager.wait_for("STOPPING=1")
        assert again.wait(END_S) == 0
        assert f'"felled", "lines": "Aborted < stalled_terminal.py:{line} look' in log_of(tmp_path)


@pytest.mark.timeout(240)  # six whole starts, on a machine that others use too
def test_a_program_that_fell_five_times_shows_the_telephone_and_goes_on_saying_that_it_lives(
    tmp_path: Path, start: Start
) -> None:
    config = settings_file(tmp_path, port=9)
    with ListeningManager(LIMIT_S) as manager:
        for _ in range(FALLS_COUNT):
            falls = start(config, manager, "kiosk", "run", "--config")
            manager.wait_for("READY=1")
            falls.kill()
            falls.wait(END_S)
        resting = start(config, manager, "kiosk", "run", "--config")
        manager.wait_for("READY=1")
        manager.wait_for("WATCHDOG=1")
        assert '"resting", "life": "safe"' in log_of(tmp_path)
        resting.terminate()
        assert resting.wait(END_S) == 0
