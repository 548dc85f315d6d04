"""A microphone's messages, and how loud they are."""

import math
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.microphones.frames import MOST_PAYLOAD_BYTES, BadFrameError, Deframer, Frame, loudness

STREAM = bytes(Frame(b"R", 0, struct.pack(">I", 16000))) + bytes(Frame(b"P", 7, b"\1\0\2\0"))


@given(st.integers(0, len(STREAM)))
def test_messages_split_anywhere_are_the_same_messages(cut: int) -> None:
    deframer = Deframer()
    frames = deframer.feed(STREAM[:cut]) + deframer.feed(STREAM[cut:])
    assert frames == [Frame(b"R", 0, b"\0\0\x3e\x80"), Frame(b"P", 7, b"\1\0\2\0")]


@pytest.mark.parametrize("frame", [b"X" + bytes(8), b"P" + bytes(4) + b"\xff" * 4, b"P" + bytes(7) + b"\3"])
def test_what_is_no_message_is_told_at_its_head(frame: bytes) -> None:
    with pytest.raises(BadFrameError):
        Deframer().feed(frame)


@given(st.lists(st.binary(max_size=200) | st.just(STREAM), max_size=10))
def test_any_bytes_are_messages_or_the_declared_error(pieces: list[bytes]) -> None:
    deframer = Deframer()
    with suppress(BadFrameError):
        for piece in pieces:
            deframer.feed(piece)
            assert len(deframer._received) <= MOST_PAYLOAD_BYTES + 9


def sine(amplitude: int) -> bytes:
    return struct.pack("<1600h", *(round(amplitude * math.sin(n / 8)) for n in range(1600)))


def test_loudness_goes_by_the_ear_from_a_quiet_room_to_full() -> None:
    assert loudness(bytes(3200)) == loudness(b"") == 0.0
    assert loudness(struct.pack("<2h", 20, -20)) == 0.0
    assert loudness(struct.pack("<2h", -32768, -32768)) == 1.0
    assert loudness(sine(3276)) == pytest.approx(1 - 23 / 60, abs=0.01)
    assert loudness(sine(32767)) > loudness(sine(3276)) > loudness(sine(327))


@given(st.binary(max_size=400).filter(lambda data: len(data) % 2 == 0))
def test_any_samples_have_a_loudness(samples: bytes) -> None:
    assert 0.0 <= loudness(samples) <= 1.0
