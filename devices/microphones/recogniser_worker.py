"""The helper process that holds a speech model: a recording in, its words out. Started by `recogniser`, never imported.

It can write no file and leaves no core dump: what was said stays in its memory, and there until the next recording.

    argv     the model's paths as JSON: {"tokens", "encoder", "decoder", "joiner"} of a streaming transducer, or
             {"tokens", "model"} of a streaming Zipformer2-CTC; and "threads"
    stdin    serial (4, big-endian) | sample rate (4) | length (4) | 16-bit little-endian mono samples
    stdout   kind (1 byte) | serial (4) | length (4) | payload
             R  the model is loaded        F  it is not: why        T  the words of that recording, in UTF-8
"""

import array
import contextlib
import json
import os
import struct
import sys
from typing import Any

HEAD = struct.Struct(">III")
TAIL_S = 0.66
"""Silence behind the last word, which a streaming model waits for."""
LOUDEST = 32768.0


def loaded(options: dict[str, Any]) -> Any:
    """The recogniser of sherpa-onnx. Raises what the library raises."""
    import sherpa_onnx

    paths = {name: str(path) for name, path in options.items() if name != "threads"}
    make = sherpa_onnx.OnlineRecognizer
    kind = make.from_zipformer2_ctc if "model" in paths else make.from_transducer
    return kind(**paths, num_threads=int(options.get("threads", 1)))


def words(recogniser: Any, sample_rate_hz: int, pcm: bytes) -> str:
    """What was said."""
    samples = array.array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    stream = recogniser.create_stream()
    stream.accept_waveform(sample_rate_hz, [sample / LOUDEST for sample in samples])
    stream.accept_waveform(sample_rate_hz, [0.0] * int(TAIL_S * sample_rate_hz))
    stream.input_finished()
    while recogniser.is_ready(stream):
        recogniser.decode_stream(stream)
    return str(recogniser.get_result(stream))


def write_nothing() -> None:
    with contextlib.suppress(ImportError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: list[str]) -> None:
    orders, frames = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the library prints

    def send(kind: bytes, serial: int, payload: bytes) -> None:
        frames.write(kind + struct.pack(">II", serial, len(payload)) + payload)
        frames.flush()

    write_nothing()
    try:
        recogniser = loaded(json.loads(arguments[0]))
    except Exception as error:  # noqa: BLE001 - of the library: AssertionError, RuntimeError, ImportError …
        send(b"F", 0, str(error).encode("utf-8", "replace")[:500])
        return
    send(b"R", 0, b"")
    while len(head := orders.read(HEAD.size)) == HEAD.size:
        serial, sample_rate_hz, length = HEAD.unpack(head)
        send(b"T", serial, words(recogniser, sample_rate_hz, orders.read(length)).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
