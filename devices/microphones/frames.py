"""The wire of a microphone, pure. Every message is kind (1 byte) | serial (4, big-endian) | length (4) | payload:

→  B  record, under this serial         →  E  enough       →  ?  are you there
←  R  ready: sample rate (4, big-endian), at the start and as the answer to ?
←  P  samples of that recording: 16 bits signed, little-endian, mono
"""

import math
import struct
import sys
from array import array
from dataclasses import dataclass, field

from devices.links.link import DeviceError

HEAD = struct.Struct(">cII")
MOST_PAYLOAD_BYTES = 1 << 16
QUIETEST_DB = -60.0
"""Shown as 0: the noise of a quiet room at a usual gain."""
LOUDEST = 32768.0


class BadFrameError(DeviceError):
    """What came is no message; nothing after it can be understood."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: bytes
    serial: int = 0
    payload: bytes = field(default=b"", repr=False)

    def __bytes__(self) -> bytes:
        return HEAD.pack(self.kind, self.serial, len(self.payload)) + self.payload


class Deframer:
    """Cuts the stream into messages; keeps less than one."""

    def __init__(self) -> None:
        self._received = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The messages that are whole by now. Raises BadFrameError."""
        self._received += data
        frames = []
        while len(self._received) >= HEAD.size:
            kind, serial, length = HEAD.unpack_from(self._received)
            if length > MOST_PAYLOAD_BYTES or kind not in b"RP" or (kind == b"P" and length % 2):
                raise BadFrameError(f"{kind!r} of {length} bytes")
            if len(self._received) < HEAD.size + length:
                break
            frames.append(Frame(kind, serial, bytes(self._received[HEAD.size : HEAD.size + length])))
            del self._received[: HEAD.size + length]
        return frames


def loudness(samples: bytes) -> float:
    """How loud samples are, from 0 to 1: their effective value on the ear's scale, -60 dB to full."""
    values = array("h", samples)
    if sys.byteorder == "big":
        values.byteswap()
    square = math.fsum(value * value for value in values) / max(1, len(values))
    if square == 0:
        return 0.0
    level_db = 10 * math.log10(square / LOUDEST**2)
    return min(1.0, max(0.0, 1 - level_db / QUIETEST_DB))
