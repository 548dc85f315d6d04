"""The driver of a speech model in a process of its own: loads it once, hands it one recording at a time."""

import asyncio
import json
import logging
import struct
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from devices.contracts.microphone import Recorded
from devices.contracts.recogniser import NotRecognised, Recognised
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, Link, LinkGoneError, OpenLink
from devices.links.pause import pause
from devices.links.process import process_link

_log = logging.getLogger(__name__)
WORKER_PATH = Path(__file__).with_name("recogniser_worker.py")
HEAD_BYTES = 9
MOST_PAYLOAD_BYTES = 1 << 16
LOADED_S = 60.0
"""A large model on a slow disk."""
WRITTEN_S = 10.0
"""From the end of a recording to its words; who speaks does not wait longer."""
MODEL, GONE, SLOW = "model", "gone", "slow"


class ModelRefusedError(Exception):
    """The paths lead to no model that the library takes."""


def model_link(options: Mapping[str, str | int]) -> OpenLink:
    """The process of one model, by its paths."""
    return process_link((sys.executable, "-I", str(WORKER_PATH), json.dumps(options)))


class ModelRecogniser:
    """Implements `Recogniser`. Loop thread only."""

    def __init__(self, open_link: OpenLink, loaded_s: float = LOADED_S, written_s: float = WRITTEN_S) -> None:
        self._open_link = open_link
        self._loaded_s, self._written_s = loaded_s, written_s
        self._link: Link | None = None
        self._received = b""
        self._serial = 0
        self._waiting: asyncio.Future[str] | None = None
        self.trouble = ""

    @property
    def is_ready(self) -> bool:
        return self._link is not None

    async def recognise(self, recorded: Recorded) -> Recognised | NotRecognised:
        link = self._link
        if link is None:
            return NotRecognised(self.trouble or GONE)
        self._serial += 1
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        head = struct.pack(">III", self._serial, recorded.sample_rate_hz, len(recorded.samples))
        try:
            async with asyncio.timeout(self._written_s):
                await link.write(head + recorded.samples)
                return Recognised(await waiting)
        except TimeoutError:
            return NotRecognised(SLOW)
        except LinkGoneError:
            return NotRecognised(GONE)
        finally:
            self._waiting = None

    async def run(self, changed: Callable[[], None]) -> None:
        failures = 0
        while self.trouble != MODEL:
            try:
                await self._serve(changed)
            except ModelRefusedError as error:
                _log.warning("the speech model is not used: %s", error)
                self.trouble = MODEL
            except (LinkGoneError, TimeoutError):
                failures += 1
                self.trouble = GONE
                failures = await pause(failures, LEAST_BACK_OFF_S, MOST_BACK_OFF_S)

    async def _serve(self, changed: Callable[[], None]) -> None:
        """Until the process ends. Raises LinkGoneError, TimeoutError or ModelRefusedError."""
        link = await self._open_link()
        self._received = b""
        try:
            async with asyncio.timeout(self._loaded_s):
                kind, _, payload = await self._frame(link)
            if kind != b"R":
                raise ModelRefusedError(payload.decode("utf-8", "replace"))
            self._link, self.trouble = link, ""
            changed()
            while True:
                kind, serial, payload = await self._frame(link)
                if kind == b"T" and serial == self._serial and self._waiting is not None:
                    self._waiting.set_result(payload.decode("utf-8", "replace"))
                    self._waiting = None
        finally:
            was_ready, self._link = self._link is not None, None
            if self._waiting is not None:
                self._waiting.set_exception(LinkGoneError(GONE))
            await link.close()
            if was_ready:
                changed()

    async def _frame(self, link: Link) -> tuple[bytes, int, bytes]:
        head = await self._exactly(link, HEAD_BYTES)
        serial, length = struct.unpack(">II", head[1:])
        if length > MOST_PAYLOAD_BYTES:
            raise LinkGoneError("rubbish")
        return head[:1], serial, await self._exactly(link, length)

    async def _exactly(self, link: Link, count: int) -> bytes:
        while len(self._received) < count:
            self._received += await link.read()
        taken, self._received = self._received[:count], self._received[count:]
        return taken
