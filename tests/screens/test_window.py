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


@pytest.fixture
def terminal(qtbot: QtBot) -> Iterator[TerminalWindow]:
    values = tomllib.loads((ROOT / "assets" / "config" / "demo.toml").read_text(encoding="utf-8"))
    values |= {"platform": {"base_url": "http://127.0.0.1:9"}, "storage": {"directory": "/nonexistent"}}
    opened = TerminalWindow(checked(values, "here"), ROOT / "assets", lambda warning: None)
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
