"""What a scanner types when it is set to be a keyboard, as the bytes of the code. Pure; US layout.

What has no key it types with Alt held, as the decimal number of the character's bytes (张, in GBK D5 C5: Alt 54725).
A control character comes as Ctrl and a letter, and is a control character here, which the codec refuses.
"""

from devices.links.input_events import KEY, PRESSED, RELEASED, EventReader, InputEvent
from devices.links.link import LinkGarbageError

ENTER, PAD_ENTER, TAB = 28, 96, 15
SHIFTS, CONTROLS, ALTS = frozenset({42, 54}), frozenset({29, 97}), frozenset({56, 100})
MODIFIERS = SHIFTS | CONTROLS | ALTS
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
"""First key code of a row, what its keys type, and what they type with Shift."""
_PAD = {71: "7", 72: "8", 73: "9", 74: "-", 75: "4", 76: "5", 77: "6", 78: "+", 79: "1", 80: "2", 81: "3", 82: "0",
        83: ".", 55: "*", 98: "/"}  # fmt: skip
PLAIN = _PAD | {first + n: key for first, row, _ in _ROWS for n, key in enumerate(row)}
SHIFTED = _PAD | {first + n: key for first, _, row in _ROWS for n, key in enumerate(row)}
MOST_ALT_DIGITS_COUNT = 10
"""Four bytes; of more digits the rest is left out."""


class Keyboard:
    """Turns input events into the typed bytes. Use one for each connection."""

    def __init__(self) -> None:
        self._events = EventReader()
        self._held: set[int] = set()
        self._number = ""

    def __call__(self, data: bytes) -> bytes | None:
        """The bytes typed by these events, line's end for Enter; None when no event is whole yet. Raises
        LinkGarbageError."""
        events = self._events.feed(data)
        if self._events.has_garbage:
            raise LinkGarbageError("no kernel wrote that")
        return b"".join(self._typed(event) for event in events if event.kind == KEY) if events else None

    def _typed(self, event: InputEvent) -> bytes:
        if event.code in MODIFIERS:
            return self._modify(event)
        if event.value != PRESSED:
            return b""
        if event.code in (ENTER, PAD_ENTER):
            return b"\r"
        if event.code == TAB:
            return b"\t"
        typed = (SHIFTED if self._held & SHIFTS else PLAIN).get(event.code, "")
        if self._held & ALTS:
            self._number += typed if typed.isdecimal() and len(self._number) < MOST_ALT_DIGITS_COUNT else ""
            return b""
        if self._held & CONTROLS and typed:
            return bytes((ord(typed) & 0x1F,))
        return typed.encode()

    def _modify(self, event: InputEvent) -> bytes:
        if event.value != RELEASED:
            self._held.add(event.code)
            return b""
        self._held.discard(event.code)
        if event.code not in ALTS or not self._number:
            return b""
        number, self._number = int(self._number), ""
        return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")
