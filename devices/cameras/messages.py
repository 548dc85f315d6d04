"""What the two helper processes of this package and their parents say to each other, over pipes.

kind (1 byte) | length (4, big-endian) | payload

J  a picture: JPEG               X  why there is none: one of `Trouble` in ASCII
V  what was seen on it: JSON     (the page's own J follows)
"""

import json
import struct
from typing import BinaryIO

from devices.contracts.camera import FrameUnusable
from devices.contracts.page import Page, PageVerdict
from devices.contracts.troubles import Trouble
from devices.links.inbox import Inbox
from devices.links.link import Link, LinkGoneError

HEAD = struct.Struct(">cI")
MOST_PAYLOAD_BYTES = 32 * 1024 * 1024


class Messages:
    """The parent's end: takes messages out of a link one by one."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._inbox = Inbox(link)

    async def send(self, kind: bytes, payload: bytes) -> None:
        """Raises LinkGoneError."""
        await self._link.write(HEAD.pack(kind, len(payload)) + payload)

    async def next(self) -> tuple[bytes, bytes]:
        """Kind and payload of the next message. Raises LinkGoneError, also when the helper talks rubbish."""
        kind, length = HEAD.unpack(await self._inbox.exactly(HEAD.size))
        if kind not in (b"J", b"V", b"X") or length > MOST_PAYLOAD_BYTES:
            raise LinkGoneError("rubbish")
        return kind, await self._inbox.exactly(length)

    async def close(self) -> None:
        """End the helper."""
        await self._link.close()


def read_message(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The helper's end: the parent's next message; None when the parent is gone."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    kind, length = HEAD.unpack(head)
    payload = stream.read(length)
    return (kind, payload) if len(payload) == length else None


def write_message(stream: BinaryIO, kind: bytes, payload: bytes) -> None:
    """The helper's end: say something now."""
    stream.write(HEAD.pack(kind, len(payload)) + payload)
    stream.flush()


def spell_seen(width_px: int, height_px: int, verdict: str, is_seen: bool) -> bytes:
    """The payload of V."""
    return json.dumps([width_px, height_px, verdict, is_seen]).encode()


def page_of(seen: bytes, jpeg: bytes) -> Page | None:
    """A V and its J as a page; None if it is no such thing."""
    try:
        width_px, height_px, verdict, is_seen = json.loads(seen)
        if not (type(width_px) is type(height_px) is int and type(is_seen) is bool):
            return None
        return Page(jpeg, width_px, height_px, PageVerdict(verdict), is_seen)
    except (ValueError, TypeError, RecursionError):
        return None


def unusable_of(reason: bytes) -> FrameUnusable:
    """The payload of X; what names no trouble is rubbish."""
    code = reason.decode("ascii", "replace")
    try:
        return FrameUnusable(Trouble(code))
    except ValueError:
        return FrameUnusable(Trouble.GARBAGE)
