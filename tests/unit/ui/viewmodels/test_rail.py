"""What the rail says of the hardware behind the border."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardMedia, CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from devices.contracts.statuses import Statuses
from kiosk.cases import CaseState
from kiosk.core.ids import CaseId
from kiosk.core.person import IdentityLevel, Person
from kiosk.session.screens import Done, Form, Home, Identify, Idle, PrintState, Purpose, Supplied
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ReadTrouble
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.served import CORRECTION, case
from tests.helpers.view_context import real_texts
from ui.viewmodels.rail import RailRow, rail_rows

PERSON = Person("张桂兰", "130102193512120045", date(1935, 12, 12), "2", IdentityLevel.CARD_READ)
WAITING = Identify(Purpose.APPLY, "old-age-allowance", reading=True)


def spots(state: SessionState, machines: Statuses = ALL_WELL) -> dict[str, RailRow]:
    return {row.spot: row for row in rail_rows(replace(snapshot_of(state), machines=machines), real_texts())}


def printer(paper: Paper = Paper.FULL, cover_open: bool | None = False, health: Health = Health.ONLINE) -> Statuses:
    return replace(
        ALL_WELL, receipt_printer=PrinterStatus(health=health, paper=paper, cover_open=cover_open, since_s=0.0)
    )


def done(printing: PrintState) -> SessionState:
    filed_at = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
    return SessionState(screen=Done(CaseId("case"), "HSL-0421-0037", "old-age-allowance", filed_at, printing=printing))


def test_nothing_is_wanted_while_the_resident_reads() -> None:
    assert {row.state for row in spots(SessionState(screen=Home())).values()} == {"rest"}


def test_the_reader_is_lit_while_a_card_is_wanted() -> None:
    card = spots(SessionState(screen=WAITING))["card"]
    assert (card.state, card.text) == ("wanted", "身份证放这里")


def test_the_lit_label_of_elder_mode_is_short() -> None:
    assert len(spots(SessionState(screen=WAITING, mode=Mode.ELDER))["card"].text) <= 5


def test_a_card_that_was_read_is_asked_to_be_taken() -> None:
    card = spots(SessionState(screen=Form(), person=PERSON, card=CardMedia.PRESENT))["card"]
    assert (card.state, card.text) == ("wanted", "请收好卡")


def test_a_card_still_lying_when_its_owner_may_not_apply_is_asked_to_be_taken_at_home_too() -> None:
    card = spots(SessionState(screen=Home(), card=CardMedia.PRESENT))["card"]
    assert (card.state, card.text) == ("wanted", "请收好卡")


def test_a_card_put_there_too_early_is_not_asked_to_be_taken() -> None:
    assert spots(SessionState(screen=Home(), card=CardMedia.PRESENT, card_put_early=True))["card"].state == "rest"


def test_a_forgotten_card_keeps_the_reader_lit_on_the_idle_screen() -> None:
    card = spots(SessionState(screen=Idle(), card=CardMedia.PRESENT, card_must_be_lifted=True))["card"]
    assert (card.state, card.text) == ("wanted", "请拿走身份证")


@pytest.mark.parametrize("health", [Health.OFFLINE, Health.NO_DEVICE, Health.HARDWARE_ERROR])
def test_a_reader_that_is_gone_is_a_fault_even_while_a_card_is_wanted(health: Health) -> None:
    gone = replace(ALL_WELL, id_card=CardReaderStatus(health=health, since_s=0.0))
    assert spots(SessionState(screen=WAITING), gone)["card"].state == "fault"


def test_a_read_that_found_the_reader_gone_is_a_fault() -> None:
    screen = Identify(Purpose.APPLY, "old-age-allowance", trouble=ReadTrouble.READER_GONE, trouble_count=1)
    assert spots(SessionState(screen=screen))["card"].state == "fault"


def test_a_refused_card_is_not_being_read_but_to_be_taken() -> None:
    refused = Identify(Purpose.APPLY, "old-age-allowance", trouble=ReadTrouble.EXPIRED)
    assert spots(SessionState(screen=refused, card=CardMedia.PRESENT))["card"].text == "请收好卡"


def test_a_reader_that_starts_is_no_fault() -> None:
    starting = replace(ALL_WELL, id_card=CardReaderStatus(health=Health.STARTING, since_s=0.0))
    assert spots(SessionState(screen=Home()), starting)["card"].state == "rest"


@pytest.mark.parametrize(
    ("printing", "state", "text"),
    [
        (PrintState.HELD, "rest", "小票口"),
        (PrintState.PRINTING, "wanted", "小票在这里取"),
        (PrintState.PRINTED, "wanted", "小票在这里取"),
        (PrintState.PARTIAL, "wanted", "小票在这里取"),
        (PrintState.WAITING_FOR_PAPER, "fault", "小票口：没纸"),
        (PrintState.WAITING_FOR_COVER, "fault", "小票口：盖子开着"),
        (PrintState.UNKNOWN, "rest", "小票口"),
    ],
)
def test_the_slot_says_what_is_known_of_the_slip(printing: PrintState, state: str, text: str) -> None:
    receipt = spots(done(printing))["receipt"]
    assert (receipt.state, receipt.text) == (state, text)


def test_the_camera_is_lit_until_the_page_was_taken_away() -> None:
    camera = spots(SessionState(screen=Supplied(case(CaseState.CORRECTION_REQUIRED, CORRECTION), "m")))["camera"]
    assert (camera.state, camera.text) == ("wanted", "把纸拿走")


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (printer(Paper.OUT, health=Health.OFFLINE), "小票口：没纸"),
        (printer(cover_open=True, health=Health.USER_ERROR), "小票口：盖子开着"),
        (printer(Paper.OUT, cover_open=True, health=Health.OFFLINE), "小票口：盖子开着"),
        (printer(Paper.JAMMED, health=Health.HARDWARE_ERROR), "小票口：卡纸"),
        (printer(Paper.UNKNOWN, cover_open=None, health=Health.OFFLINE), "小票口：连不上"),
        (printer(Paper.UNKNOWN, cover_open=None, health=Health.NO_DEVICE), "小票口：连不上"),
    ],
)
def test_a_printer_in_trouble_is_told_by_what_a_hand_can_mend(told: Statuses, text: str) -> None:
    """As the driver publishes it: off-line whatever the cause, and the cause beside it."""
    receipt = spots(SessionState(), told)["receipt"]
    assert (receipt.state, receipt.text) == ("fault", text)


def test_unknown_paper_is_shown_neither_as_out_nor_as_trouble() -> None:
    assert spots(SessionState(), printer(Paper.UNKNOWN, cover_open=None))["receipt"].state == "rest"


@pytest.mark.parametrize("health", [Health.OFFLINE, Health.NO_DEVICE, Health.HARDWARE_ERROR, Health.UNKNOWN])
def test_a_camera_that_does_not_work_is_a_fault_even_while_a_page_is_wanted(health: Health) -> None:
    gone = replace(ALL_WELL, camera=CameraStatus(health=health, since_s=0.0))
    wanted = SessionState(screen=Supplied(case(CaseState.CORRECTION_REQUIRED, CORRECTION), "m"))
    for state in (SessionState(screen=Home()), wanted):
        assert (spots(state, gone)["camera"].state, spots(state, gone)["camera"].text) == ("fault", "拍照台：连不上")


def test_a_camera_that_is_being_greeted_is_no_fault() -> None:
    greeted = replace(ALL_WELL, camera=CameraStatus(health=Health.STARTING, since_s=0.0))
    assert spots(SessionState(screen=Home()), greeted)["camera"].state == "rest"


@pytest.mark.parametrize(("role", "spot"), [("receipt_printer", "receipt"), ("camera", "camera"), ("id_card", "card")])
def test_no_place_is_shown_of_a_device_this_terminal_does_not_have(role: str, spot: str) -> None:
    without = replace(ALL_WELL, **{role: None})
    for screen in (Home(), WAITING):
        assert set(spots(SessionState(screen=screen), without)) == {"receipt", "camera", "card"} - {spot}
