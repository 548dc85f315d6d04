"""The driver of a scanner that sends what it reads: over a serial port or USB-CDC, or as the keys of a keyboard."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, NoReturn

from devices.contracts.commands import CommandQueue, Turns
from devices.contracts.health import Health
from devices.contracts.results import CutOff, DeviceGone, TimedOut
from devices.contracts.scanner import ScannerStatus, ScanResult
from devices.links.driver import BackOff, LinkDriver
from devices.links.fed import FedLink
from devices.links.link import Link, LinkGoneError, OpenLink, heard
from devices.links.pause import BEAT_S
from devices.scanners.framing import Framer

Translate = Callable[[bytes], bytes | None]
"""Of bytes that say nothing yet it makes None."""


@dataclass(frozen=True, slots=True)
class ScannerTiming:
    """How long to wait for what."""

    gap_s: float = 0.1
    """A code is over after that long without a byte: 96 characters' time at 9600 baud."""
    look_s: float = 2.5 * BEAT_S
    """After that long it is seen whether a scanner that says nothing is still there; an input device's link always
    says something (links.evdev)."""


class LinkScanner(LinkDriver[ScannerStatus]):
    """Implements `CodeScanner`. Loop thread only."""

    MOST_BYTES_S: ClassVar[int] = 1024 * 1024
    """The longest code as a keyboard's events is 400 kB, and may have waited."""

    def __init__(
        self, open_link: OpenLink, is_there: Callable[[], bool | None] = lambda: False,
        translator: Callable[[], Translate] = lambda: bytes, timing: ScannerTiming | None = None,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """`is_there` asks whoever knows while the scanner says nothing (None: nobody knows; False of a wire that always
        says something); `translator` makes, for each connection, what turns the wire's bytes into the code's."""
        super().__init__(open_link, ScannerStatus, back_off, monotonic)
        self._is_there = is_there
        self._translator = translator
        self._timing = timing or ScannerTiming()
        self._framer = Framer()
        self._queue = CommandQueue(Turns.NEWEST)
        self._asked: asyncio.Future[ScanResult] | None = None

    async def scan(self, timeout_s: float) -> ScanResult:
        if self.status.health not in (Health.ONLINE, Health.STARTING):
            return DeviceGone(self.status.trouble)
        self._framer.skip()
        asked: asyncio.Future[ScanResult] = asyncio.get_running_loop().create_future()
        self._asked = asked  # before its turn comes: a code that is shown in this moment is not shown again
        try:
            result = await self._queue.do(lambda stop: stop.tears(asked), timeout_s)
        finally:
            if self._asked is asked:
                self._asked = None
        return TimedOut() if isinstance(result, CutOff) else result

    async def close(self) -> None:
        self._queue.cancel()
        await super().close()

    async def _work(self, link: Link) -> NoReturn:
        self._framer, translate = Framer(), self._translator()
        match self._is_there():
            case True:
                self._confirm()
            case None:
                self._publish(health=Health.STARTING, trouble="", is_unseen=True)
        while True:
            is_within_code = self._framer.is_within_code
            data = await heard(link, self._timing.gap_s if is_within_code else self._timing.look_s)
            if data:
                typed = translate(data)
                codes = self._framer.feed(typed or b"")
                if typed is not None:
                    self._confirm()
            else:
                codes = self._framer.silence()
                if not is_within_code:
                    self._look()
            for code in codes:
                self._answer(code)

    def _look(self) -> None:
        """See whether a scanner that says nothing is there. Raises LinkGoneError."""
        match self._is_there():
            case True:
                self._confirm()
            case False:
                raise LinkGoneError("it has gone without a word")

    def _lost(self, trouble: str) -> None:
        self._answer(DeviceGone(trouble))

    def _answer(self, result: ScanResult) -> None:
        """To whoever asked; what nobody asked for is dropped."""
        if self._asked is not None and not self._asked.done():
            self._asked.set_result(result)


class WindowScanner(LinkScanner):
    """A scanner that types into the program's window, kept apart from a person's keys there (ui.bridge.key_guard).

    Nobody knows whether it is plugged in until it types: for most of its life its status is `unknown`, and it can be
    asked all the same, and is offered to residents.
    """

    def __init__(self, timing: ScannerTiming | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._keys = FedLink()
        super().__init__(self._keys.open, lambda: None, timing=timing, monotonic=monotonic)

    def typed(self, text: str) -> None:
        """Take what it has typed, a line's end for Enter."""
        self._keys.feed(text.encode("utf-8", "replace"))
