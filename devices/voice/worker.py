"""The helper process that runs eSpeak NG: text in on stdin, samples out on stdout. Started by `engine`, never imported.

eSpeak NG is GPL-3 and native code: it stays in this process, and a crash here cannot take the screen along.

    stdin    one JSON line per utterance: {"serial", "text", "rate_percent", "volume_percent"}
    stdout   frames: kind (1 byte) | serial (4, big-endian) | length (4, big-endian) | payload
             R  ready: sample rate (4, big-endian), then the engine's name
             A  samples: 16-bit little-endian mono     E  end of the utterance     F  failed: why
"""

import ctypes
import json
import struct
import sys
from typing import Any

import espeakng_loader

OUTPUT_SYNCHRONOUS = 2
CHUNK_MS = 60
CHARS_UTF8 = 1
RATE, VOLUME = 1, 2
NORMAL_WPM = 175
NORMAL_VOLUME = 100
VOICE = b"cmn"
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def send(kind: bytes, serial: int, payload: bytes = b"") -> None:
    sys.stdout.buffer.write(kind + struct.pack(">II", serial, len(payload)) + payload)
    sys.stdout.buffer.flush()


class Espeak:
    """The library, set to Mandarin; `say` blocks while it synthesises, some hundred times faster than speech."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data_path = str(espeakng_loader.get_data_path()).encode()
        self.sample_rate_hz: int = self._library.espeak_Initialize(OUTPUT_SYNCHRONOUS, CHUNK_MS, data_path, 0)
        if self.sample_rate_hz <= 0 or self._library.espeak_SetVoiceByName(VOICE) != 0:
            raise RuntimeError("eSpeak NG did not start with its Mandarin voice")
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.name = b"eSpeak NG " + self._library.espeak_Info(None)
        self._serial = 0
        self._callback = CALLBACK(self._samples)  # kept, or it is collected while the library calls it
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, order: dict[str, Any]) -> None:
        self._serial = int(order["serial"])
        self._library.espeak_SetParameter(RATE, NORMAL_WPM * int(order["rate_percent"]) // 100, 0)
        self._library.espeak_SetParameter(VOLUME, NORMAL_VOLUME * int(order["volume_percent"]) // 100, 0)
        text = str(order["text"]).encode()
        failed = self._library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, CHARS_UTF8, None, None)
        if failed:
            send(b"F", self._serial, f"espeak_Synth: {failed}".encode())
        else:
            send(b"E", self._serial)

    def _samples(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            send(b"A", self._serial, ctypes.string_at(samples, count * 2))
        return 0


def main() -> None:
    engine = Espeak()
    send(b"R", 0, struct.pack(">I", engine.sample_rate_hz) + engine.name)
    for line in sys.stdin:
        engine.say(json.loads(line))


if __name__ == "__main__":
    main()
