"""What a printer sends back, told apart by its fixed bits, and what its status bytes mean. Pure.

    0xx1 xx10   answer to DLE EOT n            (c & 93h == 12h)
    0xx1 xx00   first of four bytes of ASB     (c & 93h == 10h)
    0xx0 xxxx   answer to GS r n               (c & 90h == 00h)
    37 22 … 00            a process id comes back (GS ( H)
    5F … 00               a name (GS I)
    37 3B 3D 53 … 00      another block, up to its NUL
    11 13       XON, XOFF
    others      no printer's: a web server's page, noise on the wire
Source: Epson's ESC/POS reference, "Ensuring the status is identified".
"""

from dataclasses import dataclass

from devices.contracts.printer import Paper, PrintTrouble
from devices.printers.trouble import trouble_for_a_hand

PROCESS_ID_HEAD = b"\x37\x22"
NAME_HEAD = b"\x5f"
BLOCK_HEADS = frozenset({0x37, 0x3B, 0x3D, 0x53, 0x5F})
FLOW_CONTROL = frozenset({0x11, 0x13})
LONGEST_BLOCK_BYTES = 80
ASB_BYTES = 4


@dataclass(frozen=True, slots=True)
class RealTime:
    """The answer to DLE EOT."""

    bits: int


@dataclass(frozen=True, slots=True)
class Asb:
    """Four bytes sent unasked when something changed."""

    bytes4: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything before the question is on paper."""

    number: bytes = b""
    """The four bytes of a process id; empty of the answer to GS r, which has none."""


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to GS I."""

    text: str


Answer = RealTime | Asb | Mark | Name


class Demux:
    """Takes the stream apart; other blocks and flow control are dropped."""

    def __init__(self) -> None:
        self._asb = b""
        self._block = b""
        self.is_rubbish = False
        """Whether the last piece held a byte that no printer sends."""

    def feed(self, data: bytes) -> list[Answer]:
        """The answers that are whole by now; none out of a piece with rubbish in it, whose every third byte would
        be one."""
        self.is_rubbish = False
        answers = [answer for byte in data if (answer := self._take(byte)) is not None]
        if not self.is_rubbish:
            return answers
        self._asb = self._block = b""
        return []

    def _take(self, byte: int) -> Answer | None:
        if self._block:
            if byte and len(self._block) < LONGEST_BLOCK_BYTES:
                self._block += bytes([byte])
                return None
            block, self._block = self._block, b""
            if byte == 0:
                return _answer_in(block)
            self.is_rubbish = True
            return None
        if self._asb:
            if byte & 0x90 == 0:
                self._asb += bytes([byte])
                if len(self._asb) < ASB_BYTES:
                    return None
                whole, self._asb = Asb(self._asb), b""
                return whole
            self._asb = b""
        return self._first(byte)

    def _first(self, byte: int) -> Answer | None:
        if byte in BLOCK_HEADS:
            self._block = bytes([byte])
        elif byte in FLOW_CONTROL:
            pass
        elif byte & 0x93 == 0x12:
            return RealTime(byte)
        elif byte & 0x93 == 0x10:
            self._asb = bytes([byte])
        elif byte & 0x90 == 0:
            return Mark()
        else:
            self.is_rubbish = True
        return None


def _answer_in(block: bytes) -> Answer | None:
    """What a whole block says, its NUL left out."""
    if block.startswith(PROCESS_ID_HEAD):
        return Mark(block[len(PROCESS_ID_HEAD) :])
    if block.startswith(NAME_HEAD):
        return Name(block[len(NAME_HEAD) :].decode("ascii", "replace").strip())
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the printer said of itself."""

    offline: bool
    cover_open: bool
    paper: Paper
    broken: bool
    """An error nobody clears by hand: cutter, head, supply."""

    @property
    def trouble(self) -> PrintTrouble | None:
        """What keeps it from printing."""
        blocked = PrintTrouble.OFFLINE if self.offline or self.broken else None
        return trouble_for_a_hand(self.cover_open, self.paper) or blocked


def facts_of_real_time(printer: int, cause: int, error: int, roll: int) -> Facts:
    """From the answers to DLE EOT 1, 2, 3 and 4."""
    jammed = bool(error & 0x08)
    if jammed:
        paper = Paper.JAMMED
    elif roll & 0x60 or cause & 0x20:
        paper = Paper.OUT
    else:
        paper = Paper.LOW if roll & 0x0C else Paper.FULL
    return Facts(bool(printer & 0x08), bool(cause & 0x04), paper, bool(error & 0x60))


def facts_of_asb(asb: Asb) -> Facts:
    """From automatic status back."""
    first, second, third, _ = asb.bytes4
    if second & 0x08:
        paper = Paper.JAMMED
    elif third & 0x0C:
        paper = Paper.OUT
    else:
        paper = Paper.LOW if third & 0x03 else Paper.FULL
    return Facts(bool(first & 0x08), bool(first & 0x20), paper, bool(second & 0x60))
