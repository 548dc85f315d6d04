"""A machine that may take no case says so, takes none, and cuts nobody off."""

import tomllib
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kiosk.app.program import Hooks, Program
from kiosk.config import checked
from kiosk.session import events as ev
from kiosk.session.states import OUT_OF_SERVICE, Delivery, Done, Idle, Interruption, NotSaved
from tests.helpers.flying_time import FLYING, Backend, LoopClock
from tests.helpers.machine import TERMINAL_ID
from tests.helpers.terminal import Terminal
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
OUT = Interruption(OUT_OF_SERVICE)


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def revoke(terminal: Terminal) -> None:
    (await terminal.platform.staff.http.post(f"/v1/terminals/{TERMINAL_ID}/revocation")).raise_for_status()


async def test_revoked_while_a_resident_files_it_refuses_the_case_in_plain_words(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")
    await terminal.take_card()
    await revoke(terminal)
    await terminal.until("the word to be heard", lambda state: state.interruption_waits == OUT_OF_SERVICE, 90.0)
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(NotSaved)
    refused = terminal.state.screen
    assert refused == NotSaved("out_of_service")
    terminal.send(ev.ExitPressed(), ev.LeaveConfirmed())
    await terminal.on(Idle)
    assert terminal.state.overlay == OUT
    terminal.send(ev.Started())
    assert not terminal.state.in_session
    assert await terminal.cases_there() == []


async def test_who_has_just_filed_reads_the_number_in_peace(terminal: Terminal) -> None:
    await terminal.submitted("li-jian-guo")
    await terminal.acknowledged()
    await revoke(terminal)
    await terminal.until("the word to be heard", lambda state: state.interruption_waits == OUT_OF_SERVICE, 90.0)
    await terminal.slip_settled()
    assert isinstance(terminal.state.screen, Done)
    assert (terminal.done.delivery, terminal.state.overlay) == (Delivery.ACKNOWLEDGED, None)
    terminal.leave()
    assert terminal.state.overlay == OUT


async def test_a_machine_that_was_never_enrolled_serves_nobody(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        values = tomllib.loads((ROOT / "assets" / "config" / "demo.toml").read_text(encoding="utf-8"))
        values |= {"platform": {"base_url": "http://127.0.0.1:9"}, "storage": {"directory": tmp_path}}
        program = Program(checked(values, "test"), ROOT / "assets", Hooks(), LoopClock())
        await program.start(stack)
        program.session.send(ev.Started())
        assert (program.session.state.screen, program.session.state.overlay) == (Idle(), OUT)
