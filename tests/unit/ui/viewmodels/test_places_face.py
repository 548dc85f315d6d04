"""Names to point at: what stands there, by which letters, and where it leads."""

from kiosk.session.screens import Danger, Form, Home, PickPlace
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import SessionState
from tests.helpers.fake_session import snapshot_of
from tests.helpers.view_context import PLACE, view_context
from ui.viewmodels.danger_face import DangerFace, danger_face
from ui.viewmodels.places_face import PlacesFace, places_face

TOWN = "130102001"


def at(within: str, initial: str = "") -> Snapshot:
    return snapshot_of(SessionState(screen=PickPlace(Form(), "residence_address", within, initial)))


def test_the_own_community_stands_first_and_is_marked() -> None:
    face = places_face(at(TOWN), view_context())
    assert (face.places[0].name, face.places[0].is_here) == ("槐树里社区", True)
    assert not any(row.is_here for row in face.places[1:])
    assert face.path == "河北省 \u203a 石家庄市 \u203a 长安区 \u203a 清河街道"
    assert face.wider_text == "不在清河街道"


def test_many_names_are_found_by_a_letter() -> None:
    face = places_face(at("130102"), view_context())
    assert [row.letter for row in face.letters] == sorted({row.letter for row in face.letters})
    some = places_face(at("130102", face.letters[0].letter.lower()), view_context())
    assert some.letters[0].chosen
    assert 0 < len(some.places) < len(face.places)


def test_few_names_need_no_letters() -> None:
    assert places_face(at("13"), view_context()).letters == ()


def test_there_is_nothing_wider_than_the_province() -> None:
    assert places_face(at("13"), view_context()).wider_text == ""


def test_the_communitys_places_stand_as_its_people_ordered_them() -> None:
    face = places_face(at(""), view_context())
    assert [row.spot for row in face.places] == list(range(len(face.places)))
    assert face.places[0].name == "1号楼"
    assert places_face(at(""), view_context(locale="en")).places[0].name == "Building 1"


def test_another_screen_shows_no_names_and_no_numbers() -> None:
    elsewhere = snapshot_of(SessionState(screen=Home()))
    assert places_face(elsewhere, view_context()) == PlacesFace()
    assert danger_face(elsewhere, view_context()) == DangerFace()


def test_who_is_in_danger_reads_whom_to_call_for_what_and_where_they_are() -> None:
    face = danger_face(snapshot_of(SessionState(screen=Danger("request"))), view_context())
    assert [(row.number, row.sends) for row in face.calls] == [
        ("120", "叫救护车"),
        ("119", "叫消防"),
        ("110", "叫警察"),
    ]
    assert "120" in face.calls[0].accessible_name
    assert face.address == PLACE.address
