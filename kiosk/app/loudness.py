"""How loud this machine is to everybody, as its staff set it: a voice for the speaking desk, turned up or down.

What a resident chooses for their session comes on top of it; the file is kept beside the queue, and losing it is normal
loudness again.
"""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from devices.contracts.voice import SpeechResult, Utterance, Voice
from kiosk.core.durable import write_whole

VOLUME_FILE = "volume"
"""Its name in the storage directory."""
NORMAL_PERCENT, LEAST_PERCENT, MOST_PERCENT = 100, 30, 150


class Loudness:
    """Main thread."""

    def __init__(self, voice: Voice, path: Path) -> None:
        self._voice = voice
        self._path = path
        self.percent = NORMAL_PERCENT
        with suppress(OSError, ValueError):
            self.percent = _within(int(path.read_text(encoding="ascii")))

    async def say(self, utterance: Utterance) -> SpeechResult:
        """As `Voice.say`."""
        return await self._voice.say(replace(utterance, volume_percent=utterance.volume_percent * self.percent // 100))

    def stop(self) -> None:
        """As `Voice.stop`."""
        self._voice.stop()

    async def turn(self, by_percent: str) -> bool:
        """Louder or quieter by so much, from the next words on; False where that could not be written down."""
        self.percent = _within(self.percent + int(by_percent))
        try:
            write_whole(self._path, str(self.percent).encode())
        except OSError:
            return False
        return True


def _within(percent: int) -> int:
    return max(LEAST_PERCENT, min(MOST_PERCENT, percent))
