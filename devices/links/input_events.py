"""What a Linux input device says: `struct input_event`, 24 bytes on a 64-bit kernel, with the names used here.

    time (two 64-bit words, unused) | type (16 bits) | code (16 bits) | value (32 bits, signed)      little-endian

Source: linux/input.h, linux/input-event-codes.h, Documentation/input/event-codes.rst.
"""

import struct
from dataclasses import dataclass

EVENT = struct.Struct("<qqHHi")
SYN, KEY, SWITCH = 0x00, 0x01, 0x05
SYN_REPORT, SYN_DROPPED = 0, 3
RELEASED, PRESSED, REPEATED = 0, 1, 2
SW_HEADPHONE_INSERT, SW_FRONT_PROXIMITY = 0x02, 0x0B


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event; `kind` is the type."""

    kind: int
    code: int
    value: int

    def __bytes__(self) -> bytes:
        return EVENT.pack(0, 0, self.kind, self.code, self.value)


REPORT = InputEvent(SYN, SYN_REPORT, 0)
"""Ends what happened at one moment."""


class EventReader:
    """Cuts a stream into events. Holds less than one of them."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_torn = False

    def feed(self, data: bytes) -> list[InputEvent]:
        """The events that are whole by now. After the kernel had to drop some, the torn rest of their report goes too;
        the link's next word on the state mends it."""
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        return [event for each in EVENT.iter_unpack(data[:whole]) if self._is_good(event := InputEvent(*each[2:]))]

    def _is_good(self, event: InputEvent) -> bool:
        if event.kind == SYN and event.code == SYN_DROPPED:
            self._is_torn = True
            return False
        was_torn = self._is_torn
        if event == REPORT:
            self._is_torn = False
        return not was_torn
