"""Coming back, in the real window: the list, one case in each of its states, the camera step and its end."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kiosk.cases import CaseState, StepState
from kiosk.session import events as ev
from kiosk.session.snapshot import Machines
from kiosk.session.states import (
    CaseDetail,
    CaseList,
    Delivery,
    Mode,
    ScannedPage,
    ScanState,
    Screen,
    SessionState,
    Supplied,
    Supply,
)
from tests.helpers.accessible import told
from tests.helpers.served import ANSWER, CORRECTION, GUILAN, STEPS, case
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage, picture_name
from ui.viewmodels.supply import SupplyModel
from ui.viewmodels.supply_face import page_key

PAGE_COLOUR = QColor(40, 120, 200)


def jpeg() -> bytes:
    """A page of one colour, so that the screen can be asked whether it shows it."""
    page = QImage(800, 600, QImage.Format.Format_RGB32)
    page.fill(PAGE_COLOUR)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert page.save(buffer, "JPG")  # type: ignore[call-overload] # the stub knows no device and no format
    return bytes(data.data())


CORRECTED = case(CaseState.CORRECTION_REQUIRED, CORRECTION)
CLOSED = case(CaseState.CLOSED, answer=ANSWER, steps=tuple(replace(step, state=StepState.DONE) for step in STEPS))
LOOK = Supply(CORRECTED, scan=ScanState.LOOK, pages=(ScannedPage("household_register", jpeg()),))


def at(screen: Screen, online: bool = True) -> SessionState:
    return SessionState(screen=screen, person=GUILAN, online=online)


STATES = {
    "case-list": at(CaseList((case(), CORRECTED))),
    "case-list-looking": at(CaseList()),
    "case-list-empty": at(CaseList(())),
    "case-list-unavailable": at(CaseList(unavailable="down"), online=False),
    "case": at(CaseDetail(case(), other_count=2)),
    "case-alone": at(CaseDetail(case(CaseState.RECEIVED))),
    "case-correction": at(CaseDetail(CORRECTED)),
    "case-answer": at(CaseDetail(CLOSED)),
    "supply": at(Supply(CORRECTED)),
    "supply-capturing": at(Supply(CORRECTED, scan=ScanState.CAPTURING)),
    "supply-failed": at(Supply(CORRECTED, scan=ScanState.FAILED)),
    "supply-look": at(LOOK),
    "supply-saving": at(replace(LOOK, saving=True)),
    "supply-not-saved": at(replace(LOOK, not_saved="disk_full")),
    "supplied": at(Supplied(CORRECTED, "m", Delivery.ACKNOWLEDGED)),
    "supplied-waiting": at(Supplied(CORRECTED, "m")),
    "supplied-offline": at(Supplied(CORRECTED, "m"), online=False),
}


@pytest.fixture(scope="module")
def upright(qapp: object) -> Iterator[Stage]:
    stage = Stage(STATES["case"], PORTRAIT)
    yield stage
    stage.close()


@pytest.fixture
def stage(upright: Stage, qtbot: QtBot) -> Stage:
    """The upright window with a camera, rested, with nothing sent yet."""
    upright.session.show(replace(upright.session.snapshot, machines=Machines(camera_ready=True)))
    upright.show_state(SessionState(online=True))
    upright.session.sent.clear()
    return upright


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_every_screen_is_drawn_without_a_warning_and_nothing_is_cut_off(
    qtbot: QtBot, mode: Mode, size: tuple[int, int]
) -> None:
    stage = Stage(SessionState(online=True), size)
    stage.session.show(replace(stage.session.snapshot, machines=Machines(camera_ready=True)))
    spilt = {}
    for name, state in STATES.items():
        stage.show_state(replace(state, mode=mode))
        stage.grab(picture_name(name, replace(state, mode=mode), size))
        if stage.spilt():
            spilt[name] = stage.spilt()
    stage.close()
    assert stage.warnings == []
    assert spilt == {}


@pytest.mark.parametrize(
    ("name", "touched", "event"),
    [
        ("case-list", "case-2", ev.CaseOpened(CORRECTED.case_id)),
        ("case-list", "finish", ev.FinishPressed()),
        ("case-list-unavailable", "retry", ev.RetryPressed()),
        ("case", "others", ev.BackPressed()),
        ("case", "finish", ev.FinishPressed()),
        ("case-correction", "supply", ev.SupplyPressed()),
        ("case-answer", "finish", ev.FinishPressed()),
        ("supply", "capture", ev.CapturePressed()),
        ("supply", "later", ev.BackPressed()),
        ("supply-failed", "capture", ev.CapturePressed()),
        ("supply-look", "capture-again", ev.CapturePressed()),
        ("supply-look", "keep", ev.PageKept()),
        ("supply-not-saved", "keep", ev.RetryPressed()),
        ("supplied", "another", ev.AnotherPressed()),
        ("supplied", "finish", ev.FinishPressed()),
    ],
)
def test_a_touch_says_what_the_hand_wants(stage: Stage, name: str, touched: str, event: ev.Event) -> None:
    stage.show_state(STATES[name])
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched(), event]


@pytest.mark.parametrize(("name", "touched"), [("supply-capturing", "capture"), ("supply-saving", "keep")])
def test_nothing_is_sent_while_the_camera_or_the_disk_works(stage: Stage, name: str, touched: str) -> None:
    stage.show_state(STATES[name])
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched()]


def test_without_a_camera_supplying_is_off(stage: Stage) -> None:
    stage.session.show(replace(stage.session.snapshot, machines=Machines(camera_ready=False)))
    stage.show_state(STATES["case-correction"])
    stage.touch("supply")
    assert stage.session.sent == [ev.Touched()]


def test_the_picture_just_taken_is_on_the_screen_and_gone_with_it(stage: Stage) -> None:
    stage.show_state(STATES["supply-look"])
    middle = stage.middle("page-picture")
    assert is_page(stage.grab("supply-look-picture").pixelColor(middle))
    stage.show_state(SessionState(online=True))
    assert not stage.has("page-picture")
    assert SupplyModel.instance.pages.jpeg(page_key(LOOK.pages[0].jpeg)) == b""


def is_page(colour: QColor) -> bool:
    """The page's colour, as near as JPEG keeps it."""
    seen, meant = rgb(colour), rgb(PAGE_COLOUR)
    return all(abs(one - other) < 8 for one, other in zip(seen, meant, strict=True))


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def test_assistive_technology_is_told_the_masked_name_only(stage: Stage) -> None:
    for name, state in STATES.items():
        stage.show_state(state)
        heard = "\n".join(told(stage.window))
        assert len(heard) > 50, name
        assert GUILAN.name not in heard, name
        assert GUILAN.id_number not in heard, name
