"""A SAM_V reader: the module, the card on it, and what can go wrong between them. Its wire is in `samv_wires`.

Behaves as real modules do: a card that was read is not found again until it was lifted; commands to the selected card
answer while it lies there. Delays are the module's (50 ms to find, 50 ms to select, 600 ms to read) and bytes come at
the wire's own pace, unless pacing is off.
"""

import asyncio
from dataclasses import dataclass, field
from functools import reduce

from devices.emulators.persons import SyntheticPerson, card_text
from devices.emulators.samv_wires import SamvWire

HEAD = b"\xaa\xaa\xaa\x96\x69"
DELAYS_S = {0x2001: 0.05, 0x2002: 0.05, 0x3001: 0.6, 0x3003: 0.1, 0x3005: 0.1}
SAM_NUMBER = bytes([5, 0, 3, 0]) + b"".join(n.to_bytes(4, "little") for n in (20230101, 1234567, 7654321))
CHIP_NUMBER = bytes.fromhex("0102030405060708")
FINGERPRINT = b"finger-print-of-nobody-at-all-\x00\x01"
"""32 bytes, so that a test can look for what must be kept nowhere."""
NOISE = b"\x00\xaa\xaa\x55\xaa\xaa\xaa\x96\x00"
FAULTS = ("read_failed", "bad_checksum", "truncated", "noise", "silence", "split", "pull", "unplug")
ADDRESS_BYTES = 70
FOR_EVER = -1


@dataclass(slots=True)
class _Fault:
    kind: str
    times: int
    command: int | None
    """None: any."""


@dataclass(slots=True)
class _Field:
    """The card on the glass, and what the module remembers of it."""

    person: SyntheticPerson | None = None
    text: bytes = b""
    found: bool = False
    selected: bool = False
    read: bool = False


