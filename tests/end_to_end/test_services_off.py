"""On the whole terminal: a service whose device is not ready is off with its reason, and comes back by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.contracts.health import Health
from kiosk.session import events as ev
from tests.helpers.flying_time import FLYING, Backend
from tests.helpers.terminal import DEVICES, ITEM, Terminal, whole_terminal
from ui.viewmodels.guide_face import information_face
from ui.viewmodels.home_face import home_face
from ui.viewmodels.rail import rail_rows

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


def guide(terminal: Terminal) -> str:
    """All the words of the guide."""
    return repr(information_face(terminal.program.session.snapshot, terminal.program.view_context))


def home(terminal: Terminal) -> str:
    return repr(home_face(terminal.program.session.snapshot, terminal.program.view_context))


def rail(terminal: Terminal) -> str:
    return repr(rail_rows(terminal.program.session.snapshot, terminal.program.texts))


@dataclass(frozen=True, slots=True)
class Loss:
    """How a device goes and comes back, and what each place then says."""

    role: str
    strike: str
    mend: str
    told: tuple[tuple[Callable[[Terminal], str], str], ...]


LOSSES = (
    Loss("id_card", "reader.unplug", "reader.plug",
         ((guide, "读卡区现在用不了"), (home, "读卡区用不了，请到窗口问"), (rail, "读卡区：连不上"))),
    Loss("camera", "camera.unplug", "camera.plug", ((guide, "拍照台现在用不了"), (rail, "拍照台：连不上"))),
    Loss("receipt_printer", "printer.unplug", "printer.plug",
         ((guide, "小票打不了：照样能办"), (rail, "小票口：连不上"))),
)  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.role)
async def test_what_a_lost_device_was_needed_for_says_so_and_is_offered_again_once_it_is_back(
    loss: Loss, tmp_path: Path
) -> None:
    async with whole_terminal(tmp_path, devices=(*DEVICES, "camera")) as terminal:

        def told(is_well: bool) -> Callable[[], bool]:
            def is_so() -> bool:
                status = getattr(terminal.program.session.snapshot.machines, loss.role)
                return (status.health is Health.ONLINE) is is_well

            return is_so

        terminal.send(ev.Started(), ev.EntryChosen(ITEM))
        for order, is_well in (("", True), (loss.strike, False), (loss.mend, True)):
            if order:
                await terminal.do(order)
            await terminal.until_now(f"{loss.role} after {order}", told(is_well))
            for place, words in loss.told:
                assert (words in place(terminal)) is not is_well, (order, words)
