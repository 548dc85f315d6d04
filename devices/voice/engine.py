"""The speaker's end of the engine process: start it, order speech, take its frames. Knows no sound device."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from devices.contracts.voice import Utterance
from devices.links.inbox import Inbox
from devices.links.link import DeviceError, Link, LinkGoneError, OpenLink
from devices.links.process import own_module, process_link
from devices.links.sound_frames import HEAD, Frame

WORKER = "devices.voice.worker"
START_S = 10.0
MOST_PAYLOAD_BYTES = 1 << 20


class EngineDiedError(DeviceError):
    """The process ended, or speaks rubbish."""


class Engine:
    """A running engine process."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._inbox = Inbox(link)
        self.sample_rate_hz = 0
        self.name = ""
        self.clip_key = ""
        """By what its clips are kept: another for whatever sounds otherwise, be it engine, voice or model."""

    async def order(self, serial: int, utterance: Utterance, phonemes: bool = False, path: Path | None = None) -> None:
        """Ask for an utterance's samples, here or in a file, and for its phonemes too if wanted. Raises
        EngineDiedError."""
        order: dict[str, object] = {
            "serial": serial,
            "text": utterance.spelling or utterance.text,
            "rate_percent": utterance.rate_percent,
            "volume_percent": utterance.volume_percent,
            "phonemes": phonemes,
        }
        if path is not None:
            order["path"] = str(path)
        try:
            await self._link.write(json.dumps(order).encode() + b"\n")
        except LinkGoneError as error:
            raise EngineDiedError(str(error)) from error

    async def next_frame(self) -> Frame:
        """Wait for a message, of a kind that is in `worker`. Raises EngineDiedError."""
        try:
            kind, serial, length = HEAD.unpack(await self._inbox.exactly(HEAD.size))
            if length > MOST_PAYLOAD_BYTES:
                raise EngineDiedError("rubbish")
            return Frame(kind, serial, await self._inbox.exactly(length))
        except LinkGoneError as error:
            raise EngineDiedError(str(error)) from error

    async def close(self) -> None:
        """End the process and wait for its end."""
        await self._link.close()

    async def greet(self) -> None:
        """Learn what the engine is. Raises EngineDiedError."""
        ready = await self.next_frame()
        if ready.kind != b"R" or len(ready.payload) < 4:
            raise EngineDiedError("did not greet")
        self.sample_rate_hz = int.from_bytes(ready.payload[:4], "big")
        name, _, clip_key = ready.payload[4:].decode("ascii", "replace").partition("\0")
        self.name, self.clip_key = name, clip_key or name


def engine_link(name: str, options: Mapping[str, str | int]) -> OpenLink:
    """The process of one engine: espeak, pyttsx3 or sherpa, with the options of its class in `engines`."""
    return process_link(own_module(WORKER, name, json.dumps(options)))


async def start_engine(open_link: OpenLink | None = None) -> Engine:
    """Start the process and wait until it is ready. Raises EngineDiedError."""
    try:
        link = await (open_link or engine_link("espeak", {}))()
    except LinkGoneError as error:
        raise EngineDiedError(str(error)) from error
    engine = Engine(link)
    try:
        async with asyncio.timeout(START_S):
            await engine.greet()
    except TimeoutError as error:
        raise EngineDiedError("did not start") from error
    finally:
        if not engine.name:
            await engine.close()
    return engine
