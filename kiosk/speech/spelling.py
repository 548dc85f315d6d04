"""A text spelled for the ear, sign by sign: 河 as in 河流, digits and letters one by one. Pure but for `load`.

    河北 12A  →  河，河流的河。│北，北方的北。│幺，二，A。

The data is assets/speech/characters.txt. A character without a word is said by its Pinyin, one without either as a rare
one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from kiosk.texts import Texts

AS_IT_IS = "="
"""Before what is said of a character: no word with it."""
AT_ONCE = 4
"""So many letters and digits are remembered in one go."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """Call it with what is to be spelled."""

    words: Mapping[str, str] = field(default_factory=dict)
    """A character: a word with it, = and what is said of it, or its Pinyin."""

    def __call__(self, text: str, texts: Texts) -> tuple[str, ...]:
        """A sentence for each character, and for each few letters and digits."""
        runs = ((is_plain, "".join(signs)) for is_plain, signs in groupby(text, str.isascii))
        told = (_plain(run, texts) if plain else [self._character(one, texts) for one in run] for plain, run in runs)
        return tuple(sentence for sentences in told for sentence in sentences if sentence)

    def _character(self, sign: str, texts: Texts) -> str:
        known = self.words.get(sign, "")
        if not sign.isalpha():
            return _named(sign, texts)
        if not known:
            return texts("spell.rare", sign=sign)
        if known.startswith(AS_IT_IS):
            return texts("spell.said", sign=sign, what=known.removeprefix(AS_IT_IS))
        if known.isascii():
            return texts("spell.sound", sign=sign, letters=texts("speak.pause").join(known.upper()))
        return texts("spell.word", sign=sign, word=known)

    @classmethod
    def load(cls, path: Path) -> "Spelling":
        """Raises OSError."""
        lines = (line.partition("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
        return cls({sign: known for sign, _, known in lines})


def sign_name(text: str, texts: Texts) -> str:
    """What a lone sign or a gap is called, since an engine passes over it; empty for anything else."""
    if text.isspace():
        return texts("ear.space")
    stops = texts("ear.stops")
    if len(text) == 1 and text in stops:
        return texts("ear.signs").split()[stops.index(text)]
    return _named(text, texts) if len(text) == 1 and not text.isalnum() else ""


def _plain(signs: str, texts: Texts) -> Iterator[str]:
    """Letters and digits one by one, signs by their names."""
    names = [_named(sign, texts) for sign in signs]
    names = [name for name in names if name]
    for start in range(0, len(names), AT_ONCE):
        yield texts("ear.item", what=texts("speak.pause").join(names[start : start + AT_ONCE]))


def _named(sign: str, texts: Texts) -> str:
    if sign.isdecimal() and sign.isascii():
        return texts("speak.digits_phone")[int(sign)]
    if sign.isalnum():
        return sign.upper()
    signs, names = texts("spell.signs"), texts("spell.names").split()
    return names[signs.index(sign)] if sign in signs else ""
