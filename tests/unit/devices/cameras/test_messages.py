"""What the cameras' helper processes say: every message whole or not at all, whatever the bytes."""

import asyncio
import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.cameras.messages import (
    Messages,
    page_of,
    read_message,
    spell_seen,
    unusable_of,
    write_message,
)
from devices.contracts.camera import FrameUnusable
from devices.contracts.page import Page, PageVerdict
from devices.links.link import LinkGoneError


class Pieces:
    """A link that gives these bytes, a few at a time, and ends."""

    def __init__(self, data: bytes, piece: int = 3) -> None:
        self._stream, self._piece = io.BytesIO(data), piece

    async def read(self) -> bytes:
        data = self._stream.read(self._piece)
        if not data:
            raise LinkGoneError("ended")
        return data

    async def write(self, data: bytes) -> None:
        raise AssertionError("nobody writes here")

    async def close(self) -> None:
        """Nothing is open."""


def all_of(data: bytes) -> list[tuple[bytes, bytes]]:
    async def read() -> list[tuple[bytes, bytes]]:
        messages, found = Messages(Pieces(data)), []
        try:
            while True:
                found.append(await messages.next())
        except LinkGoneError:
            return found

    return asyncio.run(read())


def test_messages_come_out_as_they_went_in_and_half_a_one_does_not() -> None:
    wire = io.BytesIO()
    write_message(wire, b"V", b"[]")
    write_message(wire, b"J", b"picture")
    assert all_of(wire.getvalue()) == [(b"V", b"[]"), (b"J", b"picture")]
    assert all_of(wire.getvalue()[:-1]) == [(b"V", b"[]")]


def test_a_helper_that_announces_too_much_is_given_up_before_it_is_read() -> None:
    assert all_of(struct.pack(">cI", b"J", 1 << 31) + b"x" * 50) == []


def test_the_helper_ends_with_its_parent() -> None:
    assert read_message(io.BytesIO(b"")) is None
    assert read_message(io.BytesIO(struct.pack(">cI", b"J", 5) + b"half")) is None
    assert read_message(io.BytesIO(struct.pack(">cI", b"J", 4) + b"full")) == (b"J", b"full")


def test_a_page_is_spelled_and_understood() -> None:
    seen = spell_seen(758, 1073, "glare", True)
    assert page_of(seen, b"jpeg") == Page(b"jpeg", 758, 1073, PageVerdict.GLARE, is_seen=True)


@pytest.mark.parametrize("seen", [b"", b"{}", b"[1,2]", b'[1,2,"fine",true]', b'["1",2,"ok",true]', b'[1,2,"ok",1]'])
def test_what_is_no_page_is_none(seen: bytes) -> None:
    assert page_of(seen, b"jpeg") is None


def test_a_reason_is_short_and_printable() -> None:
    assert unusable_of(b"black") == FrameUnusable("black")
    assert unusable_of(b"\xff\x00" + b"x" * 100) == FrameUnusable("garbage")
    assert unusable_of(b"") == unusable_of(b"Traceback") == FrameUnusable("garbage")


@given(st.binary(max_size=200))
def test_no_bytes_make_anything_raise(data: bytes) -> None:
    all_of(data)
    page_of(data, data)
    unusable_of(data)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=6))
def test_no_json_makes_a_page_raise(value: object) -> None:
    page_of(json.dumps(value).encode(), b"")
