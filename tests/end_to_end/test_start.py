"""The first frame waits for nothing that only a journey needs.

A process of its own walks the demo's way to its first frame and tells which modules it has by then. A module that is
not needed for looking at the idle screen and takes more than a few milliseconds belongs behind it
(`kiosk.app.window.TerminalWindow.join`).
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.view_context import ROOT

LATER = frozenset(
    {
        "PIL", "aiosql", "apsw", "cryptography", "click", "escpos", "httpx", "pydantic", "pygments", "pyipp", "pyttsx3",
        "rich", "segno", "serialx", "smartcard", "sounddevice", "usb",
        "PySide6.QtTest", "PySide6.QtWidgets",
        "devices.emulators.machines", "devices.hub", "devices.registry", "kiosk.app.program", "kiosk.catalogue.model",
        "kiosk.documents", "kiosk.outbox", "kiosk.session.advance", "kiosk.speech", "kiosk.sync", "kiosk.wire",
    }
)  # fmt: skip
"""What comes after the first frame. Add what is heavy and new; take out only what the idle screen cannot do without."""

START = """
import os, sys
import kiosk.app.measure as measure

def told() -> float:
    print(*sys.modules, sep="\\n", flush=True)
    os._exit(0)

measure.process_age_s = told  # the first thing that is asked once the first frame is there
from kiosk.__main__ import main
{planted}
main(["demo", "--journey", "old-age-allowance", "--out", sys.argv[1], "--no-pacing"])
"""


def modules_at_first_frame(out: Path, planted: str = "") -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", START.format(planted=planted), str(out)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return set(ended.stdout.split())


def newcomers(modules: set[str]) -> set[str]:
    return {name for name in LATER if name in modules}


def test_the_first_frame_waits_for_nothing_that_can_come_later(tmp_path: Path) -> None:
    modules = modules_at_first_frame(tmp_path)
    assert {"kiosk.app.window", "ui.viewmodels.idle", "PySide6.QtQuick"} <= modules
    assert newcomers(modules) == set()


@pytest.mark.parametrize("planted", ["httpx", "kiosk.app.program"])
def test_a_newcomer_is_noticed(planted: str, tmp_path: Path) -> None:
    assert planted in newcomers(modules_at_first_frame(tmp_path, f"import {planted}"))
