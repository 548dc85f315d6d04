"""Waits for one card or one code at a time, and tells the session what came; a newer wish ends the older one.

A device that is not configured answers like one that is not there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from devices.contracts.card_reader import CardMedia, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.scanner import Scanned, ScanUnusable
from devices.contracts.social_card import SocialCardReader
from kiosk.core.case_pages import token_on
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.wire import number_on

if TYPE_CHECKING:
    from kiosk.session.performer import Ports

READ_TIMEOUT_S = 30.0
"""One read waits this long for a card; the session begins another while the resident is still there."""
SLOT_LOOK_S = 0.3
"""How often a reader that tells only by reading is asked whether a forgotten card was taken away."""
SCAN_TIMEOUT_S = 30.0
SCANNER_AWAY_S = 3.0
"""A scanner that is gone is asked again after this long."""


class ReadingLine:
    """Answers with `CardReadEnded`, `SocialCardReadEnded` and `CodeScanned`. Main thread."""

    def __init__(self, ports: Ports, send: Callable[[Event], None]) -> None:
        self._ports = ports
        self._send = send
        self._reading: asyncio.Task[Any] | None = None
        self._scanning: asyncio.Task[Any] | None = None

    def __call__(self, effect: do.ReadCard | do.ReadSocialCard | do.ReadCode | do.StopReading) -> None:
        """Begin one of the four; returns at once."""
        start = self._ports.supervisor.start
        match effect:
            case do.ReadCard():
                self._stop_reading()
                self._reading = start("read card", self._read(effect))
            case do.ReadSocialCard():
                self._stop_reading()
                if self._ports.social_reader is not None:
                    self._reading = start("read social card", self._read_social(effect, self._ports.social_reader))
            case do.ReadCode():
                self._stop_scanning()
                self._scanning = start("read code", self._scan(effect))
            case do.StopReading():
                self._stop_reading()
                self._stop_scanning()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    async def _read(self, effect: do.ReadCard) -> None:
        reader = self._ports.reader
        result = DeviceGone("not configured") if reader is None else await reader.read(READ_TIMEOUT_S)
        self._send(ev.CardReadEnded(effect.read_serial, result))

    async def _read_social(self, effect: do.ReadSocialCard, reader: SocialCardReader) -> None:
        while True:
            await self._empty(reader)
            match await reader.read(READ_TIMEOUT_S):
                case NoCardInTime() | DeviceGone():
                    continue
                case Cancelled():
                    return
                case result:
                    self._send(ev.SocialCardReadEnded(effect.read_serial, result))
                    return

    async def _empty(self, reader: SocialCardReader) -> None:
        """Wait until the reader was seen without a card; one that cannot tell is asked by reading, and what it reads is
        thrown away."""
        async for status in reader.watch():
            if status.health is not Health.ONLINE or status.media is CardMedia.PRESENT:
                continue
            if status.media is CardMedia.UNKNOWN:
                while not isinstance(await reader.read(0), NoCardInTime):
                    await self._ports.clock.sleep(SLOT_LOOK_S)
            return

    def _stop_scanning(self) -> None:
        if self._scanning is not None:
            self._scanning.cancel()
            self._scanning = None

    async def _scan(self, effect: do.ReadCode) -> None:
        """Wait for a code for as long as it takes; without a scanner nothing comes, and the hand still chooses."""
        scanner = self._ports.scanner
        while scanner is not None:
            match await scanner.scan(SCAN_TIMEOUT_S):
                case Scanned(text=text):
                    self._send(ev.CodeScanned(effect.session_serial, number_on(text) or token_on(text)))
                    return
                case ScanUnusable():
                    self._send(ev.CodeScanned(effect.session_serial, ""))
                    return
                case DeviceGone():
                    await self._ports.clock.sleep(SCANNER_AWAY_S)
                case Cancelled():
                    return
