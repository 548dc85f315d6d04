"""A social-security card in place of typing, on the whole terminal with a real PC/SC service and emulated cards.

Needs what tests/contracts/test_social_card.py needs.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from devices.contracts.card_reader import CardMedia
from devices.emulators.persons import load_persons
from kiosk.core.person import IdentityLevel
from kiosk.session import events as ev
from kiosk.session import screens, troubles
from kiosk.session.screens import TypeIdentity
from tests.end_to_end.trial import NEXT_RESIDENT, Trial
from tests.helpers.chip_bench import cause_without_chips, looked_at_empty, unstarted_chip_readers
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import DEVICES, Terminal, whole_terminal

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(bool(cause_without_chips()), reason=cause_without_chips() or "it can run"),
]
OWNER, OTHER = "zhang-gui-lan", "li-jian-guo"


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


@pytest.fixture
async def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Terminal]:
    from devices.chipcards import threads

    monkeypatch.setattr(threads, "LOOK_S", 0.1)  # the service keeps its own time, and ours flies
    chips = unstarted_chip_readers()
    async with whole_terminal(tmp_path, (*DEVICES, "social_card"), chips=chips) as running:
        await in_slot(running, CardMedia.NOT_PRESENT)
        yield running


async def in_slot(terminal: Terminal, media: CardMedia) -> None:
    def is_so() -> bool:
        status = terminal.program.session.snapshot.machines.social_card
        return status is not None and status.media is media

    await terminal.until_now(f"{media} in the slot", is_so)
    if media is CardMedia.NOT_PRESENT:
        await looked_at_empty()


async def typed_instead(terminal: Terminal) -> None:
    await terminal.at_reader()
    terminal.send(ev.TypeInsteadPressed())


async def filled_in(terminal: Terminal) -> TypeIdentity:
    await terminal.until(
        "name and number", lambda state: isinstance(state.screen, TypeIdentity) and state.screen.id_number != ""
    )
    assert isinstance(terminal.state.screen, TypeIdentity)
    return terminal.state.screen


async def test_somebody_who_forgot_the_id_card_files_by_the_social_security_card(terminal: Terminal) -> None:
    owner = load_persons()[OWNER]
    await typed_instead(terminal)
    assert terminal.program.texts("type.social.hint") in terminal.reads()
    await terminal.do("chip.put", person=OWNER, t0=True)
    shown = await filled_in(terminal)
    assert (shown.name, shown.id_number) == (owner.name, owner.number)
    terminal.send(ev.NextPressed())
    await terminal.on(screens.Form)
    assert terminal.state.person is not None
    assert terminal.state.person.level is IdentityLevel.TYPED
    await terminal.do("chip.take")
    terminal.fill_in()
    terminal.send(ev.SubmitPressed())
    await terminal.on(screens.Done)
    await terminal.acknowledged()
    await terminal.slip_settled()
    terminal.leave()
    await terminal.journey(NEXT_RESIDENT)


async def test_a_forgotten_social_security_card_fills_in_nothing(terminal: Terminal, trial: Trial) -> None:
    await terminal.do("chip.put", person=OTHER)
    await in_slot(terminal, CardMedia.PRESENT)
    await typed_instead(terminal)
    trial.reads("type.social.hint")
    await terminal.do("chip.take")
    await in_slot(terminal, CardMedia.NOT_PRESENT)
    await terminal.do("chip.put", person=OWNER)
    assert (await filled_in(terminal)).name == load_persons()[OWNER].name
    trial.safe = True
    await terminal.do("chip.take")
    await trial.gone()
    await trial.next_resident()


async def test_a_bank_card_and_one_pulled_too_soon_are_told_and_the_next_fills_in(
    terminal: Terminal, trial: Trial
) -> None:
    await typed_instead(terminal)
    await terminal.do("chip.put_foreign")
    await terminal.until("why not", lambda state: getattr(state.screen, "social_trouble", None) is not None)
    trial.reads("type.social.other_card")
    await terminal.do("chip.take")
    await in_slot(terminal, CardMedia.NOT_PRESENT)
    await terminal.do("chip.fault", kind="pull", after=5)
    await terminal.do("chip.put", person=OWNER)
    await terminal.until(
        "pulled", lambda state: getattr(state.screen, "social_trouble", None) is troubles.SocialTrouble.PULLED
    )
    trial.reads("type.social.pulled")
    await in_slot(terminal, CardMedia.NOT_PRESENT)
    await terminal.do("chip.put", person=OWNER)
    assert (await filled_in(terminal)).id_number == load_persons()[OWNER].number
    trial.safe = True
    await terminal.do("chip.take")
    await trial.gone()
    await trial.next_resident()
