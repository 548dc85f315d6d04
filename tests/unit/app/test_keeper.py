"""The keeper with processes that speak its words: who is on the screen, who is warm, who ends, and with which code."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.app.keeper import Keeper, KeeperTiming
from kiosk.app.lock import RUNS_ALREADY, UNUSABLE
from tests.helpers.view_context import ROOT

WAIT_S = 20
TERMINAL = ROOT / "tests" / "helpers" / "kept_terminal.py"
KEEPER = """
import sys
from pathlib import Path
from kiosk.app.keeper import KeeperTiming, keep
timing = KeeperTiming(standby_after_s=0.02, missed_after_s=0.1, show_s=5.0, end_s=5.0)
sys.exit(keep((sys.executable, "-I", "-S", *sys.argv[2:]), Path(sys.argv[1]), timing))
"""


class Kept:
    """A running keeper, and the diary its terminals write."""

    def __init__(self, process: subprocess.Popen[str], diary: Path) -> None:
        self.process = process
        self._diary = diary

    @property
    def diary(self) -> list[str]:
        """What happened so far: number of the terminal, and what it heard or did."""
        return [" ".join(line.split()[:2]) for line in self._text.splitlines()]

    @property
    def pids(self) -> list[int]:
        """The terminals' processes, in the order of their start."""
        return [int(line.split()[2]) for line in self._text.splitlines() if " started " in line]

    @property
    def _text(self) -> str:
        return self._diary.read_text() if self._diary.exists() else ""

    def until(self, *wanted: str) -> None:
        """Wait until all of this stands in the diary."""
        self.until_true(lambda: set(wanted) <= set(self.diary))

    def until_true(self, holds: Callable[[], bool]) -> None:
        end_s = time.monotonic() + WAIT_S
        while not holds():
            assert time.monotonic() < end_s, self.diary
            time.sleep(0.01)

    def ended(self, number: int) -> None:
        """Wait until a terminal is gone."""
        self.until_true(lambda: not Path(f"/proc/{self.pids[number]}/cwd").exists())

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(WAIT_S)


@contextmanager
def kept(tmp_path: Path, *behaviours: str) -> Iterator[Kept]:
    diary = tmp_path / "diary"
    command = [sys.executable, "-c", KEEPER, str(tmp_path / "storage"), str(TERMINAL), str(diary), *behaviours]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Kept(process, diary)
        finally:
            process.kill()


def test_the_first_one_comes_on_the_screen_and_the_next_one_waits_warm_behind_it(tmp_path: Path) -> None:
    with kept(tmp_path) as keeper:
        keeper.until("0 shown", "1 started", "0 warm")
        assert "1 go" not in keeper.diary
        assert keeper.stop() == 0
        keeper.ended(0)
        keeper.ended(1)


def test_a_word_to_one_that_is_gone_ends_nobody_else() -> None:
    """The keeper crashed when it closed the pipe of a terminal that had gone before it heard its last word."""
    keeper = Keeper((sys.executable, "-I", "-S", "-c", ""), KeeperTiming())
    gone = keeper._spawn()
    gone.process.wait(WAIT_S)
    gone.tell("go")
    keeper._ended(gone)


def test_who_leaves_is_ended_once_the_fresh_one_is_shown_and_another_gets_warm(tmp_path: Path) -> None:
    with kept(tmp_path, "leaves") as keeper:
        keeper.until("1 shown", "2 started")
        keeper.ended(0)
        keeper.until("1 warm")
        assert keeper.process.poll() is None


def test_if_the_fresh_one_dies_the_old_one_is_told_to_go_on(tmp_path: Path) -> None:
    with kept(tmp_path, "leaves", "dies") as keeper:
        keeper.until("1 go")
        keeper.until_true(lambda: keeper.diary.count("0 go") == 2)
        keeper.until("2 shown")  # asked for again, as soon as another is warm
        keeper.ended(0)


def test_if_the_one_on_the_screen_crashes_the_warm_one_takes_over(tmp_path: Path) -> None:
    with kept(tmp_path, "crashes") as keeper:
        keeper.until("1 shown", "2 started")
        assert keeper.process.poll() is None


def test_a_terminal_that_refuses_ends_it_with_the_same_code(tmp_path: Path) -> None:
    with kept(tmp_path, "refuses") as keeper:
        assert keeper.process.wait(WAIT_S) == UNUSABLE


def test_a_second_keeper_in_the_same_storage_is_refused(tmp_path: Path) -> None:
    with kept(tmp_path) as first:
        first.until("0 shown")
        with kept(tmp_path) as second:
            assert second.process.wait(WAIT_S) == RUNS_ALREADY
        assert first.process.poll() is None


def test_a_killed_keeper_leaves_no_terminal_behind(tmp_path: Path) -> None:
    with kept(tmp_path) as keeper:
        keeper.until("0 warm")
        os.kill(keeper.process.pid, signal.SIGKILL)
        keeper.until("0 left", "1 left")
        keeper.ended(0)
        keeper.ended(1)
