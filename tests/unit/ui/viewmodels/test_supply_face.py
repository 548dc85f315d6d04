"""Supplying what is missing: one thing at a time, looked at before it is kept, true about where it is."""

import pytest

from devices.contracts.page import PageVerdict
from kiosk.cases import CaseState
from kiosk.session.screens import Delivery, Idle, ScannedPage, ScanState, Supplied, Supply
from tests.helpers.served import CORRECTION, case, served
from tests.helpers.view_context import view_context
from ui.viewmodels.supply_face import SuppliedFace, SupplyFace, page_key, supplied_face, supply_face

CONTEXT = view_context()
CASE = case(CaseState.CORRECTION_REQUIRED, CORRECTION)
PAGE = ScannedPage("household_register", b"first")


def shown(screen: Supply) -> SupplyFace:
    return supply_face(served(screen), CONTEXT)


def test_another_screen_leaves_nothing_of_the_pictures() -> None:
    assert supply_face(served(Idle()), CONTEXT) == SupplyFace()
    assert supplied_face(served(Idle()), CONTEXT) == SuppliedFace()


def test_the_first_thing_is_asked_for_by_its_name() -> None:
    face = shown(Supply(CASE))
    assert face.title == "把户口本本人页放在拍照台上"
    assert face.position == "第 1 样，共 2 样"
    assert face.reason == "街道说：上次那张反光，名字看不清"
    assert face.page_url == ""


def test_the_picture_is_looked_at_before_it_is_kept() -> None:
    face = shown(Supply(CASE, scan=ScanState.LOOK, pages=(PAGE,)))
    assert face.title == "看看字清楚吗？"
    assert face.page_url == f"image://pages/{page_key(PAGE.jpeg)}"
    assert (face.capture_text, face.keep_text) == ("重拍一张", "清楚，就用这张")


def test_a_new_picture_has_a_new_name() -> None:
    assert page_key(b"first") != page_key(b"second")


def test_the_second_thing_does_not_show_the_first_picture() -> None:
    face = shown(Supply(CASE, index=1, pages=(PAGE,)))
    assert face.page_url == ""
    assert face.capture_text == "现在拍"


def test_a_failed_picture_says_what_to_do() -> None:
    face = shown(Supply(CASE, scan=ScanState.FAILED))
    assert (face.scan, face.trouble_title, face.trouble_line) == ("failed", "这张没拍上", "放平，再拍一次")


def test_an_empty_table_is_told_in_plain_words_and_shows_no_picture() -> None:
    face = shown(Supply(CASE, scan=ScanState.REFUSED, wrong=PageVerdict.NOTHING_THERE))
    assert (face.trouble_title, face.trouble_line) == ("没有看到材料", "请把材料放进亮框里，再拍一次")
    assert (face.page_url, face.capture_text) == ("", "重拍一张")


def test_a_page_refused_twice_is_shown_and_may_be_used_all_the_same() -> None:
    face = shown(Supply(CASE, scan=ScanState.REFUSED, wrong=PageVerdict.GLARE, refusal_count=2, doubtful=PAGE))
    assert (face.trouble_title, face.keep_text) == ("反光，字看不清", "还是用这张")
    assert face.page_url == f"image://pages/{page_key(PAGE.jpeg)}"


@pytest.mark.parametrize("wrong", [v for v in PageVerdict if v not in (PageVerdict.OK, PageVerdict.UNJUDGED)])
def test_whatever_is_wrong_with_a_page_has_words(wrong: PageVerdict) -> None:
    face = shown(Supply(CASE, scan=ScanState.REFUSED, wrong=wrong))
    assert face.trouble_title
    assert face.trouble_line


def test_a_refusing_disk_leaves_the_pictures_on_the_screen() -> None:
    face = shown(Supply(CASE, index=1, scan=ScanState.LOOK, pages=(PAGE,), not_saved="disk_full"))
    assert face.scan == "not-saved"
    assert face.trouble_line == "拍好的都还在屏幕里"
    assert face.keep_text == "再试一次"


@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("delivery", [Delivery.WAITING, Delivery.REFUSED])
def test_handed_in_is_never_said_of_pictures_before_the_acknowledgement(delivery: Delivery, online: bool) -> None:
    face = supplied_face(served(Supplied(CASE, "m", delivery), online=online), CONTEXT)
    assert "交上去了" not in face.title
    assert face.pill_text != "已收到"


def test_handed_in_is_said_of_pictures_after_the_acknowledgement() -> None:
    face = supplied_face(served(Supplied(CASE, "m", Delivery.ACKNOWLEDGED)), CONTEXT)
    assert face.title == "补的材料交上去了"
    assert face.help.startswith("街道会接着看")


@pytest.mark.parametrize("delivery", list(Delivery))
def test_the_resident_reads_to_take_the_page_back(delivery: Delivery) -> None:
    assert "请拿走" in supplied_face(served(Supplied(CASE, "m", delivery)), CONTEXT).help
