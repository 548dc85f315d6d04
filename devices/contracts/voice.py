"""The voice: what is said, what became of it, and whether anybody can hear it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Completion

MOST_SPEECH_S = 120.0
"""Of one utterance, and a second more for each of its characters: slow speech is six of them in two seconds."""


class Priority(Enum):
    """What is done with words that come while others are being said, by whoever keeps a voice's queue."""

    INTERRUPT = auto()
    """At once: what is being said is cut, and what waits is dropped."""
    QUEUE = auto()
    """In its turn, and to its end."""
    DROP_IF_STALE = auto()
    """In its turn; not begun when what it is true of has passed meanwhile."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech, already spelled for the ear (numbers, dates and money in words)."""

    text: str
    rate_percent: int = 100
    """100 is the voice's own speed; 50 to 200."""
    volume_percent: int = 100
    spelling: str = ""
    """What the engine is given instead of `text`, where it would read a word of it wrong; captions keep the text."""
    tones_hz: tuple[int, ...] = ()
    """Instead of the words: short tones, one after the other. They need no engine."""


@dataclass(frozen=True, slots=True)
class SpeechFinished:
    """The last sample went out."""

    completion: ClassVar[Completion] = Completion.SUCCESS


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """`stop()` or a newer utterance cut it."""

    completion: ClassVar[Completion] = Completion.CANCELLED


@dataclass(frozen=True, slots=True)
class SpeechFailed:
    """Nothing, or not all of it, was heard."""

    completion: ClassVar[Completion] = Completion.DEVICE_NOT_READY
    reason: str


SpeechResult = SpeechFinished | SpeechStopped | SpeechFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceStatus(DeviceStatus):
    """`trouble` says what is missing: "engine", "sound_device", or nothing; "other_engine" while it is well, but speaks
    with another engine than the chosen one."""

    AGE_LIMIT_S: ClassVar[float] = math.inf
    """Its engine is a process on a pipe: the kernel tells the moment it ends; its loudspeaker is asked whether it is
    there (voice.sinks), and a driver that has ended is begun again by the hub. So neither its being well nor its faults
    age."""


class Voice(Device[VoiceStatus], Protocol):
    """One loudspeaker. It says one thing at a time; a newer utterance cuts the older at once."""

    async def say(self, utterance: Utterance, on_started: Callable[[], None] | None = None) -> SpeechResult:
        """Speak, and return when it was heard, cut or failed; cancelling the task is silence at once.

        An engine or a loudspeaker that hangs is given up after `MOST_SPEECH_S`, and begun again.

        `on_started` is called when the first sample goes out.
        """
        ...

    def use_clips(self, *folders: Path) -> None:
        """Say what was rendered ahead into one of these folders from there: at once, and without an engine too."""
        ...

    async def prepare(self, utterances: Sequence[Utterance], go_on: Callable[[], bool] = lambda: True) -> int:
        """Render ahead what is always said in the same words, into the first folder, one clip after the other while
        `go_on` allows; behind everything else that the machine does. Returns how many have no clip then; where none is
        missing nothing is started. Raises OSError."""
        ...

    def stop(self) -> None:
        """Silence at once; `say` returns `SpeechStopped`."""
        ...
