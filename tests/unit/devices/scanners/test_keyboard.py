"""A scanner in keyboard mode, its keys as the code's bytes."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.emulators.input_device import _packed
from devices.links.input_events import KEY, InputEvent
from devices.links.link import LinkGarbageError
from devices.scanners.keyboard import Keyboard


def keys(*strokes: tuple[int, int]) -> bytes:
    return b"".join(bytes(InputEvent(KEY, code, value)) for code, value in strokes)


def stroke(*codes: int) -> list[tuple[int, int]]:
    return [(code, value) for code in codes for value in (1, 0)]


def test_capitals_small_letters_and_signs_are_typed_by_one_layout() -> None:
    typed = keys((42, 1), *stroke(48, 39), (42, 0), *stroke(48, 39, 2), (54, 1), *stroke(2), (54, 0), *stroke(28))
    assert Keyboard()(typed) == b"B:b;1!\r"


def test_a_character_without_a_key_is_typed_by_its_number() -> None:
    assert Keyboard()(keys((56, 1), *stroke(76, 75, 71, 80, 76), (56, 0))) == "张".encode("gbk")
    assert Keyboard()(keys((56, 1), *stroke(6, 5, 8, 3, 6), (56, 0))) == "张".encode("gbk")


def test_a_control_character_is_told_as_one_and_an_alt_alone_as_nothing() -> None:
    assert Keyboard()(keys((29, 1), *stroke(34), (29, 0), (56, 1), (56, 0), *stroke(15))) == b"\x07\t"


def test_a_key_that_repeats_by_itself_is_typed_once() -> None:
    assert Keyboard()(keys((30, 1), (30, 2), (30, 2), (30, 0))) == b"a"


@pytest.mark.parametrize("digits", [40, 4000])
def test_a_number_without_end_stays_small(digits: int) -> None:
    assert len(Keyboard()(keys((56, 1), *stroke(*[73] * digits), (56, 0))) or b"") <= 5


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 200), st.integers(0, 2)), max_size=60))
def test_any_keys_are_typed_as_some_bytes(events: list[tuple[int, int, int]]) -> None:
    assert len(Keyboard()(_packed(*events)) or b"") <= 5 * len(events)


def test_what_no_kernel_wrote_is_no_keyboard_and_half_an_event_no_word() -> None:
    keyboard = Keyboard()
    assert keyboard(keys((30, 1))[:20]) is None
    with pytest.raises(LinkGarbageError):
        keyboard(b"HTTP/1.1 400 Bad Request\r\n\r\n")


@given(st.binary(max_size=600))
def test_any_bytes_are_typed_as_some_bytes(data: bytes) -> None:
    with contextlib.suppress(LinkGarbageError):
        Keyboard()(data)
