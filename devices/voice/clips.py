"""Speech rendered ahead: what is always said in the same words begins at once, and is said while no engine is there.

    <folder>/<engine and voice>/<rate and text, hashed>.wav        16-bit mono, at 100 % volume

A file stands under its name in one piece or not at all (`worker` writes it). What is not there the engine says.
"""

import hashlib
import re
import sys
import wave
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from devices.contracts.voice import Utterance

_NO_NAME = re.compile(r"[^0-9A-Za-z.]+")
HIGHEST, LOWEST = 32767, -32768


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance as samples: 16-bit little-endian mono."""

    pcm: bytes
    sample_rate_hz: int


class Clips:
    """The clips in some folders; new ones go into the first. Blocking, at the speed of a file in memory. An `engine` is
    named by its `clip_key`."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders

    def find(self, engine: str, utterance: Utterance) -> Clip | None:
        """An utterance as this engine said it, at its volume; of any engine while `engine` is not known."""
        for folder in self._of(engine):
            try:
                with wave.open(str(folder / _name(utterance)), "rb") as file:
                    clip = Clip(file.readframes(file.getnframes()), file.getframerate())
            except (OSError, EOFError, wave.Error):
                continue
            if clip.pcm:
                return Clip(at_volume(clip.pcm, utterance.volume_percent), clip.sample_rate_hz)
        return None

    def missing(self, engine: str, utterances: Iterable[Utterance]) -> list[Utterance]:
        """Those of which there is no clip."""
        there = {path.name for folder in self._of(engine) if folder.is_dir() for path in folder.iterdir()}
        return [utterance for utterance in utterances if _name(utterance) not in there]

    def place(self, engine: str, utterance: Utterance) -> Path:
        """Where a new one goes; its folder is there afterwards. Raises OSError."""
        folder = self._folders[0] / _folder(engine)
        folder.mkdir(parents=True, exist_ok=True)
        return folder / _name(utterance)

    def only(self, engine: str, utterances: Iterable[Utterance]) -> None:
        """Let go of all others in the first folder: of older words, packs and engines. Raises OSError."""
        names = {_name(utterance) for utterance in utterances}
        for path in self._folders[0].glob("*/*"):
            if path.parent.name != _folder(engine) or path.name not in names:
                path.unlink(missing_ok=True)

    def _of(self, engine: str) -> Iterator[Path]:
        for folder in self._folders:
            yield from [folder / _folder(engine)] if engine else sorted(folder.glob("*/"))


def at_volume(pcm: bytes, volume_percent: int) -> bytes:
    """Samples louder or softer; what would be louder than the loudest sample is that."""
    if volume_percent == 100:
        return pcm
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    scaled = array("h", (max(LOWEST, min(HIGHEST, sample * volume_percent // 100)) for sample in samples))
    if sys.byteorder == "big":
        scaled.byteswap()
    return scaled.tobytes()


def _folder(engine: str) -> str:
    return _NO_NAME.sub("-", engine)


def _name(utterance: Utterance) -> str:
    said = f"{utterance.rate_percent}\0{utterance.spelling or utterance.text}"
    return hashlib.sha256(said.encode()).hexdigest()[:32] + ".wav"
