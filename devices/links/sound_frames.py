"""The messages of everything that sounds or listens, pure: kind (1 byte) | serial (4, big-endian) | length (4) |
payload. Which kinds there are, and how long each may be, says who receives them: `microphones.frames`, `voice.sinks`,
`voice.engine`.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from devices.links.link import DeviceError

HEAD = struct.Struct(">cII")


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

    def __init__(self, can_be: Callable[[bytes, int], bool]) -> None:
        """`can_be` says whether there is a message of that kind and that many bytes."""
        self._can_be = can_be
        self._received = bytearray()

    @property
    def kept_bytes(self) -> int:
        """What is there of a message that is not whole yet."""
        return len(self._received)

    def feed(self, data: bytes) -> list[Frame]:
        """The messages that are whole by now. Raises BadFrameError."""
        self._received += data
        frames = []
        while len(self._received) >= HEAD.size:
            kind, serial, length = HEAD.unpack_from(self._received)
            if not self._can_be(kind, length):
                raise BadFrameError(f"{kind!r} of {length} bytes")
            if len(self._received) < HEAD.size + length:
                break
            frames.append(Frame(kind, serial, bytes(self._received[HEAD.size : HEAD.size + length])))
            del self._received[: HEAD.size + length]
        return frames
