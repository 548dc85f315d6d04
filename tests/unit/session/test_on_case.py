"""Coming back: the person's cases, one case, and supplying what was asked for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from devices.contracts.page import Page, PageVerdict
from kiosk.cases import CaseProgress, CaseState
from kiosk.core.case_pages import page_token
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.overlays import LeaveQuestion
from kiosk.session.screens import CaseDetail, CaseList, Delivery, Home, Idle, ScannedPage, ScanState, Supplied, Supply
from tests.helpers.served import CASE_ID, CORRECTION, case
from tests.helpers.session_world import YOUNG_CARD, Journey
from tests.unit.session import screens
from tests.unit.session.screens import OTHER_CASE_ID, picture


def supply(journey: Journey) -> Supply:
    assert isinstance(journey.screen, Supply)
    return journey.screen


def found(journey: Journey, *cases: CaseProgress) -> Journey:
    return journey.hand(ev.CasesFound(journey.state.session_serial, cases))


# ── the list and the case ──────────────────────────────────────────────────────────────────────────────────────────


def test_one_case_is_opened_at_once() -> None:
    assert found(Journey().at_cases(), case()).screen == CaseDetail(case())


def test_several_cases_are_listed() -> None:
    journey = screens.case_list()
    assert isinstance(journey.screen, CaseList)

    journey = journey.hand(ev.CaseOpened(OTHER_CASE_ID))

    assert journey.screen == CaseDetail(case(case_id=OTHER_CASE_ID), other_count=1)


def two_listed() -> tuple[Journey, CaseProgress]:
    """A list of two cases, and the second one."""
    other = replace(case(case_id=OTHER_CASE_ID), number="HSL3-260421-00388")
    return found(Journey().at_cases(), case(), other), other


def test_the_scanner_waits_for_a_slip_only_while_there_is_something_to_choose_from() -> None:
    assert not found(Journey().at_cases(), case()).done_for(do.ReadCode)
    assert not found(Journey().at_cases()).done_for(do.ReadCode)
    assert two_listed()[0].done_for(do.ReadCode)


def test_a_slip_held_to_the_scanner_opens_its_case() -> None:
    _, other = two_listed()
    for on_the_slip in (other.number, page_token(other.case_id)):
        journey, _ = two_listed()
        journey = journey.hand(ev.CodeScanned(journey.state.session_serial, on_the_slip))
        assert journey.screen == CaseDetail(other, other_count=1)


@pytest.mark.parametrize("number", ["HSL3-260421-00399", ""])
def test_a_slip_of_somebody_else_opens_nothing_and_the_next_one_is_waited_for(number: str) -> None:
    journey, _ = two_listed()
    listed = journey.screen
    journey = journey.hand(ev.CodeScanned(journey.state.session_serial, number))
    assert journey.screen == listed
    assert journey.said[-1] == "code_of_no_case"
    assert len(journey.done_for(do.ReadCode)) == 2


def test_a_code_that_comes_late_changes_no_other_screen_and_no_other_session() -> None:
    journey, other = two_listed()
    listed, serial = journey.screen, journey.state.session_serial
    assert journey.hand(ev.CodeScanned(serial - 1, other.number)).screen == listed
    opened = journey.hand(ev.CaseOpened(CASE_ID)).screen
    assert journey.hand(ev.CodeScanned(serial, other.number)).screen == opened


def test_no_case_is_said_so() -> None:
    assert found(Journey().at_cases()).screen == CaseList(())


@pytest.mark.parametrize("walk", [screens.case_list, lambda: Journey().at_cases()])
def test_a_case_that_is_not_listed_cannot_be_opened(walk: Callable[[], Journey]) -> None:
    journey = walk()
    before = journey.screen

    assert journey.hand(ev.CaseOpened("7" * 32)).screen == before


def test_a_platform_that_cannot_be_asked_is_asked_again_on_request() -> None:
    journey = Journey().at_cases()
    journey.hand(ev.RetryPressed())
    assert len(journey.done_for(do.FindCases)) == 1

    journey.hand(ev.CasesUnavailable(journey.state.session_serial, "network"))
    assert journey.screen == CaseList(unavailable="network")
    journey.hand(ev.RetryPressed())

    assert journey.screen == CaseList()
    assert len(journey.done_for(do.FindCases)) == 2


@pytest.mark.parametrize("hand", [ev.BackPressed(), ev.FinishPressed()])
def test_the_list_is_left_for_home_with_nobody_known(hand: ev.Event) -> None:
    journey = screens.case_list().hand(hand)

    assert (journey.screen, journey.state.person) == (Home(), None)


def test_back_from_one_of_several_cases_asks_for_the_list_again() -> None:
    journey = screens.case_list().hand(ev.CaseOpened(CASE_ID), ev.BackPressed())

    assert journey.screen == CaseList()
    assert len(journey.done_for(do.FindCases)) == 2


def test_back_from_the_only_case_is_home() -> None:
    assert screens.case_detail().hand(ev.BackPressed()).screen == Home()


def test_a_case_is_fetched_afresh_on_request() -> None:
    journey = screens.case_detail().hand(ev.RetryPressed())

    assert found(journey, case(CaseState.CLOSED)).screen == CaseDetail(case(CaseState.CLOSED))


def test_who_has_seen_their_case_is_done() -> None:
    journey = screens.case_detail().hand(ev.FinishPressed())

    assert journey.screen == Idle()
    assert journey.done_for(do.LogSessionEnded)[0].outcome == "completed"


# ── nobody sees another's cases ────────────────────────────────────────────────────────────────────────────────────


def test_cases_asked_for_in_an_earlier_session_are_dropped() -> None:
    journey = Journey().at_cases()
    serial = journey.state.session_serial
    journey.hand(ev.ExitPressed()).at_cases()

    journey.hand(ev.CasesFound(serial, (case(),)), ev.CasesUnavailable(serial, "network"))

    assert journey.screen == CaseList()


def test_cases_asked_for_before_somebody_else_put_a_card_there_are_dropped() -> None:
    journey = Journey().at_cases()
    (asked,) = journey.done_for(do.FindCases)
    journey.hand(ev.HomePressed(), ev.ProgressPressed(), ev.NoticeUnderstood()).put_card(YOUNG_CARD)

    journey.hand(ev.CasesFound(asked.session_serial, (case(),)))

    assert journey.screen == CaseList()
    assert journey.state.person is not None
    assert journey.state.person.name == "李小燕"


def test_cases_that_come_when_another_screen_is_shown_are_dropped() -> None:
    journey = screens.case_detail()
    before = journey.screen

    found(journey, case(), case())
    journey.hand(ev.CasesUnavailable(journey.state.session_serial, "network"))

    assert journey.screen == before


def test_a_picture_that_comes_late_is_dropped() -> None:
    journey = screens.case_detail()
    before, serial = journey.screen, journey.state.session_serial

    journey.hand(ev.PageCaptured(serial, Page(b"late", 1, 1, PageVerdict.OK)), ev.CaptureFailed(serial))

    assert journey.screen == before


# ── supplying ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_case_that_wants_nothing_offers_no_camera() -> None:
    journey = found(Journey().at_cases(), case()).hand(ev.SupplyPressed())

    assert isinstance(journey.screen, CaseDetail)


def test_a_machine_without_a_camera_offers_none() -> None:
    journey = screens.case_detail()
    journey.camera_ready = False

    assert isinstance(journey.hand(ev.SupplyPressed()).screen, CaseDetail)


def test_a_correction_that_names_nothing_offers_no_camera() -> None:
    journey = found(Journey().at_cases(), case(correction=replace(CORRECTION, materials=())))

    assert isinstance(journey.hand(ev.SupplyPressed()).screen, CaseDetail)


def test_two_materials_are_photographed_one_after_the_other_and_handed_in_together() -> None:
    journey = picture(screens.supply(), b"one")
    assert (supply(journey).index, supply(journey).scan) == (0, ScanState.LOOK)

    journey.hand(ev.PageKept())
    assert (supply(journey).index, supply(journey).scan) == (1, ScanState.READY)
    picture(journey, b"two").hand(ev.PageKept())

    (filed,) = journey.done_for(do.FileSupplement)
    assert filed.pages == (ScannedPage("household_register", b"one"), ScannedPage("account_page", b"two"))
    assert (filed.case_id, filed.correction_id) == (CASE_ID, "c1")
    assert supply(journey).saving


def test_a_picture_taken_again_replaces_the_first() -> None:
    journey = picture(picture(screens.supply(), b"blurred"), b"sharp")

    assert supply(journey).pages == (ScannedPage("household_register", b"sharp"),)


def test_two_taps_take_one_picture() -> None:
    journey = screens.supply().hand(ev.CapturePressed(), ev.CapturePressed())

    assert len(journey.done_for(do.CapturePage)) == 1


def test_a_picture_nobody_has_looked_at_is_not_kept() -> None:
    assert supply(screens.supply().hand(ev.PageKept())).index == 0


def test_a_camera_that_fails_says_so_and_can_be_tried_again() -> None:
    journey = screens.supply().hand(ev.CapturePressed()).forget_effects()
    journey.hand(ev.CaptureFailed(journey.state.session_serial))
    assert supply(journey).scan is ScanState.FAILED
    assert journey.said == ["scan_failed"]

    assert supply(picture(journey)).scan is ScanState.LOOK


# ── pages nobody could read ────────────────────────────────────────────────────────────────────────────────────────


def empty_desk(journey: Journey) -> Journey:
    return picture(journey, b"desk", PageVerdict.NOTHING_THERE, is_seen=False)


def test_an_empty_table_was_photographed_and_was_taken_for_the_page() -> None:
    journey = empty_desk(screens.supply().forget_effects())

    assert (supply(journey).scan, supply(journey).wrong) == (ScanState.REFUSED, PageVerdict.NOTHING_THERE)
    assert supply(journey).pages == ()
    assert journey.said == ["scan_nothing_there"]
    before = journey.screen
    assert journey.hand(ev.PageKept()).screen == before


def test_an_empty_table_is_never_kept_however_often_it_is_photographed() -> None:
    journey = screens.supply()
    for _ in range(5):
        empty_desk(journey).hand(ev.PageKept())

    assert supply(journey).index == 0
    assert supply(journey).doubtful is None
    assert journey.done_for(do.FileSupplement) == []


@pytest.mark.parametrize("verdict", [v for v in PageVerdict if v not in (PageVerdict.OK, PageVerdict.UNJUDGED)])
def test_a_page_found_hard_to_read_twice_can_be_kept_all_the_same(verdict: PageVerdict) -> None:
    journey = picture(screens.supply(), b"one", verdict)
    assert supply(journey).doubtful is None

    journey = picture(journey.forget_effects(), b"two", verdict)

    assert supply(journey).doubtful == ScannedPage("household_register", b"two")
    assert journey.said == [f"scan_{verdict.value}", "scan_keep_anyway"]
    journey.hand(ev.PageKept())
    assert (supply(journey).index, supply(journey).pages) == (1, (ScannedPage("household_register", b"two"),))
    assert supply(journey).doubtful is None


def test_a_dark_picture_in_which_nothing_lies_is_never_kept() -> None:
    journey = screens.supply()
    for _ in range(4):
        picture(journey, b"night", PageVerdict.TOO_DARK, is_seen=False)

    assert supply(journey).doubtful is None


def test_refusals_count_for_one_material_only() -> None:
    journey = picture(screens.supply(), b"blurred", PageVerdict.BLURRED)
    picture(journey, b"one").hand(ev.PageKept())

    assert supply(picture(journey, b"blurred", PageVerdict.BLURRED)).doubtful is None


def test_a_good_picture_after_a_refused_one_is_looked_at_as_ever() -> None:
    journey = picture(picture(screens.supply(), b"blurred", PageVerdict.BLURRED), b"sharp")

    assert (supply(journey).scan, supply(journey).wrong) == (ScanState.LOOK, None)
    assert supply(journey).pages == (ScannedPage("household_register", b"sharp"),)


def test_where_nobody_judges_the_resident_s_eyes_decide() -> None:
    assert supply(picture(screens.supply(), b"one", PageVerdict.UNJUDGED)).scan is ScanState.LOOK


def test_after_a_refusal_the_way_back_is_open() -> None:
    assert isinstance(empty_desk(screens.supply()).hand(ev.BackPressed()).screen, CaseDetail)


# ── on the way ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_back_from_the_second_material_shows_the_picture_of_the_first() -> None:
    journey = picture(screens.supply(), b"one").hand(ev.PageKept())

    journey.hand(ev.BackPressed())

    assert (supply(journey).index, supply(journey).scan) == (0, ScanState.LOOK)
    assert supply(journey).pages == (ScannedPage("household_register", b"one"),)


def test_a_picture_of_the_second_material_is_still_there_after_a_look_at_the_first() -> None:
    journey = picture(picture(screens.supply(), b"one").hand(ev.PageKept()), b"two")

    journey.hand(ev.BackPressed(), ev.PageKept())

    assert (supply(journey).index, supply(journey).scan) == (1, ScanState.LOOK)
    journey.hand(ev.PageKept())
    assert [page.jpeg for page in journey.done_for(do.FileSupplement)[0].pages] == [b"one", b"two"]


def test_back_from_the_first_material_is_the_case() -> None:
    assert isinstance(screens.supply().hand(ev.BackPressed()).screen, CaseDetail)


def both_handed_in() -> Journey:
    journey = screens.supply()
    for jpeg in (b"one", b"two"):
        picture(journey, jpeg).hand(ev.PageKept())
    return journey


def test_a_disk_that_refuses_keeps_the_pictures_and_is_tried_again() -> None:
    journey = both_handed_in()
    journey.hand(ev.SupplementNotFiled(journey.state.session_serial, "disk_full"))
    assert (supply(journey).saving, supply(journey).not_saved) == (False, "disk_full")

    journey.hand(ev.RetryPressed())

    first, second = journey.done_for(do.FileSupplement)
    assert first == second
    assert (supply(journey).saving, supply(journey).not_saved) == (True, "")


def test_again_means_nothing_while_nothing_went_wrong() -> None:
    assert screens.supply().hand(ev.RetryPressed()).done_for(do.FileSupplement) == []


def test_an_answer_of_the_disk_nobody_waits_for_is_dropped() -> None:
    journey = screens.supply()
    before = journey.screen
    serial = journey.state.session_serial

    journey.hand(ev.SupplementFiled(serial, screens.MESSAGE_ID), ev.SupplementNotFiled(serial, "disk_full"))

    assert journey.screen == before


def test_a_refused_save_asks_before_the_pictures_are_thrown_away() -> None:
    journey = both_handed_in()
    journey.hand(ev.SupplementNotFiled(journey.state.session_serial, "disk_full"), ev.HomePressed())

    assert journey.state.overlay == LeaveQuestion(to_home=True)


def test_a_supplement_is_saved_first_and_delivered_when_the_platform_says_so() -> None:
    journey = screens.supplied().forget_effects()
    assert journey.screen == Supplied(case(correction=CORRECTION), screens.MESSAGE_ID, Delivery.WAITING)

    journey = journey.acknowledged().acknowledged()

    assert journey.screen == Supplied(case(correction=CORRECTION), screens.MESSAGE_ID, Delivery.ACKNOWLEDGED)
    assert journey.effects == [do.SpeakScreen()]


@pytest.mark.parametrize(
    ("delivery", "outcome"),
    [(Delivery.ACKNOWLEDGED, "completed"), (Delivery.WAITING, "saved_offline"), (Delivery.REFUSED, "failed")],
)
def test_a_supplement_ends_as_what_became_of_it(delivery: Delivery, outcome: str) -> None:
    journey = screens.supplied().delivery(delivery).hand(ev.FinishPressed())

    assert journey.screen == Idle()
    assert journey.done_for(do.LogSessionEnded)[0].outcome == outcome


@pytest.mark.parametrize("hand", [ev.BackPressed(), ev.AnotherPressed()])
def test_after_a_supplement_another_matter_begins_with_nobody_known(hand: ev.Event) -> None:
    journey = screens.supplied().hand(hand)

    assert (journey.screen, journey.state.person) == (Home(), None)


def test_the_delivery_of_another_message_is_none_of_this() -> None:
    journey = screens.supplied()
    before = journey.screen

    assert journey.hand(ev.DeliveryChanged("9" * 32, Delivery.ACKNOWLEDGED)).screen == before


@pytest.mark.parametrize("name", ["CaseList", "CaseDetail", "Supply", "Supplied"])
def test_a_button_of_another_screen_does_nothing(name: str) -> None:
    journey = screens.EVERY_SCREEN[name]()
    before = journey.screen

    assert journey.hand(ev.SubmitPressed(), ev.NoticeUnderstood()).screen == before


def test_the_resident_hears_to_take_the_page_back() -> None:
    journey = screens.supplied()

    assert journey.said[-1] == "take_page"
