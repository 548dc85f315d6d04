"""How loud a microphone's samples are, and what it may say."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.microphones.frames import MOST_PAYLOAD_BYTES, can_be, loudness


def test_samples_come_in_twos_and_not_too_many_at_once() -> None:
    assert can_be(b"R", 4)
    assert can_be(b"P", 2)
    assert not can_be(b"P", 3)
    assert not can_be(b"P", MOST_PAYLOAD_BYTES + 2)
    assert not can_be(b"X", 0)


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
