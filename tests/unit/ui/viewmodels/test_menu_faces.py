"""What the menu's pages say: the worst first, the paper to the hour, and of a stuck message no more than its sort."""

from dataclasses import replace
from datetime import timedelta

import pytest

from devices.contracts.printer import PrintTrouble
from kiosk.maintenance.guides import GUIDES
from kiosk.maintenance.menu import Led, Menu, Told
from kiosk.maintenance.needs import Kind
from kiosk.maintenance.pages import Page
from kiosk.maintenance.printer_test import PrinterTest, Question, Stage
from kiosk.maintenance.self_tests import SelfTests, Trial, Trouble
from kiosk.maintenance.sight import Sight, said_of
from kiosk.texts import Texts
from tests.helpers.machine_facts import AFTERNOON, CHOSEN, ENDING, NO_PAPER, OPEN, PAPER, STUCK_QUEUE, facts
from tests.helpers.menu_scenes import CLERK, LOCKED, LOW, MANY, SHIFTED, TECHNICIAN, TRIED, TWO
from tests.helpers.view_context import real_texts
from ui.viewmodels.menu_access_face import access_face
from ui.viewmodels.menu_front_face import ICONS, front_face, paper_words
from ui.viewmodels.menu_guide_face import guide_face, printer_test_face
from ui.viewmodels.menu_pages_face import devices_face, paper_face, queue_face
from ui.viewmodels.menu_trials_face import ICONS as ICONS_OF_TRIALS
from ui.viewmodels.menu_trials_face import trial_face, trials_face

ZH, EN = real_texts("zh_CN"), real_texts("en")
PHONE = "0311-5550-0121"


def test_paper_that_ends_is_said_as_the_picture_says_it() -> None:
    face = front_face(Sight(Menu(), LOW), TECHNICIAN, ZH)
    assert face.title == "1 件事要处理：小票纸快用完"
    assert (face.needs[0].line, face.needs[0].do_text) == ("约 24 张，今天 18:00 用完", "一步步换纸")
    assert (face.paper_share, face.paper_line, face.paper_end) == ("12%", "约 24 张", "今天 18:00 用完")


@pytest.mark.parametrize(("ahead", "words"), [(2, "星期四 16:30 用完"), (21, "5月12日 16:30 用完")])
def test_the_end_is_a_weekday_within_the_week_and_a_date_beyond(ahead: int, words: str) -> None:
    paper = replace(PAPER, runs_out_at=AFTERNOON + timedelta(days=ahead))
    assert paper_words(paper, AFTERNOON, ZH)[2] == words


def test_what_nobody_knows_of_the_paper_is_said_to_be_unknown() -> None:
    unknown = replace(PAPER, left_mm=None, left_share=None, slips_left_count=None, runs_out_at=None)
    assert paper_words(unknown, AFTERNOON, ZH) == ("", "余量不清楚", "")


def test_a_machine_without_paper_and_with_a_dead_letter_says_the_paper_first() -> None:
    face = front_face(Sight(Menu(), MANY), CLERK, ZH)
    assert [need.kind for need in face.needs] == [Kind.NO_PAPER, Kind.QUEUE]
    assert (face.can_restart, face.can_look_deeper) == (True, False)
    printer_tile = next(tile for tile in face.tiles if tile.role == "receipt_printer")
    assert (printer_tile.health, printer_tile.state_text) == ("bad", "没纸")


def test_every_device_has_a_tile_with_a_picture_and_a_name() -> None:
    assert set(CHOSEN) <= set(ICONS)
    assert all(f"menu.device.{role}" in ZH for role in ICONS)


@pytest.mark.parametrize("texts", [ZH, EN])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.QUEUE])
def test_every_step_of_every_guide_has_its_words(kind: Kind, texts: object) -> None:
    for index in range(len(GUIDES[kind].steps)):
        for seen in (facts(), facts(NO_PAPER), facts(OPEN)):
            sight = Sight(Menu(Led(kind, "id_card", index), told=Told.NOT_YET), seen)
            face = guide_face(sight, PHONE, texts)  # type: ignore[arg-type] # pytest gives Texts
            assert face.title
            assert face.help
            assert said_of(Page.GUIDE, sight) in ZH


@pytest.mark.parametrize("kind", list(Kind))
def test_what_was_mended_is_said_by_its_name(kind: Kind) -> None:
    if kind is not Kind.QUEUE:
        assert front_face(Sight(Menu(told=Told.MENDED, mended=kind), facts()), CLERK, ZH).told


@pytest.mark.parametrize("told", list(Told))
def test_whatever_an_act_came_to_has_words(told: Told) -> None:
    assert front_face(Sight(Menu(told=told), facts()), CLERK, EN).told


def test_the_step_says_what_the_machine_sees_of_it() -> None:
    closed = guide_face(Sight(Menu(Led(Kind.NO_PAPER)), facts(NO_PAPER)), PHONE, ZH)
    opened = guide_face(Sight(Menu(Led(Kind.NO_PAPER, index=1)), facts(OPEN)), PHONE, ZH)
    assert (closed.seen, opened.seen) == ("机器看到盖子还合着", "盖子开着，打印停了")
    assert (opened.title, opened.warning) == ("把旧纸芯往上提出来", "红色锯齿是刀")


@pytest.mark.parametrize("reason", list(PrintTrouble))
def test_a_page_that_did_not_come_says_why(reason: PrintTrouble) -> None:
    face = printer_test_face(Sight(Menu(test=PrinterTest(Stage.FAILED, 1, reason)), facts()), ZH)
    assert face.help == ZH(f"printer_test.failed.{reason}")
    assert face.off_reason


