"""The helper process that runs a speech engine: text in on stdin, samples out on stdout. Started by `engine`, never
imported.

eSpeak NG is GPL-3, all of them are native code: they stay in this process, and no crash here takes the screen along.

    argv     espeak | pyttsx3 | sherpa, then its options as JSON
    stdin    one JSON line per utterance: {"serial", "text", "rate_percent", "volume_percent"}; with "phonemes": true,
             what the engine makes of the text is told as well; with "path" the samples go into a WAV file there, whole
             or not at all, and this process gives way to every other from then on
    stdout   frames: kind (1 byte) | serial (4, big-endian) | length (4, big-endian) | payload
             R  ready: sample rate (4, big-endian), the engine's name, NUL, and by what its clips are kept: another for
                whatever sounds otherwise
             A  samples: 16-bit little-endian mono     E  end of the utterance     F  failed: why
             D  the disk refused the file: why
             P  its phonemes in eSpeak's letters, ASCII, after the samples; only where asked for, not on Windows
"""

import hashlib
import json
import os
import queue
import struct
import sys
import threading
import wave
from pathlib import Path
from typing import Any

from devices.voice import engines
from devices.voice.engines import ONE_FILE, SYNTHS, Synth, make_file

LEAST_URGENT = 19
_frames = sys.stdout.buffer


def keep_stdout() -> None:
    """Frames alone go where stdout went: what a library prints (pyttsx3: "Audio saved to …") goes to stderr."""
    global _frames
    _frames = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)


def send(kind: bytes, serial: int, payload: bytes = b"") -> None:
    _frames.write(kind + struct.pack(">II", serial, len(payload)) + payload)
    _frames.flush()


def read_orders(orders: "queue.SimpleQueue[str]") -> None:
    """Take orders while one is carried out, so that a newer one can cut it short; an empty one at the end."""
    for line in sys.stdin:
        orders.put(line)
    orders.put("")


def clip_key(engine: Synth, options: dict[str, Any]) -> bytes:
    """Engine, voice, and how this process reads to it."""
    way = (engine.name, engine.voice, json.dumps(options, sort_keys=True).encode(), Path(engines.__file__).read_bytes())
    return engine.name + b" " + hashlib.sha256(b"\0".join(way)).hexdigest()[:12].encode()


def into_file(engine: Synth, order: dict[str, Any]) -> tuple[bytes, str]:
    """Make a clip: the frame's kind and why there is none."""
    pcm = bytearray()

    def keep(samples: bytes) -> bool:
        pcm.extend(samples)
        return True

    failed = engine.say(order, keep)
    if failed or not any(pcm):
        return b"F", failed or "nothing is heard of it"
    path = Path(str(order["path"]))
    beside = path.with_suffix(f".{os.getpid()}")
    try:
        with wave.open(str(beside), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(engine.sample_rate_hz)
            file.writeframes(pcm)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        return b"D", str(error)
    return b"E", ""


def give_way() -> None:
    """Whoever renders ahead is in no hurry; everybody else comes first."""
    if hasattr(os, "nice"):
        os.nice(max(0, LEAST_URGENT - os.nice(0)))


def main(arguments: list[str]) -> None:
    keep_stdout()
    if arguments[:1] == [ONE_FILE]:
        make_file(json.loads(arguments[1]))
        return
    orders: queue.SimpleQueue[str] = queue.SimpleQueue()
    options = json.loads(arguments[1]) if len(arguments) > 1 else {}
    engine = SYNTHS[arguments[0] if arguments else "espeak"](options)
    send(b"R", 0, struct.pack(">I", engine.sample_rate_hz) + engine.name + b"\0" + clip_key(engine, options))
    threading.Thread(target=read_orders, args=(orders,), daemon=True).start()
    while line := orders.get():
        order = json.loads(line)
        serial = int(order["serial"])
        if "path" in order:
            give_way()
            kind, why = into_file(engine, order)
            send(kind, serial, why.encode("utf-8", "replace"))
            continue

        def give(pcm: bytes, serial: int = serial) -> bool:
            send(b"A", serial, pcm)
            return orders.empty()

        failed = engine.say(order, give)
        if order.get("phonemes") and engine.phonemes:
            send(b"P", serial, engine.phonemes)
        send(b"F" if failed else b"E", serial, failed.encode())


if __name__ == "__main__":
    main(sys.argv[1:])
