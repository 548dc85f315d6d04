"""`kiosk run`: the terminal on real devices, from its settings file to a clean end.

settings ─► lock ─► log ─► window ─► first frame ─► program … SIGTERM ─► effect over ─► everything closed in order
"""

import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication

from kiosk.app.lock import UNUSABLE, LockedError, take_storage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.window import TerminalWindow
from kiosk.config import Settings, SettingsError, load_settings
from kiosk.telemetry import close_log, open_log
from ui.engine import make_application, on_first_frame

if TYPE_CHECKING:  # loaded after the first frame
    from kiosk.app.program import Program
    from kiosk.session.snapshot import Snapshot

FELL_SHORT = 1
FIRST_FRAME_S = 20.0
"""A panel that is switched off may never show one; what waits in the outbox is sent all the same."""
EFFECT_S = 60.0
"""An effect under way ends by itself within its driver's limits; no end waits longer than this for it."""
_log = logging.getLogger(__name__)


def run(config: Path, root: Path) -> int:
    """Run the terminal until SIGTERM, SIGINT or the end of its window; returns the exit code."""
    try:
        settings = load_settings(config)
    except SettingsError as error:
        return _refused(str(error), UNUSABLE)
    directory = settings.storage.directory
    try:
        lock = take_storage(directory)
    except LockedError as error:
        return _refused(str(error), error.code)
    keep_memory_small()
    with _logged(directory / "log"):
        application = make_application(settings.ui.renderer)
        code = run_in_qt(application, lambda stop: _serve(settings, root / "assets", stop))
    lock.unlock()
    return code


async def _serve(settings: Settings, assets: Path, stop: asyncio.Event) -> int:
    async with AsyncExitStack() as stack:
        terminal = TerminalWindow(settings, assets, lambda warning: _log.error("QML warned", extra={"qml": warning}))
        stack.callback(terminal.scene.close)
        await _show(terminal, settings, stop)
        if stop.is_set():
            return 0
        return await _go_on(terminal, settings, assets, stack, stop)


async def _go_on(
    terminal: TerminalWindow, settings: Settings, assets: Path, stack: AsyncExitStack, stop: asyncio.Event
) -> int:
    """Load and start everything that the first frame did without, and serve."""
    from devices.registry import BadDeviceConfigError
    from kiosk.app.program import Hooks, Program
    from kiosk.outbox import BrokenStoreError
    from kiosk.sync import BadCaError

    program = Program(settings, assets, Hooks())
    terminal.join(program)
    try:
        await program.start(stack)
    except (BadDeviceConfigError, BadCaError) as error:
        return _refused(str(error), UNUSABLE)
    except BrokenStoreError as error:
        return _refused(str(error), FELL_SHORT)
    await stop.wait()
    await _effect_over(program)
    return 0


async def _show(terminal: TerminalWindow, settings: Settings, stop: asyncio.Event) -> None:
    """Show the window and wait for its first frame, but not for ever, and no longer than until `stop`."""
    moved_on = asyncio.Event()
    on_first_frame(terminal.window, moved_on.set)
    terminal.window.closing.connect(stop.set)
    terminal.window.closing.connect(moved_on.set)
    if settings.ui.full_screen:
        screen = QGuiApplication.primaryScreen()
        terminal.window.setGeometry(screen.geometry())  # without a window manager full screen alone stays small
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
    terminal.show(settings.ui.full_screen)
    with suppress(TimeoutError):
        await asyncio.wait_for(moved_on.wait(), FIRST_FRAME_S)


async def _effect_over(program: "Program") -> None:
    """Wait until nothing is under way that cannot be taken back (decisions/0008)."""
    over = asyncio.Event()

    def look(snapshot: "Snapshot") -> None:
        if not snapshot.state.busy_with_effect:
            over.set()

    program.session.subscribe(look)
    look(program.session.snapshot)
    with suppress(TimeoutError):
        await asyncio.wait_for(over.wait(), EFFECT_S)


@contextmanager
def _logged(directory: Path) -> Iterator[None]:
    handler = open_log(directory)
    try:
        yield
    finally:
        close_log(handler)


def _refused(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code
