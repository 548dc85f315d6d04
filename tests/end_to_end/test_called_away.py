"""Residents who are called away from the real program: what they filled in is theirs, and no one else's."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest

from kiosk.session import events as ev
from kiosk.session.screens import Form, Idle, Resume, Review, Saving
from kiosk.session.states import Mode
from kiosk.session.world import DEFAULT_LIMITS, Limits
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import Terminal, whole_terminal

pytestmark = pytest.mark.anyio
SOON = Limits(idle_s=12, warn_s=4)
"""Every second of a whole terminal's time costs some of the machine's."""
AWAY_S = SOON.idle_s + 2


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast(dict[Mode, Limits], DEFAULT_LIMITS), Mode.STANDARD, SOON)


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


async def called_away(terminal: Terminal, person: str) -> None:
    """Everything is filled in, only the signature is missing; then nobody answers."""
    await terminal.card_read(person)
    await terminal.take_card()
    terminal.fill_in()
    await asyncio.sleep(AWAY_S)
    assert isinstance(terminal.state.screen, Idle)
    assert (terminal.state.person, terminal.state.draft) == (None, None)


async def comes_to(terminal: Terminal, person: str, screen: type) -> None:
    await terminal.at_reader()
    await terminal.do("card.put", person=person)
    await terminal.on(screen)
    await terminal.take_card()


async def test_who_comes_back_goes_on_and_the_case_is_filed_once(terminal: Terminal) -> None:
    await called_away(terminal, "li-jian-guo")
    await terminal.journey("tong-shu-fen")

    await comes_to(terminal, "li-jian-guo", Resume)
    assert "高龄津贴申领" in terminal.reads()
    terminal.send(ev.ResumePressed())
    assert isinstance(terminal.state.screen, Review)
    terminal.send(ev.SubmitPressed())
    assert isinstance(terminal.state.screen, Review)  # not without a signature
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()

    await terminal.emptied()
    assert len(await terminal.cases_there()) == 2
    assert terminal.untruths == []


async def test_a_card_pulled_in_the_moment_time_runs_out_costs_nobody_anything(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")
    terminal.fill_in()
    await asyncio.sleep(AWAY_S - 2.5)
    await terminal.do("card.take")
    await asyncio.sleep(2 * AWAY_S)
    assert isinstance(terminal.state.screen, Idle)

    await comes_to(terminal, "tong-shu-fen", Form)
    terminal.send(ev.ExitPressed(), ev.LeaveConfirmed())
    await comes_to(terminal, "li-jian-guo", Resume)


async def _reading(terminal: Terminal) -> None:
    await terminal.at_reader()
    await terminal.do("card.put", person="li-jian-guo")


async def _filling_in(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")


async def _signing(terminal: Terminal) -> None:
    await terminal.card_read("li-jian-guo")
    terminal.fill_in()


async def _saving(terminal: Terminal) -> None:
    await _signing(terminal)
    terminal.send(ev.SubmitPressed())
    assert isinstance(terminal.state.screen, Saving)


async def _called_away(terminal: Terminal) -> None:
    await called_away(terminal, "li-jian-guo")


async def _deciding(terminal: Terminal) -> None:
    await called_away(terminal, "li-jian-guo")
    await comes_to(terminal, "li-jian-guo", Resume)


@pytest.mark.parametrize("step", [_reading, _filling_in, _signing, _saving, _called_away, _deciding])
async def test_whenever_the_program_ends_the_next_one_says_that_forms_are_gone_and_holds_none(
    tmp_path: Path, step: Callable[[Terminal], Awaitable[None]]
) -> None:
    async with whole_terminal(tmp_path) as terminal:
        await step(terminal)

    async with whole_terminal(tmp_path) as terminal:
        assert "没交的请重填，交了的都在" in terminal.reads()
        await comes_to(terminal, "li-jian-guo", Form)
        draft = terminal.state.draft
        assert draft is not None
        assert "payout_account" not in draft.answers


async def test_a_machine_nobody_used_has_nothing_to_say_after_a_restart(tmp_path: Path) -> None:
    for _ in range(2):
        async with whole_terminal(tmp_path) as terminal:
            assert "没交的请重填" not in terminal.reads()
