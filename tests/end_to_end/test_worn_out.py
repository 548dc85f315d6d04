"""A bug in a task that the machine needs: it comes back by itself, or the program ends once nobody needs it."""

import asyncio
import tomllib
from contextlib import AsyncExitStack
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.command import FELL_SHORT, _go_on
from kiosk.app.program import DISK_LOOK_S, Hooks, Program
from kiosk.app.window import TerminalWindow
from kiosk.config import checked
from kiosk.core.tasks import PAUSES_S, WORN_OUT_COUNT
from kiosk.outbox import Outbox, Room
from kiosk.session import events as ev
from kiosk.session.screens import Done, Form, Idle
from tests.helpers.flying_time import FLYING, Backend, LoopClock
from tests.helpers.terminal import Terminal
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
WORN_OUT_S = sum(PAUSES_S) + 2 * DISK_LOOK_S
TOUCH_S = 10.0


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A bug that nobody foresaw, in the look at the disk, as often as is said here."""
    left, look = [10**9], Outbox.look_at_disk

    async def breaks(outbox: Outbox) -> Room:
        if left[0] > 0:
            left[0] -= 1
            raise KeyError("nobody foresaw this")
        return await look(outbox)

    monkeypatch.setattr(Outbox, "look_at_disk", breaks)
    return left


async def given_up(terminal: Terminal) -> None:
    """Wait for the end of the program; nothing on the screen need change with it."""
    async with asyncio.timeout(WORN_OUT_S):
        await terminal.program.worn.given_up.wait()


async def test_one_crash_of_a_task_ends_neither_the_session_nor_the_task(terminal: Terminal, broken: list[int]) -> None:
    broken[0] = 1
    await terminal.card_read("li-jian-guo")
    await terminal.take_card()
    await asyncio.sleep(2 * DISK_LOOK_S)
    assert broken[0] == 0
    assert isinstance(terminal.state.screen, Form)
    assert not terminal.program.worn.given_up.is_set()


async def test_a_task_that_crashes_again_and_again_ends_the_program_once_the_resident_has_gone(
    terminal: Terminal, broken: list[int]
) -> None:
    before = broken[0]
    await terminal.submitted("li-jian-guo")
    for _ in range(int(WORN_OUT_S / TOUCH_S)):
        terminal.send(ev.Touched())
        await asyncio.sleep(TOUCH_S)
    assert before - broken[0] >= WORN_OUT_COUNT
    assert isinstance(terminal.state.screen, Done)
    assert not terminal.program.worn.given_up.is_set()
    await terminal.slip_settled()
    terminal.leave()
    await given_up(terminal)


async def test_drivers_that_crashed_cannot_be_opened_again_in_this_process(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(machines: object) -> None:
        raise KeyError("nobody foresaw this")

    monkeypatch.setattr(terminal.program.session, "show_machines", breaks)
    await terminal.do("card.put", person="li-jian-guo")
    await given_up(terminal)


async def test_a_broken_screen_ends_the_session_and_then_the_program(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")
    assert isinstance(terminal.state.screen, Form)
    terminal.program.screen_broke()
    await terminal.until_now("an idle screen", lambda: isinstance(terminal.state.screen, Idle))
    assert terminal.state.draft is None
    assert not terminal.program.worn.given_up.is_set(), "the card still lies there"
    await terminal.take_card()
    await given_up(terminal)


async def test_the_command_then_ends_with_a_code_that_has_it_begun_anew(tmp_path: Path, broken: list[int]) -> None:
    class Window:
        def join(self, program: Program) -> None:
            """Nothing is shown here."""

        def go_by_ear(self, program: Program) -> None:
            """Nor is there a keypad."""

    values = tomllib.loads((ROOT / "assets" / "config" / "demo.toml").read_text(encoding="utf-8"))
    values |= {"platform": {"base_url": "http://127.0.0.1:9"}, "storage": {"directory": tmp_path}}
    program = Program(checked(values, "test"), ROOT / "assets", Hooks(), LoopClock())
    async with AsyncExitStack() as stack, asyncio.timeout(2 * WORN_OUT_S):
        window = cast(TerminalWindow, Window())
        assert await _go_on(window, program, ROOT, stack, asyncio.Event()) == FELL_SHORT
