"""A trial of the microphone as plain values: how loud it is now, and how long it still listens. No Qt."""

import math
from dataclasses import dataclass

from devices.contracts.microphone import Recorded, RecordResult
from devices.contracts.results import Cancelled, DeviceGone
from kiosk.texts import Texts

LEVELS_PER_S = 10
"""What an audio source promises (devices.contracts.microphone)."""


@dataclass(frozen=True, slots=True)
class Take:
    """One recording: what was asked for, what was heard of it, and what became of it. It holds no sound."""

    most_s: float
    levels_count: int = 0
    level: float = 0.0
    """0 to 1, of the last tenth of a second."""
    ended: str | None = None
    """`heard`, or the device's short code; None while it listens."""

    @property
    def left_s(self) -> int:
        """Whole seconds, never 0 while it listens."""
        return max(1, math.ceil(self.most_s - self.levels_count / LEVELS_PER_S))


@dataclass(frozen=True, slots=True)
class RecordingFace:
    """Exactly what is shown."""

    running: bool = False
    level: float = 0.0
    text: str = ""


def ended_by(result: RecordResult) -> str:
    """What became of a recording, without its sound; empty where somebody ended it before it had begun to tell."""
    match result:
        case Recorded():
            return "heard"
        case DeviceGone(reason=reason):
            return reason
        case Cancelled():
            return ""


def recording_face(take: Take | None, texts: Texts) -> RecordingFace:
    """What is shown of a take; nothing before the first."""
    if take is None or take.ended == "":
        return RecordingFace()
    if take.ended is None:
        return RecordingFace(running=True, level=take.level, text=texts("recording.left", count=take.left_s))
    if take.ended == "heard":
        return RecordingFace(text=texts("recording.heard", count=round(take.levels_count / LEVELS_PER_S)))
    return RecordingFace(text=texts("recording.failed"))
