"""Writes assets/speech/characters.txt: a common word for each character, so that a voice can spell 河 as 河流.

    words of AOSP and of jieba ────────► the most frequent of two characters, read as the character mostly is
    assets/speech/characters_own.txt ──► what people say of a surname (弓长张), and better words

A word whose other character sounds alike says nothing (事实). A character without a word keeps its Pinyin. The result
is kept with the sources: it changes with the lists, not with a build.
"""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

from rime_tables import INPUT, ROOT, SOURCES
from rime_words import HAN, Readings, read_lines, readings_of

SPEECH = ROOT / "assets/speech"
FIRST_COUNTS = 1.5
"""A character is heard more clearly where the word begins with it."""
LEAST_COUNT = 20
"""Of jieba's; a rarer word is known to few."""
NOBODYS = ("nr", "nz", "nt")
"""Of persons, brands and offices, by jieba: not everybody knows them."""
PLACE, PLACE_COUNTS = "ns", 0.001
"""A place serves where there is no other word."""
HEAD = """\
# A common word for each character, for spelling by ear (packaging/dev/spelling_words.py): character, then a word with
# it, or =what is said of it, or its Pinyin where there is no word. From the words of the Android Open Source Project's
# PinyinIME (pinyin_simp, Apache-2.0), counted with jieba's dict.txt (MIT); {own} by hand (characters_own.txt).
"""


def main() -> int:
    own = dict(read_lines(SPEECH / "characters_own.txt"))
    lines = {**dict(chosen(readings_of(SOURCES.aosp))), **own}
    text = HEAD.format(own=len(own)) + "".join(f"{one}\t{lines[one]}\n" for one in sorted(lines))
    (SPEECH / "characters.txt").write_text(text, encoding="utf-8")
    print(f"characters.txt: {len(lines)} characters, {sum(said.isascii() for said in lines.values())} by Pinyin")
    return 0


def chosen(readings: Readings) -> Iterator[tuple[str, str]]:
    """Each character that is typed by Pinyin, with its word or its reading."""
    sounds = {one: max(of, key=lambda s: of[s]) for one, of in readings.items() if len(one) == 1 and HAN.match(one)}
    sounds |= {one: said for one, said in read_lines(INPUT / "name_characters.txt") if said}
    best: dict[str, tuple[float, str]] = {}
    for word, count in common_words(SOURCES.jieba).items():
        of = readings.get(word, {})
        said = max(of, key=lambda s: of[s], default="").split()
        score = math.sqrt(count * sum(of.values()))
        for place, one in enumerate(word if len(set(said)) == len(word) else ""):
            weighed = score * (FIRST_COUNTS if place == 0 else 1)
            if said[place] == sounds.get(one) and weighed > best.get(one, (0.0, ""))[0]:
                best[one] = weighed, word
    for one, sound in sounds.items():
        yield one, best[one][1] if one in best else sound


def common_words(path: Path) -> dict[str, float]:
    """Words of two characters that are nobody's name, and how much they count; a place's little."""
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {
        word: int(count) * (PLACE_COUNTS if kind == PLACE else 1)
        for word, count, kind in lines
        if len(word) == 2 and HAN.fullmatch(word) and int(count) >= LEAST_COUNT and not kind.startswith(NOBODYS)
    }


if __name__ == "__main__":
    sys.exit(main())
