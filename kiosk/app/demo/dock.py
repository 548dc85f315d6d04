"""The interactive demo: the terminal's window scaled to the display, and the dev dock beside it.

┌ display ──────────────────────────┐
│ ┌ terminal ───┐ ┌ dev dock ─────┐ │   two windows of one engine: the terminal's is the resident's own, loaded
│ │ Kiosk.Main  │ │ Kiosk.DevDock │ │   unchanged at the size that fits. Theme scales by its size, so nothing is
│ └─────────────┘ └───────────────┘ │   transformed: a touch has the scene's own coordinates, text is drawn sharp
└───────────────────────────────────┘   at its real size, and the millimetre floors keep their proportion.
"""

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from PySide6.QtCore import QLocale, QRect, QSize
from PySide6.QtGui import QGuiApplication

from kiosk.app.demo.desk import say_desk
from kiosk.app.demo.stage import Stage
from kiosk.app.demo.workbench import DemoWorkbench
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Hooks, Program
from kiosk.app.window import TerminalWindow
from kiosk.core.tasks import Supervisor
from kiosk.telemetry import close_log, open_log
from kiosk.texts import Texts
from ui.bridge.pages import PagesProvider
from ui.engine import make_application, on_first_frame
from ui.viewmodels.dev_dock import DevDock
from ui.viewmodels.recording import Recording

DIVISION_CODE = "130102001001"
DOCK_WIDTH_PX = 440
GAP_PX = 12
TITLE_BAR_PX = 40
"""What a window manager may need above a window."""
FIRST_FRAME_S = 20.0


def open_with_dock(options: argparse.Namespace, root: Path) -> int:
    """Open both windows and serve until one of them is closed or the process is asked to end; 0."""
    keep_memory_small()
    log = open_log(root / "build" / "demo")
    application = make_application("software")
    code = run_in_qt(application, lambda stop: _serve(options, root, stop))
    close_log(log)
    return code


def fitted(scene: QSize, display: QRect) -> tuple[QRect, QRect]:
    """Where terminal and dock go: the largest terminal of the scene's shape that leaves the dock its place."""
    room = QSize(display.width() - DOCK_WIDTH_PX - 3 * GAP_PX, display.height() - TITLE_BAR_PX - GAP_PX)
    scale = min(room.width() / scene.width(), room.height() / scene.height())
    left, top = display.x() + GAP_PX, display.y() + TITLE_BAR_PX
    terminal = QRect(left, top, round(scene.width() * scale), round(scene.height() * scale))
    return terminal, QRect(terminal.right() + 1 + GAP_PX, top, DOCK_WIDTH_PX, room.height())


async def _serve(options: argparse.Namespace, root: Path, stop: asyncio.Event) -> int:
    width_px, height_px = (int(part) for part in options.size.split("x"))
    assets = root / "assets"
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bianmin-demo-")))
        stage = Stage(folder, assets, DIVISION_CODE, pacing=not options.no_pacing)
        terminal = TerminalWindow(stage.settings(width_px, height_px), assets, print)
        stack.callback(terminal.scene.close)
        terminal_place, dock_place = fitted(
            QSize(width_px, height_px), QGuiApplication.primaryScreen().availableGeometry()
        )
        await _show(terminal, terminal_place, stop)
        await stage.open(stack, with_platform=True)
        say_desk(stage.base_url, await stage.open_desk())
        program = Program(stage.settings(width_px, height_px), assets, Hooks())
        terminal.join(program)
        await program.start(stack)
        await _open_dock(program, stage, terminal, assets, dock_place, stack, stop)
        await stop.wait()
    return 0


async def _show(terminal: TerminalWindow, place: QRect, stop: asyncio.Event) -> None:
    """Show the terminal at its place, unresizable, and wait for its first frame."""
    shown = asyncio.Event()
    window = terminal.window
    window.setGeometry(place)
    window.setMinimumSize(place.size())
    window.setMaximumSize(place.size())
    window.closing.connect(stop.set)
    on_first_frame(window, shown.set)
    terminal.show(full_screen=False)
    async with asyncio.timeout(FIRST_FRAME_S):
        await shown.wait()


async def _open_dock(
    program: Program,
    stage: Stage,
    terminal: TerminalWindow,
    assets: Path,
    place: QRect,
    stack: AsyncExitStack,
    stop: asyncio.Event,
) -> None:
    supervisor = await stack.enter_async_context(Supervisor())
    workbench = DemoWorkbench(stage, program)
    languages = {locale: Texts.load(assets / "i18n", locale) for locale in ("en", "zh_CN")}
    own = "zh_CN" if QLocale.system().language() is QLocale.Language.Chinese else "en"
    dock = DevDock(program.session, workbench, supervisor, await workbench.residents(), languages, own)
    Recording(program.devices.microphone, supervisor, lambda: dock.texts)
    await workbench.hum()
    program.session.subscribe(dock.apply)
    terminal.scene.engine.addImageProvider("slip", PagesProvider(dock.slips))
    window = terminal.scene.load("Kiosk.DevDock", "Dock", {})
    window.setGeometry(place)
    window.closing.connect(stop.set)
    window.show()
    supervisor.start("dock", workbench.watch(dock.show))
