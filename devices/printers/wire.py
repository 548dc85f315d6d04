"""One open connection to an ESC/POS printer: questions and their answers. Knows no slip."""

import asyncio
from dataclasses import dataclass
from typing import TypeVar

from devices.links.link import Link, LinkGarbageError, LinkGoneError
from devices.printers.answers import Asb, Demux, Facts, Mark, Name, RealTime, facts_of_asb, facts_of_real_time
from devices.printers.profile import PrinterProfile

DLE_EOT = b"\x10\x04"
ASB_ON = b"\x1da\x0e"
"""Unasked status for cover, errors and paper; answered with the status as it is."""
CLEAR_BUFFER = bytes.fromhex("10140801031401060208")
"""DLE DC4 8: forget what was received and not printed."""
ASK_NAME = b"\x1dI"
FIRMWARE, MAKER, MODEL, SERIAL = b"ABCD"
"""What GS I is asked for."""

MOST_WAITING_COUNT = 64
"""More answers than any question has; a printer that talks rubbish fills no memory."""
MOST_RUBBISH_PIECES = 3
"""In a row: noise on a serial wire makes one now and then."""

Waited = TypeVar("Waited", bound=RealTime | Asb | Mark | Name)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a printer calls itself; empty what it does not tell."""

    model: str = ""
    serial: str = ""
    firmware: str = ""


class PrinterWire:
    """Answers arrive by `listen`; whoever waits for one learns by LinkGoneError that none will come."""

    def __init__(self, link: Link, profile: PrinterProfile) -> None:
        self._link = link
        self._profile = profile
        self._demux = Demux()
        self._real_time: asyncio.Queue[RealTime | None] = asyncio.Queue(MOST_WAITING_COUNT)
        self._asb: asyncio.Queue[Asb | None] = asyncio.Queue(MOST_WAITING_COUNT)
        self._marks: asyncio.Queue[Mark | None] = asyncio.Queue(MOST_WAITING_COUNT)
        self._names: asyncio.Queue[Name | None] = asyncio.Queue(MOST_WAITING_COUNT)
        self._owed_count = 0
        self._silences_count = 0
        self._rubbish_count = 0
        self._is_spoilt = False
        """Whether rubbish came since the last question."""
        self._is_believed = False
        """Whether a question was answered since the last rubbish: a word that nobody asked for may be rubbish too."""
        self.changed = asyncio.Event()
        """Set when the printer told of a change by itself."""
        self.last_told: Facts | None = None

    async def listen(self) -> None:
        """Sort what comes in, until the link is gone. Raises LinkGoneError; LinkGarbageError for what is no printer."""
        try:
            while self._rubbish_count < MOST_RUBBISH_PIECES:
                self._hear(await self._link.read())
            raise LinkGarbageError("nothing a printer would say")
        except LinkGoneError as error:
            if self._rubbish_count:
                raise LinkGarbageError("rubbish was its last word") from error
            raise
        finally:
            _put(self._real_time, None)
            _put(self._asb, None)
            _put(self._marks, None)
            _put(self._names, None)

    def _hear(self, data: bytes) -> None:
        for answer in self._demux.feed(data):
            self._sort(answer)
        if self._demux.is_rubbish:
            self._is_spoilt, self._is_believed = True, False
        self._rubbish_count = self._rubbish_count + 1 if self._demux.is_rubbish else 0

    async def send(self, data: bytes) -> None:
        await self._link.write(data)

    async def greet(self) -> None:
        """Ask to be told of changes."""
        if self._profile.asb:
            await self.send(ASB_ON)

    async def facts(self, answer_s: float) -> Facts | None:
        """Ask how the printer is; None when it stays silent, or rubbish came with its answers."""
        self._is_spoilt = False
        try:
            async with asyncio.timeout(answer_s):
                facts = await (self._facts_now() if self._profile.real_time else self._facts_told())
        except TimeoutError:
            return self._facts_in_silence()
        self._silences_count = 0
        self._is_believed = not self._is_spoilt
        return facts if self._is_believed else None

    def _facts_in_silence(self) -> Facts | None:
        self._silences_count += 1
        if self._silences_count > 1:  # what is late by two questions was lost
            self._owed_count = 0
        stopped_reading = not self._profile.real_time and self.last_told is not None and self.last_told.trouble
        return self.last_told if stopped_reading else None

    async def identity(self, answer_s: float) -> Identity:
        """Ask who it is; asks no more once it has left a question open."""
        said: dict[int, str] = {}
        _drain(self._names)
        for number in (MODEL, MAKER, FIRMWARE, SERIAL) if self._profile.identity else ():
            await self.send(ASK_NAME + bytes([number]))
            try:
                async with asyncio.timeout(answer_s):
                    said[number] = (await _next(self._names)).text
            except TimeoutError:
                break
        model = f"{said.get(MAKER, '')} {said.get(MODEL, '')}".strip()
        return Identity(model, said.get(SERIAL, ""), said.get(FIRMWARE, ""))

    def forget_marks(self) -> None:
        """Drop marks of an earlier slip."""
        _drain(self._marks)

    async def mark(self, number: bytes) -> None:
        """Wait for the mark of this number; others are of parts that nobody waits for any more."""
        while (await _next(self._marks)).number != number:
            pass

    async def _facts_now(self) -> Facts:
        """By DLE EOT 1 to 4."""
        self._owed_count = max(0, self._owed_count - _drain(self._real_time))
        return facts_of_real_time(*[await self._status(n) for n in (1, 2, 3, 4)])

    async def _facts_told(self) -> Facts:
        """By switching automatic status on once more; one that is off-line has told so before it stopped reading."""
        _drain(self._asb)
        await self.send(ASB_ON)
        self.last_told = facts_of_asb(await _next(self._asb))
        return self.last_told

    async def _status(self, n: int) -> int:
        """One answer to DLE EOT; one that was late for an earlier question is not taken for this one's."""
        await self.send(DLE_EOT + bytes([n]))
        self._owed_count += 1
        while True:
            answer = await _next(self._real_time)
            self._owed_count = max(0, self._owed_count - 1)
            if self._owed_count == 0:
                return answer.bits

    def _sort(self, answer: RealTime | Asb | Mark | Name) -> None:
        match answer:
            case RealTime():
                _put(self._real_time, answer)
            case Mark():
                _put(self._marks, answer)
            case Name():
                _put(self._names, answer)
            case Asb():
                _put(self._asb, answer)
                if self._is_believed:
                    self.last_told = facts_of_asb(answer)
                    self.changed.set()


async def _next(queue: asyncio.Queue[Waited | None]) -> Waited:
    answer = await queue.get()
    if answer is None:
        _put(queue, None)
        raise LinkGoneError("gone")
    return answer


def _put(queue: asyncio.Queue[Waited | None], answer: Waited | None) -> None:
    """What nobody asked for makes room for what comes after it."""
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(answer)


def _drain(queue: asyncio.Queue[Waited | None]) -> int:
    """Empty a queue, but keep the sign that the link is gone; how many answers went."""
    answers = [queue.get_nowait() for _ in range(queue.qsize())]
    if None in answers:
        queue.put_nowait(None)
    return len(answers)
