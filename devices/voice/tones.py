"""Short tones as samples, for what needs no words. Pure."""

import math
import struct

from devices.contracts.voice import Utterance

SAMPLE_RATE_HZ = 22050
TONE_S = 0.09
LOUDEST = 12000
"""Of 32767; eSpeak's vowels come to about as much."""


def tones(utterance: Utterance) -> bytes:
    """Its tones, 90 ms each, as 16-bit little-endian mono; each swells and fades, so that nothing clicks."""
    count = int(SAMPLE_RATE_HZ * TONE_S)
    loudest = LOUDEST * utterance.volume_percent / 100
    return b"".join(
        struct.pack("<h", round(loudest * math.sin(math.pi * n / count) * math.sin(math.tau * hz * n / SAMPLE_RATE_HZ)))
        for hz in utterance.tones_hz
        for n in range(count)
    )
