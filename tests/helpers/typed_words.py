"""The lists of tests/fixtures/typing, and where an engine puts a word when it is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ui.input.engine import Composition, InputEngine, Layout

FOLDER = Path(__file__).resolve().parents[1] / "fixtures/typing"
FIVE = 5
NINE_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word and its syllables as they are typed."""

    text: str
    syllables: tuple[str, ...]

    @property
    def letters(self) -> str:
        return "".join(self.syllables)


@dataclass(frozen=True, slots=True)
class Rates:
    """Of how many words the wanted one came first, and among the first five."""

    count: int
    first: int
    in_five: int

    @property
    def first_percent(self) -> float:
        return round(100 * self.first / self.count, 2)

    @property
    def in_five_percent(self) -> float:
        return round(100 * self.in_five / self.count, 2)


def wanted(name: str) -> Iterator[Wanted]:
    """The words of terms, rehearsal or names."""
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, syllables = line.split("\t")
            yield Wanted(text, tuple(syllables.split()))


def typed(engine: InputEngine, letters: str) -> Composition:
    """What is composed after these letters, from nothing."""
    engine.reset()
    composition = Composition()
    for letter in letters:
        composition = engine.type_key(letter)
    return composition


def rates(engine: InputEngine, words: Sequence[Wanted], layout: Layout = Layout.PINYIN) -> Rates:
    """Type every word from nothing, letter by letter."""
    engine.select(layout)
    first = in_five = 0
    for word in words:
        keys = word.letters.translate(NINE_KEYS) if layout is Layout.NINE_KEY else word.letters
        shown = typed(engine, keys).candidates[:FIVE]
        first += shown[:1] == (word.text,)
        in_five += word.text in shown
    engine.reset()
    return Rates(len(words), first, in_five)
