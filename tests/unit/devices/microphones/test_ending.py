"""When somebody has finished speaking."""

from collections.abc import Iterable

from devices.microphones.ending import Ending

ROOM = [0.30, 0.32, 0.29, 0.31]
VOICE = [0.62, 0.70, 0.66, 0.58, 0.71]


def over_after(levels: Iterable[float]) -> int | None:
    """At which level, counted from 1."""
    ending = Ending()
    return next((count for count, level in enumerate(levels, start=1) if ending.is_over(level)), None)


def test_it_is_over_when_it_is_as_quiet_as_before_for_most_of_a_second() -> None:
    assert over_after(ROOM + VOICE + ROOM * 5) == len(ROOM) + len(VOICE) + 8


def test_a_breath_between_two_words_ends_nothing() -> None:
    assert over_after(ROOM + VOICE + ROOM + VOICE) is None


def test_a_knock_on_the_cabinet_is_no_word() -> None:
    assert over_after([*ROOM, 0.9, *ROOM * 5]) is None


def test_who_says_nothing_is_not_waited_for_longer_than_five_seconds() -> None:
    assert over_after(ROOM * 20) == 50


def test_a_loud_room_is_no_voice() -> None:
    assert over_after([0.6, 0.62, 0.61, 0.59] * 20) == 50


def test_who_speaks_before_the_microphone_has_heard_the_room_is_heard_too() -> None:
    assert over_after(VOICE + ROOM * 5) == len(VOICE) + 8
