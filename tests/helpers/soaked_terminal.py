"""The real terminal, used by one resident after the other for long, and what that leaves in its process.

    python -m tests.helpers.soaked_terminal FOLDER SESSIONS PLANT      prints its figures as JSON, last line

Every session is touched on the real window: a case is filed and its slip printed, cases are looked up, somebody only
looks round, somebody is called away in the middle of a form (and comes back to it, or not), somebody types their name.
The emulated machines and the platform are processes of their own, so that what grows here grew in the terminal; time
that nobody would wait for is jumped over. PLANT is `none`, `memory` (something is kept of each session), `files` (a
file is left open) or `threads` (one is left running).
"""

import asyncio
import gc
import itertools
import json
import os
import random
import sys
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint

from devices.contracts.health import Health
from kiosk.app.demo import processes
from kiosk.app.demo.finger import Finger
from kiosk.app.demo.stage import Stage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Hooks, Program
from kiosk.app.window import TIDY_AFTER_MS, TerminalWindow
from kiosk.core.clock import SystemClock
from kiosk.session import events as ev
from kiosk.session.kept import KEPT_S
from kiosk.session.screens import (
    PRINT_UNDER_WAY,
    CaseDetail,
    CaseList,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    Resume,
    Review,
    TypeIdentity,
)
from kiosk.session.states import SessionState
from kiosk.telemetry import close_log, open_log
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE, shown
from tests.helpers.view_context import ROOT
from ui.engine import make_application

ITEM = "old-age-allowance"
ACCOUNT = "6217001234567006620"
STROKES = [[(0.2, 0.3), (0.5, 0.7)], [(0.6, 0.2), (0.8, 0.8)]]
APPLICANTS = ("zhang-gui-lan", "li-jian-guo", "wang-xiu-zhen")
ASKER = "ouyang-dan-yi"
"""Looks their one case up again and again: a list that grows would be no leak."""
CALLED_AWAY = "tong-shu-fen"
PATIENCE_S = 60.0
IDLE_S = 310.0
"""More than any mode waits for a hand."""
PLANTED_BYTES = 1_000_000


class JumpingClock(SystemClock):
    """The system's clock, put forward where nobody would wait."""

    ahead_s = 0.0

    def monotonic_s(self) -> float:
        return super().monotonic_s() + self.ahead_s


class QuickFinger(Finger):
    """A hand without its pauses: what tells a wish from a tremor is told that the hand had rested."""

    def __init__(self, terminal: TerminalWindow) -> None:
        super().__init__(terminal.window, random.Random(5))
        self._touch_rule = terminal.scene.touch

    async def _lift_off(self, pause_s: float) -> None:
        return

    async def _touch(self, point: QPoint, contact_s: float) -> None:
        self._touch_rule.rest()
        await super()._touch(point, min(contact_s, 0.005))


@dataclass
class Found:
    """What the run came to."""

    sessions: dict[str, int] = field(default_factory=dict)
    """How many of each kind."""
    at_session_count: list[int] = field(default_factory=list)
    memory_mib: list[float] = field(default_factory=list)
    """What this process has written and keeps. What it has only read counts as private when the last other program that
    used the same library ends."""
    threads_count: list[int] = field(default_factory=list)
    files_count: list[int] = field(default_factory=list)
    objects_count: list[int] = field(default_factory=list)

    def sample(self) -> None:
        """Look at what this process holds now."""
        rollup = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
        private_kib = sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_Dirty"))
        self.at_session_count.append(sum(self.sessions.values()))
        self.memory_mib.append(round(private_kib / 1024, 2))
        self.threads_count.append(len(os.listdir("/proc/self/task")))
        self.files_count.append(len(os.listdir("/proc/self/fd")))
        self.objects_count.append(len(gc.get_objects()) + gc.get_freeze_count())


