"""The home screens are drawn from the catalogue: nothing dead, nothing empty."""

from dataclasses import replace
from datetime import UTC, datetime

from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from kiosk.session.screens import Home
from kiosk.session.states import SessionState
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.view_context import real_catalogue, view_context
from ui.viewmodels.home_face import home_face

SNAPSHOT = snapshot_of(SessionState(screen=Home()))


def test_every_tile_leads_to_a_category_with_entries() -> None:
    face = home_face(SNAPSHOT, view_context())
    assert face.tiles
    assert all(real_catalogue().entries(tile.category_id) for tile in face.tiles)


def test_a_category_without_entries_is_not_shown() -> None:
    context = view_context()
    only = {"old-age-allowance": real_catalogue().item("old-age-allowance")}
    face = home_face(SNAPSHOT, replace(context, catalogue=replace(real_catalogue(), items=only)))
    assert [tile.category_id for tile in face.tiles] == ["elder-care"]


def test_a_group_without_tiles_has_no_spine() -> None:
    context = view_context()
    only = {"old-age-allowance": real_catalogue().item("old-age-allowance")}
    face = home_face(SNAPSHOT, replace(context, catalogue=replace(real_catalogue(), items=only)))
    assert [group.group_id for group in face.groups] == ["care"]


def test_the_elder_choices_are_numbered_in_words() -> None:
    leads = home_face(SNAPSHOT, view_context()).leads
    assert len(leads) <= 6
    assert [lead.number_text for lead in leads] == list("一二三四五六")[: len(leads)]


def test_the_greeting_follows_the_hour_in_china() -> None:
    evening = replace(SNAPSHOT, now=datetime(2026, 4, 21, 11, 0, tzinfo=UTC))
    assert home_face(SNAPSHOT, view_context()).greeting.startswith("上午好")
    assert home_face(evening, view_context()).greeting.startswith("晚上好")


def test_while_no_card_can_be_read_the_way_to_ones_cases_is_off_with_its_reason_and_comes_back() -> None:
    gone = replace(ALL_WELL, id_card=CardReaderStatus(health=Health.NO_DEVICE, since_s=0.0))
    off = home_face(replace(SNAPSHOT, machines=gone), view_context())
    assert off.progress_off == "读卡区用不了，请到窗口问"
    assert [lead.off_reason for lead in off.leads] == [""] * 5 + [off.progress_off]
    well = home_face(SNAPSHOT, view_context())
    assert {well.progress_off, *(lead.off_reason for lead in well.leads)} == {""}
