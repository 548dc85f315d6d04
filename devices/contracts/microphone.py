"""The microphone: one recording at a time, of a resident who asked for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Cancelled, Completion, DeviceGone

MOST_RECORDING_S = 60.0


@dataclass(frozen=True, slots=True)
class Recorded:
    """Mono, 16 bits signed, little-endian; kept in memory only."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    samples: bytes = field(repr=False)
    sample_rate_hz: int

    @property
    def duration_s(self) -> float:
        return len(self.samples) / 2 / self.sample_rate_hz


RecordResult = Recorded | DeviceGone | Cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class MicrophoneStatus(DeviceStatus):
    """Nothing beyond what every device says."""


class AudioSource(Device[MicrophoneStatus], Protocol):
    """One microphone; open only while it records."""

    async def record(self, on_level: Callable[[float], None], most_s: float = MOST_RECORDING_S) -> RecordResult:
        """Record until `finish`, or for `most_s` (at most 60 s) by the clock on the wall, whatever a slow microphone
        has brought by then. `on_level` hears the loudness, 0 to 1, ten times a second. Cancelling the task forgets
        what was recorded."""
        ...

    def finish(self) -> None:
        """The resident has spoken: `record` returns what it heard."""
        ...
