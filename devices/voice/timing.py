"""How patient the voice's driver is."""

from dataclasses import dataclass

from devices.contracts.voice import MOST_SPEECH_S
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S
from devices.links.pause import pause


@dataclass(frozen=True, slots=True)
class SpeakerTiming:
    """How long to wait for what."""

    first_ready_s: float = 5.0
    """An utterance asked for before the first start waits this long for it."""
    most_speech_s: float = MOST_SPEECH_S
    per_character_s: float = 1.0
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S

    def limit_s(self, text: str) -> float:
        """Of an utterance of this length."""
        return self.most_speech_s + self.per_character_s * len(text)

    async def rest(self, failures: int) -> int:
        """The pause between two tries to find an engine or a loudspeaker."""
        return await pause(failures, self.least_back_off_s, self.most_back_off_s)
