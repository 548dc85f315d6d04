"""Chips on cards: what they answer to a command, byte by byte. A social-security card, and a card that is none."""

from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from typing import Protocol

from devices.emulators.persons import SyntheticPerson

HISTORY = bytes.fromhex("00814E43000086971500000001")
ATR_T0 = bytes((0x3B, 0x60 | len(HISTORY), 0x00, 0x00)) + HISTORY
_AFTER_TS = bytes((0x80 | len(HISTORY), 0x01)) + HISTORY
ATR_T1 = b"\x3b" + _AFTER_TS + bytes((reduce(xor, _AFTER_TS),))
OK, MORE, WRONG_LENGTH = 0x9000, 0x6100, 0x6C00
NOT_FOUND, NO_RECORD, NOT_ALLOWED, NO_INSTRUCTION = 0x6A82, 0x6A83, 0x6982, 0x6D00
APPLICATION = b"sx1.sh." + bytes.fromhex("C9E7BBE1B1A3D5CF")
DIVISION, ISSUED, VALID_UNTIL = "130104", "20190612", "20290612"


class Chip(Protocol):
    """A card's side of the contacts."""

    @property
    def atr(self) -> bytes: ...

    def power(self) -> None:
        """Power came: forget what was selected."""
        ...

    def answer(self, command: bytes) -> bytes:
        """R-APDU to a C-APDU."""
        ...


@dataclass(slots=True)
class ForeignChip:
    """A card of another kind: it has its own application and knows no other."""

    atr: bytes = ATR_T1
    commands: list[bytes] = field(default_factory=list)

    def power(self) -> None:
        pass

    def answer(self, command: bytes) -> bytes:
        self.commands.append(command)
        if command[:4] == b"\x00\xa4\x04\x00" and command[5:19] == b"1PAY.SYS.DDF01":
            return b"\x90\x00"
        return (NOT_FOUND if command[1:2] == b"\xa4" else NO_INSTRUCTION).to_bytes(2, "big")


@dataclass(slots=True)
class SocialChip:
    """A social-security card of a synthetic resident."""

    person: SyntheticPerson
    t0: bool = False
    """Speaks T=0: FCI to be fetched after 61xx, records of their real length, told by 6Cxx."""
    specification: str = "1.00"
    holder: str = "open"
    """EF06 is `open`, `missing` (6A82) or `locked` until an authentication (6982)."""
    selects_by: frozenset[int] = frozenset({0x00, 0x02})
    """Which P1 of SELECT by file identifier it knows."""
    by_tag: bool = True
    """Records can be asked for by tag; else by position only."""
    commands: list[bytes] = field(default_factory=list)
    """Every command taken since it was made, newest last."""
    _application: bool = False
    _file: dict[int, bytes] = field(default_factory=dict)
    _waiting: bytes = b""

    @property
    def atr(self) -> bytes:
        return ATR_T0 if self.t0 else ATR_T1

    def power(self) -> None:
        self._application, self._file, self._waiting = False, {}, b""

    def answer(self, command: bytes) -> bytes:
        self.commands.append(command)
        data, status = self._obey(command)
        return data + status.to_bytes(2, "big")

    def _obey(self, command: bytes) -> tuple[bytes, int]:
        waiting, self._waiting = self._waiting, b""
        match tuple(command[:4]):
            case (0x00, 0xA4, 0x04, 0x00):
                return self._select_application(command[5 : 5 + command[4]])
            case (0x00, 0xA4, p1, 0x00) if p1 in self.selects_by and self._application:
                return b"", self._select_file(int.from_bytes(command[5:7], "big"))
            case (0x00, 0xA4, _, _):
                return b"", NOT_FOUND
            case (0x00, 0xB2, number, p2) if p2 in (0x00, 0x04) and self._application:
                return self._read(self._record(number, by_position=p2 == 0x04), command[4])
            case (0x00, 0xC0, 0x00, 0x00):
                return waiting[: command[4] or 256], OK
            case _:
                return b"", NO_INSTRUCTION

    def _select_application(self, name: bytes) -> tuple[bytes, int]:
        self._application, self._file = name == APPLICATION, {}
        if not self._application:
            return b"", NOT_FOUND
        if not self.t0:
            return b"", OK
        proprietary = bytes.fromhex("A5099F0C06038601010000")
        body = b"\x84" + bytes((len(APPLICATION),)) + APPLICATION + proprietary
        self._waiting = b"\x6f" + bytes((len(body),)) + body
        return b"", MORE | len(self._waiting)

    def _select_file(self, identifier: int) -> int:
        if identifier == 0xEF05:
            self._file = self._issuer()
        elif identifier == 0xEF06 and self.holder != "missing":
            self._file = self._holder()
        else:
            return NOT_FOUND
        return OK

    def _record(self, number: int, *, by_position: bool) -> bytes | int:
        if self.holder == "locked" and 0x08 in self._file:
            return NOT_ALLOWED
        tags = list(self._file)
        if not by_position and not self.by_tag:
            return 0x6A81
        tag = tags[number - 1] if by_position and 0 < number <= len(tags) else number
        value = self._file.get(tag)
        if value is None:
            return NO_RECORD
        if self.t0:
            value = value.rstrip(b"\0")
        return bytes((tag, len(value))) + value

    def _read(self, record: bytes | int, wanted: int) -> tuple[bytes, int]:
        if isinstance(record, int):
            return b"", record
        return (record, OK) if wanted == len(record) else (b"", WRONG_LENGTH | len(record))

    def _issuer(self) -> dict[int, bytes]:
        return {
            0x01: bytes.fromhex(DIVISION + "D1560000050000000000000000")[:16].ljust(16, b"\xff"),
            0x02: b"1",
            0x03: self.specification.encode(),
            0x04: bytes.fromhex("911560000001300000130100"),
            0x05: bytes.fromhex(ISSUED),
            0x06: bytes.fromhex(VALID_UNTIL),
            0x07: b"A" + self.person.number[-9:-1].encode(),
        }

    def _holder(self) -> dict[int, bytes]:
        name = self.person.name.encode("gb18030")
        extension = {} if self.specification == "1.00" else {0x4E: name[30:].ljust(20, b"\0")}
        return {
            0x08: self.person.number.encode(),
            0x09: name[:30].ljust(30, b"\0"),
            **extension,
            0x0A: self.person.sex.encode(),
            0x0B: bytes.fromhex(self.person.nation),
            0x0C: bytes.fromhex(self.person.number[:6]),
            0x0D: bytes.fromhex(f"{self.person.birth:%Y%m%d}"),
        }
