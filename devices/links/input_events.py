"""What a Linux input device says: `struct input_event`, 24 bytes on a 64-bit kernel, with the names used here.

    time (two 64-bit words, unused) | type (16 bits) | code (16 bits) | value (32 bits, signed)      little-endian

Source: linux/input.h, linux/input-event-codes.h, Documentation/input/event-codes.rst.
"""

import struct
from dataclasses import dataclass

EVENT = struct.Struct("<qqHHi")
SYN, KEY, SWITCH = 0x00, 0x01, 0x05
KINDS = frozenset({*range(0x06), 0x11, 0x12, 0x14, 0x15, 0x16, 0x17})
"""EV_SYN to EV_SW, EV_LED, EV_SND, EV_REP, EV_FF, EV_PWR, EV_FF_STATUS."""
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


def _is_plausible(record: tuple[int, ...]) -> bool:
    """Whether a kernel would write it: a type there is, and a time with less than a million microseconds."""
    seconds, microseconds, kind = record[:3]
    return seconds >= 0 and 0 <= microseconds < 1_000_000 and kind in KINDS


class EventReader:
    """Cuts a stream into events. Holds less than one of them."""

    def __init__(self) -> None:
        self._rest = b""
        self._is_torn = False
        self.has_garbage = False
        """Whether anything came that no kernel writes: then it is no input device that talks."""

    def feed(self, data: bytes) -> list[InputEvent]:
        """The events that are whole by now. After the kernel had to drop some, the torn rest of their report goes too;
        the link's next word on the state mends it."""
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        records = list(EVENT.iter_unpack(data[:whole]))
        self.has_garbage |= not all(map(_is_plausible, records))
        return [event for each in records if _is_plausible(each) and self._is_good(event := InputEvent(*each[2:]))]

    def _is_good(self, event: InputEvent) -> bool:
        if event.kind == SYN and event.code == SYN_DROPPED:
            self._is_torn = True
            return False
        was_torn = self._is_torn
        if event == REPORT:
            self._is_torn = False
        return not was_torn