class Resident:
    """Does what residents do, as quickly as the machine allows."""

    def __init__(self, stage: Stage, program: Program, terminal: TerminalWindow, clock: JumpingClock) -> None:
        self._stage, self._program, self._clock = stage, program, clock
        self._finger = QuickFinger(terminal)
        self._applicants = itertools.cycle(APPLICANTS)
        self._answers = itertools.cycle(("go-on", "begin-anew"))

    async def everything_there(self) -> None:
        """Wait until reader and platform are; on a busy machine that takes a while."""

        def reader_is_there(state: SessionState) -> bool:
            reader = self._program.session.snapshot.machines.id_card
            return state.online and reader is not None and reader.health is Health.ONLINE

        await self._until("reader and platform", reader_is_there)

    async def files(self) -> None:
        """From the first touch to the rating; the slip is printed."""
        await self._to_form(next(self._applicants))
        await self._fill_in()
        await self._hand_in()
        await self._idle()

    async def files_once(self) -> None:
        """The case that is looked up again and again."""
        await self._to_form(ASKER)
        await self._fill_in()
        await self._hand_in()
        await self._idle()

    async def asks(self) -> None:
        """Their case, once more where the platform was too slow for a machine with other work, and out."""
        await self._tap("start", "progress", "understood")
        await self._card_read(ASKER, CaseList, CaseDetail)
        while not isinstance(self._program.session.state.screen, CaseDetail):
            await self._until(
                "an answer", lambda state: not isinstance(state.screen, CaseList) or state.screen.unavailable != ""
            )
            if isinstance(self._program.session.state.screen, CaseList):
                self._program.session.send(ev.RetryPressed())
        await self._tap("exit")
        await self._idle()

    async def looks_round(self) -> None:
        """A category, a guide, larger letters, home, away."""
        await self._tap("start-elder", "bottom-home", "bottom-back")
        await self._idle()
        await self._tap("start", "category-elder-care", f"entry-{ITEM}", "bottom-back", "bottom-back")
        await self._on(Home)
        await self._away()

    async def is_called_away(self) -> None:
        """In the middle of the form, and does not come back."""
        self._clock.ahead_s += KEPT_S  # what was kept the last time is over
        await self._to_form(CALLED_AWAY)
        await self._tap("same-residence-address", "next")
        await self._away()

    async def comes_back(self) -> None:
        """To a form that was kept; half of them go on with it, and all leave it in the end."""
        person = next(self._applicants)
        await self._to_form(person)
        await self._tap("same-residence-address", "next")
        await self._away()
        await self._to_reader()
        await self._card_read(person, Resume)
        await self._tap(next(self._answers))
        await self._on(Form)
        await self._tap("exit", "dialog-other")
        await self._idle()

    async def types(self) -> None:
        """Name in Pinyin and number, and gives up."""
        await self._to_reader()
        await self._tap("type-instead")
        await self._on(TypeIdentity)
        if self._finger.seen("key-z") is None:
            await self._tap("field-name")
        await self._tap(*(f"key-{letter}" for letter in "zhang"), "candidate-0", "key-done", "key-1", "key-3")
        await self._away()

    async def _to_reader(self) -> None:
        await self._tap("start", "category-elder-care", f"entry-{ITEM}", "apply", "understood")
        await self._on(Identify)

    async def _to_form(self, person: str) -> None:
        await self._to_reader()
        await self._card_read(person, Form)

    async def _card_read(self, person: str, *screens: type) -> None:
        await self._stage.control.do("card.put", person=person)
        await self._on(*screens)
        await self._stage.control.do("card.take")
        await self._until("the card to be away", lambda state: state.card.value == "not_present")

    async def _fill_in(self) -> None:
        await self._tap("same-residence-address", "next", "choice-social-card")
        for name in ("payout_account", "payout_account.again"):  # typing is another resident's part
            self._program.session.send(ev.AnswerGiven(name, ACCOUNT))
        if self._finger.seen("key-close") is not None:
            await self._tap("key-close")
        await self._tap("next")
        await self._on(Review)

    async def _hand_in(self) -> None:
        await self._finger.draw("signature", STROKES)
        await self._tap("submit")
        await self._until(
            "the slip", lambda state: isinstance(state.screen, Done) and state.screen.printing not in PRINT_UNDER_WAY
        )
        await self._tap("finish", "level-5", "send")

    async def _tap(self, *names: str) -> None:
        for name in names:
            await self._finger.tap(name)

    async def _away(self) -> None:
        self._clock.ahead_s += IDLE_S
        self._program.session.send(ev.Tick())
        await self._idle()

    async def _idle(self) -> None:
        await self._on(Idle)

    async def _on(self, *screens: type) -> None:
        await self._until(screens[-1].__name__, lambda state: isinstance(state.screen, screens))

    async def _until(self, what: str, seen: Callable[[SessionState], bool]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not seen(self._program.session.state):  # noqa: ASYNC110 - it tells nobody
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise RuntimeError(f"waited for {what}; {self._program.session.state.screen}") from None


class _Leak:
    """The planted faults."""

    def __init__(self, plant: str) -> None:
        self._plant = plant
        self._kept: list[object] = []

    def after_session(self) -> None:
        if self._plant == "memory":
            self._kept.append(os.urandom(PLANTED_BYTES))
        elif self._plant == "files":
            self._kept.append(os.open(os.devnull, os.O_RDONLY))
        elif self._plant == "threads":
            threading.Thread(target=threading.Event().wait, daemon=True).start()


def main(folder: Path, session_count: int, sample_every: int, plant: str) -> int:
    """Run it all in Qt's loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    processes.READY_S = 120.0
    keep_memory_small()
    log = open_log(folder)
    code = run_in_qt(make_application("software"), lambda stop: _soaked(folder, session_count, sample_every, plant))
    close_log(log)
    return code


async def _soaked(folder: Path, session_count: int, sample_every: int, plant: str) -> int:
    found, leak, clock = Found(), _Leak(plant), JumpingClock()
    async with AsyncExitStack() as stack:
        stage = Stage(folder, ROOT / "assets", DIVISION_CODE, pacing=False)
        await stage.open(stack, with_platform=True)
        terminal = await shown(stage.settings(*SIZE), stack)
        terminal.window.setProperty("reducedMotion", True)
        program = Program(stage.settings(*SIZE), ROOT / "assets", Hooks(), clock)
        terminal.join(program)
        await program.start(stack)
        resident = Resident(stage, program, terminal, clock)
        await resident.everything_there()
        await resident.files_once()
        days = itertools.cycle((resident.files, resident.looks_round, resident.is_called_away, resident.asks,
                                resident.types, resident.comes_back))  # fmt: skip
        for number in range(1, session_count + 1):
            session = next(days)
            await session()
            leak.after_session()
            found.sessions[session.__name__] = found.sessions.get(session.__name__, 0) + 1
            if number % sample_every == 0:
                await asyncio.sleep(TIDY_AFTER_MS / 1000 + 0.3)
                found.sample()
                sys.stderr.write(f"{number} {found.memory_mib[-1]} MiB {found.objects_count[-1]}\n")
    sys.stdout.write(json.dumps(asdict(found)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]))
