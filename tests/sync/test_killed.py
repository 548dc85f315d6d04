"""The process killed with SIGKILL: what was said to be saved is there, and is sent once."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import in_process_platform
from tests.sync.terminal import terminal_on

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]


def killed_after(lines: int, queue: Path) -> dict[str, str]:
    """Let a process file cases, kill it after so many were announced; case id → number of all it announced."""
    command = [sys.executable, "-m", "tests.sync.filing_process", str(queue)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return dict(line.split() for line in told if line.endswith("\n"))


async def test_what_was_announced_before_the_kill_arrives_once(tmp_path: Path) -> None:
    clock = FakeClock()
    announced = killed_after(5, tmp_path / "terminal" / "outbox.db")
    assert len(announced) >= 5
    async with in_process_platform(tmp_path, clock) as platform, terminal_on(tmp_path, platform, clock) as terminal:
        await terminal.until_arrived(*announced)
        for case_id, number in announced.items():
            assert (await platform.staff.case(case_id))["number"] == number
        assert {terminal.sent[case_id] for case_id in announced} == {1}
