"""One open connection to an ESC/POS printer: questions and their answers. Knows no slip."""

import asyncio
from typing import TypeVar, cast

from devices.links.link import Link, LinkGoneError
from devices.printers.answers import Asb, Demux, Facts, Mark, RealTime, facts_of_asb, facts_of_real_time

DLE_EOT = b"\x10\x04"
ASB_ON = b"\x1da\x0e"
"""Unasked status for cover, errors and paper."""
CLEAR_BUFFER = bytes.fromhex("10140801031401060208")
"""DLE DC4 8: forget what was received and not printed."""

Waited = TypeVar("Waited", bound=RealTime | Mark | None)


class PrinterWire:
    """Answers arrive by `listen`; whoever waits for one learns by LinkGoneError that none will come."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._demux = Demux()
        self._real_time: asyncio.Queue[RealTime | None] = asyncio.Queue()
        self._marks: asyncio.Queue[Mark | None] = asyncio.Queue()
        self.changed = asyncio.Event()
        """Set when the printer told of a change by itself."""
        self.last_told: Facts | None = None

    async def listen(self) -> None:
        """Sort what comes in, until the link is gone. Raises LinkGoneError."""
        try:
            while True:
                for answer in self._demux.feed(await self._link.read()):
                    self._sort(answer)
        finally:
            self._real_time.put_nowait(None)
            self._marks.put_nowait(None)

    async def send(self, data: bytes) -> None:
        await self._link.write(data)

    async def facts(self, answer_s: float) -> Facts | None:
        """Ask DLE EOT 1 to 4; None when the printer stays silent."""
        _drain(self._real_time)
        try:
            async with asyncio.timeout(answer_s):
                bits = [await self._status(n) for n in (1, 2, 3, 4)]
        except TimeoutError:
            return None
        return facts_of_real_time(*bits)

    def forget_marks(self) -> None:
        """Drop marks of an earlier slip."""
        _drain(self._marks)

    async def mark(self) -> None:
        """Wait for the answer to GS r."""
        if await self._marks.get() is None:
            self._marks.put_nowait(None)
            raise LinkGoneError("gone")

    async def _status(self, n: int) -> int:
        await self._link.write(DLE_EOT + bytes([n]))
        answer = await self._real_time.get()
        if answer is None:
            self._real_time.put_nowait(None)
            raise LinkGoneError("gone")
        return answer.bits

    def _sort(self, answer: RealTime | Asb | Mark) -> None:
        match answer:
            case RealTime():
                self._real_time.put_nowait(answer)
            case Mark():
                self._marks.put_nowait(answer)
            case Asb():
                self.last_told = facts_of_asb(answer)
                self.changed.set()


def _drain(queue: asyncio.Queue[Waited]) -> None:
    """Empty a queue, but keep the sign that the link is gone."""
    ended = False
    while not queue.empty():
        ended = queue.get_nowait() is None or ended
    if ended:
        queue.put_nowait(cast(Waited, None))
