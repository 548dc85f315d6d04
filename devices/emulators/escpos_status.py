"""What the emulated receipt printer says of itself: of its state in answer to DLE EOT and GS r and unasked (ASB), and
who it is."""

from dataclasses import dataclass

NAMES = {65: b"1.02", 66: b"BRIDGE", 67: b"EMU-80", 68: b"E0000421"}
"""Firmware, maker, model, serial number."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is to be seen of it."""

    cover_open: bool
    paper_out: bool
    paper_low: bool
    knife_jammed: bool

    @property
    def offline(self) -> bool:
        return self.cover_open or self.paper_out or self.knife_jammed

    @property
    def roll_ends(self) -> bool:
        return self.paper_low or self.paper_out


def real_time_byte(n: int, now: Condition) -> int:
    """The answer to DLE EOT n: 1 the printer, 2 why it is off-line, 3 its errors, 4 its paper."""
    match n:
        case 1:
            return 0x12 | (0x08 if now.offline else 0)
        case 2:
            causes = (now.cover_open, 0x04), (now.paper_out, 0x20), (now.knife_jammed, 0x40)
            return 0x12 | sum(bit for true, bit in causes if true)
        case 3:
            return 0x12 | (0x08 if now.knife_jammed else 0)
        case _:
            return 0x12 | (0x0C if now.roll_ends else 0) | (0x60 if now.paper_out else 0)


def asb_bytes(now: Condition) -> bytes:
    """The four bytes that it sends unasked when something changes (GS a)."""
    first = 0x10 | (0x08 if now.offline else 0) | (0x20 if now.cover_open else 0)
    third = (0x03 if now.roll_ends else 0) | (0x0C if now.paper_out else 0)
    return bytes([first, 0x08 if now.knife_jammed else 0, third, 0])


def paper_byte(now: Condition) -> bytes:
    """The answer to GS r."""
    return bytes([0x0C if now.paper_out else 0x03 if now.paper_low else 0])


def identity(n: int) -> bytes:
    """The answer to GS I n."""
    return b"_" + NAMES.get(n, b"") + b"\0" if n >= 65 else b"\x20"
