"""Models that the real sherpa-onnx loads and runs, small enough to be made by a test: a voice whose every character is
a tone, and an ear that knows words by the pitch of a tone. They say and hear nothing else.

    voice   token ids ─► a table of tones ─► stretched by the length scale ─► samples
    ear     frames of 80 bins ─► their mean ─► the bins of each word's pitch ─► how likely each word is
"""

import math
from collections.abc import Mapping
from pathlib import Path

from tests.helpers.tiny_onnx import FLOAT, INT64, Constant, Node, Port, model

VOICE_HZ = 16000
TONE_S = 0.1
CHUNK = 32
"""Frames of the ear's one look, and how far it goes on."""
WINDOW = 45
BINS = 80
BLANK = -6.0
"""What an empty look is worth: more than silence, less than a tone (logarithms of energy)."""


def voice(folder: Path, characters: str) -> dict[str, str]:
    """Its files, by their options; it can say these characters."""
    samples = int(VOICE_HZ * TONE_S)
    table: list[float] = [0.0] * samples  # the blank
    for place in range(len(characters)):
        hz = 220 + place % 24 * 20
        table += [0.5 * math.sin(math.tau * hz * n / VOICE_HZ) for n in range(samples)]
    made = model(
        [
            Port("x", INT64, ["N", "L"]), Port("x_length", INT64, ["N"]), Port("noise_scale", FLOAT, [1]),
            Port("length_scale", FLOAT, [1]), Port("noise_scale_w", FLOAT, [1]),
        ],
        [
            Node("Gather", ["table", "x"], ["tones"]),
            Node("Reshape", ["tones", "whole"], ["plain"]),
            Node("Concat", ["ones", "length_scale"], ["scales"], {"axis": 0}),
            Node("Resize", ["plain", "", "scales"], ["stretched"], {"mode": "nearest"}),
            Node("Identity", ["stretched"], ["y"]),
            Node("Add", ["noise_scale", "noise_scale_w"], ["unused"]),
            Node("Identity", ["x_length"], ["unused_too"]),
        ],
        [Port("y", FLOAT, ["N", 1, "S"])],
        [
            Constant("table", FLOAT, [len(characters) + 1, samples], table),
            Constant("whole", INT64, [3], [1, 1, -1]),
            Constant("ones", FLOAT, [2], [1.0, 1.0]),
        ],
        {
            "sample_rate": VOICE_HZ, "add_blank": 0, "n_speakers": 1, "language": "Chinese", "comment": "tiny",
            "punctuation": "， 。", "model_type": "vits", "blank_id": 0, "bos_id": 0, "eos_id": 0, "use_eos_bos": 0,
            "pad_id": 0, "frontend": "characters",
        },
    )  # fmt: skip
    (folder / "voice.onnx").write_bytes(made)
    tokens = [("_", 0), *((sign, place) for place, sign in enumerate(characters, 1))]
    (folder / "voice-tokens.txt").write_text("\n".join(f"{sign} {place}" for sign, place in tokens) + "\n", "utf-8")
    (folder / "lexicon.txt").write_text("\n".join(f"{sign} {sign}" for sign in characters) + "\n", "utf-8")
    return {name: str(folder / file) for name, file in
            (("model", "voice.onnx"), ("tokens", "voice-tokens.txt"), ("lexicon", "lexicon.txt"))}  # fmt: skip


def ear(folder: Path, words: Mapping[int, str]) -> dict[str, str]:
    """The files of a streaming Zipformer2-CTC; `words` by the pitch in Hz that says them."""
    weights = [0.0] * (BINS * (len(words) + 1))
    for place, hz in enumerate(words, 1):
        weights[_bin(hz) * (len(words) + 1) + place] = 1.0
    states = _states()
    made = model(
        [Port("x", FLOAT, ["N", WINDOW, BINS]), *states],
        [
            Node("ReduceMean", ["x"], ["look"], {"axes": [1], "keepdims": 1}),
            Node("MatMul", ["look", "weights"], ["heard"]),
            Node("Add", ["heard", "bias"], ["scores"]),
            Node("LogSoftmax", ["scores"], ["log_probs"], {"axis": 2}),
            *(Node("Identity", [state.name], [f"new_{state.name}"]) for state in states),
        ],
        [
            Port("log_probs", FLOAT, ["N", 1, len(words) + 1]),
            *(Port(f"new_{state.name}", state.kind, state.shape) for state in states),
        ],
        [
            Constant("weights", FLOAT, [BINS, len(words) + 1], weights),
            Constant("bias", FLOAT, [len(words) + 1], [BLANK, *[0.0] * len(words)]),
        ],
        {
            "model_type": "zipformer2", "version": 1, "T": WINDOW, "decode_chunk_len": CHUNK, "encoder_dims": 4,
            "query_head_dims": 1, "value_head_dims": 1, "num_heads": 1, "num_encoder_layers": 1,
            "cnn_module_kernels": 3, "left_context_len": 2, "comment": "tiny",
        },
    )  # fmt: skip
    (folder / "ear.onnx").write_bytes(made)
    named = ["<blk> 0", *(f"{word} {place}" for place, word in enumerate(words.values(), 1))]
    (folder / "ear-tokens.txt").write_text("\n".join(named) + "\n", "utf-8")
    return {"model": str(folder / "ear.onnx"), "tokens": str(folder / "ear-tokens.txt")}


def _states() -> list[Port]:
    """What such a model hands on from look to look: of its one layer, of its first convolution, and how far it is."""
    left, dims, kernel = 2, 4, 3
    return [
        Port("cached_key_0", FLOAT, [left, "N", 1]),
        Port("cached_nonlin_attn_0", FLOAT, [1, "N", left, 3 * dims // 4]),
        Port("cached_val1_0", FLOAT, [left, "N", 1]),
        Port("cached_val2_0", FLOAT, [left, "N", 1]),
        Port("cached_conv1_0", FLOAT, ["N", dims, kernel // 2]),
        Port("cached_conv2_0", FLOAT, ["N", dims, kernel // 2]),
        Port("embed_states", FLOAT, ["N", 128, 3, 19]),
        Port("processed_lens", INT64, ["N"]),
    ]


def _bin(hz: float) -> int:
    """The bin of Kaldi's mel filters, from 20 to 7600 Hz, whose middle is nearest."""
    low, high = _mel(20.0), _mel(7600.0)
    return round((_mel(hz) - low) / (high - low) * (BINS + 1)) - 1


def _mel(hz: float) -> float:
    return 1127.0 * math.log(1.0 + hz / 700.0)
