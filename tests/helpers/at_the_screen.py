"""The real terminal's window, somebody who touches it, and who works on its thread meanwhile."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from PySide6.QtQuick import QQuickWindow

from kiosk.app.demo.finger import Finger
from kiosk.app.program import Program
from kiosk.app.window import TerminalWindow
from kiosk.config import Settings
from kiosk.core.tasks import Supervisor
from kiosk.session.screens import Home, Idle
from tests.helpers.touch_to_paint import Touch, TouchToPaint
from tests.helpers.view_context import ROOT
from ui.engine import on_first_frame

DIVISION_CODE = "130102001001"
SIZE = (1080, 1920)
CONTROLS = ("category-elder-care", "category-relief", "progress")
BLOCK_S = 0.2


async def shown(settings: Settings, stack: AsyncExitStack) -> TerminalWindow:
    """The terminal's window, its first frame on the screen; any warning of QML's ends the process."""
    terminal = TerminalWindow(settings, ROOT / "assets", _refuse_warning)
    stack.callback(terminal.scene.close)
    seen = asyncio.Event()
    on_first_frame(terminal.window, seen.set)
    terminal.show(full_screen=False)
    await asyncio.wait_for(seen.wait(), 60)
    return terminal


def _refuse_warning(warning: str) -> None:
    raise AssertionError(warning)


class Resident:
    """Somebody who stands before the screen and touches it again and again."""

    def __init__(self, program: Program, window: QQuickWindow, measure: TouchToPaint) -> None:
        self._program = program
        self._measure = measure
        self._finger = Finger(window, random.Random(2))

    async def touches(self, count: int) -> list[Touch]:
        """So many."""
        return [await self._one() for _ in range(count)]

    async def touches_until(self, over: asyncio.Event, most_s: float) -> list[Touch]:
        """As many as fit in."""
        found, end_s = [], time.monotonic() + most_s
        while not over.is_set() and time.monotonic() < end_s:
            found.append(await self._one())
        return found

    async def _one(self) -> Touch:
        while not isinstance(self._program.session.state.screen, Home) or self._program.session.state.overlay:
            name = "start" if isinstance(self._program.session.state.screen, Idle) else "dialog-safe"
            await self._finger.tap(name)
            await asyncio.sleep(0.6)
        return await self._measure.touch(CONTROLS)


@asynccontextmanager
async def blocked() -> AsyncIterator[None]:
    """The planted fault: somebody works on the loop's thread, half of the time."""

    async def work() -> None:
        while True:
            time.sleep(BLOCK_S)  # noqa: ASYNC251 - that is the fault
            await asyncio.sleep(BLOCK_S)

    async with Supervisor() as supervisor:
        blocking = supervisor.start("blocking", work())
        yield
        blocking.cancel()
