"""The dev dock's hands on the real stage: emulators and platform as processes, the program without its window."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kiosk.app.demo.dock import DIVISION_CODE
from kiosk.app.demo.stage import Stage
from kiosk.app.demo.workbench import DemoWorkbench
from kiosk.app.program import Hooks, Program
from kiosk.core.tasks import Supervisor
from tests.helpers.chip_bench import cause_without_chips
from tests.helpers.view_context import ROOT
from ui.viewmodels.dev_dock_face import Act, Bench

pytestmark = pytest.mark.anyio

WAIT_S = 20
PERSON = "zhang-gui-lan"
HANDS: list[tuple[Act, Callable[[Bench], bool]]] = [
    (Act.CARD_PUT, lambda bench: bench.card == PERSON),
    (Act.CARD_TAKE, lambda bench: bench.card is None),
    (Act.CARD_PULL, lambda bench: bench.card == PERSON),
    (Act.READER_UNPLUG, lambda bench: not bench.reader_plugged),
    (Act.READER_PLUG, lambda bench: bench.reader_plugged),
    (Act.PAPER_OUT, lambda bench: bench.paper_out),
    (Act.PAPER_IN, lambda bench: not bench.paper_out),
    (Act.COVER_OPEN, lambda bench: bench.cover_open),
    (Act.COVER_CLOSE, lambda bench: not bench.cover_open),
    (Act.PRINTER_SILENT, lambda bench: bench.printer_silent),
    (Act.PRINTER_ANSWERS, lambda bench: not bench.printer_silent),
    (Act.PAGE_LAY, lambda bench: bench.page_lies),
    (Act.PAGE_TAKE, lambda bench: not bench.page_lies),
    (Act.PAGE_LAY_IN_GLARE, lambda bench: bench.page_lies),
    (Act.POWER_FAIL, lambda bench: bench.power_low),
    (Act.POWER_BACK, lambda bench: not bench.power_low),
    (Act.NETWORK_CUT, lambda bench: not bench.network_up),
    (Act.NETWORK_BACK, lambda bench: bench.network_up),
]


class Watcher:
    """Sees every bench that is shown."""

    def __init__(self) -> None:
        self._bench = Bench()
        self._waiting: list[tuple[Callable[[Bench], bool], asyncio.Event]] = []

    def show(self, bench: Bench) -> None:
        self._bench = bench
        for seen, event in self._waiting:
            if seen(bench):
                event.set()

    async def until(self, seen: Callable[[Bench], bool]) -> None:
        event = asyncio.Event()
        self._waiting.append((seen, event))
        self.show(self._bench)
        await asyncio.wait_for(event.wait(), WAIT_S)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[tuple[DemoWorkbench, Watcher]]:
    made = Stage(tmp_path, ROOT / "assets", DIVISION_CODE, pacing=False)
    async with AsyncExitStack() as stack:
        await made.open(stack, with_platform=True)
        program = Program(made.settings(1080, 1920), ROOT / "assets", Hooks())
        await program.start(stack)
        supervisor = await stack.enter_async_context(Supervisor())
        workbench, watcher = DemoWorkbench(made, program), Watcher()
        supervisor.start("bench", workbench.watch(watcher.show))
        yield workbench, watcher


async def test_every_hand_does_what_it_says(stage: tuple[DemoWorkbench, Watcher]) -> None:
    workbench, watcher = stage
    for act, seen in HANDS:
        assert await workbench.do(act, PERSON) == "", act
        await watcher.until(seen)


@pytest.mark.skipif(bool(cause_without_chips()), reason="no PC/SC service of our own here")
async def test_a_social_security_card_is_put_in_and_pulled(stage: tuple[DemoWorkbench, Watcher]) -> None:
    workbench, watcher = stage
    for act, lies in ((Act.CHIP_PUT, True), (Act.CHIP_TAKE, False)):
        assert await workbench.do(act, PERSON) == ""
        await watcher.until(lambda bench, lies=lies: bench.chip_lies is lies)  # type: ignore[misc] # bound at once


async def test_what_cannot_be_done_is_told_and_breaks_nothing(stage: tuple[DemoWorkbench, Watcher]) -> None:
    workbench, watcher = stage
    assert "nobody" in await workbench.do(Act.CARD_PUT, "nobody")
    assert await workbench.do(Act.STAFF_ACCEPT, PERSON) != ""  # there is no case yet
    assert await workbench.do(Act.CARD_PUT, PERSON) == ""
    await watcher.until(lambda bench: bench.card == PERSON)


async def test_everybody_of_the_emulated_reader_is_offered_with_their_note(
    stage: tuple[DemoWorkbench, Watcher],
) -> None:
    residents = await stage[0].residents()
    assert PERSON in {resident.key for resident in residents}
    assert all(resident.note for resident in residents)
