"""The first touch, the categories, the guides: nobody is known yet."""

import pytest

from devices.contracts.statuses import Statuses
from kiosk.catalogue import Catalogue, Item, Offline
from kiosk.core.person import IdentityLevel
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.availability import reason_off
from kiosk.session.on_browse import LONGEST_QUERY
from kiosk.session.screens import Category, Home, Information, Notice, PrintState, Purpose, Search
from kiosk.session.states import Mode
from tests.helpers.session_world import ITEM_ID, Journey
from tests.helpers.view_context import real_catalogue


@pytest.mark.parametrize("mode", list(Mode))
def test_the_first_touch_opens_home_in_the_mode_it_chose(mode: Mode) -> None:
    journey = Journey().hand(ev.Started(mode))

    assert journey.screen == Home()
    assert journey.state.mode is mode
    assert journey.effects == [do.StopSpeaking(), do.SpeakScreen()]


def test_a_second_touch_begins_no_second_session() -> None:
    journey = Journey().hand(ev.Started())
    serial = journey.state.session_serial

    journey.hand(ev.Started(Mode.ELDER))

    assert (journey.state.session_serial, journey.state.mode) == (serial, Mode.STANDARD)


def test_the_progress_of_a_case_is_one_touch_from_idle() -> None:
    journey = Journey().hand(ev.ProgressPressed())

    assert journey.screen == Notice(Purpose.PROGRESS)
    assert journey.state.session_serial == 1


def test_home_category_guide_and_back_again() -> None:
    journey = Journey().hand(ev.Started(), ev.CategoryChosen("elder-care"))
    assert journey.screen == Category("elder-care")

    journey = journey.hand(ev.EntryChosen(ITEM_ID))
    assert journey.screen == Information(ITEM_ID, from_category="elder-care")

    journey = journey.hand(ev.BackPressed())
    assert journey.screen == Category("elder-care")
    journey = journey.hand(ev.BackPressed())
    assert journey.screen == Home()


def test_a_guide_opened_from_home_goes_back_home() -> None:
    journey = Journey().hand(ev.Started(), ev.EntryChosen(ITEM_ID))
    assert journey.screen == Information(ITEM_ID)

    assert journey.hand(ev.BackPressed()).screen == Home()


@pytest.mark.parametrize("hand", [ev.CategoryChosen("nowhere"), ev.EntryChosen("nothing"), ev.ApplyPressed("nothing")])
def test_what_the_catalogue_does_not_have_leads_nowhere(hand: ev.Event) -> None:
    assert Journey().hand(ev.Started(), hand).screen == Home()


def test_the_guide_of_an_item_leads_to_its_notice_before_anything_is_read() -> None:
    journey = Journey().at_notice()

    assert journey.screen == Notice(Purpose.APPLY, ITEM_ID)
    assert journey.done_for(do.ReadCard) == []


def test_home_leads_to_the_notice_of_the_progress() -> None:
    assert Journey().hand(ev.Started(), ev.ProgressPressed()).screen == Notice(Purpose.PROGRESS)


def test_an_entry_to_be_read_cannot_be_applied_for() -> None:
    journey = Journey().hand(ev.Started(), ev.EntryChosen("hotline-12345"), ev.ApplyPressed("hotline-12345"))

    assert journey.screen == Information("hotline-12345")


def catalogue_with(item: Item) -> Catalogue:
    real = real_catalogue()
    return Catalogue({**real.items, item.id: item}, real.layout)


def item_filed_with(level: IdentityLevel) -> Item:
    """The first item, for people known at least this surely."""
    item = real_catalogue().item(ITEM_ID)
    assert item.identity is not None
    return item.model_copy(update={"identity": item.identity.model_copy(update={"file": level})})


@pytest.mark.parametrize("level", [IdentityLevel.CARD_AND_CODE, IdentityLevel.WITNESSED])
def test_an_item_that_needs_more_than_a_card_cannot_be_begun(level: IdentityLevel) -> None:
    journey = Journey(catalogue=catalogue_with(item_filed_with(level))).at_notice()

    assert journey.screen == Information(ITEM_ID)


def test_an_item_without_identity_cannot_be_begun() -> None:
    item = real_catalogue().item(ITEM_ID).model_copy(update={"identity": None})

    assert Journey(catalogue=catalogue_with(item)).at_notice().screen == Information(ITEM_ID)


@pytest.mark.parametrize("online", [False, True])
def test_an_item_that_needs_the_network_is_not_begun_without_it(online: bool) -> None:
    item = real_catalogue().item(ITEM_ID).model_copy(update={"offline": Offline.ONLINE_ONLY})
    journey = Journey(catalogue=catalogue_with(item)).hand(ev.NetworkChanged(online)).at_notice()

    assert (journey.screen == Notice(Purpose.APPLY, ITEM_ID)) is online
    reason = reason_off(item, journey.state, Statuses())
    assert (reason == "offline") is not online


def test_the_way_back_from_a_guide_leads_to_what_was_searched_for() -> None:
    journey = Journey().hand(ev.Started(), ev.SearchOpened(), ev.Searched("gljt"), ev.EntryChosen(ITEM_ID))
    assert journey.screen == Information(ITEM_ID, from_search="gljt")

    assert journey.hand(ev.BackPressed()).screen == Search("gljt")
    assert journey.hand(ev.BackPressed()).screen == Home()


def test_what_is_searched_for_has_an_end() -> None:
    journey = Journey().hand(ev.Started(), ev.SearchOpened(), ev.Searched("x" * 500))

    assert journey.screen == Search("x" * LONGEST_QUERY)


# ── the guide on paper ─────────────────────────────────────────────────────────────────────────────────────────────


def at_guide() -> Journey:
    return Journey().hand(ev.Started(), ev.EntryChosen(ITEM_ID))


def ended(journey: Journey, printed: bool) -> ev.GuidePrintEnded:
    return ev.GuidePrintEnded(journey.state.session_serial, ITEM_ID, printed)


def printing(journey: Journey) -> PrintState | None:
    assert isinstance(journey.screen, Information)
    return journey.screen.printing


def test_a_guide_is_printed_once_however_often_it_is_asked_for() -> None:
    journey = at_guide().hand(ev.GuidePrintPressed(), ev.GuidePrintPressed())
    assert printing(journey) is PrintState.PRINTING
    journey.hand(ended(journey, printed=True))
    journey.hand(ev.GuidePrintPressed())

    assert printing(journey) is PrintState.PRINTED
    assert len(journey.done_for(do.PrintGuide)) == 1
    assert journey.said[-1] == "guide_printed"


def test_a_guide_that_did_not_come_out_may_be_asked_for_again() -> None:
    journey = at_guide().hand(ev.GuidePrintPressed())
    journey.hand(ended(journey, printed=False))
    assert printing(journey) is PrintState.NOT_STARTED
    journey.hand(ev.GuidePrintPressed())
    assert len(journey.done_for(do.PrintGuide)) == 2


def test_nobody_is_called_away_while_it_prints() -> None:
    journey = at_guide().hand(ev.GuidePrintPressed())
    journey.tick(600)
    assert printing(journey) is PrintState.PRINTING


def test_its_end_is_nothing_to_who_has_gone_on_or_came_after() -> None:
    journey = at_guide().hand(ev.GuidePrintPressed())
    late = ended(journey, printed=True)
    journey.hand(ev.BackPressed())
    journey.hand(late)
    assert journey.screen == Home()

    journey.hand(ev.ExitPressed(), ev.Started(), ev.EntryChosen(ITEM_ID))
    journey.hand(late)
    assert printing(journey) is None
