"""The words of Pinyin input with their weights and their syllables: general Chinese, and what is said at this counter.

    pinyin_simp (AOSP, Apache-2) ─┐ how often, how read
    jieba's dict.txt (MIT) ───────┴─► general share ─┐
    titles and words of our catalogue ─┐             ├─► Word(text, syllables, share)
    assets/input/*.txt ────────────────┴─► the share of the counter: each pack word whole, and what it is made of

A word's share is (1 − λ) of general Chinese and λ of the counter's, so that 证, 区 or 受理 come before homophones that
are more frequent elsewhere. A pack word that nobody else has is read as the longest words in it are; what is
left, by its characters' readings, each of which counts when it has a twentieth of its character.
"""

import itertools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

HAN = re.compile(r"[\u4e00-\u9fff]+")
COUNTER_SHARE = 0.3
"""λ: chosen with tests/fixtures/typing/rehearsal.tsv and half of the government words left out."""
AOSP_OVER_JIEBA = 0.63
"""The sums of both lists are made equal."""
LEAST_JIEBA = 3
"""Rarer ones are mostly splinters of the texts it was counted in."""
NAME_WEIGHT = 300
"""Of one that the other lists read otherwise or lack."""
PACK_WEIGHT, CATALOGUE_WEIGHT, DIVISION_WEIGHT, SHORT_DIVISION_WEIGHT = 800, 800, 1200, 560
LONGEST_PART, LONGEST_WORD, LONGEST_RUN = 4, 10, 8
LEAST_READING = 0.05
MOST_READINGS = 4
UNSEEN = 0.3
DIVISION_END = re.compile(r"(..?族){0,2}(自治县|矿区|新区|市|县|区|省)$")

Readings = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Sources:
    """The files everything is made of."""

    aosp: Path
    jieba: Path
    input: Path
    catalogue: Path

    def files(self) -> list[Path]:
        """All that a change of must be noticed."""
        return [self.aosp, self.jieba, *sorted(self.input.glob("*.txt")), *sorted(self.catalogue.rglob("*.toml"))]


@dataclass(frozen=True, slots=True)
class Word:
    """One reading of one word."""

    text: str
    syllables: str
    share: float
    """How much of all that is typed it is; the sum is about 1."""


def all_words(sources: Sources) -> list[Word]:
    """Every word with every reading."""
    readings = readings_of(sources.aosp)
    jieba = _jieba(sources.jieba)
    packs = dict(pack_words(sources))
    general = {w: _often(w, AOSP_OVER_JIEBA * sum(of.values()), jieba) for w, of in readings.items()}
    general |= {w: float(n) for w, n in jieba.items() if w not in general and n >= LEAST_JIEBA}
    total = sum(general.values())
    counter = _counter(packs, general, total)
    spoken = sum(counter.values())
    made: dict[tuple[str, str], float] = {}
    for text, count in general.items():
        share = (1 - COUNTER_SHARE) * (count + UNSEEN) / total + COUNTER_SHARE * counter[text] / spoken
        for part, syllables in _read(text, readings):
            made[text, syllables] = share * part
    for text, weight in packs.items():
        for part, syllables in _read(text, readings):
            made[text, syllables] = max(1.5 * made.get((text, syllables), 0.0), weight * part / total)
    for text, syllables in (
        *read_lines(sources.input / "surnames.txt"),
        *read_lines(sources.input / "name_characters.txt"),
    ):
        if syllables:
            made[text, syllables] = max(made.get((text, syllables), 0.0), NAME_WEIGHT / total)
    return [Word(text, syllables, share) for (text, syllables), share in made.items()]


def _often(text: str, by_aosp: float, jieba: dict[str, int]) -> float:
    """By both lists; a character by AOSP's alone, for jieba takes rare ones for frequent (槸 3,667 times)."""
    return 2 * by_aosp if len(text) == 1 else by_aosp + jieba.get(text, 0)


def pack_words(sources: Sources) -> Iterator[tuple[str, int]]:
    """The counter's own words with their weights; the last of two counts, so the exact ones come last."""
    for path in sorted(sources.catalogue.rglob("*.toml")):
        for text in _chinese(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield from ((run, CATALOGUE_WEIGHT) for run in HAN.findall(text) if 2 <= len(run) <= LONGEST_RUN)
    yield from ((word, PACK_WEIGHT) for word, _ in read_lines(sources.input / "government_words.txt"))
    for name, _ in read_lines(sources.input / "divisions.txt"):
        short = DIVISION_END.sub("", name)
        if len(short) > 1:
            yield short, SHORT_DIVISION_WEIGHT
        yield name, DIVISION_WEIGHT
    yield from ((word, int(weight)) for word, weight in read_lines(sources.input / "address_words.txt"))


def _counter(packs: Iterable[str], general: dict[str, float], total: float) -> Counter[str]:
    """How often each general word is part of what is said at this counter."""
    return Counter(part for word in packs for part in _parts(word, general, total))


def _parts(text: str, general: dict[str, float], total: float) -> list[str]:
    """The likeliest general words a text is made of; of more than two characters, never the text itself."""
    best: list[tuple[float, list[str]]] = [(0.0, [])]
    for end in range(1, len(text) + 1):
        choices = []
        for start in range(max(0, end - LONGEST_PART), end):
            part = text[start:end]
            if (part == text and len(text) > 2) or (part not in general and len(part) > 1):
                continue
            score, before = best[start]
            choices.append((score + math.log((general.get(part, 0.0) + UNSEEN) / total), [*before, part]))
        best.append(max(choices))
    return best[-1][1]


def _read(text: str, readings: Readings) -> list[tuple[float, str]]:
    """The ways to read a text, likeliest first, with the share of each; none when a character is unknown."""
    if text in readings and (len(text) > 1 or any(readings[text].values())):
        total = max(1, sum(readings[text].values()))
        return [(max(count / total, 1e-4), syllables) for syllables, count in readings[text].items()]
    parts, start = [], 0
    while start < len(text):
        end = next((e for e in range(len(text), start + 1, -1) if text[start:e] in readings), start + 1)
        found = _likely(readings.get(text[start:end], {}))
        if not found:
            return []
        parts.append(found)
        start = end
    ways = ((math.prod(s for s, _ in way), " ".join(r for _, r in way)) for way in itertools.product(*parts))
    return [way for way in sorted(ways, reverse=True)[:MOST_READINGS] if way[0] >= LEAST_READING]


def _likely(readings: dict[str, int]) -> list[tuple[float, str]]:
    total = sum(readings.values())
    if not total:
        return [(1.0 / len(readings), syllables) for syllables in readings]
    return [(n / total, syllables) for syllables, n in readings.items() if n / total >= LEAST_READING]


def readings_of(path: Path) -> Readings:
    """How words are read and how often, by AOSP's list."""
    found: Readings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match line.split("\t"):
            case [word, syllables, count]:
                found.setdefault(word, {})[syllables] = int(count)
    return found


def _jieba(path: Path) -> dict[str, int]:
    words = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(n) for word, n, _ in words if len(word) <= LONGEST_WORD and HAN.fullmatch(word)}


def read_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Each line of a word list: the word, and what stands behind the tab."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition("\t")
            yield word, rest


def _chinese(tree: object) -> Iterator[str]:
    """Every text under a key `zh`."""
    if isinstance(tree, dict):
        if isinstance(tree.get("zh"), str):
            yield tree["zh"]
        for value in tree.values():
            yield from _chinese(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _chinese(value)
