"""One kiosk of a community, visited once: hardware and queue of its own, at a platform that somebody else started.

    python -m tests.helpers.visiting_terminal FOLDER NUMBER VISIT OUT      prints what was seen as JSON, last line

The folder outlives the visit: the machine that is visited again is the same one. Where the platform is, and staff's
token, are in the environment (`PLATFORM_URL`, `KIOSK_STAFF_TOKEN`).
"""

import asyncio
import json
import os
import random
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from kiosk.app.demo import journeys
from kiosk.app.demo.player import Player
from kiosk.app.demo.stage import STAFF_TOKEN, Stage
from kiosk.app.demo.summary import Summary
from kiosk.app.loop import run_in_qt
from kiosk.app.program import Hooks, Program
from kiosk.outbox import QueueCounts
from kiosk.session.screens import Rate
from kiosk.telemetry import close_log, open_log
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE, shown
from tests.helpers.view_context import ROOT
from ui.engine import make_application

PLATFORM_URL = "PLATFORM_URL"
PERSON = "zhang-gui-lan"
ANSWER_LEVEL = 4
EMPTY_S = 30.0


class Elsewhere(Stage):
    """A stage without a platform of its own."""

    def __init__(self, folder: Path, number: int) -> None:
        super().__init__(folder, ROOT / "assets", DIVISION_CODE, pacing=False)
        self._number = number
        self._staff_token = os.environ[STAFF_TOKEN]

    @property
    def base_url(self) -> str:
        return os.environ[PLATFORM_URL]

    async def start_platform(self) -> None:
        """It runs."""

    async def stop_platform(self) -> None:
        """It goes on running."""

    async def _post_notices(self) -> None:
        """Nothing is new."""

    def _values(self) -> dict[str, Any]:
        values = super()._values()
        number = self._number
        values["terminal"] |= {
            "terminal_id": f"huaishuli-{number}", "number_prefix": f"HSL{number}",
            "machine_line": f"河北省 · {number} 号自助机", "machine_name": f"槐树里 {number} 号自助机",
            "short_machine_name": f"{number} 号机",
        }  # fmt: skip
        return values


async def file(player: Player) -> None:
    """Apply, and say how it was here."""
    await journeys.file_case(player, PERSON)
    await player.acknowledged()
    await player.slip_settled()
    await player.picture("submitted")
    await player.keep_slip()
    await player.take_card()
    await journeys.rate(player)


async def supply(player: Player) -> None:
    """Come with the page that was asked for."""
    await journeys.look_at_progress(player, PERSON)
    await player.picture("wanted")
    await journeys.supply(player)


async def look(player: Player) -> None:
    """Look where it is, and go."""
    await journeys.look_at_progress(player, PERSON)
    await player.picture("where")
    await player.take_card()
    await player.finger.tap("exit")


async def answer(player: Player) -> None:
    """Read what was decided, and say how that was."""
    await journeys.look_at_progress(player, PERSON)
    await player.picture("answer")
    await player.take_card()
    await player.finger.tap("finish")
    await player.on(Rate)
    await player.finger.tap(f"level-{ANSWER_LEVEL}")
    await player.picture("rating")
    await player.finger.tap("send")


VISITS: dict[str, Callable[[Player], Awaitable[None]]] = {
    "file": file, "supply": supply, "look": look, "answer": answer,
}  # fmt: skip


def main(folder: Path, number: int, visit: str, out: Path) -> int:
    """Stand there, be visited, and end."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    log = open_log(out)
    code = run_in_qt(make_application("software"), lambda stop: _visited(folder, number, visit, out))
    close_log(log)
    return code


async def _visited(folder: Path, number: int, visit: str, out: Path) -> int:
    summary = Summary(journey=visit, mode="standard", size="1080x1920")
    async with AsyncExitStack() as stack:
        stage = Elsewhere(folder, number)
        await stage.open(stack, with_platform=True)
        settings = stage.settings(*SIZE)
        terminal = await shown(settings, stack)
        program = Program(settings, ROOT / "assets", Hooks())
        terminal.join(program)
        player = Player(program, stage, terminal.window, out, summary, random.Random(number))
        await program.start(stack)
        try:
            await VISITS[visit](player)
            await player.idle_again()
            await _emptied(program)
        except Exception as error:  # noqa: BLE001 - whatever it was, whoever started this must read it
            summary.problem(error)
            await player.picture("where-it-ended")
    told = {"case_id": summary.case_id, "number": summary.receipt_number, "problems": summary.problems}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 1 if summary.problems else 0


async def _emptied(program: Program) -> None:
    async with asyncio.timeout(EMPTY_S):
        while True:
            counts = await program.outbox.counts()
            if isinstance(counts, QueueCounts) and counts.waiting_count == 0:
                return
            await asyncio.sleep(0.05)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])))
