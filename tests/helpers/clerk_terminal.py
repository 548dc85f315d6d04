"""A clerk at the real terminal: from 没纸 on the resident's screen until it prints again, led by the pictures alone.

    python -m tests.helpers.clerk_terminal FOLDER [--no-paper] [--plant]     prints what came of it as JSON, last line

A resident files a case at a machine whose paper is out, and goes without a slip. Then an automatic hand signs in and
touches the one button that leads on. It reads no word: which picture is shown says what it does to the emulated
printer, and the picture of the slip that came out says what it answers. With `--no-paper` the roll is not put in, and
whatever is asked is answered as if all were well: the program must not believe it. With `--plant` it does.
"""

import argparse
import asyncio
import base64
import io
import json
import os
import random
import sys
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import monotonic
from unittest import mock

import numpy as np
import zxingcpp
from PIL import Image

from kiosk.app.demo import processes
from kiosk.app.demo.finger import NotThereError, walk
from kiosk.app.demo.journeys import file_case
from kiosk.app.demo.made_up import ELDERS
from kiosk.app.demo.player import Player
from kiosk.app.demo.stage import Stage
from kiosk.app.demo.summary import Summary
from kiosk.app.loop import run_in_qt
from kiosk.app.memory import keep_memory_small
from kiosk.app.program import Hooks, Program
from kiosk.maintenance import menu, printer_test
from kiosk.maintenance.printer_test import PrinterTest, Question
from kiosk.session.screens import Done
from kiosk.telemetry import close_log, open_log
from tests.helpers.at_the_screen import DIVISION_CODE, SIZE, shown
from tests.helpers.staff_at_demo import know_the_pin, sign_in_as_clerk
from tests.helpers.view_context import ROOT
from ui.engine import make_application

START_S = 120.0
ENDS_AFTER_DOTS = 300
"""In the middle of the slip: half of it hangs there, and the rest lies in the printer."""
STEP_S = 20.0
"""Within it a step's picture is followed by another."""
FAILS_WITHIN_S = 8.0
"""A printer that says why it does not print says so at once."""
WHAT_PICTURES_MEAN = {
    "printer-closed": "printer.cover_open",
    "printer-core": "",
    "printer-roll": "printer.refill",
    "printer-closing": "printer.cover_close",
}
"""What a hand does to the machine when it sees this; nothing is a core that the emulator does not have."""


@dataclass(slots=True)
class Told:
    """What came of it."""

    touch_count: int = 0
    """Of the clerk, from the first to the last; the digits of the PIN and the resting finger included."""
    pin_touch_count: int = 0
    seconds: float = 0.0
    """From the resident's screen that says it until the menu says that it prints again."""
    pictures: list[str] = field(default_factory=list)
    """Of the guide, in the order in which they led."""
    claims_success: bool = False
    is_out: bool = True
    """What the printer itself says at the end."""
    slips_after: list[str] = field(default_factory=list)
    """What the codes on every slip say that came out since the clerk came."""
    case_number: str = ""
    screens: list[str] = field(default_factory=list)


