"""Faults to plant into the running terminal: each keeps or writes something of the next resident."""

import logging
import tempfile
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk.app.program import Program
from kiosk.session.screens import Supply
from kiosk.session.snapshot import Snapshot

KEPT: list[object] = []
"""What a careless module would keep; the walk must find it."""


def plant(kind: str, program: Program) -> None:
    """From now on one of these is done with each snapshot: kept, shown, logged, written."""
    program.session.subscribe({"kept": _keep, "shown": _show, "logged": _log, "written": _write}[kind])


def _keep(snapshot: Snapshot) -> None:
    if snapshot.state.person is not None:
        KEPT[:] = [snapshot.state.person]


def _show(snapshot: Snapshot) -> None:
    """The window's title keeps the name."""
    if snapshot.state.person is not None:
        QGuiApplication.allWindows()[0].setTitle(snapshot.state.person.name)


def _log(snapshot: Snapshot) -> None:
    if snapshot.state.person is not None:
        logging.getLogger("kiosk.session").warning("read the card of " + snapshot.state.person.name)


def _write(snapshot: Snapshot) -> None:
    screen = snapshot.state.screen
    if isinstance(screen, Supply) and screen.pages:
        Path(tempfile.gettempdir(), "page.jpg").write_bytes(screen.pages[-1].jpeg)
