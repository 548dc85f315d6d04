"""The helper process that records from this machine's own microphone: the messages of `frames` on stdin and stdout.
Started through a process link, never imported by the recorder.

PortAudio aborts the whole process when the sound system is set up badly, so it lives in one of its own. The microphone
is open only while something is recorded. PortAudio looks for devices once; so that a microphone which was unplugged is
missed, it is started anew for every `?`. The process ends when there is no microphone.
"""

import os
import struct
import sys
import threading
from typing import Any

SAMPLE_RATE_HZ = 16000
"""What speech needs. A device that cannot do it records at its own."""
HEAD_BYTES = 9
BLOCKS_PER_S = 20
UNAVAILABLE, IN_USE_EXIT = -9985, 4
"""paDeviceUnavailable is what PortAudio makes of ALSA's EBUSY."""


class Told:
    """Messages to the recorder, each in one piece though two threads tell."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def tell(self, kind: bytes, serial: int, payload: bytes) -> None:
        with self._lock:
            sys.stdout.buffer.write(kind + struct.pack(">II", serial, len(payload)) + payload)
            sys.stdout.buffer.flush()


class Microphone:
    """The machine's default input."""

    def __init__(self, sound: Any, told: Told) -> None:
        self._sound = sound
        self._told = told
        self._stream: Any = None
        self._sample_rate_hz = 0

    def obey(self, kind: bytes, serial: int) -> None:
        """Do what an order wants. PortAudio's errors leave here, and end the process."""
        match kind:
            case b"?" if self._stream is None:
                self._sound._terminate()
                self._sound._initialize()
                self.greet()
            case b"?":
                self._ready()
            case b"B":
                self._close()
                self._open(serial)
            case b"E":
                self._close()

    def greet(self) -> None:
        """Find the microphone and say what it can do."""
        try:
            self._sound.check_input_settings(channels=1, dtype="int16", samplerate=SAMPLE_RATE_HZ)
            self._sample_rate_hz = SAMPLE_RATE_HZ
        except self._sound.PortAudioError as error:
            if UNAVAILABLE in error.args:
                raise
            self._sample_rate_hz = int(self._sound.query_devices(kind="input")["default_samplerate"])
        self._ready()

    def _ready(self) -> None:
        self._told.tell(b"R", 0, struct.pack(">I", self._sample_rate_hz))

    def _open(self, serial: int) -> None:
        def hear(samples: Any, _frames: int, _time: Any, _status: Any) -> None:
            self._told.tell(b"P", serial, bytes(samples))

        rate_hz = self._sample_rate_hz
        self._stream = self._sound.RawInputStream(
            samplerate=rate_hz, blocksize=rate_hz // BLOCKS_PER_S, channels=1, dtype="int16", callback=hear
        )
        self._stream.start()

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()


def main() -> None:
    import sounddevice

    microphone = Microphone(sounddevice, Told())
    try:
        microphone.greet()
        while len(head := sys.stdin.buffer.read(HEAD_BYTES)) == HEAD_BYTES:
            serial, length = struct.unpack(">II", head[1:])
            sys.stdin.buffer.read(length)
            microphone.obey(head[:1], serial)
    except sounddevice.PortAudioError as error:
        os._exit(IN_USE_EXIT if UNAVAILABLE in error.args else 1)
    os._exit(0)


if __name__ == "__main__":
    main()
