"""Pointing at where it is: from the form to the names and back, with nothing lost."""

import pytest

from kiosk.session import events as ev
from kiosk.session.screens import SPOTS, Form, PickPlace
from kiosk.session.states import Mode
from tests.helpers.session_world import Journey
from tests.helpers.view_context import real_catalogue

FIELD = "residence_address"
HERE = "130102001001"
OWN = "河北省石家庄市长安区清河街道槐树里社区"


def picking(mode: Mode = Mode.STANDARD) -> Journey:
    return Journey().at_form(mode).hand(ev.PlacesOpened(FIELD))


def answers(journey: Journey) -> dict[str, str]:
    assert journey.state.draft is not None
    return journey.state.draft.answers


def where(journey: Journey) -> str:
    screen = journey.screen
    assert isinstance(screen, PickPlace)
    return screen.within


@pytest.mark.parametrize("mode", list(Mode))
def test_the_own_community_is_one_touch_and_the_address_is_gone_on_with(mode: Mode) -> None:
    journey = picking(mode)
    assert where(journey) == HERE[:9]

    journey.hand(ev.PlaceChosen(HERE))
    assert answers(journey)[FIELD] == OWN
    assert isinstance(journey.screen, Form)
    assert journey.screen.typing == FIELD


def test_another_village_is_found_by_going_wider_and_down_again() -> None:
    journey = picking()
    for expected in (HERE[:6], HERE[:4], HERE[:2], HERE[:2]):
        journey.hand(ev.PlaceChosen())
        assert where(journey) == expected
    areas, code = real_catalogue().areas, "13"
    while len(code) < 12:
        code = areas.below(code)[-1].code
        journey.hand(ev.PlaceChosen(code))
    assert answers(journey)[FIELD] == areas.full_name(code)
    assert answers(journey)[FIELD + ".division"].startswith(code)


def test_a_letter_shows_only_its_names_and_the_same_again_all_of_them() -> None:
    journey = picking().hand(ev.InitialChosen("m"))
    assert isinstance(journey.screen, PickPlace)
    assert journey.screen.initial == "m"
    assert journey.hand(ev.InitialChosen("m")).screen == PickPlace(Form(), FIELD, HERE[:9])


def test_the_way_back_keeps_what_was_written() -> None:
    journey = (
        Journey().at_form().hand(ev.AnswerGiven(FIELD, "正定县东里双村"), ev.PlacesOpened(FIELD), ev.BackPressed())
    )
    assert answers(journey)[FIELD] == "正定县东里双村"
    assert journey.screen == Form(typing=FIELD)


def test_only_an_address_that_is_asked_can_be_pointed_at() -> None:
    for name in ("phone", "household_address", "nobody_asked"):
        assert isinstance(Journey().at_form().hand(ev.PlacesOpened(name)).screen, Form)


@pytest.mark.parametrize("code", ["13", "130102002001", "x", HERE[:9]])
def test_a_name_that_is_not_shown_cannot_be_chosen(code: str) -> None:
    journey = picking()
    before = journey.state
    assert journey.hand(ev.PlaceChosen(code)).screen == before.screen


def test_a_signature_is_gone_with_what_was_pointed_at() -> None:
    journey = picking().hand(ev.PlaceChosen(HERE))
    assert journey.state.draft is not None
    assert not journey.state.draft.is_signed


def requesting() -> Journey:
    journey = Journey().at_notice(item_id="request").hand(ev.NoticeUnderstood()).put_card().take_card()
    chosen = {"purpose": "help", "area": "place", "place_matter": "lamps"}
    journey.hand(*(ev.AnswerGiven(name, value) for name, value in chosen.items()))
    return journey.hand(ev.PlacesOpened("where"))


def test_a_place_of_the_community_is_pointed_at_by_its_name() -> None:
    journey = requesting()
    assert where(journey) == SPOTS

    names = [spot.zh for spot in real_catalogue().areas.spots]
    journey.hand(ev.PlaceChosen(spot=names.index("小花园")))
    assert answers(journey)["where"] == OWN + "小花园"


def test_what_is_in_no_list_is_looked_for_among_the_villages() -> None:
    journey = requesting().hand(ev.PlaceChosen(spot=99))
    assert where(journey) == SPOTS
    assert where(journey.hand(ev.PlaceChosen())) == HERE[:9]


def test_another_mode_asks_its_own_page_again() -> None:
    journey = picking().hand(ev.ModeChosen(Mode.ELDER))
    assert isinstance(journey.screen, Form)


def test_time_keeps_what_is_pointed_at_for_the_card() -> None:
    assert picking().tick(121).state.kept
