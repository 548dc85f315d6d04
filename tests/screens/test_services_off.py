"""What is off for a device that does not work stays inside its button and card, in every mode, size and language."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.scanner import ScannerStatus
from kiosk.session import events as ev
from kiosk.session.screens import Home, Identify, Information, Purpose
from kiosk.session.states import Mode, SessionState
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.first_screens import ITEM, TYPING
from tests.helpers.later_states import COMING_BACK
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage

WAITING = Identify(Purpose.APPLY, ITEM, reading=True)
NOTHING_WORKS = replace(
    ALL_WELL,
    id_card=CardReaderStatus(health=Health.NO_DEVICE, since_s=0.0),
    social_card=CardReaderStatus(health=Health.OFFLINE, since_s=0.0),
    camera=CameraStatus(health=Health.NO_DEVICE, since_s=0.0),
    scanner=ScannerStatus(health=Health.NO_DEVICE, since_s=0.0),
)


@pytest.fixture(scope="module", params=[(PORTRAIT, "zh_CN"), (LANDSCAPE, "zh_CN"), (PORTRAIT, "en")], ids=str)
def stage(request: pytest.FixtureRequest, qapp: object) -> Iterator[Stage]:
    opened = Stage(SessionState(screen=Home(), online=True), request.param[0], request.param[1])
    opened.session.show(replace(opened.session.snapshot, machines=NOTHING_WORKS))
    yield opened
    opened.close()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("low_reach", [False, True])
@pytest.mark.parametrize(
    "state",
    [SessionState(screen=Home()), SessionState(screen=Information(ITEM)), SessionState(screen=TYPING),
     COMING_BACK["case-list"], SessionState(screen=WAITING)],
    ids=lambda state: type(state.screen).__name__,
)  # fmt: skip
def test_no_reason_is_cut_or_lies_over_anything(stage: Stage, mode: Mode, low_reach: bool, state: SessionState) -> None:
    stage.show_state(replace(state, mode=mode, low_reach=low_reach, online=True))
    name = (
        f"services-off-{type(state.screen).__name__}-{mode.value}-{'low-' if low_reach else ''}{stage.window.width()}"
    )
    stage.grab(name)
    assert (stage.spilt(), stage.warnings) == ([], [])


@pytest.mark.parametrize(("mode", "name"), [(Mode.STANDARD, "progress"), (Mode.ELDER, "lead-6")])
def test_the_way_to_ones_cases_leads_nowhere_while_no_card_can_be_read(stage: Stage, mode: Mode, name: str) -> None:
    stage.show_state(SessionState(screen=Home(), mode=mode, online=True))
    stage.session.sent.clear()
    stage.touch(name)
    assert stage.session.sent == [ev.Touched()]


@pytest.mark.parametrize("mode", Mode)
def test_a_reader_that_does_not_answer_is_drawn_broken_and_no_hand_puts_a_card_there(stage: Stage, mode: Mode) -> None:
    stage.show_state(SessionState(screen=WAITING, mode=mode, online=True))
    assert (len(stage.items("hint")), len(stage.items("fault"))) == (0, 1)
