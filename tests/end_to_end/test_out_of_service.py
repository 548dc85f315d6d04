"""A machine that may take no case says so, takes none, and cuts nobody off."""

import asyncio
import tomllib
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from kiosk.app.program import Hooks, Program
from kiosk.config import checked
from kiosk.outbox import Outbox, Room
from kiosk.session import events as ev
from kiosk.session.screens import Delivery, Done, Idle, Notice, NotSaved
from kiosk.session.troubles import FilingOff
from tests.helpers.flying_time import FLYING, Backend, LoopClock
from tests.helpers.machine import TERMINAL_ID
from tests.helpers.terminal import Terminal
from tests.helpers.view_context import ROOT

pytestmark = pytest.mark.anyio
OFF = FilingOff.OUT_OF_SERVICE
BEAT_S = 90.0
"""Of the loop's time: a revoked machine hears it with its next question, and its heart asks once a minute."""


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def revoke(terminal: Terminal) -> None:
    (await terminal.platform.staff.http.post(f"/v1/terminals/{TERMINAL_ID}/revocation")).raise_for_status()
    await terminal.until("the word to be heard", lambda state: state.filing_off is OFF, BEAT_S)


async def test_revoked_while_a_resident_fills_in_it_refuses_the_case_in_plain_words(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")
    await terminal.take_card()
    await revoke(terminal)
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(NotSaved)
    refused = terminal.state.screen
    assert refused == NotSaved(OFF.value)
    terminal.send(ev.ExitPressed(), ev.LeaveConfirmed())
    await terminal.on(Idle)
    assert await terminal.cases_there() == []


async def test_who_has_just_filed_reads_the_number_in_peace(terminal: Terminal) -> None:
    await terminal.submitted("li-jian-guo")
    await terminal.acknowledged()
    await terminal.slip_settled()
    await revoke(terminal)
    assert isinstance(terminal.state.screen, Done)
    assert terminal.done.delivery is Delivery.ACKNOWLEDGED
    terminal.leave()
    assert terminal.state.filing_off is OFF


def unenrolled(directory: Path, **storage: int) -> Program:
    values = tomllib.loads((ROOT / "assets" / "config" / "demo.toml").read_text(encoding="utf-8"))
    values |= {"platform": {"base_url": "http://127.0.0.1:9"}, "storage": {"directory": directory, **storage}}
    return Program(checked(values, "test"), ROOT / "assets", Hooks(), LoopClock())


async def test_the_sites_quota_is_where_the_room_ends(tmp_path: Path) -> None:
    with (tmp_path / "content").open("wb") as file:
        file.truncate(100 << 20)
    async with AsyncExitStack() as stack:
        program = unenrolled(tmp_path, quota_mib=100)
        await program.start(stack)
        assert await program.outbox.look_at_disk() is Room.FULL


async def test_nobody_works_any_more_when_the_queue_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue and the client were closed first: a terminal that ended in mid-sync called it a crash."""
    close = Outbox.close
    still_there: set[str] = set()

    async def watched(outbox: Outbox) -> None:
        still_there.update(task.get_name() for task in asyncio.all_tasks())
        await close(outbox)

    monkeypatch.setattr(Outbox, "close", watched)
    async with AsyncExitStack() as stack:
        await unenrolled(tmp_path).start(stack)
    assert still_there
    assert not still_there & {"ticks", "disk", "devices"}


async def test_a_machine_that_was_never_enrolled_takes_no_case(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        program = unenrolled(tmp_path)
        await program.start(stack)
        assert program.session.state.filing_off is OFF
        for event in (ev.Started(), ev.EntryChosen("old-age-allowance"), ev.ApplyPressed("old-age-allowance")):
            program.session.send(event)
        assert not isinstance(program.session.state.screen, Notice)
        assert program.session.state.draft is None