@dataclass(slots=True)
class SamvEmulator:
    """The reader. Loop thread only."""

    wire: SamvWire
    pacing: bool = True
    extra_delay_s: float = 0.0
    """On top of the module's own delays, before every answer."""
    state: int = 0x90
    """What the module says of itself: 60 its self-test failed, 66 it is not authorised, and then it reads nothing."""
    unknown: frozenset[int] = frozenset()
    """Commands that this make of module does not know."""
    fingerprint_bytes: int | None = None
    """Of a module that answers "text and photo" with the fingerprints as well: 0, 512 or 1024 of them."""
    commands: list[int] = field(default_factory=list)
    """Every command taken, newest last."""
    _field: _Field = field(default_factory=_Field)
    _faults: list[_Fault] = field(default_factory=list)
    _received: bytes = b""
    _inbox: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)
    _server: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Plug in and answer until closed."""
        self.plug()
        self._server = asyncio.create_task(self._serve(), name="samv emulator")

    async def close(self) -> None:
        if self._server is not None:
            self._server.cancel()
            await asyncio.gather(self._server, return_exceptions=True)
        self.unplug()

    @property
    def plugged(self) -> bool:
        return self.wire.plugged

    @property
    def person(self) -> SyntheticPerson | None:
        return self._field.person

    def put_card(self, person: SyntheticPerson, text: bytes | None = None) -> None:
        """Lay a card on the glass, instead of the one that lies there; `text` overrides what it carries."""
        self._field = _Field(person, card_text(person) if text is None else text)

    def take_card(self) -> None:
        self._field = _Field()

    def fail(self, kind: str, times: int = 1, any_command: bool = False, command: int = 0x3001) -> None:
        """Spoil the next answers to "read text and photo", or to `command`, or to any; FOR_EVER until `heal`."""
        if kind not in FAULTS:
            raise ValueError(f"no such fault: {kind}")
        if times == 0 or times < FOR_EVER:
            raise ValueError(f"no answer can be spoilt {times} times")
        self._faults.append(_Fault(kind, times, None if any_command else command))

    def heal(self) -> None:
        self._faults.clear()

    def plug(self) -> None:
        """Appear on the host; the module starts afresh and forgets which card it knew."""
        if self.wire.plugged:
            return
        self._received = b""
        self._field = _Field(self._field.person, self._field.text)
        self.wire.plug(self._receive)

    def unplug(self) -> None:
        self.wire.unplug()

    def hold(self, on: bool = True) -> None:
        """Plugged in anew, with another program that was quicker; or without it."""
        self.unplug()
        self.wire.hold(on)
        self.plug()

    def _receive(self, data: bytes) -> None:
        self._received += data
        while (start := self._received.find(HEAD)) >= 0 and len(self._received) >= start + 7:
            end = start + 7 + int.from_bytes(self._received[start + 5 : start + 7], "big")
            if len(self._received) < end:
                return
            self._inbox.put_nowait(self._received[start + 5 : end])
            self._received = self._received[end:]

    async def _serve(self) -> None:
        while True:
            frame = await self._inbox.get()
            if len(frame) < 5 or reduce(lambda a, b: a ^ b, frame[:-1]) != frame[-1]:
                await self._send(_answer(b"\0\0\x10"))
                continue
            command = int.from_bytes(frame[2:4], "big")
            self.commands.append(command)
            fault = self._next_fault(command)
            await self._delay(command, fault)
            await self._spoil(_answer(*self._checked(command, fault)), fault)

    def _next_fault(self, command: int) -> str | None:
        for fault in self._faults:
            if fault.command in (None, command):
                fault.times -= 1
                if fault.times == 0:
                    self._faults.remove(fault)
                return fault.kind
        return None

    async def _delay(self, command: int, fault: str | None) -> None:
        wait_s = (DELAYS_S.get(command, 0.0) if self.pacing else 0.0) + self.extra_delay_s
        await asyncio.sleep(wait_s / 2)
        if fault == "pull":
            self.take_card()
        await asyncio.sleep(wait_s / 2)

    def _checked(self, command: int, fault: str | None) -> tuple[bytes, bytes]:
        if command in self.unknown:
            return b"\0\0\x24", b""
        if self.state != 0x90 and command != 0x12FF:
            return bytes([0, 0, self.state]), b""
        return self._obey(command, fault)

    def _obey(self, command: int, fault: str | None) -> tuple[bytes, bytes]:
        card = self._field
        lies_selected = card.person is not None and card.selected
        match command:
            case 0x10FF | 0x11FF:
                return b"\0\0\x90", b""
            case 0x12FF:
                return b"\0\0\x90", SAM_NUMBER
            case 0x2001 if card.person is not None and not card.read:
                card.found = True
                return b"\0\0\x9f", bytes(4)
            case 0x2001:
                return b"\0\0\x80", b""
            case 0x2002 if card.found:
                card.selected = True
                return b"\0\0\x90", bytes(8)
            case 0x2002:
                return b"\0\0\x81", b""
            case 0x3001 if lies_selected and fault != "read_failed":
                assert card.person is not None
                card.read = True
                return b"\0\0\x90", self._everything(card.text, card.person.photo)
            case 0x3003 if lies_selected and fault != "read_failed":
                assert card.person is not None
                return newest_address(card.person)
            case 0x3005 if lies_selected:
                return b"\0\0\x90", CHIP_NUMBER
            case 0x3001 | 0x3003 | 0x3005:
                return b"\0\0\x41", b""
            case _:
                return b"\0\0\x24", b""

    def _everything(self, text: bytes, photo: bytes) -> bytes:
        if self.fingerprint_bytes is None:
            return b"\x01\x00\x04\x00" + text + photo
        prints = FINGERPRINT * (self.fingerprint_bytes // len(FINGERPRINT))
        return b"\x01\x00\x04\x00" + len(prints).to_bytes(2, "big") + text + photo + prints

    async def _spoil(self, frame: bytes, fault: str | None) -> None:
        match fault:
            case "silence":
                return
            case "bad_checksum":
                frame = frame[:-1] + bytes([frame[-1] ^ 0xFF])
            case "truncated":
                frame = frame[: len(frame) // 2]
            case "noise":
                frame = NOISE + frame
            case "unplug":
                await self._send(frame[: len(frame) // 2])
                self.unplug()
                return
        await self._send(frame, piece_bytes=self.wire.small_piece_bytes if fault == "split" else 64)

    async def _send(self, frame: bytes, piece_bytes: int = 64) -> None:
        """A piece is there when its last bit is; a machine that wakes late makes up for it with the next piece."""
        loop = asyncio.get_running_loop()
        due_s = loop.time()
        for pipe, part in self.wire.parts(frame):
            for at in range(0, len(part), piece_bytes):
                piece = part[at : at + piece_bytes]
                due_s += len(piece) * self.wire.byte_s
                await asyncio.sleep(due_s - loop.time() if self.pacing else 0)
                self.wire.give(pipe, piece)


def newest_address(person: SyntheticPerson) -> tuple[bytes, bytes]:
    """The answer to 30 03: `ADDRESS_BYTES`, or that the card has none."""
    if not person.newest_address:
        return b"\0\0\x91", b""
    return b"\0\0\x90", person.newest_address.ljust(ADDRESS_BYTES // 2).encode("utf-16-le")


def _answer(status: bytes, data: bytes = b"") -> bytes:
    body = (len(status) + len(data) + 1).to_bytes(2, "big") + status + data
    return HEAD + body + bytes([reduce(lambda a, b: a ^ b, body)])
