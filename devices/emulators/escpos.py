"""An ESC/POS receipt printer: a finite buffer, a roll of paper, a cover, a knife, and what can go wrong.

    jack ─► tokens ─► real-time commands: answered at once
                 └──► buffer (4 KiB) ─► paper ─► knife ─► slips
                       full: reading stops       stops while the cover is open or the paper is out

GS r is answered when everything before it was printed, as Epson describes, unless this model is one that does not.
Prints 150 mm/s unless pacing is off.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from PIL import Image

from devices.emulators.escpos_paper import Paper, Slip
from devices.emulators.escpos_status import Condition, asb_bytes, identity, paper_byte, real_time_byte
from devices.emulators.escpos_tokens import Token, next_token
from devices.emulators.jacks import Jack, Plug, TcpJack
from devices.emulators.spoiling import Spoiling

BUFFER_BYTES = 4096
DOTS_PER_S = 1200.0
STEP_ROWS = 8
FAULTS = ("half", "dropped", "garbage")
WEB_PAGE = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
"""What another machine at a printer's address says; some of its bytes pass for a printer's state."""


class GsR(StrEnum):
    """When a model answers GS r."""

    AFTER = "after"
    """When everything before it is on paper, as Epson does."""
    EARLY = "early"
    """As soon as it has come in."""
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What this model knows; commands it does not know are swallowed."""

    gs_r: GsR = GsR.AFTER
    process_id: bool = True
    asb: bool = True
    real_time: bool = True
    cutter: bool = True
    identity: bool = True