def test_the_test_cannot_be_ended_before_all_three_were_looked_at() -> None:
    def off(*good: bool) -> str:
        answers = dict(zip(Question, good, strict=False))
        return printer_test_face(
            Sight(Menu(test=PrinterTest(Stage.JUDGED, 1, answers=answers)), facts()), ZH
        ).off_reason

    assert [off(), off(True, True), off(True, False, True), off(True, True, True)] == [
        "还有 3 样没看", "还有 1 样没看", "有一样不对", "",
    ]  # fmt: skip


def test_a_stuck_message_is_told_by_its_sort_its_cause_and_the_end_of_its_number() -> None:
    face = queue_face(Sight(Menu(), facts(queue=STUCK_QUEUE)), TECHNICIAN, ZH)
    assert (face.stuck, face.why) == ("00C7F9　交不上去，试了 6 次", ZH("queue.cause.key-reused"))
    assert face.can_mend
    assert [(row.kind_text, row.pill_text) for row in face.rows] == [("评价", "在试")]
    assert not queue_face(Sight(Menu(), facts(queue=STUCK_QUEUE)), CLERK, ZH).can_mend


def test_another_message_can_be_looked_at_instead() -> None:
    second = replace(STUCK_QUEUE.letters[0], message_id="m-9", is_held=True)
    queue = replace(STUCK_QUEUE, letters=(*STUCK_QUEUE.letters, second))
    face = queue_face(Sight(Menu(letter="m-9"), facts(queue=queue)), TECHNICIAN, ZH)
    assert (face.letter_id, face.is_held, face.rows[0].message_id) == ("m-9", True, "m-1")


def test_devices_in_trouble_come_first_and_say_what_to_do() -> None:
    rows = devices_face(Sight(Menu(), facts(NO_PAPER)), ZH).rows
    assert (rows[0].role, rows[0].health) == ("receipt_printer", "bad")
    assert rows[0].what_to_do
    assert rows[0].since.endswith("开始的")


def test_two_weeks_of_paper_are_plotted_against_the_most_of_a_day() -> None:
    face = paper_face(Sight(Menu(), facts(paper=ENDING)), ZH)
    assert (len(face.days), max(day.share for day in face.days)) == (14, 1.0)
    assert (face.length, face.total) == ("还剩 9.6 米", "两周用了 19.5 米")


@pytest.mark.parametrize("texts", [ZH, EN])
@pytest.mark.parametrize("trial", list(Trial))
def test_every_self_test_has_its_words_at_every_stage(trial: Trial, texts: Texts) -> None:
    for tests in (SelfTests(trial, 1), SelfTests(trial, 1, outcome=True), SelfTests(trial, 1, outcome=False)):
        sight = Sight(Menu(tests=tests), TRIED)
        face = trial_face(sight, texts)
        assert face.title
        assert face.bad_text
        assert said_of(f"self_tests/{trial}", sight) in ZH
    assert set(ICONS_OF_TRIALS) == set(Trial)


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_of_a_self_test_has_words(trouble: Trouble) -> None:
    assert trial_face(Sight(Menu(tests=SelfTests(Trial.BEEP, 1, trouble=trouble)), TRIED), EN).trouble


def test_the_level_is_told_where_the_loudspeaker_is_tried() -> None:
    shown = [
        trial_face(Sight(Menu(tests=SelfTests(trial, 1)), TRIED, volume_percent=percent), ZH).loudness
        for trial, percent in ((Trial.BEEP, 90), (Trial.BEEP, None), (Trial.LIGHTS, 90))
    ]
    assert shown == ["音量 90%", "", ""]


def test_the_list_says_who_judged_and_when_and_how_much_is_left() -> None:
    face = trials_face(Sight(Menu(), TRIED), ZH)
    touch = next(row for row in face.rows if row.trial == Trial.TOUCH)
    assert (touch.state_text, touch.line, face.line) == ("正常", "4月21日 16:30　T0427", "还有 7 样没试过")


def test_the_code_to_scan_is_shown_for_the_scanner_alone_and_a_glass_that_is_off_says_how_far() -> None:
    assert trial_face(Sight(Menu(tests=SelfTests(Trial.SCANNER, 7)), TRIED), ZH).code.endswith("-7")
    assert not trial_face(Sight(Menu(tests=SelfTests(Trial.BEEP, 7)), TRIED), ZH).code
    off = SelfTests(Trial.TOUCH, 1, felt=SHIFTED, outcome=False)
    assert "偏 6.0 毫米" in trial_face(Sight(Menu(tests=off), TRIED), ZH).outcome


def test_a_void_way_in_is_named_without_the_card_and_takes_two_to_revive() -> None:
    alone, both = (access_face(Sight(Menu(), LOCKED), who, ZH) for who in (TECHNICIAN, TWO))
    assert [(row.name, row.state_text) for row in alone.rows] == [
        ("本机密码　站内人员", "已停用"), ("平台答码　维护员", "要等一会儿"), ("工作卡　编号末尾 CDEF", "还能试"),
    ]  # fmt: skip
    assert ({row.off_reason for row in alone.rows}, alone.can_ask_second) == ({"要两名维护员"}, True)
    assert ({row.off_reason for row in both.rows}, both.can_ask_second) == ({""}, False)


def test_where_nobody_tried_in_vain_nobody_is_asked_for() -> None:
    face = access_face(Sight(Menu(), facts()), TECHNICIAN, ZH)
    assert (face.line, face.can_ask_second) == ("没有人试错过", False)
