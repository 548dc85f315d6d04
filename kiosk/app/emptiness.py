"""Looks, once a session is over, whether anything of it is left; in small pieces, while nobody is here.

state, pages, keyboard, clipboard, temporary files: must be empty · view-models and QML items: no text of the session's
(by keyed hashes, so that the one who looks holds nothing either; kiosk.session.traces)

What is found is named by its place, never by what it says. What can be emptied is; then the process ends once nobody
needs it, and the next one begins with nothing.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow

from kiosk.app.memory import TEMPORARY_PREFIX
from kiosk.session.snapshot import SessionPort, Snapshot
from kiosk.session.traces import Traces
from kiosk.telemetry import emit
from ui.bridge.shown_texts import texts_of
from ui.input.keyboard import InputPort
from ui.viewmodels.supply import SupplyModel

SHARED_CLIPBOARDS = ("xcb", "wayland")
"""Where another program, a developer's, may have put something there."""
PIECE_S = 0.004
"""A hand that comes meanwhile waits no longer than for one piece."""


class Emptiness:
    """Follows one session. Main thread."""

    def __init__(
        self,
        session: SessionPort,
        window: QQuickWindow,
        mirrors: Iterable[object],
        wear_out: Callable[[], None],
    ) -> None:
        self._session = session
        self._window = window
        self._mirrors = [mirror for mirror in mirrors if isinstance(mirror, QObject)]
        self._wear_out = wear_out
        self._traces = Traces()
        self._somebody_was_here = False
        self._places: Iterator[str] | None = None
        self._piece = QTimer(window, interval=0)
        self._piece.timeout.connect(self._go_on)
        self.looked_count = 0
        """How often all of it was looked at."""
        session.subscribe(self._follow)

    def begin(self) -> None:
        """Look at everything from the beginning; what a look that was cut short knew is known still."""
        self._places = self._all_places()
        self._piece.start()

    def _follow(self, snapshot: Snapshot) -> None:
        self._somebody_was_here = self._somebody_was_here or snapshot.state.in_session
        self._traces.look(snapshot.state)

    def _go_on(self) -> None:
        """One piece. Somebody who has come has the machine to themselves; what is left is looked for after them."""
        if self._places is None or self._session.snapshot.state.in_session:
            self._piece.stop()
            return
        end_s = time.monotonic() + PIECE_S
        for place in self._places:
            if place:
                self._piece.stop()
                emit("left_behind", place=place)
                self._wear_out()
                return
            if time.monotonic() >= end_s:
                return
        self._piece.stop()
        self._traces.forget()
        self.looked_count += 1

    def _all_places(self) -> Iterator[str]:
        """Where something is left; "" for each place where nothing is."""
        state = self._session.snapshot.state
        yield "state" if state.person is not None or state.draft is not None else ""
        yield "pages" if not SupplyModel.instance.pages.is_empty else ""
        yield "keyboard" if not InputPort.instance.is_empty else ""
        yield "clipboard" if _clipboard_was_used() else ""
        left = _temporary_files_were_left()  # before the first resident they are a library's
        yield "temporary files" if left and self._somebody_was_here else ""
        for where, text in texts_of((self._window, *self._mirrors)):
            yield where if self._traces.is_in(text) else ""


def _clipboard_was_used() -> bool:
    """By this program; nothing of ours uses it. Empties it."""
    clipboard = QGuiApplication.clipboard()
    others = QGuiApplication.platformName().startswith(SHARED_CLIPBOARDS) and not clipboard.ownsClipboard()
    held = clipboard.mimeData()
    if others or not (held and held.formats()):  # some platforms have none before the first use
        return False
    clipboard.clear()
    return True


def _temporary_files_were_left() -> bool:
    """In this process' own folder, by us or by whom we started. Empties it."""
    left = list(Path(tempfile.gettempdir()).iterdir()) if own_temporary_folder() else []
    for each in left:
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink(missing_ok=True)
    return bool(left)


def own_temporary_folder() -> bool:
    """Temporary files go to a folder that nobody else uses (`command`)."""
    return Path(tempfile.gettempdir()).name.startswith(TEMPORARY_PREFIX)
