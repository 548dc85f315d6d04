"""The terminal as a campaign looks at it: `kiosk run` with somebody inside who moves the finger when told.

    python -m tests.helpers.canary.subject CONFIG [--cued]      environment CANARY_AGENT: the socket to listen at

Orders and answers are JSON lines. The agent is told single keys and buttons, and answers with the kind of screen and
nothing that is on it, so that it never holds anything personal. `walk` is the last order of a life: it brings the
strings that are looked for.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import kiosk.app.cue
import kiosk.app.program
from kiosk.app import command, start
from kiosk.app.cue import Cue
from kiosk.app.demo.finger import Finger, NotThereError
from kiosk.app.program import Program
from kiosk.app.window import TerminalWindow
from kiosk.core.clock import SystemClock
from tests.helpers.canary.planted import plant
from tests.helpers.canary.walk import walk_everything
from tests.helpers.view_context import ROOT
from ui.engine import on_first_frame


class ShiftedClock(SystemClock):
    """The system's clock, put forward when told, so that nobody waits two minutes for a time-out."""

    ahead_s = 0.0

    def monotonic_s(self) -> float:
        return super().monotonic_s() + ShiftedClock.ahead_s


class Agent:
    """Does what it is told to this process' window and session. Main thread."""

    def __init__(self, window: TerminalWindow, program: Program) -> None:
        self._program, self._terminal = program, window
        self._finger = Finger(window.window, random.Random(1))
        self._server: asyncio.Server | None = None
        self._told: list[Any] = []

    async def serve(self, path: Path) -> None:
        with suppress(FileNotFoundError):  # of the process before
            os.unlink(path)
        self._server = await asyncio.start_unix_server(self._answer, path)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            order = json.loads(line)
            self._told = [line, order]
            try:
                told = {"ok": True, **(await getattr(self, "_" + order.pop("do"))(**order))}
            except NotThereError as error:
                told = {"ok": False, "error": f"not there: {error}"}
            writer.write(json.dumps(told).encode() + b"\n")
        writer.close()

    async def _tap(self, name: str, twice: bool = False) -> dict[str, Any]:
        await (self._finger.double_tap(name) if twice else self._finger.tap(name))
        return {}

    async def _draw(self, name: str, strokes: list[list[tuple[float, float]]]) -> dict[str, Any]:
        await self._finger.draw(name, strokes)
        return {}

    async def _look(self, name: str = "") -> dict[str, Any]:
        """The kind of screen, what goes on on it, and whether a control can be seen."""
        state = self._program.session.state
        screen = state.screen
        return {
            "pid": os.getpid(),
            "screen": type(screen).__name__,
            "going_on": [
                str(getattr(screen, part, "")) for part in ("page", "delivery", "printing", "scan", "reading")
            ],
            "trouble": str(getattr(screen, "trouble", "")),
            "case_id": getattr(screen, "case_id", ""),
            "cases": bool(getattr(screen, "cases", None) or getattr(screen, "case", None)),
            "card": state.card.value,
            "busy": state.busy_with_effect,
            "online": state.online,
            "seen": bool(name) and self._finger.seen(name) is not None,
        }

    async def _unname(self, name: str) -> dict[str, Any]:
        """A control that assistive technology is not told the name of."""
        item = await self._finger.find(name, 8.0)
        item.setProperty("accessibleName", "")
        return {}

    async def _queue(self) -> dict[str, Any]:
        counts = await self._program.outbox.counts()
        return {"waiting_count": getattr(counts, "waiting_count", None)}

    async def _forward(self, seconds_s: float) -> dict[str, Any]:
        ShiftedClock.ahead_s += seconds_s
        return {}

    async def _stay(self, on: bool) -> dict[str, Any]:
        WatchedCue.stays = on
        return {}

    async def _plant(self, kind: str) -> dict[str, Any]:
        self._terminal.emptiness = None  # it would end this process before the campaign has looked
        plant(kind, self._program)
        return {}

    async def _walk(self, needles: dict[str, tuple[str, str]]) -> dict[str, Any]:
        wanted = {what: (text, bytes.fromhex(data)) for what, (text, data) in needles.items()}
        ours = [self._told, *self._told, needles, wanted, *needles.values(), *wanted.values()]
        walked = walk_everything(wanted, ours)
        return {"object_count": walked.object_count, "finds": walked.finds}


def note(moment: str, at_s: float | None = None) -> None:
    """Keep a moment of this process, for whoever compares several."""
    with Path(os.environ["CANARY_AGENT"]).with_name("moments").open("a") as file:
        file.write(f"{os.getpid()} {time.monotonic() if at_s is None else at_s} {moment}\n")


class WatchedCue(Cue):
    """The keeper's word, with its moment; no leave is asked for while the campaign still looks at this process."""

    stays = os.environ.get("CANARY_STAYS") == "1"
    is_relieved = False

    @property
    def relieved_by_one(self) -> bool:
        return self.is_relieved and not WatchedCue.stays

    @relieved_by_one.setter
    def relieved_by_one(self, is_relieved: bool) -> None:
        self.is_relieved = is_relieved

    def say(self, word: str) -> None:
        note(word)
        super().say(word)


class WatchedWindow(TerminalWindow):
    """The terminal's window; the agent comes with the program."""

    frame_s = 0.0

    def show(self, full_screen: bool) -> None:
        on_first_frame(self.window, lambda: note("first frame"))
        self.window.frameSwapped.connect(self._drawn)
        super().show(full_screen)

    def _drawn(self) -> None:
        self.frame_s = time.monotonic()

    def hold(self, holds: bool) -> None:
        if holds:
            note("last frame", self.frame_s)
            note("held")
        super().hold(holds)

    def join(self, program: Program) -> None:
        super().join(program)
        note("joined")
        self.agent = Agent(self, program)
        self.serving = asyncio.get_running_loop().create_task(self.agent.serve(Path(os.environ["CANARY_AGENT"])))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("--cued", action="store_true")
    options = parser.parse_args()
    for module, name, ours in (
        (kiosk.app.program, "SystemClock", ShiftedClock),
        (command, "TerminalWindow", WatchedWindow),
        (kiosk.app.cue, "Cue", WatchedCue),
    ):
        setattr(module, name, ours)
    return (start.run_cued if options.cued else start.run)(options.config, ROOT)


if __name__ == "__main__":
    sys.exit(main())
