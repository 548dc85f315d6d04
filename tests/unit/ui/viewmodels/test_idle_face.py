"""What stands on the screen while nobody is here."""

from dataclasses import replace

from kiosk.session.snapshot import Bulletin
from kiosk.session.states import SessionState
from kiosk.session.troubles import FilingOff
from tests.helpers.fake_session import snapshot_of
from tests.helpers.view_context import view_context
from ui.viewmodels.idle_face import idle_face


def test_the_first_notices_of_the_feed_are_shown() -> None:
    bulletins = tuple(Bulletin(f"{number}", "停水", "water") for number in range(5))
    face = idle_face(replace(snapshot_of(SessionState()), bulletins=bulletins), view_context())
    assert [row.title for row in face.bulletins] == ["0", "1"]


def test_without_notices_nothing_is_invented() -> None:
    assert idle_face(snapshot_of(SessionState()), view_context()).bulletins == ()


def test_a_forgotten_card_is_announced_until_it_is_lifted() -> None:
    lying = idle_face(snapshot_of(SessionState(card_must_be_lifted=True)), view_context())
    lifted = idle_face(snapshot_of(SessionState()), view_context())
    assert lying.card_title
    assert not lifted.card_title


def test_a_machine_out_of_service_says_that_it_rests_and_one_without_numbers_looks_as_always() -> None:
    def rests(off: FilingOff | None) -> bool:
        return idle_face(snapshot_of(SessionState(filing_off=off)), view_context()).is_resting

    assert rests(FilingOff.OUT_OF_SERVICE)
    assert not any(rests(off) for off in (None, FilingOff.NO_NUMBERS, FilingOff.NO_ROOM))
