"""What librime lacks: more than one sentence, and the characters of names before those that only books have.

    letters ─► Joiner ─► the likeliest sentences ─┐
    inner engine ─► its candidates ───────────────┴─► one row; what it chose there goes back to whoever offered it

Tables are files of build/rime, mapped and only read. What was typed lives until `reset`.
"""

import heapq
import mmap
from dataclasses import replace
from pathlib import Path

from ui.input.engine import EMPTY, Composition, InputEngine, Layout

MOST_SENTENCES = 5
LONGEST_KEY = 40
"""Letters of the longest word in the tables, about."""
COST_OF_A_WORD = 100
"""Hundredths of a nat for each word more: fewer and longer words win."""
LEADING = 8
"""As many stand before the characters of names: a row as drawn."""
NAMES = {Layout.PINYIN: "kiosk", Layout.NINE_KEY: "kiosk_t9"}


class WordTable:
    """Words by what is typed for them, cheapest first; lines sorted by key (packaging/dev/rime_tables.py)."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def find(self, key: str) -> list[tuple[str, int]]:
        """Every word that is typed so, with its cost in hundredths of a nat."""
        wanted, low, high = key.encode(), 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = self._lines.rfind(b"\n", low, middle) + 1 or low
            end = self._lines.find(b"\n", middle)
            found = self._lines[start : self._lines.find(b"\t", start)]
            if found == wanted:
                _, *cells = self._lines[start:end].decode().split("\t")
                return [(cells[n], int(cells[n + 1])) for n in range(0, len(cells), 2)]
            if found < wanted:
                low = end + 1
            else:
                high = start
        return []

    def close(self) -> None:
        """Give the file back."""
        self._lines.close()


class Joiner:
    """The cheapest ways to read letters as words. Keeps what it found so far: a key more is little work."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self.forget()

    def forget(self) -> None:
        """Keep nothing of what was typed."""
        self._letters = ""
        self._best: list[list[tuple[int, str]]] = [[(0, "")]]

    def sentences(self, letters: str) -> list[str]:
        """At most five texts that these letters may be, the likeliest first; none while a syllable is unfinished."""
        same = next((n for n, (a, b) in enumerate(zip(letters, self._letters, strict=False)) if a != b), None)
        kept = min(len(letters), len(self._letters)) if same is None else same
        del self._best[kept + 1 :]
        for end in range(kept + 1, len(letters) + 1):
            self._best.append(self._ending(letters, end))
        self._letters = letters
        return [text for _, text in self._best[-1]]

    def _ending(self, letters: str, end: int) -> list[tuple[int, str]]:
        found: dict[str, int] = {}
        for start in range(max(0, end - LONGEST_KEY), end):
            if not self._best[start]:
                continue
            for word, cost in self._table.find(letters[start:end]):
                for before, text in self._best[start]:
                    joined, whole = text + word, before + cost + COST_OF_A_WORD
                    if whole < found.get(joined, whole + 1):
                        found[joined] = whole
        return heapq.nsmallest(MOST_SENTENCES, ((cost, text) for text, cost in found.items()))


class SentenceEngine:
    """An engine whose first candidates are whole sentences. Main thread."""

    def __init__(self, inner: InputEngine, tables: Path) -> None:
        self._inner = inner
        self._tables = {
            layout: (WordTable(tables / f"{name}.words"), WordTable(tables / f"{name}.names"))
            for layout, name in NAMES.items()
        }
        self._now = EMPTY
        self.select(Layout.PINYIN)

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def problem(self) -> str:
        return self._inner.problem

    def select(self, layout: Layout) -> None:
        self._inner.select(layout)
        words, self._names = self._tables[layout]
        self._joiner = Joiner(words)
        self._show(EMPTY)

    def type_key(self, key: str) -> Composition:
        return self._show(self._inner.type_key(key))

    def choose(self, index: int) -> Composition:
        """A word that the inner engine offers is its own; any other one is all that waited."""
        word = self._row[index]
        if word in self._now.candidates:
            return self._show(self._inner.choose(self._now.candidates.index(word)))
        finished = Composition(committed=self._now.chosen + word)
        self.reset()
        return finished

    def turn_page(self, forward: bool) -> Composition:
        return self._show(self._inner.turn_page(forward))

    def reset(self) -> None:
        self._inner.reset()
        self._joiner.forget()
        self._show(EMPTY)

    def close(self) -> None:
        self._inner.close()
        for words, names in self._tables.values():
            words.close()
            names.close()

    def _show(self, now: Composition) -> Composition:
        self._now = now
        self._row = now.candidates if now.has_previous_page or not now.candidates else self._ordered(now)
        return replace(now, candidates=self._row)

    def _ordered(self, now: Composition) -> tuple[str, ...]:
        """The inner engine's first, other sentences, its next ones, characters of names, the rest."""
        syllables = now.waiting.split()
        sentences = self._joiner.sentences("".join(syllables)) if syllables and "'" not in now.waiting else []
        first_ones = list(dict.fromkeys([now.candidates[0], *sentences]))[:MOST_SENTENCES]
        leading = dict.fromkeys([*first_ones, *now.candidates])
        named = [character for character, _ in self._names.find(syllables[0])] if syllables else []
        if len(syllables) > 1:  # then a character is only a part, which must be the inner engine's to choose
            named = [character for character in named if character in now.candidates]
        return tuple(dict.fromkeys([*list(leading)[:LEADING], *named, *leading]))
