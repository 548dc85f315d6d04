"""The real window for who does not see it: where the keypad is, what is chosen, and a screen that nobody sees."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.cases import ResidentAct
from kiosk.session.events import ActChosen, Ear, EarKey, Event
from kiosk.session.hearing import Hearing
from kiosk.session.overlays import LeaveQuestion
from kiosk.session.screens import Form, Home
from kiosk.session.states import Mode, SessionState
from tests.helpers.first_screens import IN_SESSION
from tests.helpers.later_states import COMING_BACK, FILING, filing
from tests.helpers.stage import LANDSCAPE, PORTRAIT, Stage
from tests.helpers.view_context import real_texts
from ui.bridge.screen_reader import chosen, everything, is_chosen, place, spells

RIGHT = Qt.Key.Key_Right
DARK = Hearing(by_ear=True, is_dark=True)
BY_EAR = Hearing(by_ear=True)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    opened = Stage(SessionState(screen=Home(), online=True))
    yield opened
    opened.close()
    assert opened.warnings == []


def where(stage: Stage) -> list[str]:
    return list(place(stage.window, stage.window.activeFocusItem(), real_texts()))


def test_where_the_keypad_is_is_told_by_its_place_among_all_it_reaches(stage: Stage) -> None:
    assert where(stage)[-1].endswith("项，按右键从头听。")

    QTest.keyClick(stage.window, RIGHT)
    first, what = where(stage)
    QTest.keyClick(stage.window, RIGHT)
    second, other = where(stage)

    count = len(stage.targets())
    assert (int(second.split()[1]) - int(first.split()[1])) % count == 1
    assert first.endswith(f"共 {count} 项。")
    assert what != other


@pytest.mark.parametrize("name", sorted({**IN_SESSION, **FILING, **COMING_BACK}))
def test_on_every_screen_the_places_told_are_those_the_keypad_goes_to(stage: Stage, name: str) -> None:
    stage.show_state({**IN_SESSION, **FILING, **COMING_BACK}[name])
    walked = [_after_right(stage)]
    told = {where(stage)[-2]}
    while (there := _after_right(stage)) != walked[0] and len(walked) < 100:
        walked.append(there)
        told.add(where(stage)[-2])

    assert len(told) == len(walked)
    assert all(line.endswith(f"共 {len(walked)} 项。") for line in told)


def test_a_question_over_the_screen_is_where_the_keypad_is(stage: Stage) -> None:
    stage.show(Home(), LeaveQuestion(to_home=True))

    assert where(stage)[0] == "不办了吗。"


def test_all_that_is_here_begins_with_the_question_over_it(stage: Stage) -> None:
    stage.show(Home(), LeaveQuestion(to_home=True))

    read = list(everything(stage.window, real_texts()))

    assert read[0].startswith("不办了吗")
    assert any(line.startswith("养老") for line in read)


def test_a_word_on_two_lines_has_a_pause_between_them(stage: Stage) -> None:
    stage.show_state(FILING["review"])

    read = list(everything(stage.window, real_texts()))

    assert "不会写字, 请人帮忙，按钮。" in read
    assert not any("\n" in line for line in read)


def test_what_is_chosen_and_filled_in_is_told_and_nothing_else(stage: Stage) -> None:
    stage.show_state(FILING["form-filled"])

    told = list(chosen(stage.window, real_texts()))

    assert told == ["现住址, 槐树里社区3号楼2单元***，填写。", "手机号, 138****5678，填写。"]


def test_of_choices_only_the_one_that_was_made(stage: Stage) -> None:
    stage.show_state(FILING["form-account"])

    told = "".join(chosen(stage.window, real_texts()))

    assert "打到社保卡" in told
    assert "没选" not in told


def test_a_reason_that_was_given_says_that_it_was(stage: Stage) -> None:
    """字看得清，按钮: nobody heard whether it was given or not."""
    stage.show_state(FILING["rate-chosen"])

    read, told = list(everything(stage.window, real_texts())), "".join(chosen(stage.window, real_texts()))

    assert "字看得清，选项，已选。" in read
    assert "速度快，选项，没选。" in read
    assert "字看得清" in told
    assert "速度快" not in told


def test_how_the_screens_look_and_whether_the_room_hears_is_told_as_chosen_or_not(stage: Stage) -> None:
    """低位操作，按钮: nobody heard which of them held."""
    stage.show_state(replace(IN_SESSION["overlay-modes"], low_reach=True, hearing=Hearing(aloud=True)))

    told = "".join(chosen(stage.window, real_texts()))

    assert "低位操作" in told
    assert "念我自己的内容" in told
    assert "画面不动" not in told


def test_nothing_is_chosen_where_nothing_can_be(stage: Stage) -> None:
    assert not list(chosen(stage.window, real_texts()))


def test_a_field_is_spelled_by_what_it_holds_and_a_button_by_its_name(stage: Stage) -> None:
    stage.show_state(FILING["form-account"])
    walked = {}
    for _ in range(7):
        QTest.keyClick(stage.window, RIGHT)
        item = stage.window.activeFocusItem()
        walked[item.objectName()] = (spells(item), is_chosen(item))

    assert walked == {
        "choice-social-card": ("打到社保卡", True),
        "choice-bank-card": ("打到银行卡", False),
        "choice-family": ("请家里人代领", False),
        "field-payout-account": ("尾号 0012", False),
        "field-payout-account-again": ("再输一遍", False),
        "key-1": ("1", False),
        "key-2": ("2", False),
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_on_a_dark_screen_nothing_of_anybody_is_seen(stage: Stage, mode: Mode) -> None:
    stage.show_state(replace(filing(Form()), mode=mode, hearing=DARK))

    picture = stage.grab(f"dark-{mode}")

    assert share_of_black(picture) > 0.95
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2) == QColor("black")


def test_whoever_helps_lights_the_dark_screen_with_one_touch(stage: Stage) -> None:
    stage.show_state(replace(filing(Form()), hearing=DARK))

    stage.touch("light-screen")

    assert EarKey(Ear.LIGHT) in stage.session.sent


def test_a_hand_on_the_dark_presses_nothing_that_lies_below(stage: Stage) -> None:
    stage.show_state(replace(filing(Form()), hearing=DARK))
    before = list(stage.session.sent)

    stage.touch("next")
    stage.touch("bottom-home")

    assert {type(event).__name__ for event in stage.session.sent[len(before) :]} <= {"Touched", "TouchMissed"}


@pytest.mark.parametrize(("button", "sent"), [("look-again", EarKey(Ear.LOOK)), ("darken-screen", EarKey(Ear.DARKEN))])
def test_whoever_stands_by_brings_the_screen_back_or_darkens_it(stage: Stage, button: str, sent: Event) -> None:
    stage.show_state(replace(filing(Form()), hearing=BY_EAR))

    stage.touch(button)

    assert sent in stage.session.sent


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_whoever_stands_by_sees_what_is_said_and_nothing_of_what_lies_below(
    qtbot: QtBot, size: tuple[int, int], mode: Mode
) -> None:
    stage = Stage(replace(filing(Form()), mode=mode, hearing=BY_EAR), size)
    tiles = [box(stage.item(name)) for name in ("look-again", "darken-screen", "ear-caption", "ear-key-volume")]
    tiles += [box(stage.item(name)) for name in ("ear-key-rate", "ear-key-down")]

    assert not any(one.intersects(other) for one, other in combinations(tiles, 2))
    stage.close()


def test_what_is_there_for_the_eyes_beside_is_not_read_to_who_works_by_ear(stage: Stage) -> None:
    stage.show_state(filing(Form()))
    before = list(everything(stage.window, real_texts()))
    stage.show_state(replace(filing(Form()), hearing=BY_EAR))

    assert list(everything(stage.window, real_texts())) == before


def test_the_keypad_walks_on_below_the_dark(stage: Stage) -> None:
    lit = replace(filing(Form()), hearing=Hearing(by_ear=True))
    walks = []
    for hearing in (lit.hearing, DARK):
        stage.show_state(SessionState(screen=Home(), online=True))
        stage.show_state(replace(lit, hearing=hearing))
        walks.append([_after_right(stage) for _ in range(12)])

    assert walks[0] == walks[1]
    assert "light-screen" not in walks[1]


def test_a_dark_screen_lies_as_well(qtbot: QtBot) -> None:
    stage = Stage(replace(filing(Form()), hearing=DARK), LANDSCAPE)
    assert share_of_black(stage.grab("dark-landscape")) > 0.95
    stage.close()


def box(item: QQuickItem) -> QRectF:
    """Where it lies on the window."""
    return item.mapRectToScene(item.boundingRect())


def share_of_black(picture: QImage) -> float:
    """By every twentieth point both ways."""
    points = [(x, y) for x in range(0, picture.width(), 20) for y in range(0, picture.height(), 20)]
    return sum(picture.pixelColor(x, y) == QColor("black") for x, y in points) / len(points)


def _after_right(stage: Stage) -> str:
    QTest.keyClick(stage.window, RIGHT)
    return str(stage.window.activeFocusItem().objectName())


def test_what_can_be_done_of_a_case_is_chosen_with_the_keypad(stage: Stage) -> None:
    """回他一句话 was reached and heard, and the key that takes it did nothing."""
    stage.show_state(COMING_BACK["acts"])
    while stage.window.activeFocusItem().objectName() != "act-reply":
        QTest.keyClick(stage.window, RIGHT)
    stage.session.sent.clear()
    QTest.keyClick(stage.window, Qt.Key.Key_Return)

    assert ActChosen(ResidentAct.REPLY) in stage.session.sent
