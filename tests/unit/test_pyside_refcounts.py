"""The reason for `PySide6-Essentials<6.12` (kiosk/decisions/0002), held as a test."""

import subprocess
import sys


def test_calls_that_return_nothing_leave_the_references_to_none_alone() -> None:
    """In a process of its own: a PySide6 with the fault aborts the interpreter."""
    code = "from PySide6.QtCore import QObject; o = QObject(); [o.setObjectName('a') for _ in range(10_000)]"
    subprocess.run([sys.executable, "-c", code], check=True, stdin=subprocess.DEVNULL)
