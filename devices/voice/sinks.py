"""Where samples become sound: one small Protocol, and what implements it over a link: a loudspeaker on the network, or
the machine's own sound device behind a helper process (`sound_device`). Both speak the same messages.

Every message is one of `links.sound_frames`:

    →  T  an utterance begins: sample rate (4, big-endian), then its text in UTF-8, for captions and transcripts
    →  P  samples: 16-bit little-endian mono        →  E  no more samples        →  S  silence at once
    →  ?  are you there, asked of one that says nothing for a while
    ←  R  ready, at the start and as the answer to ?
    ←  B  the first sample was heard                ←  D  the last one was
What comes back has no payload.
"""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from devices.links.link import DeviceError, Link, LinkGarbageError, LinkGoneError, OpenLink, heard
from devices.links.metered import metered
from devices.links.pause import BEAT_S, to_beat_s
from devices.links.sound_frames import BadFrameError, Deframer, Frame
from devices.links.together import together

READY_S = 5.0
LOOK_S = 3 * BEAT_S
ANSWER_S = 3.0
"""A loudspeaker that is called gone and is not loses its sentence: it is waited for longer than others are."""
MOST_BYTES_S = 16 * 1024
"""A loudspeaker says a few words of nine bytes for an utterance."""


def can_be(kind: bytes, length: int) -> bool:
    """Whether a loudspeaker says such a message."""
    return kind in (b"R", b"B", b"D") and length == 0


class SinkGoneError(DeviceError):
    """No sound device, or it went away."""

    def __init__(self, code: str = "gone") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SinkEvents:
    """Whom the sink tells, on the loop's thread, with the utterance's serial."""

    began: Callable[[int], None]
    ended: Callable[[int], None]
    there: Callable[[], None] = lambda: None
    """It has said something, whatever."""


class SoundSink(Protocol):
    """One loudspeaker. `begin`, `play`, `end` and `silence` return at once."""

    async def open(self, events: SinkEvents) -> None:
        """Get hold of the device. Raises SinkGoneError."""
        ...

    async def until_gone(self) -> None:
        """Serve the device until it goes away. Returns then; never raises."""
        ...

    def begin(self, serial: int, text: str, sample_rate_hz: int) -> None: ...

    def play(self, pcm: bytes) -> None: ...

    def end(self) -> None:
        """No more samples come; `ended` follows when the last was heard."""
        ...

    def silence(self) -> None:
        """Drop what was not heard yet; no `ended` follows."""
        ...

    async def close(self) -> None: ...


class LinkSink:
    """A loudspeaker behind a link."""

    def __init__(self, open_link: OpenLink) -> None:
        self._open_link = metered(open_link, MOST_BYTES_S)
        self._link: Link | None = None
        self._events: SinkEvents | None = None
        self._outbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._serial = 0
        self._deframer = Deframer(can_be)
        self._ready = False

    async def open(self, events: SinkEvents) -> None:
        self._events = events
        self._outbox, self._deframer, self._ready = asyncio.Queue(), Deframer(can_be), False
        try:
            self._link = await self._open_link()
            async with asyncio.timeout(READY_S):
                while not self._ready:
                    self._take(await self._link.read())
        except LinkGoneError as error:
            raise SinkGoneError(error.code) from error
        except TimeoutError as error:
            raise SinkGoneError from error

    async def until_gone(self) -> None:
        assert self._link is not None
        with contextlib.suppress(LinkGoneError):
            await together(self._send(self._link), self._listen(self._link))

    def begin(self, serial: int, text: str, sample_rate_hz: int) -> None:
        self._serial = serial
        self._put(b"T", sample_rate_hz.to_bytes(4, "big") + text.encode())

    def play(self, pcm: bytes) -> None:
        self._put(b"P", pcm)

    def end(self) -> None:
        self._put(b"E")

    def silence(self) -> None:
        while not self._outbox.empty():
            self._outbox.get_nowait()
        self._put(b"S")
        self._put(b"?")  # may have been among what was dropped

    async def close(self) -> None:
        if self._link is not None:
            await self._link.close()
            self._link = None

    def _put(self, kind: bytes, payload: bytes = b"") -> None:
        self._outbox.put_nowait(bytes(Frame(kind, self._serial, payload)))

    async def _send(self, link: Link) -> None:
        while True:
            await link.write(await self._outbox.get())

    async def _listen(self, link: Link) -> None:
        was_asked = False
        while True:
            data = await heard(link, ANSWER_S if was_asked else to_beat_s(LOOK_S))
            if not data and was_asked:
                raise LinkGoneError("silent")
            was_asked = not data
            if data:
                self._take(data)
            else:
                self._put(b"?")

    def _take(self, data: bytes) -> None:
        try:
            frames = self._deframer.feed(data)
        except BadFrameError as error:
            raise LinkGarbageError(str(error)) from error
        for frame in frames:
            self._tell(frame.kind, frame.serial)

    def _tell(self, kind: bytes, serial: int) -> None:
        assert self._events is not None
        self._events.there()
        match kind:
            case b"R":
                self._ready = True
            case b"B":
                self._events.began(serial)
            case b"D":
                self._events.ended(serial)
