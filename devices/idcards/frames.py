"""SAM_V frames, pure: commands to bytes, bytes to replies. No waiting, no card layouts.

    host → reader   AA AA AA 96 69 | LEN hi lo | CMD PARA [DATA]      | CHK
    reader → host   AA AA AA 96 69 | LEN hi lo | SW1 SW2 SW3 [DATA]   | CHK

LEN counts what follows it, CHK included. CHK is the XOR of everything after the preamble but itself, LEN included.
Source: GA 467 as vendors publish it (SAM_V communication protocol); UART 8N1, 115200 by default.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
HEADER_BYTES = len(PREAMBLE) + 2
LEAST_LEN = 4
MOST_LEN = 2321 - HEADER_BYTES
"""The longest reply: text, photo and two fingerprints."""


class Command(IntEnum):
    """CMD and PARA as one 16-bit number."""

    SAM_STATUS = 0x11FF
    SAM_ID = 0x12FF
    FIND_CARD = 0x2001
    SELECT_CARD = 0x2002
    READ_TEXT_PHOTO = 0x3001
    READ_NEWEST_ADDRESS = 0x3003
    READ_CHIP_NUMBER = 0x3005


class Status(IntEnum):
    """SW3; SW1 and SW2 are zero or vary without meaning for the host."""

    CHECKSUM = 0x10
    LENGTH = 0x11
    COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_COMMAND = 0x24
    CARD_REJECTS_SAM = 0x31
    SAM_REJECTS_CARD = 0x32
    CHECK_FAILED = 0x33
    WRONG_CARD = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NOT_FOUND = 0x80
    NOT_SELECTED = 0x81
    OK = 0x90
    NO_SUCH_ITEM = 0x91
    FOUND = 0x9F


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole frame with a right checksum."""

    sw: bytes
    data: bytes = b""

    @property
    def code(self) -> int:
        return self.sw[2]


@dataclass(frozen=True, slots=True)
class BadFrame:
    """A frame of the right length with a wrong checksum."""


def checksum(body: bytes) -> int:
    return reduce(xor, body, 0)


def body_bytes(header: bytes) -> int:
    """How many bytes follow a header; 0 for what is none."""
    length = int.from_bytes(header[len(PREAMBLE) : HEADER_BYTES], "big")
    return length if header.startswith(PREAMBLE) and LEAST_LEN <= length <= MOST_LEN else 0


def encode_command(command: Command, data: bytes = b"") -> bytes:
    """The bytes that ask the reader for something."""
    body = (3 + len(data)).to_bytes(2, "big") + command.to_bytes(2, "big") + data
    return PREAMBLE + body + bytes([checksum(body)])


class Deframer:
    """Finds replies in a byte stream whatever its pieces, stepping over noise and broken frames."""

    def __init__(self) -> None:
        self._buffer = b""

    def clear(self) -> None:
        self._buffer = b""

    def feed(self, data: bytes) -> list[Reply | BadFrame]:
        """Take bytes and give every frame they complete, in order."""
        self._buffer += data
        found: list[Reply | BadFrame] = []
        while (frame := self._next()) is not None:
            found.append(frame)
        return found

    def _next(self) -> Reply | BadFrame | None:
        while True:
            self._skip_noise()
            if len(self._buffer) < HEADER_BYTES:
                return None
            length = int.from_bytes(self._buffer[len(PREAMBLE) : HEADER_BYTES], "big")
            if not LEAST_LEN <= length <= MOST_LEN:
                self._buffer = self._buffer[1:]
                continue
            end = HEADER_BYTES + length
            if len(self._buffer) < end:
                return None
            body, check = self._buffer[len(PREAMBLE) : end - 1], self._buffer[end - 1]
            if checksum(body) != check:
                # The length itself may be the broken byte: look for the next frame right behind the preamble.
                self._buffer = self._buffer[len(PREAMBLE) :]
                return BadFrame()
            self._buffer = self._buffer[end:]
            return Reply(sw=body[2:5], data=body[5:])

    def _skip_noise(self) -> None:
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            kept = next((n for n in range(len(PREAMBLE) - 1, 0, -1) if self._buffer.endswith(PREAMBLE[:n])), 0)
            start = len(self._buffer) - kept
        self._buffer = self._buffer[start:]


def sam_id_text(data: bytes) -> str | None:
    """The module's number as printed on it, e.g. 05.03-20230101-0001234567-0007654321."""
    if len(data) != 16:
        return None
    parts = [int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12)]
    return f"{data[0]:02d}.{data[2]:02d}-{parts[0]}-{parts[1]:010d}-{parts[2]:010d}"
