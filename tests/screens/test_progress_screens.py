"""Coming back, in the real window: the list, one case in each of its states, the camera step and its end."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kiosk.cases import ResidentAct
from kiosk.session import events as ev
from kiosk.session.snapshot import Caption
from kiosk.session.states import Mode, SessionState
from tests.helpers.accessible import told
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.later_states import COMING_BACK, CORRECTED, LOOK, PAGE_COLOUR
from tests.helpers.served import GUILAN
from tests.helpers.stage import PORTRAIT, Stage
from ui.viewmodels.supply import SupplyModel
from ui.viewmodels.supply_face import page_key


@pytest.fixture(scope="module")
def upright(qapp: object) -> Iterator[Stage]:
    stage = Stage(COMING_BACK["case"], PORTRAIT)
    yield stage
    stage.close()


@pytest.fixture
def stage(upright: Stage, qtbot: QtBot) -> Stage:
    """The upright window with a camera, rested, with nothing sent yet."""
    upright.session.show(replace(upright.session.snapshot, machines=ALL_WELL))
    upright.show_state(SessionState(online=True))
    upright.session.sent.clear()
    return upright


@pytest.mark.parametrize(
    ("name", "touched", "event"),
    [
        ("case-list", "case-2", ev.CaseOpened(CORRECTED.case_id)),
        ("case-list", "finish", ev.FinishPressed()),
        ("case-list-unavailable", "retry", ev.RetryPressed()),
        ("case", "others", ev.BackPressed()),
        ("case", "reprint", ev.ReprintPressed()),
        ("case-correction", "reprint", ev.ReprintPressed()),
        ("case-answer", "reprint", ev.ReprintPressed()),
        ("copy-printed", "print", ev.PrintPressed()),
        ("copy-printed", "finish", ev.FinishPressed()),
        ("copy-waits", "show-code", ev.ShowCodePressed()),
        ("copy-waits", "decline", ev.ReceiptDeclined()),
        ("copy-not-printed", "print", ev.PrintPressed()),
        ("copy-not-printed", "hear", ev.ReadAloudPressed()),
        ("case", "finish", ev.FinishPressed()),
        ("case-correction", "supply", ev.SupplyPressed()),
        ("case-answer", "finish", ev.FinishPressed()),
        ("case-answer-may", "act-reopen", ev.ActChosen(ResidentAct.REOPEN)),
        ("case-answer-may", "act-reply", ev.ActChosen(ResidentAct.REPLY)),
        ("case-answer-may", "acts", ev.ActsOpened()),
        ("acts", "act-reprint", ev.ReprintPressed()),
        ("acts", "act-withdraw", ev.ActChosen(ResidentAct.WITHDRAW)),
        ("acts", "act-correct-phone", ev.ActChosen(ResidentAct.CORRECT_PHONE)),
        ("word-reopen", "send", ev.SubmitPressed()),
        ("word-withdraw", "send", ev.SubmitPressed()),
        ("word-withdraw", "keep", ev.BackPressed()),
        ("word-phone", "key-7", ev.WordTyped("7")),
        ("word-phone-wrong", "key-backspace", ev.WordTyped("238")),
        ("word-kept", "look", ev.AnotherPressed()),
        ("word-kept", "finish", ev.FinishPressed()),
        ("supply", "capture", ev.CapturePressed()),
        ("supply", "later", ev.BackPressed()),
        ("supply-failed", "capture", ev.CapturePressed()),
        ("supply-empty", "capture", ev.CapturePressed()),
        ("supply-empty", "later", ev.BackPressed()),
        ("supply-doubtful", "capture", ev.CapturePressed()),
        ("supply-doubtful", "keep-anyway", ev.PageKept()),
        ("supply-look", "capture-again", ev.CapturePressed()),
        ("supply-look", "keep", ev.PageKept()),
        ("supply-not-saved", "keep", ev.RetryPressed()),
        ("supplied", "another", ev.AnotherPressed()),
        ("supplied", "finish", ev.FinishPressed()),
    ],
)
def test_a_touch_says_what_the_hand_wants(stage: Stage, name: str, touched: str, event: ev.Event) -> None:
    stage.show_state(COMING_BACK[name])
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched(), event]


def test_where_the_case_is_looks_spoken_only_while_it_is(stage: Stage) -> None:
    """The sign of speech was drawn all the time in elder mode, and what was said stood in a second line above it."""
    elder = replace(COMING_BACK["case"], mode=Mode.ELDER)
    stage.show_state(elder)
    quiet = stage.item("caption")
    assert quiet.property("speaking") is False
    height = quiet.height()

    said = Caption("在区民政局手里。您不用做什么，等着就行", 0, 7)
    stage.session.show(replace(stage.session.snapshot, state=elder, caption=said))
    stage.settle()
    assert (stage.item("caption").property("speaking"), stage.item("caption").property("text")) == (True, said.text)
    assert stage.item("caption").height() == height
    assert not stage.has("spoken-line")
    stage.session.show(replace(stage.session.snapshot, caption=None))


@pytest.mark.parametrize(
    ("name", "touched"), [("supply-capturing", "capture"), ("supply-saving", "keep"), ("word-withdraw-saving", "send")]
)
def test_nothing_is_sent_while_the_camera_or_the_disk_works(stage: Stage, name: str, touched: str) -> None:
    stage.show_state(COMING_BACK[name])
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched()]


def test_an_accepted_case_cannot_be_withdrawn_and_says_so(stage: Stage) -> None:
    stage.show_state(COMING_BACK["acts-accepted"])
    stage.touch("act-withdraw")
    assert stage.session.sent == [ev.Touched()]
    assert "已经受理，撤不了" in "\n".join(told(stage.window))


def test_what_is_written_is_handed_over_once_the_keys_are_away(stage: Stage) -> None:
    stage.show_state(COMING_BACK["word-reply-written"])
    assert not stage.has("send")
    stage.touch("key-done")
    stage.touch("send")
    assert stage.session.sent[-1] == ev.SubmitPressed()


def test_without_a_camera_supplying_is_off(stage: Stage) -> None:
    stage.session.show(replace(stage.session.snapshot, machines=replace(ALL_WELL, camera=None)))
    stage.show_state(COMING_BACK["case-correction"])
    stage.touch("supply")
    assert stage.session.sent == [ev.Touched()]


def test_the_picture_just_taken_is_on_the_screen_and_gone_with_it(stage: Stage) -> None:
    stage.show_state(COMING_BACK["supply-look"])
    middle = stage.middle("page-picture")
    assert is_page(stage.grab("supply-look-picture").pixelColor(middle))
    stage.show_state(SessionState(online=True))
    assert not stage.has("page-picture")
    assert SupplyModel.instance.pages.jpeg(page_key(LOOK.pages[0].jpeg)) == b""


def test_an_empty_table_was_photographed_and_the_screen_asked_whether_it_could_be_read(stage: Stage) -> None:
    stage.show_state(COMING_BACK["supply-empty"])
    heard = "\n".join(told(stage.window))
    assert "没有看到材料" in heard
    assert not stage.has("keep")
    assert not stage.has("keep-anyway")
    stage.grab("supply-empty")


def is_page(colour: QColor) -> bool:
    """The page's colour, as near as JPEG keeps it."""
    seen, meant = rgb(colour), rgb(PAGE_COLOUR)
    return all(abs(one - other) < 8 for one, other in zip(seen, meant, strict=True))


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def test_assistive_technology_is_told_the_masked_name_only(stage: Stage) -> None:
    for name, state in COMING_BACK.items():
        stage.show_state(state)
        heard = "\n".join(told(stage.window))
        assert len(heard) > 50, name
        assert GUILAN.name not in heard, name
        assert GUILAN.id_number not in heard, name
