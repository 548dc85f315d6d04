"""What a voice really reads: the phonemes of the engine's own process, as Mandarin syllables. Pure but for `Listener`.

    雄安新区 ──engine──► S;ong35 _| 'a55n_| …  ──► xiong2 an1 xin1 qu1      nothing where it fell into English letters

The table of syllables is tests/fixtures/speech/syllables.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import Self

from devices.contracts.voice import Utterance
from devices.voice.engine import Engine, start_engine
from tests.helpers.view_context import ROOT

FIXTURES = ROOT / "tests" / "fixtures" / "speech"
LONGEST = 14
"""Characters of a syllable with its pitch."""
_PITCH = re.compile(r"\d+")
_NOT_SAID = re.compile(r"\(\w+\)|['|_ ,:=%\n]")
_TONES = {
    "55": "1", "35": "23", "214": "3", "21": "3", "51": "4", "53": "4",
    **dict.fromkeys(("11", "22", "33", "44"), "5"),
}  # fmt: skip
"""By pitch from 1 to 5; a third tone before another one rises, before any other it stays low."""
_EITHER = {"yi": "1245", "bu": "245"}
"""一 and 不, whose tone follows their neighbour."""


class Listener:
    """The engine's process, asked for its phonemes. Use it as an asynchronous context."""

    async def __aenter__(self) -> Self:
        self._engine: Engine = await start_engine()
        self._serial = 0
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._engine.close()

    async def phonemes(self, text: str) -> str:
        """What it says for a text, in its own letters."""
        self._serial += 1
        await self._engine.order(self._serial, Utterance(text), phonemes=True)
        told = ""
        while True:
            frame = await self._engine.next_frame()
            if frame.kind == b"P":
                told = frame.payload.decode("ascii")
            if frame.kind in (b"E", b"F"):
                return told


@dataclass(frozen=True, slots=True)
class Heard:
    """A syllable and the tones that its pitch may be ("23")."""

    base: str
    tones: str

    def is_as(self, wanted: str) -> bool:
        """Is it this one? A light syllable and its full form count as one."""
        base, tone = wanted[:-1], wanted[-1]
        allowed = {tone, "5", *_EITHER.get(base, "")}
        return base == self.base and (tone == "5" or bool(allowed & set(self.tones)))


@cache
def _table() -> dict[str, str]:
    """Letters of the engine with a # for the tone, and the syllable they stand for."""
    pinyin = tomllib.loads((FIXTURES / "syllables.toml").read_text("utf-8"))
    return {letters: syllable for syllable, letters in pinyin.items()}


def readings(phonemes: str) -> list[tuple[Heard, ...]]:
    """Every way to cut the phonemes into syllables, the one with the longest first (bi nan may be cut bin an, too);
    empty if something in them is no Mandarin.
    """
    said = _NOT_SAID.sub("", phonemes)

    @cache
    def rest(start: int) -> list[tuple[Heard, ...]]:
        if start == len(said):
            return [()]
        return [(heard, *after) for end, heard in _first(said, start) for after in rest(end)]

    return rest(0)


def wrong_at(phonemes: str, wanted: Sequence[str]) -> int | None:
    """The place of the first syllable that is not as wanted ("xiong2"), by the kindest reading; None if all are."""
    fits = [cut for cut in readings(phonemes) if len(cut) == len(wanted)]
    places = [_first_wrong(cut, wanted) for cut in fits]
    return None if None in places else max((place for place in places if place is not None), default=0)


def _first(said: str, start: int) -> Iterator[tuple[int, Heard]]:
    """Every syllable that may stand at `start`, the longest first, and where it ends."""
    for end in range(min(len(said), start + LONGEST), start, -1):
        pitch = _PITCH.search(part := said[start:end])
        if pitch is not None and pitch[0] in _TONES:
            base = _table().get(part[: pitch.start()] + "#" + part[pitch.end() :])
            if base is not None:
                yield end, Heard(base, _TONES[pitch[0]])


def _first_wrong(cut: Sequence[Heard], wanted: Sequence[str]) -> int | None:
    pairs = zip(cut, wanted, strict=True)
    return next((place for place, (heard, want) in enumerate(pairs) if not heard.is_as(want)), None)
