"""Recordings as files, for what reads files."""

import wave
from pathlib import Path

from devices.contracts.microphone import Recorded


def write_wav(path: Path, recorded: Recorded) -> str:
    """Mono, 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recorded.sample_rate_hz)
        file.writeframes(recorded.samples)
    return str(path)