def main(folder: Path, puts_paper_in: bool, is_planted: bool) -> int:
    """Run it all in Qt's loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    processes.READY_S = START_S
    keep_memory_small()
    know_the_pin()
    if is_planted:
        _plant()
    log = open_log(folder)
    code = run_in_qt(make_application("software"), lambda stop: _played(folder, puts_paper_in))
    close_log(log)
    return code


def _plant() -> None:
    """A step that claims success while the printer still says that it is out."""
    judged = printer_test.Stage.JUDGED
    mock.patch.object(menu, "can_print", return_value=True).start()
    mock.patch.object(printer_test, "ended", lambda test, serial, _: PrinterTest(judged, serial)).start()


async def _played(folder: Path, puts_paper_in: bool) -> int:
    async with AsyncExitStack() as stack:
        stage = Stage(folder, ROOT / "assets", DIVISION_CODE, pacing=False)
        await stage.open(stack, with_platform=True)
        terminal = await shown(stage.settings(*SIZE), stack)
        program = Program(stage.settings(*SIZE), ROOT / "assets", Hooks())
        terminal.join(program)
        summary = Summary(journey="clerk", mode="standard", size="1080x1920")
        player = Player(program, stage, terminal.window, folder, summary, random.Random(9))
        await program.start(stack)
        clerk = Clerk(player, puts_paper_in)
        try:
            await clerk.play()
        except Exception:
            await player.picture("where-it-ended")
            raise
        finally:
            clerk.told.screens = list(summary.screens)
    sys.stdout.write(json.dumps(asdict(clerk.told)) + "\n")
    return 0


class Clerk:
    """One hand: first the resident's, then the clerk's."""

    def __init__(self, player: Player, puts_paper_in: bool) -> None:
        self.player = player
        self.told = Told()
        self._puts_paper_in = puts_paper_in
        self._since_s = 0.0
        self._slips_before = 0
        self._touches_before = 0

    async def play(self) -> None:
        """All of it."""
        await self._resident_without_paper()
        await self._come()
        await self.player.finger.tap("lead-no_paper")
        await self._follow_the_pictures()
        await self._judge_the_page()
        await self._see_how_it_ended()

    async def _resident_without_paper(self) -> None:
        player = self.player
        await player.control.do("printer.paper_out", after_dots=ENDS_AFTER_DOTS)
        await file_case(player, player.randomness.choice(ELDERS))
        await player.finger.find("decline", STEP_S)
        await player.picture("no-paper")
        self._since_s = monotonic()
        screen = player.state.screen
        assert isinstance(screen, Done)
        self.told.case_number = screen.number
        await player.take_card()
        await player.finger.tap("decline")
        await player.finger.tap("finish")
        await player.finger.tap("skip")
        await player.idle_again()

    async def _come(self) -> None:
        self._slips_before = int((await self.player.control.do("status"))["printer"]["slips"])
        self._touches_before = self.player.finger.touch_count
        self.told.pin_touch_count = await sign_in_as_clerk(self.player)
        await self.player.finger.find("lead-no_paper", STEP_S)
        await self.player.picture("menu")

    async def _follow_the_pictures(self) -> None:
        """What the picture shows is done to the printer; where the machine sees it, the next one comes by itself."""
        while (picture := await self._next_picture()) is not None:
            self.told.pictures.append(picture)
            await self.player.picture(picture)
            act = WHAT_PICTURES_MEAN[picture]
            if act and (act != "printer.refill" or self._puts_paper_in):
                await self.player.control.do(act)
            if not await self._goes_on(picture):
                await self.player.finger.tap("step-done")

    async def _next_picture(self) -> str | None:
        """The guide's picture once it is another; None when the guide is through."""
        end_s = monotonic() + STEP_S
        while monotonic() < end_s:
            if self.player.finger.seen("menu-printer-test") is not None:
                return None
            name = self._picture()
            if name and name not in self.told.pictures:
                return name
            await asyncio.sleep(0.05)
        raise NotThereError("the guide's next picture")

    async def _goes_on(self, picture: str) -> bool:
        """Whether the machine saw it: a second look comes within a second."""
        for _ in range(60):
            if self._picture() != picture:
                return True
            await asyncio.sleep(0.05)
        return False

    def _picture(self) -> str:
        guide = self.player.finger.seen("menu-guide")
        drawings = () if guide is None else (item.property("name") for item in walk(guide) if item.isVisible())
        return next((str(name) for name in drawings if name in WHAT_PICTURES_MEAN), "")

    async def _judge_the_page(self) -> None:
        """Look at the slip as an eye would. Without paper there is nothing to look at, and all is said to be well."""
        await self.player.picture("test")
        for question, is_good in (await self._seen_on_paper()).items():
            name = f"{question}-{'good' if is_good else 'bad'}"
            if not await self._is_asked(name):
                return
            await self.player.finger.tap(name)
        await self.player.picture("judged")
        await self.player.finger.tap("finish-test")

    async def _is_asked(self, name: str) -> bool:
        try:
            await self.player.finger.find(name, STEP_S if self._puts_paper_in else FAILS_WITHIN_S)
        except NotThereError:
            return False
        return True

    async def _seen_on_paper(self) -> dict[Question, bool]:
        if not self._puts_paper_in:
            return dict.fromkeys(Question, True)
        await self.player.finger.find("black-good", STEP_S)
        slip = await self.player.control.do("printer.receipt")
        return look_at(base64.b64decode(slip["png_base64"]), bool(slip["torn"]))

    async def _see_how_it_ended(self) -> None:
        told = self.told
        told.claims_success = await self._is_mended()
        told.seconds = round(monotonic() - self._since_s, 1)
        told.touch_count = self.player.finger.touch_count - self._touches_before
        await self.player.picture("end")
        printer = (await self.player.control.do("status"))["printer"]
        told.is_out = bool(printer["paper_out"])
        for number in range(self._slips_before + 1, int(printer["slips"]) + 1):
            slip = await self.player.control.do("printer.receipt", number=number)
            told.slips_after.append(codes_on(base64.b64decode(slip["png_base64"])))

    async def _is_mended(self) -> bool:
        """The front page says that it prints again."""
        end_s = monotonic() + FAILS_WITHIN_S
        while monotonic() < end_s:
            if self.player.finger.seen("mended") is not None:
                return True
            await asyncio.sleep(0.05)
        return False


def codes_on(png: bytes) -> str:
    """What the codes on a slip say: of a resident's their case number, of a test page the machine and the moment."""
    return " ".join(code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L")))


def look_at(png: bytes, is_torn: bool) -> dict[Question, bool]:
    """What the eye answers: is the black black, does a column stay white through every line across, was it cut."""
    points = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    rows = [row for row in points if (row < 128).mean() > 0.5]
    solid = np.array(rows) if rows else np.full((1, points.shape[1]), 255)
    inside = solid[:, 40:-40]
    return {
        Question.BLACK: bool(rows) and float(np.median(inside)) < 64,
        Question.STRIPES: bool(rows) and not bool((inside > 128).all(axis=0).any()),
        Question.CUT: not is_torn,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-paper", action="store_true")
    parser.add_argument("--plant", action="store_true")
    given = parser.parse_args()
    sys.exit(main(given.folder, not given.no_paper, given.plant))
