"""The real terminal, full screen, and a monkey at it: touches, gestures, keys, scans, and what asks a window to go.

    python -m tests.helpers.monkey_terminal FOLDER SECONDS SEED PLANT      prints what was seen as JSON, last line

PLANT is `none`, `window` (a second one comes up), `error` (somebody raises), `memory` (every act keeps something) or
`closes` (the window obeys whoever asks it to go). Platform and emulated machines are processes of their own.
"""

import asyncio
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QMouseEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest

from devices.emulators.control_client import ControlError
from devices.emulators.persons import load_persons
from kiosk.app import command
from kiosk.app.demo import processes
from kiosk.app.demo.finger import outside_tasks, walk
from kiosk.app.demo.stage import Stage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Program
from kiosk.app.window import TerminalWindow
from kiosk.config import Settings
from kiosk.telemetry import close_log, open_log
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE
from tests.helpers.view_context import ROOT
from ui.bridge.whole_screen import WholeScreen
from ui.engine import make_application

LOOK_EVERY_COUNT = 10
SAMPLE_EVERY_S = 10.0
LEAK_BYTES = 200_000
KEYS = (Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Q,
        Qt.Key.Key_V, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_A, Qt.Key.Key_P, Qt.Key.Key_O,
        Qt.Key.Key_N, Qt.Key.Key_W, Qt.Key.Key_Menu,
        Qt.Key.Key_Print, Qt.Key.Key_Super_L, Qt.Key.Key_Back, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F1,
        Qt.Key.Key_PageDown, Qt.Key.Key_Z, Qt.Key.Key_1, Qt.Key.Key_Backspace, Qt.Key.Key_Left)  # fmt: skip
HELD = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.MetaModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)  # fmt: skip
SCANS = ("javascript:alert(1)", "file:///etc/passwd", "http://x.example/?" + "A" * 600, "\x1b[2J\x07\x00",
         "HSL3-20260101-0001", "'; drop table cases; --", "𠀀" * 40, "\u202e\u0000", "01234567890" * 20)  # fmt: skip


@dataclass
class Seen:
    """What the run came to."""

    acts: Counter[str] = field(default_factory=Counter)
    screens: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    """Sentences, and how often."""
    memory_mib: list[float] = field(default_factory=list)
    looks: int = 0


