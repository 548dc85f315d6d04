"""The terminal's window, whoever uses it one after the other."""

import tomllib
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.app.window import TerminalWindow
from kiosk.config import checked
from tests.helpers.view_context import ROOT
from ui.input.engine import NoEngine
from ui.input.keyboard import InputPort

SETTINGS = """
[terminal]
terminal_id = "test-1"
number_prefix = "T1"
division_code = "130102001001"
place_name = "测试社区便民服务"
short_place_name = "测试社区"
machine_line = "河北省 · 1 号自助机"
machine_name = "测试 1 号自助机"
short_machine_name = "1 号机"
help_phone = "0311-5550-0101"

[platform]
base_url = "http://127.0.0.1:9"

[machine]
panel_width_mm = 336.0

[storage]
directory = "/nonexistent"
"""


@pytest.fixture
def terminal(qtbot: QtBot) -> Iterator[TerminalWindow]:
    opened = TerminalWindow(checked(tomllib.loads(SETTINGS), "here"), ROOT / "assets", lambda warning: None)
    opened.input = InputPort(NoEngine("nobody types"))
    yield opened
    opened.scene.close()


def test_of_a_thousand_sessions_the_window_keeps_no_thread_to_any(terminal: TerminalWindow) -> None:
    """Seen: each session left a connection of QTimer.singleShot behind, for as long as the window lived."""
    terminal._forget()
    held = weakref.getweakrefcount(terminal)
    for _ in range(10):
        terminal._forget()
    assert weakref.getweakrefcount(terminal) == held
