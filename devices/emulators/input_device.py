"""Input devices of a Linux machine, their `struct input_event` on TCP: keypad, button, jack, proximity, wedge scanner.

As the kernel's link does, each tells the state of its switches when somebody connects and every 0.8 s after.
"""

import asyncio
import contextlib
import struct
from dataclasses import dataclass, field
from typing import ClassVar

from devices.emulators.spoiling import Spoiling
from devices.emulators.tcp_door import TcpDoor

CODES = {
    "up": 103, "down": 108, "left": 105, "right": 106, "select": 28, "help": 59, "volume": 115, "rate": 60, "call": 138,
}  # fmt: skip
HEADPHONES, SOMEBODY_NEAR = 0x02, 0x0B
HEARTBEAT_S = 0.8
EV_SYN, EV_KEY, EV_SW = 0, 1, 5
SYN_DROPPED = 3
FAULTS = ("half", "dropped", "garbage")
GARBAGE = b"\xff" * 48
LEFT_SHIFT, LEFT_ALT, ENTER = 42, 56, 28
DIGIT_PAD = {"7": 71, "8": 72, "9": 73, "4": 75, "5": 76, "6": 77, "1": 79, "2": 80, "3": 81, "0": 82}
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"), (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " "),
)  # fmt: skip
PLAIN = {character: first + n for first, row, _ in _ROWS for n, character in enumerate(row)}
SHIFTED = {character: first + n for first, _, row in _ROWS for n, character in enumerate(row) if character != " "}


@dataclass(slots=True)
class InputDeviceEmulator(Spoiling):
    """One device. Loop thread only. A fault spoils what happens next, then is gone, unless it is told how often: "half"
    an event and the cable is out; "dropped" by the kernel, as nobody took it in time."""

    FAULTS: ClassVar[tuple[str, ...]] = FAULTS
    switches: dict[int, bool] = field(default_factory=dict)
    """The switches it has, by code."""
    host: str = "127.0.0.1"
    port: int = 0
    is_silent: bool = False
    """It hangs: connected, and not a word."""
    _door: TcpDoor = field(init=False)

    def __post_init__(self) -> None:
        self._door = TcpDoor(self._serve)

    async def start(self) -> None:
        """Plug in; the port stays the same."""
        self.port = await self._door.open(self.host, self.port)

    async def close(self) -> None:
        """Unplug."""
        await self._door.close()

    @property
    def plugged(self) -> bool:
        return self._door.is_open

    def fail(self, kind: str | None = None, times: int | None = 1) -> None:
        """Spoil what happens next, or no longer. Raises ValueError."""
        Spoiling.fail(self, kind, times)  # super() knows no slots

    def hang(self, on: bool = True) -> None:
        self.is_silent = on

    def press(self, key: str, repeats: int = 0) -> None:
        """Press a key of CODES, hold it for so many repeats, and let it go."""
        if key not in CODES:
            raise ValueError(f"no such key: {key}; there are {', '.join(CODES)}")
        for value in (1, *[2] * repeats, 0):
            self.tell((EV_KEY, CODES[key], value))

    def switch(self, code: int, on: bool) -> None:
        """Move a switch."""
        self.switches[code] = on
        self.tell((EV_SW, code, int(on)))

    async def split(self, key: str) -> None:
        """A key, byte by byte."""
        for byte in _packed((EV_KEY, CODES[key], 1), REPORT, (EV_KEY, CODES[key], 0), REPORT):
            self._send(bytes((byte,)))
            await asyncio.sleep(0.001)

    def type(self, text: str) -> None:
        """Type as a scanner set to keyboard mode does: US layout, a line's end last; what has no key by Alt and the
        decimal of its GBK bytes."""
        for character in text:
            if character in SHIFTED:
                self._chord(LEFT_SHIFT, SHIFTED[character])
            elif character in PLAIN:
                self._stroke(PLAIN[character])
            else:
                number = int.from_bytes(character.encode("gbk"), "big")
                self._chord(LEFT_ALT, *(DIGIT_PAD[digit] for digit in str(number)))
        self._stroke(ENTER)

    def tell(self, *events: tuple[int, int, int]) -> None:
        """Say that something happened."""
        match self.strike():
            case "half":
                self._send(_packed(*events)[:13])
                for writer in self._door.guests:
                    writer.close()
            case "dropped":
                self._send(_packed((EV_SYN, SYN_DROPPED, 0), *events, REPORT))
            case "garbage":
                self._send(GARBAGE)
            case _:
                self._send(_packed(*events, REPORT))

    def _stroke(self, code: int) -> None:
        self.tell((EV_KEY, code, 1))
        self.tell((EV_KEY, code, 0))

    def _chord(self, held: int, *codes: int) -> None:
        self.tell((EV_KEY, held, 1))
        for code in codes:
            self._stroke(code)
        self.tell((EV_KEY, held, 0))

    def _send(self, data: bytes) -> None:
        if not self.is_silent:
            for writer in self._door.guests:
                self.say_late(writer.write, data)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while not reader.at_eof():
            if not self.is_silent:
                switches = ((EV_SW, code, int(on)) for code, on in self.switches.items())
                self.say_late(writer.write, _packed(*switches, REPORT))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_S - asyncio.get_running_loop().time() % HEARTBEAT_S):
                    await reader.read(1)


REPORT = (EV_SYN, 0, 0)


def _packed(*events: tuple[int, int, int]) -> bytes:
    return b"".join(struct.pack("<qqHHi", 0, 0, *event) for event in events)
