"""The helper process that runs eSpeak NG: text in on stdin, samples out on stdout. Started by `engine`, never imported.

eSpeak NG is GPL-3 and native code: it stays in this process, and a crash here cannot take the screen along.

    stdin    one JSON line per utterance: {"serial", "text", "rate_percent", "volume_percent"}; with "phonemes": true,
             what the engine makes of the text is told as well
    stdout   frames: kind (1 byte) | serial (4, big-endian) | length (4, big-endian) | payload
             R  ready: sample rate (4, big-endian), then the engine's name
             A  samples: 16-bit little-endian mono     E  end of the utterance     F  failed: why
             P  its phonemes in eSpeak's letters, ASCII, after the samples; only where asked for, not on Windows
"""

import ctypes
import json
import queue
import struct
import sys
import threading
from typing import Any

import espeakng_loader

OUTPUT_SYNCHRONOUS = 2
CHUNK_MS = 60
CHARS_UTF8, PHONEMES_IN_BRACKETS = 0x1, 0x100
RATE, VOLUME = 1, 2
NORMAL_WPM = 175
NORMAL_VOLUME = 100
VOICE = b"cmn"
_MISREAD = {
    **dict.fromkeys((0x5144, 0x51F6, 0x5308, 0x80F8, 0x6C79), "[[S;ong55]]"),
    **dict.fromkeys((0x96C4, 0x718A), "[[S;ong35]]"),
    **dict.fromkeys((0x7A77, 0x743C, 0x7A79, 0x8315, 0x909B, 0x86E9), "[[tS;hong35]]"),
    **dict.fromkeys((0x70AF, 0x7A98, 0x8FE5, 0x70C5, 0x56E7), "[[tS;ong214]]"),
    **dict.fromkeys((0x5770, 0x6243), "[[tS;ong55]]"),
}
"""兄凶匈胸汹 xiōng, 雄熊 xióng and so on: eSpeak NG 1.52 reads every syllable in -iong after x, q, j as English letters
(measured: 雄安 comes out as "ksong-two-an"), so these characters are given as phonemes."""
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def send(kind: bytes, serial: int, payload: bytes = b"") -> None:
    sys.stdout.buffer.write(kind + struct.pack(">II", serial, len(payload)) + payload)
    sys.stdout.buffer.flush()


def legible(text: str) -> str:
    """The text with phonemes for what the engine cannot read, and no other way into its phonemes."""
    return text.replace("[[", "[ [").translate(_MISREAD)


class Trace:
    """What the library writes about the phonemes it says, from now until it is taken."""

    def __init__(self, library: Any) -> None:
        self._library, self._libc = library, ctypes.CDLL(None)
        self._libc.tmpfile.restype = ctypes.c_void_p
        self._stream = ctypes.c_void_p(self._libc.tmpfile())
        library.espeak_SetPhonemeTrace(1, self._stream)

    def taken(self) -> bytes:
        self._library.espeak_SetPhonemeTrace(0, None)
        self._libc.rewind(self._stream)
        room = ctypes.create_string_buffer(1 << 16)
        length = self._libc.fread(room, ctypes.c_size_t(1), ctypes.c_size_t(len(room)), self._stream)
        self._libc.fclose(self._stream)
        return room.raw[:length]


class Espeak:
    """The library, set to Mandarin; `say` blocks while it synthesises, some hundred times faster than speech."""

    def __init__(self, orders: "queue.SimpleQueue[str]") -> None:
        self._orders = orders
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
        trace = Trace(self._library) if order.get("phonemes") else None
        text, flags = legible(str(order["text"])).encode(), CHARS_UTF8 | PHONEMES_IN_BRACKETS
        failed = self._library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 0, 0, flags, None, None)
        if trace is not None:
            send(b"P", self._serial, trace.taken())
        if failed:
            send(b"F", self._serial, f"espeak_Synth: {failed}".encode())
        else:
            send(b"E", self._serial)

    def _samples(self, samples: Any, count: int, _events: Any) -> int:
        if samples and count > 0:
            send(b"A", self._serial, ctypes.string_at(samples, count * 2))
        return 0 if self._orders.empty() else 1  # a newer order: nobody listens to this one any more


def read_orders(orders: "queue.SimpleQueue[str]") -> None:
    """Take orders while one is carried out, so that a newer one can cut it short; an empty one at the end."""
    for line in sys.stdin:
        orders.put(line)
    orders.put("")


def main() -> None:
    orders: queue.SimpleQueue[str] = queue.SimpleQueue()
    engine = Espeak(orders)
    send(b"R", 0, struct.pack(">I", engine.sample_rate_hz) + engine.name)
    threading.Thread(target=read_orders, args=(orders,), daemon=True).start()
    while line := orders.get():
        engine.say(json.loads(line))


if __name__ == "__main__":
    main()
