"""Whose card lies there: the one who stands here, who put it there too early, or nobody any more."""

import pytest

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.results import DeviceGone
from kiosk.session import events as ev
from kiosk.session.screens import Form, Identify, Idle, Notice, Purpose
from kiosk.session.states import Mode, SessionState
from kiosk.session.troubles import ReadTrouble
from tests.helpers.session_world import GUILAN_CARD, ITEM_ID, Journey
from tests.unit.session.test_on_identify import identify, read_count


def left_lying() -> Journey:
    """The last resident went home without their card."""
    return Journey().at_identify().put_card().hand(ev.ExitPressed(), ev.LeaveConfirmed())


def test_a_card_left_lying_is_announced_when_the_reader_has_looked_again_and_every_ten_seconds() -> None:
    journey = left_lying()
    assert journey.state.card_must_be_lifted
    assert journey.said == ["card_read", "leave"]
    journey.tick(2)
    assert journey.said == ["card_read", "leave", "card_left"]

    journey.forget_effects().tick(9)
    assert journey.said == []
    journey.tick(1)
    assert journey.said == ["card_left"]
    journey.tick(20)
    assert journey.said == ["card_left"] * 3

    journey.take_card().forget_effects().tick(60)
    assert journey.said == []


def test_a_card_lifted_in_the_moment_of_leaving_is_called_forgotten_by_nobody() -> None:
    """The loudspeaker said that a card had been forgotten, which its owner had in hand."""
    journey = left_lying().forget_effects().tick(1).take_card().tick(60)
    assert journey.said == []


def test_a_card_left_lying_starts_nobody_until_it_was_lifted_and_put_back() -> None:
    journey = left_lying().forget_effects().at_identify()
    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, trouble=ReadTrouble.LEFT_LYING)
    assert read_count(journey) == 0

    journey.take_card()
    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True)

    assert journey.put_card().screen == Form()


@pytest.mark.parametrize("media", [CardMedia.PRESENT, CardMedia.UNKNOWN])
def test_again_reads_no_card_that_was_left_lying(media: CardMedia) -> None:
    journey = left_lying().forget_effects().at_identify().hand(ev.CardSeen(media), ev.RetryPressed())

    assert read_count(journey) == 0
    assert identify(journey).trouble is ReadTrouble.LEFT_LYING
    assert journey.said == ["read_left_lying"]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ((), "card_early"),
        ((ev.Started(Mode.STANDARD),), "card_early"),
        ((ev.Started(Mode.STANDARD), ev.EntryChosen(ITEM_ID)), "card_early"),
        ((ev.Started(Mode.STANDARD), ev.EntryChosen(ITEM_ID), ev.ApplyPressed(ITEM_ID)), "card_early_notice"),
    ],
)
def test_a_card_put_there_before_it_is_asked_for_is_answered_and_read_when_it_is(
    before: tuple[ev.Event, ...], said: str
) -> None:
    """Nothing reacted, and later it was taken for a stranger's."""
    journey = Journey().hand(*before, ev.CardSeen(CardMedia.PRESENT))
    assert journey.said == [said]

    if isinstance(journey.screen, Idle):
        journey.hand(ev.Started(Mode.STANDARD))
    if not isinstance(journey.screen, Notice):
        journey.hand(ev.EntryChosen(ITEM_ID), ev.ApplyPressed(ITEM_ID))
    assert read_count(journey) == 0

    journey.hand(ev.NoticeUnderstood())
    assert identify(journey) == Identify(Purpose.APPLY, ITEM_ID, reading=True)
    assert journey.read_ends(CardRead(GUILAN_CARD)).screen == Form()


def test_a_card_put_on_an_idle_machine_with_nothing_begun_is_a_forgotten_one() -> None:
    journey = Journey().hand(ev.CardSeen(CardMedia.PRESENT)).tick(9)
    assert journey.said == ["card_early"]

    assert journey.tick(1).state.card_must_be_lifted
    assert journey.said == ["card_early", "card_left"]
    assert identify(journey.at_identify()).trouble is ReadTrouble.LEFT_LYING


def test_a_card_put_there_too_early_and_left_behind_counts_for_nobody() -> None:
    journey = Journey().hand(ev.Started(Mode.STANDARD), ev.CardSeen(CardMedia.PRESENT), ev.ExitPressed())

    assert identify(journey.at_identify()).trouble is ReadTrouble.LEFT_LYING
    assert read_count(journey) == 0


def test_a_card_put_there_too_early_and_out_of_the_readers_sight_since_is_lifted_first() -> None:
    journey = Journey().hand(ev.Started(Mode.STANDARD), ev.CardSeen(CardMedia.PRESENT))
    journey.hand(ev.CardSeen(CardMedia.UNKNOWN), ev.CardSeen(CardMedia.PRESENT))

    assert identify(journey.at_identify()).trouble is ReadTrouble.LEFT_LYING


def test_a_card_that_lies_there_when_the_program_starts_is_somebody_elses() -> None:
    journey = Journey(SessionState(online=True)).hand(ev.CardSeen(CardMedia.PRESENT)).tick(1)

    assert journey.state.card_must_be_lifted
    assert journey.said == ["card_left"]


def test_a_card_that_lies_there_when_the_reader_comes_back_is_lifted_first() -> None:
    journey = Journey().at_identify().hand(ev.CardSeen(CardMedia.UNKNOWN)).read_ends(DeviceGone("unplugged"))

    journey.hand(ev.CardSeen(CardMedia.PRESENT), ev.RetryPressed())

    assert read_count(journey) == 1
    assert identify(journey).trouble is ReadTrouble.LEFT_LYING
    assert journey.take_card().put_card().screen == Form()


def test_a_card_placed_while_the_reader_was_starting_is_read() -> None:
    journey = Journey(SessionState(online=True)).at_identify()

    assert journey.put_card().screen == Form()


def test_the_next_matter_of_the_same_person_begins_with_the_card_lifted() -> None:
    journey = Journey().at_identify().put_card().hand(ev.HomePressed(), ev.LeaveConfirmed())

    assert identify(journey.hand(ev.ApplyPressed(ITEM_ID), ev.NoticeUnderstood())).trouble is ReadTrouble.LEFT_LYING
