"""The real terminal at rest on its home screen, touched and walked about in.

    python -m tests.helpers.touched_terminal FOLDER TOUCHES CHANGES      prints its figures as JSON, last line

First so many touches, from the hand's moment to the first frame that shows them; then so many changes of screen, by
the gaps between the frames that differ; at last both with the planted fault: 200 ms of work on the loop, repeatedly.
With KIOSK_SLOW_CPU set the process holds itself to that share of one core once its screen is up.
"""

import asyncio
import itertools
import json
import os
import random
import sys
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.app.demo import processes
from kiosk.app.demo.finger import Finger
from kiosk.app.demo.stage import Stage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Hooks, Program
from kiosk.session.screens import Category, Home, Information
from kiosk.telemetry import close_log, open_log
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE, Resident, blocked, shown
from tests.helpers.slow_cpu import slow_cpu
from tests.helpers.touch_to_paint import TouchToPaint
from tests.helpers.view_context import ROOT
from ui.engine import make_application

SLOW_CPU = "KIOSK_SLOW_CPU"
CHANGE_S = 0.6
"""Within it a change of screen (220 ms, tokens: motion.swap) is over."""
STRIP = (0, 620, 1080, 24)
"""Where both screens have something that slides."""
START_S = 120.0


def main(folder: Path, touch_count: int, change_count: int) -> int:
    """Run it all in Qt's loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    processes.READY_S = START_S
    keep_memory_small()
    log = open_log(folder)
    code = run_in_qt(make_application("software"), lambda stop: _measured(folder, touch_count, change_count))
    close_log(log)
    return code


async def _measured(folder: Path, touch_count: int, change_count: int) -> int:
    async with AsyncExitStack() as stack:
        stage = Stage(folder, ROOT / "assets", DIVISION_CODE, pacing=True)
        await stage.open(stack, with_platform=True)
        terminal = await shown(stage.settings(*SIZE), stack)
        program = Program(stage.settings(*SIZE), ROOT / "assets", Hooks())
        terminal.join(program)
        await program.start(stack)
        with ExitStack() as slow:
            if share := os.environ.get(SLOW_CPU):
                slow.enter_context(slow_cpu(float(share)))(os.getpid())
            told = await _touched(program, terminal.window, touch_count, change_count)
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


async def _touched(program: Program, window: QQuickWindow, touch_count: int, change_count: int) -> dict[str, Any]:
    measure = TouchToPaint(window, random.Random(1))
    resident, walker = Resident(program, window, measure), Walker(program, window)
    with measure.ready():
        await resident.touches(5)  # everything has been drawn once
        touches = await resident.touches(touch_count)
        await walker.changes(2)
        changes = await walker.changes(change_count)
        async with blocked():
            blocked_touches = await resident.touches(max(3, touch_count // 4))
            blocked_changes = await walker.changes(3)
    return {
        "touches": [asdict(touch) for touch in touches],
        "changes": changes,
        "blocked_touches": [asdict(touch) for touch in blocked_touches],
        "blocked_changes": blocked_changes,
    }


class Walker:
    """Goes from the home screen into a category and back, and watches the frames."""

    def __init__(self, program: Program, window: QQuickWindow) -> None:
        self._program = program
        self._window = window
        self._finger = Finger(window, random.Random(3))
        self._frames_s: list[float] = []
        self._last: QImage | None = None

    async def changes(self, count: int) -> list[list[float]]:
        """For each change of screen the gaps between frames that differ, in ms."""
        return [await self._change() for _ in range(count)]

    async def _change(self) -> list[float]:
        there = isinstance(self._program.session.state.screen, Home)
        name = "category-elder-care" if there else "bottom-back"
        wanted = (Category, Information) if there else (Home,)
        await self._finger.find(name, 8.0)
        self._frames_s, self._last = [], self._strip()
        self._window.frameSwapped.connect(self._swapped)
        try:
            await self._finger.tap(name)
            async with asyncio.timeout(8):
                while not isinstance(self._program.session.state.screen, wanted):  # noqa: ASYNC110 - it tells nobody
                    await asyncio.sleep(0.005)
            await asyncio.sleep(CHANGE_S)
        finally:
            self._window.frameSwapped.disconnect(self._swapped)
        moments = self._frames_s
        return [(later - earlier) * 1000 for earlier, later in itertools.pairwise(moments)]

    def _swapped(self) -> None:
        now_s, strip = monotonic(), self._strip()
        if strip != self._last:
            self._frames_s.append(now_s)
            self._last = strip

    def _strip(self) -> QImage:
        return self._window.screen().grabWindow(self._window.winId(), *STRIP).toImage()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
