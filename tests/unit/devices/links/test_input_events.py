"""`struct input_event`, cut out of a stream."""

from hypothesis import given
from hypothesis import strategies as st

from devices.links.input_events import KEY, PRESSED, RELEASED, REPORT, SYN, SYN_DROPPED, EventReader, InputEvent

RECORDED = bytes.fromhex(
    "8f1c7a6900000000 c3d50b0000000000 0400 0400 52000700"  # EV_MSC MSC_SCAN 0x70052
    "8f1c7a6900000000 c3d50b0000000000 0100 6700 01000000"  # EV_KEY KEY_UP down
    "8f1c7a6900000000 c3d50b0000000000 0000 0000 00000000"  # EV_SYN SYN_REPORT
)
"""A key of a HID keyboard on a 64-bit kernel, as Documentation/input/input.rst lays it out."""
UP = InputEvent(KEY, 103, PRESSED)


def test_a_recorded_key_is_read_with_what_the_kernel_says_around_it() -> None:
    assert EventReader().feed(RECORDED) == [InputEvent(4, 4, 0x70052), UP, REPORT]


@given(st.integers(1, 71))
def test_an_event_split_anywhere_is_one_event(cut: int) -> None:
    reader = EventReader()
    assert len(reader.feed(RECORDED[:cut]) + reader.feed(RECORDED[cut:])) == 3


def test_the_torn_rest_of_a_report_is_dropped_and_the_next_report_is_good() -> None:
    torn = [InputEvent(SYN, SYN_DROPPED, 0), InputEvent(KEY, 103, RELEASED), REPORT, UP, REPORT]
    assert EventReader().feed(b"".join(map(bytes, torn))) == [UP, REPORT]


@given(st.lists(st.binary(max_size=100), max_size=20))
def test_any_bytes_are_events_and_less_than_one_is_kept(pieces: list[bytes]) -> None:
    reader = EventReader()
    events = [event for piece in pieces for event in reader.feed(piece)]
    assert len(events) <= len(b"".join(pieces)) // 24
    assert len(reader._rest) < 24


def test_a_web_page_is_no_key_and_no_sign_of_a_keypad() -> None:
    reader = EventReader()
    assert reader.feed(b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n") == []
    assert reader.has_garbage
    good = EventReader()
    good.feed(RECORDED)
    assert not good.has_garbage
