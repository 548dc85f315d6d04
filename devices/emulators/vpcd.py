"""Two emulated chip-card slots behind a real PC/SC service: a card's side of vpcd's wire, and what can go wrong.

    terminal ─► libpcsclite ─► pcscd ─► vpcd ══ TCP ══► slot ─► chip

A frame is a length (2, big-endian) and a payload; one byte is a control (00 power off, 01 power on, 02 reset, 04 tell
the ATR, which alone is answered), anything else a C-APDU, answered by its R-APDU. To connect is to put a card in.
vpcd writes length and payload apart, so TCP must acknowledge at once (TCP_QUICKACK after every receive), or every
command takes 44 ms instead of 0.1.
"""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from devices.emulators.chips import Chip, ForeignChip, SocialChip
from devices.emulators.pcscd import SLOTS, PrivatePcscd
from devices.emulators.persons import load_persons

TELL_ATR = 0x04
POWER_ON, RESET = 0x01, 0x02
FAULTS = ("pull", "silence", "garbage", "short", "error")
FOR_EVER = -1

Told = dict[str, object]
Hand = Callable[..., Told | Awaitable[Any] | None]


@dataclass(slots=True)
class _Fault:
    kind: str
    after: int
    times: int


@dataclass(slots=True)
class ChipSlotEmulator:
    """One slot. Loop thread only."""

    connect: Callable[[], socket.socket]
    extra_delay_s: float = 0.0
    """Before every answer to a command."""
    chip: Chip | None = None
    """The card that lies in it."""
    _faults: list[_Fault] = field(default_factory=list)
    _socket: socket.socket | None = None
    _serving: asyncio.Task[None] | None = None

    def put(self, chip: Chip) -> None:
        """Put a card in, instead of the one that is there. Raises OSError when the service is down."""
        self.take()
        self._socket = self.connect()
        self._socket.setblocking(False)
        self.chip = chip
        self._serving = asyncio.create_task(self._serve(self._socket, chip), name="emulated chip card")

    def take(self) -> None:
        """Pull the card, whatever it is doing."""
        self.chip = None
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket = None
        if self._serving is not None:
            self._serving.cancel()  # it closes the socket: not before the loop has let go of its number
            self._serving = None

    def fail(self, kind: str, after: int = 0, times: int = 1) -> None:
        """Spoil the answers to the commands after the next `after`; FOR_EVER until `heal`."""
        if kind not in FAULTS:
            raise ValueError(f"no such fault: {kind}; there are {', '.join(FAULTS)}")
        if times == 0 or times < FOR_EVER or after < 0:
            raise ValueError(f"no answer can be spoilt {times} times, after {after}")
        self._faults.append(_Fault(kind, after, times))

    def heal(self) -> None:
        self._faults.clear()

    async def _serve(self, wire: socket.socket, chip: Chip) -> None:
        with contextlib.closing(wire), contextlib.suppress(OSError, EOFError):
            while True:
                length = int.from_bytes(await _exactly(wire, 2), "big")
                payload = await _exactly(wire, length)
                answer = await self._answer(chip, payload)
                if answer is not None:
                    frame = len(answer).to_bytes(2, "big") + answer
                    await asyncio.get_running_loop().sock_sendall(wire, frame)

    async def _answer(self, chip: Chip, payload: bytes) -> bytes | None:
        if len(payload) == 1:
            if payload[0] in (POWER_ON, RESET):
                chip.power()
            return chip.atr if payload[0] == TELL_ATR else None
        answer = chip.answer(payload)
        await asyncio.sleep(self.extra_delay_s)
        match self._next_fault():
            case "pull":
                self.take()
                return None
            case "silence":
                await asyncio.Event().wait()
            case "garbage":
                return bytes(range(255, 100, -1)) + b"\x90\x00"
            case "short":
                return answer[:1]
            case "error":
                return b"\x6f\x00"
        return answer

    def _next_fault(self) -> str | None:
        for fault in self._faults:
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            if fault.times == 0:
                self._faults.remove(fault)
            return fault.kind
        return None


class ChipReaders:
    """The service with both its slots. Loop thread only."""

    def __init__(self, service: PrivatePcscd) -> None:
        self.service = service
        self.social = ChipSlotEmulator(lambda: self.service.connect(0))
        self.staff = ChipSlotEmulator(lambda: self.service.connect(1))

    async def start(self) -> None:
        await self.service.start()

    async def close(self) -> None:
        await self.kill()

    async def kill(self) -> None:
        """The service crashes. The cards stay where they are, and their slots see them again when it is started."""
        await self.service.kill()

    async def revive(self) -> None:
        """Start the service again; what lay in the slots lies there still."""
        await self.service.start()
        for slot in (self.social, self.staff):
            if slot.chip is not None:
                slot.put(slot.chip)

    def tell_status(self) -> Told:
        slots = {"social_card": self.social, "staff_card": self.staff}
        return {
            "chip_service": {"running": self.service.running},
            **{name: {"card": type(slot.chip).__name__ if slot.chip else None} for name, slot in slots.items()},
        }

    def hands(self) -> dict[str, Hand]:
        """What can be done to them, by name; `slot` is social or staff."""
        return {
            "chip.put": self._put,
            "chip.put_foreign": lambda slot="social": self._insert(ForeignChip(), slot),
            "chip.take": lambda slot="social": self._slot(slot).take(),
            "chip.fault": self._fail,
            "chip.heal": lambda slot="social": self._slot(slot).heal(),
            "chip.delay": self._slow,
            "chip.service_kill": self.kill,
            "chip.service_start": self.revive,
        }

    def _slot(self, name: str) -> ChipSlotEmulator:
        if name not in ("social", "staff"):
            raise ValueError(f"no such slot: {name}")
        return self.social if name == "social" else self.staff

    def _put(self, person: str, t0: bool = False, specification: str = "1.00", holder: str = "open") -> None:
        """Put in the social-security card of a synthetic person."""
        if person not in load_persons():
            raise ValueError(f"no such person: {person}")
        self._insert(SocialChip(load_persons()[person], t0, str(specification), holder), "social")

    def _insert(self, chip: Chip, slot: str) -> None:
        try:
            self._slot(slot).put(chip)
        except OSError as error:
            raise ValueError(f"{slot}: {error}") from error

    def _fail(self, kind: str, after: int = 0, times: int = 1, slot: str = "social") -> None:
        self._slot(slot).fail(kind, after, times)

    def _slow(self, delay_ms: int, slot: str = "social") -> None:
        """Each answer comes that much later."""
        self._slot(slot).extra_delay_s = delay_ms / 1000

    def connections(self) -> dict[str, dict[str, object]]:
        """Role → driver and options."""
        path = str(self.service.socket_path)
        return {
            role: {"driver": "pcsc", "options": {"reader": name, "socket": path}}
            for role, name in zip(("social_card", "staff_card"), SLOTS, strict=True)
        }


async def _exactly(wire: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = await asyncio.get_running_loop().sock_recv(wire, count - len(data))
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        if not more:
            raise EOFError
        data += more
    return data
