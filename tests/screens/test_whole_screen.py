"""One window over all of its screen, where there are several and whatever asks it to go."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.offscreen import DPI, screens
from tests.helpers.view_context import ROOT

SCREENS: list[dict[str, object]] = [
    {"name": "eDP-1", "x": 0, "y": 0, "width": 1366, "height": 768, **DPI},
    {"name": "HDMI-1", "x": 1366, "y": 0, "width": 1080, "height": 1920, **DPI},
]
PROGRAM = """
import json, sys
from PySide6.QtGui import QGuiApplication, QWindow
from ui.bridge.whole_screen import WholeScreen, let_go
app = QGuiApplication([])
window = QWindow()
whole = WholeScreen(window, sys.argv[1])
whole.place()
def settle():
    for _ in range(20):
        app.processEvents()
def look():
    settle()
    place = window.geometry()
    return [window.isVisible(), window.visibility().name, place.x(), place.width(), place.height()]
told = {"shown": look()}
for act in ("close", "showMinimized", "showNormal", "hide"):
    getattr(window, act)()
    told[act] = look()
let_go(window)
del whole, window
print(json.dumps(told))
"""


def told(tmp_path: Path, screen: str) -> dict[str, Any]:
    """What a window says in a process with two screens, at first and after each thing that asks it to go."""
    platform = screens(tmp_path / "screens.json", *SCREENS)
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, screen], check=True, capture_output=True, text=True, env=environment
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("screen", "place"), [("HDMI-1", [1366, 1080, 1920]), ("eDP-1", [0, 1366, 768])])
def test_the_window_is_over_all_of_the_screen_that_the_settings_name(
    screen: str, place: list[int], tmp_path: Path
) -> None:
    assert told(tmp_path, screen)["shown"] == [True, "FullScreen", *place]


@pytest.mark.parametrize("act", ["close", "showMinimized", "showNormal", "hide"])
def test_whatever_asks_it_to_go_it_stays(act: str, tmp_path: Path) -> None:
    seen = told(tmp_path, "HDMI-1")
    assert seen[act] == seen["shown"]
