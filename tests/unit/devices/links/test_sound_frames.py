"""The messages of loudspeakers and microphones, cut out of their stream."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.links.sound_frames import HEAD, BadFrameError, Deframer, Frame
from devices.microphones import frames
from devices.voice import sinks

STREAM = bytes(Frame(b"R", 0, struct.pack(">I", 16000))) + bytes(Frame(b"P", 7, b"\1\0\2\0"))


@given(st.integers(0, len(STREAM)))
def test_messages_split_anywhere_are_the_same_messages(cut: int) -> None:
    deframer = Deframer(frames.can_be)
    found = deframer.feed(STREAM[:cut]) + deframer.feed(STREAM[cut:])
    assert found == [Frame(b"R", 0, b"\0\0\x3e\x80"), Frame(b"P", 7, b"\1\0\2\0")]


@pytest.mark.parametrize("frame", [b"X" + bytes(8), b"P" + bytes(4) + b"\xff" * 4, b"P" + bytes(7) + b"\3"])
def test_what_is_no_message_is_told_at_its_head(frame: bytes) -> None:
    for can_be in (frames.can_be, sinks.can_be):
        with pytest.raises(BadFrameError):
            Deframer(can_be).feed(frame)


@given(st.lists(st.binary(max_size=200) | st.just(STREAM), max_size=10))
def test_any_bytes_are_messages_or_the_declared_error(pieces: list[bytes]) -> None:
    deframer = Deframer(frames.can_be)
    with suppress(BadFrameError):
        for piece in pieces:
            deframer.feed(piece)
            assert deframer.kept_bytes < HEAD.size + frames.MOST_PAYLOAD_BYTES