@dataclass(slots=True)
class EscposEmulator(Spoiling):
    """The printer. Loop thread only. A fault spoils its answers: the first half of one, none, or a web page instead."""

    FAULTS = FAULTS
    jack: Jack = field(default_factory=TcpJack)
    pacing: bool = True
    abilities: Abilities = Abilities()
    slips: list[Slip] = field(default_factory=list)
    """Every piece of paper that came out, newest last."""
    cover_open: bool = False
    paper_low: bool = False
    knife_jammed: bool = False
    jam_next_cut: bool = False
    silent: bool = False
    hung: bool = False
    """Connected, and takes not a byte: a host's write waits for room."""
    dots_left: int | None = None
    """Dots to the end of the roll; None is a full roll."""
    received_bytes: int = 0
    connection_count: int = 0
    _paper: Paper = field(default_factory=Paper)
    _unread: bytes = b""
    _buffer: deque[Token] = field(default_factory=deque)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)
    _asb: int = 0
    on: bool = False
    _plug: Plug | None = None
    _printing: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Switch on; its address stays the same for the printer's life."""
        if self.on:
            return
        await self.jack.open(self._serve)
        self.on = True
        self._printing = asyncio.create_task(self._print(), name="escpos emulator")

    async def power_cut(self) -> None:
        """Everything in the buffer is lost; what is on the paper stays, uncut."""
        await self.close()
        self._buffer.clear()
        self._unread = b""
        self.tear()
        self._paper = Paper()
        self._asb = 0

    async def close(self) -> None:
        self.jack.close()
        self.reset_connection()
        if self._printing is not None:
            self._printing.cancel()
            await asyncio.gather(self._printing, return_exceptions=True)
        self.on, self._printing = False, None

    def tear(self) -> None:
        """A hand tears off what has come out."""
        if self._paper.dots:
            self.slips.append(self._paper.cut(torn=True))

    @property
    def paper_out(self) -> bool:
        return self.dots_left is not None and self.dots_left <= 0

    @property
    def offline(self) -> bool:
        return self._condition.offline

    @property
    def _condition(self) -> Condition:
        return Condition(self.cover_open, self.paper_out, self.paper_low, self.knife_jammed)

    def run_out(self, after_dots: int = 0) -> None:
        """Let the roll end, now or in mid-print."""
        self.dots_left = after_dots
        self._changed()

    def refill(self) -> None:
        self.dots_left, self.paper_low = None, False
        self._changed()

    def set_cover(self, is_open: bool) -> None:
        self.cover_open = is_open
        self._changed()

    def set_low(self, low: bool) -> None:
        self.paper_low = low
        self._changed()

    def set_silent(self, silent: bool) -> None:
        """Take bytes, print nothing, answer nothing."""
        self.silent = silent
        self._changed()

    def set_hung(self, hung: bool) -> None:
        self.hung = hung
        self._changed()

    def set_jammed(self, jammed: bool) -> None:
        self.knife_jammed = jammed
        self._changed()

    def reset_connection(self) -> None:
        """Break the connection, by TCP with a reset; the printer itself goes on."""
        plug, self._plug = self._plug, None
        if plug is not None:
            plug.reset()

    async def connected_again(self, count: int) -> None:
        """Wait until so many connections were made."""
        while self.connection_count < count:
            self._moved.clear()
            await self._moved.wait()

    async def _serve(self, plug: Plug) -> None:
        self.reset_connection()  # one client at a time; a new one takes the old one's place
        self._plug = plug
        self.connection_count += 1
        self._moved.set()
        self._unread = b""
        self._asb = 0
        while data := await plug.read():
            self.received_bytes += len(data)
            self._unread += data
            self._take_tokens()
            while self.hung or self._full():
                self._moved.clear()
                await self._moved.wait()
        if self._plug is plug:
            self._plug = None

    def _full(self) -> bool:
        """A picture larger than the buffer is printed while it comes in; here it is gathered first."""
        stuck = bool(self._buffer) or self.offline or self.silent
        return stuck and sum(token.size_bytes for token in self._buffer) + len(self._unread) > BUFFER_BYTES

    def _take_tokens(self) -> None:
        """Move whole commands into the buffer; real-time ones are obeyed at once."""
        while (token := next_token(self._unread)) is not None:
            self._unread = self._unread[token.size_bytes :]
            if token.real_time:
                self._obey_at_once(token)
            else:
                if token.name == "GS r" and self.abilities.gs_r is GsR.EARLY:
                    self._answer(paper_byte(self._condition))
                self._buffer.append(token)
        self._moved.set()

    def _obey_at_once(self, token: Token) -> None:
        match token.name, token.parameters:
            case "DLE 4", parameters if self.abilities.real_time:
                self._answer(bytes([real_time_byte(parameters[0], self._condition)]))
            case "DLE 5", b"\x02":
                self._buffer.clear()
                self.set_jammed(False)
            case "DLE 20", parameters if parameters[:1] == b"\x08":
                self._buffer.clear()
                self._answer(b"7%\0")

    def _changed(self) -> None:
        self._moved.set()
        if self._asb:
            self._answer(asb_bytes(self._condition))

    def _answer(self, data: bytes) -> None:
        if self._plug is None or self.silent or self.hung:
            return
        match self.strike():
            case "half":
                data = data[: len(data) // 2]
            case "dropped":
                return
            case "garbage":
                data = WEB_PAGE
        self.say_late(self._plug.write, data)

    async def _print(self) -> None:
        while True:
            while self.silent or self.hung or self.offline or not self._buffer:
                self._moved.clear()
                await self._moved.wait()
            token = self._buffer.popleft()
            self._moved.set()
            await self._obey(token)

    async def _put(self, strip: Image.Image) -> None:
        """Move the paper under the head, waiting where it ends."""
        for top in range(0, strip.height, STEP_ROWS):
            while self.offline or self.silent:
                self._moved.clear()
                await self._moved.wait()
            step = strip.crop((0, top, strip.width, min(strip.height, top + STEP_ROWS)))
            self._paper.put(step)
            if self.dots_left is not None:
                self.dots_left -= step.height
                if self.paper_out:
                    self._changed()
            await asyncio.sleep(step.height / DOTS_PER_S if self.pacing else 0)

    async def _obey(self, token: Token) -> None:
        parameters = token.parameters
        first: Any = parameters[0] if parameters else 0
        match token.name:
            case "TEXT":
                self._paper.write(parameters)
            case "LF":
                await self._put(self._paper.line())
            case "ESC d":
                for _ in range(max(1, first)):
                    await self._put(self._paper.line())
            case "ESC J":
                await self._put(Image.new("1", (576, first), 1))
            case "GS v":
                width, rows = (int.from_bytes(parameters[at : at + 2], "little") for at in (2, 4))
                await self._put(self._paper.raster(parameters[1], width, rows, parameters[6:]))
            case "GS V" | "ESC i" | "ESC m" if self.abilities.cutter:
                await self._put(Image.new("1", (576, parameters[1] if len(parameters) > 1 else 0), 1))
                await self._knife()
            case "GS k":
                await self._put(self._paper.bar_code(parameters))
            case "GS (" if parameters[0:1] == b"k":
                await self._code(parameters[3:])
            case "GS (" if parameters[0:1] == b"H" and parameters[3:5] == b"00" and self.abilities.process_id:
                self._answer(b"7\x22" + parameters[5:9] + b"\0")
            case "GS r" if self.abilities.gs_r is GsR.AFTER:
                self._answer(paper_byte(self._condition))
            case "GS I" if self.abilities.identity:
                self._answer(identity(first))
            case "GS a" if self.abilities.asb:
                self._asb = first
                if first:
                    self._answer(asb_bytes(self._condition))
            case _:
                self._paper.set_style(token.name, first, int.from_bytes(parameters[:2], "little"))

    async def _knife(self) -> None:
        if self.jam_next_cut:
            self.jam_next_cut = False
            self.set_jammed(True)
        while self.offline:
            self._moved.clear()
            await self._moved.wait()
        self.slips.append(self._paper.cut())

    async def _code(self, function: bytes) -> None:
        """GS ( k, QR: size, store, print."""
        match function[:2]:
            case b"1C":
                self._paper.style.code_dots = function[2]
            case b"1P":
                self._paper.style.code_data = function[3:]
            case b"1Q":
                await self._put(self._paper.qr_code(self._paper.style.code_data.decode("utf-8", "replace")))
