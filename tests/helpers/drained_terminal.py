"""The real terminal, its full queue draining into the real platform process, and a hand on its screen all the while.

    python -m tests.helpers.drained_terminal FOLDER CASES TOUCHES SECONDS      prints its figures as JSON, last line

The queue is filled as residents would, case by case, sealed; while the platform is away the screen is touched so many
times. Then the platform comes back and it is touched until nothing waits, or for so many seconds; then, the platform
away again, as often as at first. At last the planted fault: 200 ms of work on the loop, again and again.

The platform stands for another machine: all its threads are niced, so that it takes what the terminal leaves.
"""

import asyncio
import json
import os
import random
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.app.demo.stage import Stage
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Hooks, Program
from kiosk.app.window import TerminalWindow
from kiosk.config import Settings
from kiosk.core.clock import SystemClock
from kiosk.core.ids import new_case_id
from kiosk.outbox import Delivery, DeliveryState, QueueCounts
from kiosk.outbox.store import Store
from kiosk.sync import IDENTITY, Identity, PlatformClient, load_identity
from kiosk.telemetry import close_log, open_log
from kiosk.wire import CASE_SCHEMA, Envelope, Lease
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE, Resident, blocked, shown
from tests.helpers.platform_cases import case_body
from tests.helpers.process_costs import cpu_s
from tests.helpers.touch_to_paint import TouchToPaint
from tests.helpers.view_context import ROOT
from ui.engine import make_application

CLOCK = SystemClock()
NICENESS = 5
MARGIN_S = 600


def main(folder: Path, case_count: int, touch_count: int, most_s: float) -> int:
    """Run it all in Qt's loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_memory_small()
    log = open_log(folder)
    code = run_in_qt(make_application("software"), lambda stop: _measured(folder, case_count, touch_count, most_s))
    close_log(log)
    return code


async def _measured(folder: Path, case_count: int, touch_count: int, most_s: float) -> int:
    async with asyncio.timeout(most_s + MARGIN_S), AsyncExitStack() as stack:
        stage = Stage(folder, ROOT / "assets", DIVISION_CODE, pacing=True)
        await stage.open(stack, with_platform=True)
        settings = stage.settings(*SIZE)
        await _fill(settings, case_count)
        await stage.stop_platform()
        terminal = await shown(settings, stack)
        program = Program(settings, ROOT / "assets", Hooks())
        terminal.join(program)
        await program.start(stack)
        figures = await _touched(stage, program, terminal, Drained(program, case_count), touch_count, most_s)
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


async def _fill(settings: Settings, case_count: int) -> None:
    """File so many cases, each sealed and committed by itself, under numbers the platform leased."""
    identity = load_identity(settings.storage.directory / IDENTITY)
    assert identity is not None
    blocks = [identity.enrolled.lease]
    async with PlatformClient(settings.platform.base_url, identity, CLOCK) as client:
        while blocks[-1].last < case_count:
            lease = await client.lease(blocks[-1].last)
            assert isinstance(lease, Lease), lease
            blocks.append(lease)
    await asyncio.to_thread(_file_all, settings.storage.directory / "outbox.db", blocks, identity, case_count)


def _file_all(path: Path, blocks: list[Lease], identity: Identity, case_count: int) -> None:
    store = Store(path, CLOCK)
    store.open()
    for block in blocks:
        store.add_lease(block)
    for _ in range(case_count):
        now = CLOCK.now()
        case_id = new_case_id(now)
        store.file_case(case_id, now, partial(_sealed, identity, case_id))
        store.tidy()
    store.close()


def _sealed(identity: Identity, case_id: str, number: str) -> Envelope:
    terminal_id = identity.enrolled.terminal_id
    body = case_body(case_id, number=number, terminal_id=terminal_id, filed_at=CLOCK.now())
    return identity.sealing_key(CLOCK.now()).seal(case_id, "case", DIVISION_CODE, CASE_SCHEMA, body)


async def _touched(
    stage: Stage, program: Program, terminal: TerminalWindow, drained: "Drained", touch_count: int, most_s: float
) -> dict[str, Any]:
    """Touch the screen before, during and after the drain, and while the loop is blocked."""
    measure = TouchToPaint(terminal.window, random.Random(1))
    resident = Resident(program, terminal.window, measure)
    with measure.ready():
        await resident.touches(5)  # everything has been drawn once
        before = await resident.touches(touch_count)
        await stage.start_platform()
        platform_pid = _give_way(stage)
        await drained.begin(platform_pid)
        during = await resident.touches_until(drained.over, most_s)
        figures = drained.figures()
        await stage.stop_platform()
        after = await resident.touches(touch_count)
        async with blocked():
            while_blocked = await resident.touches(touch_count // 3)
    counts = await program.outbox.counts()
    assert isinstance(counts, QueueCounts), counts
    touches = {"before": before, "drain": during, "after": after, "blocked": while_blocked}
    told = {name: [asdict(touch) for touch in found] for name, found in touches.items()}
    return {
        "touches": told,
        "drain": figures,
        "left_count": counts.waiting_count,
        "refused_count": counts.refused_count,
    }


class Drained:
    """Watches the queue empty, and what the two processes take for it."""

    def __init__(self, program: Program, case_count: int) -> None:
        self.over = asyncio.Event()
        self._begun = asyncio.Event()
        self._case_count = case_count
        self._arrived_count = 0
        self._began_s = self._last_s = 0.0
        self._pids: tuple[int, int] = (os.getpid(), 0)
        self._cpu_s: tuple[float, ...] = ()
        program.outbox.subscribe(self._told)

    async def begin(self, platform_pid: int) -> None:
        """The platform is back: wait until something has arrived there."""
        self._pids = (os.getpid(), platform_pid)
        await self._begun.wait()

    def figures(self) -> dict[str, float]:
        """How much arrived, the rate from the first acknowledgement to the last, and the shares of one processor."""
        now_s = tuple(map(cpu_s, self._pids))
        own, platform = (now - then for now, then in zip(now_s, self._cpu_s, strict=True))
        seconds = time.monotonic() - self._began_s
        return {
            "drained_count": self._arrived_count,
            "messages_per_s": (self._arrived_count - 1) / (self._last_s - self._began_s),
            "terminal_cpu_share": own / seconds,
            "platform_cpu_share": platform / seconds,
        }

    def _told(self, delivery: Delivery) -> None:
        if delivery.state is not DeliveryState.ACKNOWLEDGED:
            return
        self._arrived_count += 1
        self._last_s = time.monotonic()
        if self._arrived_count == 1:
            self._began_s, self._cpu_s = self._last_s, tuple(map(cpu_s, self._pids))
            self._begun.set()
        if self._arrived_count == self._case_count:
            self.over.set()


def _give_way(stage: Stage) -> int:
    """Nice every thread of the platform; its process id."""
    assert stage._platform is not None
    assert stage._platform._process is not None
    pid = stage._platform._process.pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.setpriority(os.PRIO_PROCESS, int(thread.name), NICENESS)
    return pid


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
