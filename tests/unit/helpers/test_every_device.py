"""The hardware suite is told which terminal it is to try."""

import subprocess
import sys

from tests.helpers.view_context import ROOT


def test_a_terminal_s_file_that_is_not_there_made_thirty_five_errors() -> None:
    command = [sys.executable, "-m", "pytest", "-m", "hardware", "--terminal", "/nope.toml", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "-n0", "tests/contracts/test_every_device.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert [line for line in done.stderr.splitlines() if line] == [
        "ERROR: --terminal: /nope.toml: No such file or directory"
    ]
    assert done.stdout == ""
