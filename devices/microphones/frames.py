"""The wire of a microphone, pure: `links.sound_frames`, and how loud samples are.

→  B  record, under this serial         →  E  enough       →  ?  are you there
←  R  ready: sample rate (4, big-endian), at the start and as the answer to ?
←  P  samples of that recording: 16 bits signed, little-endian, mono
"""

import math
import sys
from array import array

MOST_PAYLOAD_BYTES = 1 << 16
QUIETEST_DB = -60.0
"""Shown as 0: the noise of a quiet room at a usual gain."""
LOUDEST = 32768.0


def can_be(kind: bytes, length: int) -> bool:
    """Whether a microphone says such a message."""
    return length <= MOST_PAYLOAD_BYTES and (kind == b"R" or (kind == b"P" and length % 2 == 0))


def loudness(samples: bytes) -> float:
    """How loud samples are, from 0 to 1: their effective value on the ear's scale, -60 dB to full."""
    values = array("h", samples)
    if sys.byteorder == "big":
        values.byteswap()
    square = math.fsum(value * value for value in values) / max(1, len(values))
    if square == 0:
        return 0.0
    level_db = 10 * math.log10(square / LOUDEST**2)
    return min(1.0, max(0.0, 1 - level_db / QUIETEST_DB))