class Monkey:
    """Does anything."""

    def __init__(self, terminal: TerminalWindow, program: Program, stage: Stage, seed: int, plant: str) -> None:
        self._window, self._program, self._stage = terminal.window, program, stage
        self._chance = random.Random(seed)
        self._device = QTest.createTouchDevice()
        self._plant = plant
        self._kept: list[object] = []
        self.seen = Seen()
        self._sampled_s = 0.0
        self._acts: list[tuple[int, Callable[[], Awaitable[None]]]] = [
            (50, self._tap_something), (10, self._tap_anywhere), (4, self._drag), (3, self._pinch),
            (3, self._swipe_edge),
            (8, self._key), (3, self._wedge), (3, self._scan), (3, self._mouse), (1, self._wheel), (2, self._ask_to_go),
            (1, self._drop), (6, self._hardware), (2, self._long_press),
        ]  # fmt: skip

    async def play(self, seconds_s: float) -> None:
        end_s = time.monotonic() + seconds_s
        weights = [weight for weight, _ in self._acts]
        while time.monotonic() < end_s:
            act = self._chance.choices(self._acts, weights)[0][1]
            await act()
            self.seen.acts[act.__name__.strip("_")] += 1
            self._planted()
            await asyncio.sleep(self._chance.choice((0.0, 0.02, 0.1, 0.3)))
            if self.seen.acts.total() % LOOK_EVERY_COUNT == 0:
                self._look()

    # ── hands ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _anywhere(self) -> QPoint:
        return QPoint(self._chance.randrange(self._window.width()), self._chance.randrange(self._window.height()))

    async def _touch(self, fingers: list[list[QPoint]], contact_s: float = 0.02) -> None:
        """So many fingers at once, each along its points."""
        await self._sequence([("press", number, points[0]) for number, points in enumerate(fingers)])
        await asyncio.sleep(contact_s)
        for step in range(1, max(map(len, fingers))):
            await self._sequence([("move", n, points[min(step, len(points) - 1)]) for n, points in enumerate(fingers)])
            await asyncio.sleep(0.005)
        await self._sequence([("release", number, points[-1]) for number, points in enumerate(fingers)])

    async def _sequence(self, moves: list[tuple[str, int, QPoint]]) -> None:
        def send() -> None:
            sequence = QTest.touchEvent(self._window, self._device)
            for what, number, point in moves:
                getattr(sequence, what)(number, point, self._window)
            sequence.commit()

        await outside_tasks(send)

    async def _tap_something(self) -> None:
        """One of the things that can be pressed, so that the monkey gets somewhere."""
        items = [item for item in walk(self._window.contentItem()) if item.objectName() and item.isEnabled()]
        if items:
            item = self._chance.choice(items)
            await self._touch([[item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()]], 0.03)

    async def _tap_anywhere(self) -> None:
        await self._touch([[self._anywhere()]])

    async def _long_press(self) -> None:
        await self._touch([[self._anywhere()]], 1.2)

    async def _drag(self) -> None:
        await self._touch([[self._anywhere() for _ in range(self._chance.randrange(2, 8))]])

    async def _pinch(self) -> None:
        await self._touch([[self._anywhere(), self._anywhere()] for _ in range(self._chance.randrange(2, 6))])

    async def _swipe_edge(self) -> None:
        at = self._anywhere()
        far = QPoint(0, at.y()) if self._chance.random() < 0.5 else QPoint(at.x(), self._window.height() - 1)
        await self._touch([[far, at]] * self._chance.choice((1, 3, 4)))

    async def _mouse(self) -> None:
        at = QPointF(self._anywhere())
        button = self._chance.choice(
            (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton)
        )
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
            self._send(QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier))

    async def _wheel(self) -> None:
        at = QPointF(self._anywhere())
        none = Qt.MouseButton.NoButton
        self._send(QWheelEvent(at, at, QPoint(), QPoint(0, 1200), none, self._chance.choice(HELD),
                               Qt.ScrollPhase.NoScrollPhase, False))  # fmt: skip

    async def _key(self) -> None:
        key, held = self._chance.choice(KEYS), self._chance.choice(HELD)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(QKeyEvent(kind, key.value, held, "" if held.value else chr(key.value & 0x7F)))

    async def _wedge(self) -> None:
        """A scanner that types."""
        for character in (*self._chance.choice(SCANS), "\r"):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self._send(QKeyEvent(kind, ord(character) if character != "\r" else Qt.Key.Key_Return.value,
                                     Qt.KeyboardModifier.NoModifier, character))  # fmt: skip

    async def _scan(self) -> None:
        with suppress(ControlError):
            await self._stage.control.do("scanner.scan", text=self._chance.choice(SCANS))

    async def _drop(self) -> None:
        files = QMimeData()
        files.setUrls([QUrl("file:///etc/passwd")])
        buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self._send(QDropEvent(QPointF(self._anywhere()), Qt.DropAction.CopyAction, files, buttons, held))

    async def _ask_to_go(self) -> None:
        """What a window manager's key, menu or task list would do."""
        self._chance.choice(
            (self._window.close, self._window.showMinimized, self._window.showNormal, self._window.hide)
        )()
        await asyncio.sleep(0.2)

    async def _hardware(self) -> None:
        person = self._chance.choice(sorted(load_persons()))
        name, more = self._chance.choice((
            ("card.put", {"person": person}), ("card.take", {}), ("card.take", {}), ("printer.paper_out", {}),
            ("printer.refill", {}), ("printer.cover_open", {}), ("printer.cover_close", {}), ("reader.unplug", {}),
            ("reader.plug", {}), ("printer.tear", {}),
        ))  # fmt: skip
        with suppress(ControlError):
            await self._stage.control.do(name, **more)

    def _send(self, event: QEvent) -> None:
        QCoreApplication.sendEvent(self._window, event)

    # ── eyes ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        self.seen.looks += 1
        self.seen.screens[type(self._program.session.state.screen).__name__] += 1
        shown = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
        if shown != [self._window]:
            self.seen.wrong[f"{len(shown)} windows are on the screen: {[type(each).__name__ for each in shown]}"] += 1
        if self._window.visibility() is not QWindow.Visibility.FullScreen:
            self.seen.wrong[f"the window is {self._window.visibility().name}"] += 1
        if self._window.geometry() != self._window.screen().geometry():
            self.seen.wrong[f"the window is {self._window.geometry()}"] += 1
        if QGuiApplication.clipboard().text():
            self.seen.wrong["something is on the clipboard"] += 1
        if time.monotonic() - self._sampled_s >= SAMPLE_EVERY_S:
            self._sampled_s = time.monotonic()
            rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
            lines = (line for line in rollup.splitlines() if line.startswith("Private_Dirty"))
            self.seen.memory_mib.append(round(sum(int(line.split()[1]) for line in lines) / 1024, 2))

    def _planted(self) -> None:
        number = self.seen.acts.total()
        if self._plant == "window" and number == 20:
            self._kept.append(QWindow())
            self._kept[-1].show()  # type: ignore[attr-defined]
        elif self._plant == "error" and number == 20:
            asyncio.get_running_loop().call_soon(lambda: 1 // 0)
        elif self._plant == "memory":
            self._kept.append(os.urandom(LEAK_BYTES))


def main(folder: Path, seconds_s: float, seed: int, plant: str) -> int:
    """Run it all in Qt's loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    processes.READY_S = 120.0
    keep_memory_small()
    log = open_log(folder)
    errors: Counter[str] = Counter()

    def caught_by_nobody(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        errors[f"{kind.__name__} was raised and caught by nobody"] += 1
        traceback.print_exception(kind, error, trace)

    sys.excepthook = caught_by_nobody
    code = run_in_qt(make_application("software"), lambda stop: _played(folder, seconds_s, seed, plant, errors, stop))
    close_log(log)
    return code


async def _played(
    folder: Path, seconds_s: float, seed: int, plant: str, errors: Counter[str], stop: asyncio.Event
) -> int:
    asyncio.get_running_loop().set_exception_handler(
        lambda loop, told: errors.update([f"{type(told.get('exception')).__name__} was raised and caught by nobody"])
    )
    async with AsyncExitStack() as stack:
        stage = Stage(folder, ROOT / "assets", DIVISION_CODE, pacing=False)
        await stage.open(stack, with_platform=True)
        terminal, program = await _terminal(_full_screen(stage.settings(*SIZE)), plant, stack, stop)
        monkey = Monkey(terminal, program, stage, seed, plant)
        playing = asyncio.get_running_loop().create_task(monkey.play(seconds_s))
        asked = asyncio.get_running_loop().create_task(stop.wait())
        await asyncio.wait([playing, asked], return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            monkey.seen.wrong["the window could be closed"] += 1
        playing.cancel()
        if playing.done() and not playing.cancelled() and playing.exception() is not None:
            monkey.seen.wrong[f"the monkey fell: {playing.exception()!r}"] += 1
    monkey.seen.wrong.update(errors)
    sys.stdout.write(json.dumps(vars(monkey.seen)) + "\n")
    return 0


async def _terminal(
    settings: Settings, plant: str, stack: AsyncExitStack, stop: asyncio.Event
) -> tuple[TerminalWindow, Program]:
    """As `kiosk run` puts it on the screen."""
    terminal = command._window(settings, ROOT / "assets", stack)
    await command._show(terminal, settings, None, stop)
    if plant == "closes":
        for filters in terminal.window.findChildren(WholeScreen):
            terminal.window.removeEventFilter(filters)
    program = command._program(settings, ROOT / "assets")
    terminal.join(program)
    terminal.broke = program.screen_broke
    await program.start(stack)
    terminal.go_by_ear(program)
    return terminal, program


def _full_screen(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, ui=msgspec.structs.replace(settings.ui, full_screen=True))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
