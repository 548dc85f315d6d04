"""What the wire can tell of a card left lying."""

from devices.contracts.card_reader import CardMedia
from devices.idcards.frames import Command
from devices.idcards.presence import Presence, after_answer, card_was_read, reader_lost

LYING = card_was_read(Presence())


def told(presence: Presence, *codes: int) -> Presence:
    for code in codes:
        presence = after_answer(presence, presence.question, code)
    return presence


def test_an_unread_card_comes_and_goes_by_find_card() -> None:
    assert told(Presence(), 0x9F).media is CardMedia.PRESENT
    assert told(Presence(), 0x9F, 0x80).media is CardMedia.NOT_PRESENT


def test_a_read_card_is_asked_itself_and_stays_while_it_answers() -> None:
    assert LYING.question is Command.READ_CHIP_NUMBER
    assert told(LYING, 0x90, 0x91, 0x90).media is CardMedia.PRESENT


def test_a_read_card_is_gone_after_two_failures_not_one() -> None:
    assert told(LYING, 0x41).media is CardMedia.PRESENT
    assert told(LYING, 0x41, 0x90, 0x41).spent
    assert told(LYING, 0x41, 0x41) == Presence(CardMedia.NOT_PRESENT)


def test_a_module_without_chip_numbers_is_asked_otherwise() -> None:
    assert told(LYING, 0x24).question is Command.READ_NEWEST_ADDRESS
    assert told(LYING, 0x24, 0x21).question is Command.READ_TEXT_PHOTO
    assert told(LYING, 0x24, 0x91).media is CardMedia.PRESENT


def test_a_read_card_stays_spent_while_the_reader_is_away_and_back() -> None:
    away = reader_lost(LYING)
    assert away.media is CardMedia.UNKNOWN
    back = told(away, 0x41, 0x41)
    assert back.question is Command.FIND_CARD
    lying = told(back, 0x9F)
    assert (lying.media, lying.spent) == (CardMedia.PRESENT, True)
    assert told(lying, 0x80) == Presence(CardMedia.NOT_PRESENT)
