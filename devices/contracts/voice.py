"""The voice: what is said, what became of it, and whether anybody can hear it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from devices.contracts.health import Health


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of speech, already spelled for the ear (numbers, dates and money in words)."""

    text: str
    rate_percent: int = 100
    """100 is the voice's own speed; 50 to 200."""
    volume_percent: int = 100


@dataclass(frozen=True, slots=True)
class SpeechFinished:
    """The last sample went out."""


@dataclass(frozen=True, slots=True)
class SpeechStopped:
    """`stop()` or a newer utterance cut it."""


@dataclass(frozen=True, slots=True)
class SpeechFailed:
    """Nothing, or not all of it, was heard."""

    reason: str


SpeechResult = SpeechFinished | SpeechStopped | SpeechFailed


@dataclass(frozen=True, slots=True)
class VoiceStatus:
    health: Health
    reason: str
    """What is missing, for the technician: "engine", "sound device", or empty."""
    since_s: float
    last_confirmed_s: float
    model: str = ""


class Voice(Protocol):
    """One loudspeaker. It says one thing at a time; a newer utterance cuts the older at once."""

    @property
    def status(self) -> VoiceStatus: ...

    def watch(self) -> AsyncIterator[VoiceStatus]:
        """Yield the status now, then on every change, until closed."""
        ...

    async def say(self, utterance: Utterance, on_started: Callable[[], None] | None = None) -> SpeechResult:
        """Speak, and return when it was heard, cut or failed; cancelling the task is silence at once.

        `on_started` is called when the first sample goes out.
        """
        ...

    def stop(self) -> None:
        """Silence at once; `say` returns `SpeechStopped`."""
        ...

    async def run(self) -> None:
        """Keep engine and loudspeaker open until cancelled, restarting what died with 0.5 → 5 s back-off."""
        ...

    async def close(self) -> None: ...
