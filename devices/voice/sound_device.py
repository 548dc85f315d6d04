"""The helper process that plays samples on the machine's own sound device: the network loudspeaker's messages (see
`sinks`) on stdin and stdout. Started through a process link, never imported by the speaker.

PortAudio aborts the whole process when the sound system is set up badly, so it lives in one of its own. The stream is
opened once and fed with silence between utterances: the first stream on an idle device starts up to 1.4 s late. The
process ends when there is no device, or when PortAudio stops calling.
"""

import os
import struct
import sys
import threading
from typing import Any, BinaryIO

SAMPLE_RATE_HZ = 22050
BYTES_PER_FRAME = 2
HEAD_BYTES = 9
LATENCY_S = 0.035
"""What waits in the device. On a machine of load 13 (campaign speech-heard): with PortAudio's "low" four sentences of
four stuttered or stretched, by 0.03 to 0.16 s; with 30 ms one of four; with 45 ms none, but silence came 57 ms after a
touch (goal 50). 35 ms lies between: a loaded machine may still stutter."""
WATCH_S = 2.0
UNAVAILABLE, IN_USE_EXIT = -9985, 4
"""paDeviceUnavailable is what PortAudio makes of ALSA's EBUSY."""


class Playback:
    """What is to be heard; filled by the reader's thread, emptied by PortAudio's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pcm = bytearray()
        self._serial = 0
        self._began = self._complete = True
        self.calls = 0

    def take(self, kind: bytes, serial: int, payload: bytes) -> None:
        """Obey one message."""
        with self._lock:
            match kind:
                case b"T":
                    self._pcm.clear()
                    self._serial, self._began, self._complete = serial, False, False
                case b"P" if serial == self._serial:
                    self._pcm += payload
                case b"E" if serial == self._serial:
                    self._complete = True
                case b"S":
                    self._pcm.clear()
                    self._serial, self._began, self._complete = 0, True, True

    def give(self, frames: int) -> tuple[bytes, list[tuple[bytes, int]]]:
        """The next samples, silence where there are none, and what to tell about them."""
        wanted = frames * BYTES_PER_FRAME
        told: list[tuple[bytes, int]] = []
        with self._lock:
            self.calls += 1
            part = bytes(self._pcm[:wanted])
            del self._pcm[:wanted]
            if part and not self._began:
                self._began = True
                told.append((b"B", self._serial))
            if self._serial and self._complete and not self._pcm:
                told.append((b"D", self._serial))
                self._serial = 0
        return part.ljust(wanted, b"\0"), told


def tell(kind: bytes, serial: int = 0) -> None:
    os.write(sys.stdout.fileno(), kind + struct.pack(">II", serial, 0))  # short enough never to be split


def read_orders(stdin: BinaryIO, playback: Playback) -> None:
    """Obey until stdin ends; then the process ends too, whatever else it waits for."""
    while len(head := stdin.read(HEAD_BYTES)) == HEAD_BYTES:
        serial, length = struct.unpack(">II", head[1:])
        payload = stdin.read(length)
        if head[:1] == b"?":
            tell(b"R")
        else:
            playback.take(head[:1], serial, payload)
    os._exit(0)


def main() -> None:
    import sounddevice

    playback, finished = Playback(), threading.Event()

    def fill(out: Any, frames: int, _time: Any, _status: Any) -> None:
        out[:], told = playback.give(frames)
        for kind, serial in told:
            tell(kind, serial)

    try:
        stream = sounddevice.RawOutputStream(
            samplerate=SAMPLE_RATE_HZ, channels=1, dtype="int16", latency=LATENCY_S,
            callback=fill, finished_callback=finished.set,
        )  # fmt: skip
    except sounddevice.PortAudioError as error:
        os._exit(IN_USE_EXIT if UNAVAILABLE in error.args else 1)
    with stream:
        tell(b"R")
        threading.Thread(target=read_orders, args=(sys.stdin.buffer, playback), daemon=True).start()
        calls = -1
        while not finished.wait(WATCH_S) and playback.calls != calls:
            calls = playback.calls
    os._exit(1)


if __name__ == "__main__":
    main()
