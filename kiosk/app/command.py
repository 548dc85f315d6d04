"""A terminal that serves on real devices, from its first picture to a clean end.

log ─► life ─► window ─► first frame ─► program … SIGTERM ─► effect over ─► closed in order
             └─► fell too often: a page with the telephone, for a while (kiosk.maintenance.lives)
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication, QWindow

from kiosk.app.last_words import LastWords
from kiosk.app.lock import POWER_OFF, UNUSABLE, LockedError, take_storage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import TEMPORARY_PREFIX
from kiosk.app.mistakes import mistakes_in
from kiosk.app.rest import rest
from kiosk.app.service_manager import ENDING, READY, ServiceManager
from kiosk.app.watchdog import Watchdog
from kiosk.app.window import TerminalWindow
from kiosk.config import Settings
from kiosk.core.clock import SystemClock
from kiosk.core.tasks import Supervisor
from kiosk.maintenance.lives import Life, Lives
from kiosk.telemetry import close_log, emit, open_log
from ui.bridge.whole_screen import WholeScreen, let_everything_go, let_go
from ui.engine import make_application, on_first_frame

if TYPE_CHECKING:  # loaded after the first frame
    from kiosk.app.program import Program
    from kiosk.session.snapshot import Snapshot

FELL_SHORT = 1
FIRST_FRAME_S = 20.0
"""A panel that is switched off may never show one; what waits in the outbox is sent all the same."""
EFFECT_S = 60.0
"""An effect under way ends by itself within its driver's limits; no end waits longer than this for it."""
LOCK_POLL_S = 0.02


def serve(settings: Settings, root: Path, light: QWindow) -> int:
    """Serve in a storage that is this process' alone until SIGTERM, SIGINT or the end of the window; the exit code.

    `light` is what is on the screen until the window is.
    """
    return _run(settings, lambda stop: _serve(settings, root / "assets", light, stop))


def serve_cued(settings: Settings, root: Path, light: QWindow | None) -> int:
    """The same under a keeper (decisions/0019): made ready, shown when told to, serving once the lock has passed."""
    return _run(settings, lambda stop: _serve_cued(settings, root / "assets", light, stop))


def _run(settings: Settings, serve: Callable[[asyncio.Event], Coroutine[Any, Any, int]]) -> int:
    with _logged(settings.storage.directory / "log"), _own_temporary_folder():
        code = run_in_qt(make_application(settings.ui.renderer), serve)
        let_everything_go()
        return code


async def _serve(settings: Settings, assets: Path, light: QWindow, stop: asyncio.Event) -> int:
    lives = Lives(settings.storage.directory, SystemClock())
    if (life := lives.begin()) is not Life.NORMAL:
        return await rest(life, settings, assets, stop)
    async with AsyncExitStack() as stack:
        terminal = _window(settings, assets, stack)
        await _show(terminal, settings, light, stop)
        code = 0 if stop.is_set() else await _go_on(terminal, _program(settings, assets), assets.parent, stack, stop)
        if code in (0, POWER_OFF):
            lives.end()
        return code


async def _serve_cued(settings: Settings, assets: Path, light: QWindow | None, stop: asyncio.Event) -> int:
    from kiosk.app.cue import Cue, Leave

    async with AsyncExitStack() as stack:
        cue = Cue(stop)
        lives = Lives(settings.storage.directory, SystemClock())
        is_first = cue.given.is_set()
        life = await _begin(lives, settings, stack, stop) if is_first else Life.NORMAL
        if life is not Life.NORMAL:
            return await rest(life, settings, assets, stop)
        terminal = _window(settings, assets, stack)
        program = None
        if not is_first:
            program = _program(settings, assets)
            cue.say("warm")
            await _either(cue.given, stop)
        if not stop.is_set():
            await _show(terminal, settings, light, stop)
            cue.say("shown")
            life = life if is_first else await _begin(lives, settings, stack, stop)
        if stop.is_set():
            return 0
        if life is not Life.NORMAL:
            return await rest(life, settings, assets, stop)
        program = program or _program(settings, assets)
        program.session.subscribe(Leave(cue, terminal.hold, program.last_life.forget).look)
        code = await _go_on(terminal, program, assets.parent, stack, stop)
        if code in (0, POWER_OFF):
            lives.end()
        return code


async def _begin(lives: Lives, settings: Settings, stack: AsyncExitStack, stop: asyncio.Event) -> Life:
    """Wait until the storage is this process' alone, and begin its life there."""
    await _passed(settings.storage.directory, stack, stop)
    return Life.NORMAL if stop.is_set() else lives.begin()


