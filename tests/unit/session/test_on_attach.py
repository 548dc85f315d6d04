"""Materials before a case is handed in: photographed here or brought to the window, nothing lost on the way."""

import pytest

from devices.contracts.page import PageVerdict
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.on_attach import MOST_PAGES_COUNT
from kiosk.session.screens import Attach, Form, Idle, Photograph, Review, ScanState
from kiosk.session.states import Mode
from tests.helpers.session_world import STROKES, Journey
from tests.unit.session.screens import attaching, picture

PHOTO = "photo"


def under_camera() -> Journey:
    return attaching().hand(ev.MaterialChosen(PHOTO))


def scan_of(journey: Journey) -> ScanState:
    screen = journey.screen
    assert isinstance(screen, Photograph)
    return screen.scan


def pages(journey: Journey) -> list[bytes]:
    assert journey.state.draft is not None
    return [page.jpeg for page in journey.state.draft.pages]


@pytest.mark.parametrize("mode", list(Mode))
def test_after_the_last_question_the_materials_are_asked_for_and_then_all_is_looked_over(mode: Mode) -> None:
    assert isinstance(attaching(mode).hand(ev.NextPressed()).screen, Review)


def test_a_picture_is_looked_at_and_kept_with_the_draft() -> None:
    journey = picture(under_camera(), b"one")
    assert scan_of(journey) is ScanState.LOOK
    assert journey.hand(ev.PageKept()).screen == Attach()
    assert pages(journey) == [b"one"]


def test_more_pages_of_one_thing_are_kept_in_their_order_and_all_can_be_dropped() -> None:
    journey = attaching()
    for jpeg in (b"one", b"two"):
        picture(journey.hand(ev.MaterialChosen(PHOTO)), jpeg).hand(ev.PageKept())
    assert pages(journey) == [b"one", b"two"]
    assert pages(journey.hand(ev.PagesDropped(PHOTO))) == []


def test_a_page_nobody_can_read_is_not_kept_until_it_was_refused_twice() -> None:
    journey = picture(under_camera(), b"dim", PageVerdict.BLURRED)
    assert pages(journey.hand(ev.PageKept())) == []
    picture(journey, b"dimmer", PageVerdict.BLURRED).hand(ev.PageKept())
    assert pages(journey) == [b"dimmer"]


def test_a_camera_that_fails_leaves_what_was_taken() -> None:
    journey = picture(under_camera(), b"one").hand(ev.PageKept(), ev.MaterialChosen(PHOTO), ev.CapturePressed())
    journey.hand(ev.CaptureFailed(journey.state.session_serial))
    assert isinstance(journey.screen, Photograph)
    assert journey.screen.scan is ScanState.FAILED
    assert pages(journey.hand(ev.BackPressed())) == [b"one"]


def test_a_picture_of_an_earlier_session_is_nobodys() -> None:
    journey = under_camera().hand(ev.CapturePressed())
    before = journey.screen
    journey.hand(ev.CaptureFailed(journey.state.session_serial - 1))
    assert journey.screen == before


def test_without_a_camera_nothing_is_photographed() -> None:
    journey = attaching()
    journey.camera_ready = False
    assert journey.hand(ev.MaterialChosen(PHOTO)).screen == Attach()
    assert isinstance(journey.hand(ev.NextPressed()).screen, Review)


def test_what_no_item_asks_for_is_not_photographed() -> None:
    assert attaching().hand(ev.MaterialChosen("id_card")).screen == Attach()


def test_there_is_an_end_to_the_pages_of_one_case() -> None:
    journey = attaching()
    for number in range(MOST_PAGES_COUNT + 2):
        journey.hand(ev.MaterialChosen(PHOTO))
        if isinstance(journey.screen, Photograph):
            picture(journey, bytes([number])).hand(ev.PageKept())
    assert len(pages(journey)) == MOST_PAGES_COUNT


def test_the_way_back_leads_to_the_last_question_and_from_the_review_to_the_materials() -> None:
    journey = attaching()
    assert isinstance(journey.hand(ev.BackPressed()).screen, Form)
    assert attaching().hand(ev.NextPressed(), ev.BackPressed()).screen == Attach()


def test_what_is_handed_in_has_the_pages() -> None:
    journey = picture(under_camera(), b"one").hand(
        ev.PageKept(), ev.NextPressed(), ev.Signed(STROKES), ev.SubmitPressed()
    )
    (filed,) = journey.done_for(do.FileCase)
    assert [page.jpeg for page in filed.draft.pages] == [b"one"]


def test_while_a_picture_is_taken_nothing_else_happens() -> None:
    journey = under_camera().hand(ev.CapturePressed())
    assert journey.state.busy_with_effect
    assert isinstance(journey.hand(ev.BackPressed()).screen, Photograph)
    assert journey.hand(ev.Crashed()).screen == Idle()


def test_time_keeps_the_pages_for_the_card() -> None:
    journey = picture(under_camera(), b"one").hand(ev.PageKept())
    (kept,) = journey.tick(121).done_for(do.KeepDraft)
    assert [page.jpeg for page in kept.draft.pages] == [b"one"]
