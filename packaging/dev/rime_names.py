"""The characters of names by how they are typed: what jieba's list of persons is made of, the Hundred Family Surnames,
and characters in fashion.

A name is what a frequency of words cannot guess: 懿 is rare in texts and common on identity cards.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from rime_words import HAN, Sources, read_lines, readings_of

RARE = 3.0
"""A surname that no person of the list bears."""
RECENT = 10.0
"""A character that is given more often than the list, of twenty years ago, says."""
UNREAD = 0.001
"""A reading that the texts did not have."""


def name_characters(sources: Sources) -> Iterator[tuple[str, str, int]]:
    """Each syllable with a character that is read so in names, and its cost in hundredths of a nat."""
    readings = readings_of(sources.aosp)
    counts: defaultdict[tuple[str, str], float] = defaultdict(float)
    for line in sources.jieba.read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        if tag == "nr" and 2 <= len(word) <= 3 and HAN.fullmatch(word):
            for character in word:
                for syllable, n in readings.get(character, {}).items():
                    total = max(1, sum(readings[character].values()))
                    counts[syllable, character] += max(n / total, UNREAD)
    for surname, syllables in read_lines(sources.input / "surnames.txt"):
        for character, syllable in zip(surname, syllables.split(), strict=True):
            counts[syllable, character] += RARE
    for character, said in read_lines(sources.input / "name_characters.txt"):
        of = readings.get(character, {said: 1})
        counts[said or max(of, key=lambda syllable: of[syllable]), character] += RECENT
    whole = sum(counts.values())
    for (syllable, character), often in counts.items():
        yield syllable, character, round(-100 * math.log(often / whole))