def _window(settings: Settings, assets: Path, stack: AsyncExitStack) -> TerminalWindow:
    terminal = TerminalWindow(settings, assets, lambda warning: None)
    stack.callback(terminal.scene.close)
    return terminal


def _program(settings: Settings, assets: Path) -> "Program":
    """Load everything that the first frame does without; nothing is opened by it."""
    from kiosk.app.program import Hooks, Program

    return Program(settings, assets, Hooks())


async def _go_on(
    terminal: TerminalWindow, program: "Program", root: Path, stack: AsyncExitStack, stop: asyncio.Event
) -> int:
    """Start the program, and serve."""
    from devices.registry import BadDeviceConfigError
    from devices.scanners.scanner import WindowScanner
    from kiosk.app.upkeep import keep_up
    from kiosk.outbox import BrokenStoreError
    from kiosk.sync import BadCaError

    terminal.join(program)
    terminal.broke = program.screen_broke
    manager = ServiceManager()
    watchdog = Watchdog(program.signs.pulse, manager, lambda: program.session.state.in_session)
    stack.callback(watchdog.stop)  # the last to go: an end that hangs is ended
    try:
        await program.start(stack)
    except (BadDeviceConfigError, BadCaError) as error:
        return _refused(mistakes_in(program.settings) or str(error), UNUSABLE)
    except BrokenStoreError as error:
        return _refused(str(error), FELL_SHORT)
    watchdog.start()
    await keep_up(program, root, watchdog, stack)
    manager.tell(READY)
    terminal.go_by_ear(program)
    if isinstance(scanner := program.devices.scanner, WindowScanner):
        terminal.guard_keys(scanner.typed)
    await _either(stop, program.worn.given_up)
    manager.tell(ENDING)
    await _effect_over(program)
    return 0 if stop.is_set() else program.worn.code


async def _either(one: asyncio.Event, other: asyncio.Event) -> None:
    async with Supervisor() as supervisor:
        waiting = [supervisor.start("wait", event.wait()) for event in (one, other)]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)


async def _passed(directory: Path, stack: AsyncExitStack, stop: asyncio.Event) -> None:
    """Lock the storage for `stack` once the one before has closed everything it had open."""
    while not stop.is_set():  # the end of a process sets no event here
        try:
            stack.callback(take_storage(directory).unlock)
        except LockedError:
            await asyncio.sleep(LOCK_POLL_S)
        else:
            return


async def _show(terminal: TerminalWindow, settings: Settings, light: QWindow | None, stop: asyncio.Event) -> None:
    """Show the window in front of the first light and wait for its first frame, but no longer than until `stop`."""
    moved_on = asyncio.Event()
    on_first_frame(terminal.window, moved_on.set)
    terminal.window.closing.connect(stop.set)
    terminal.window.closing.connect(moved_on.set)
    if settings.ui.full_screen:
        WholeScreen(terminal.window, settings.ui.screen).place()
        QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BlankCursor))
    terminal.show(settings.ui.full_screen)
    with suppress(TimeoutError):
        async with asyncio.timeout(FIRST_FRAME_S):
            await moved_on.wait()
    if light is not None:
        let_go(light)


async def _effect_over(program: "Program") -> None:
    """Wait until nothing is under way that cannot be taken back (decisions/0008)."""
    over = asyncio.Event()

    def look(snapshot: "Snapshot") -> None:
        if not snapshot.state.busy_with_effect:
            over.set()

    program.session.subscribe(look)
    look(program.session.snapshot)
    with suppress(TimeoutError):
        async with asyncio.timeout(EFFECT_S):
            await over.wait()


@contextmanager
def _own_temporary_folder() -> Iterator[None]:
    """What this process and its children put away for a moment lies apart, so that after a session it can be empty."""
    before = tempfile.tempdir, os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix=TEMPORARY_PREFIX, ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        try:
            yield
        finally:
            tempfile.tempdir = before[0]
            if before[1] is None:
                del os.environ["TMPDIR"]
            else:
                os.environ["TMPDIR"] = before[1]


@contextmanager
def _logged(directory: Path) -> Iterator[None]:
    handler = open_log(directory)
    words = LastWords(directory)
    if words.told:
        emit("felled", lines=words.told)
    try:
        yield
    finally:
        words.close()
        close_log(handler)


def _refused(reason: str, code: int) -> int:
    print(reason, file=sys.stderr)
    return code
