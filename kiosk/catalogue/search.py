"""Finding an item by what a resident types: characters, Pinyin, or the first letters of it. Pure.

高龄 · gljt · gaolingjt · 老人钱 ─► found ─► hits, best first, with the matched part of the title
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.catalogue.load import Catalogue
from kiosk.catalogue.model import Item

LEAST_LETTERS = 2
"""Fewer letters than this match half of the catalogue."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One item that was found."""

    item: Item
    matched: tuple[int, int]
    """Which characters of the Chinese title were meant, from and to; (0, 0) where an everyday word was."""
    letters: str
    """What of the typed letters led here, without spaces; empty where characters did."""
    rank: tuple[int, int]


def found(catalogue: Catalogue, query: str) -> tuple[Hit, ...]:
    """What the words or letters may mean, best first. Letters that fit nothing are shortened until some do."""
    wanted = "".join(query.lower().split())
    while wanted:
        hits = sorted(_hits(catalogue, wanted), key=lambda hit: (hit.rank, hit.item.order, hit.item.id))
        if hits or not wanted.isascii() or len(wanted) <= LEAST_LETTERS:
            return tuple(hits)
        wanted = wanted[:-1]
    return ()


def _hits(catalogue: Catalogue, wanted: str) -> Iterator[Hit]:
    for item in catalogue.items.values():
        part = _part(item.title.zh, item.search.pinyin.split(), wanted)
        if part is not None:
            yield Hit(item, part, wanted if wanted.isascii() else "", (0, part[0]))
        elif any(_part(word.word, word.pinyin.split(), wanted) is not None for word in item.search.words):
            yield Hit(item, (0, 0), wanted if wanted.isascii() else "", (1, 0))
        elif wanted in item.summary.zh or wanted in item.title.text("en").lower():
            yield Hit(item, (0, 0), "", (2, 0))


def _part(text: str, syllables: Sequence[str], wanted: str) -> tuple[int, int] | None:
    """Where in a text the wanted characters or letters are."""
    at = text.find(wanted)
    if at >= 0:
        return at, at + len(wanted)
    if not wanted.isalpha() or not wanted.isascii():
        return None
    spoken = [(position, syllable) for position, syllable in enumerate(syllables) if syllable.isalnum()]
    for start in range(len(spoken)):
        count = _fitting(tuple(syllable for _, syllable in spoken[start:]), wanted)
        if count:
            return spoken[start][0], spoken[start + count - 1][0] + 1
    return None


def _fitting(syllables: Sequence[str], wanted: str) -> int:
    """How many syllables, each by its beginning, make up the letters; 0 when none do."""
    if not syllables:
        return 0
    most = next((n for n in range(len(wanted)) if not syllables[0].startswith(wanted[: n + 1])), len(wanted))
    for taken in range(most, 0, -1):
        if taken == len(wanted):
            return 1
        more = _fitting(syllables[1:], wanted[taken:])
        if more:
            return 1 + more
    return 0
