"""Words and surnames that a voice reads wrong, spelled for it by characters of the same sound. Pure but for `load`.

    蔚县  →  玉县 (yù xiàn)        单先生  →  善先生 (shàn)        去哪儿办  →  去哪里办

The data is assets/speech/lexicon.toml; it helps every engine alike, since what changes is the text it is given.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_BEFORE_NAME = r"(?:(?<![\u4e00-\u9fff])|(?<=[\u7684\u8bf7\u627e\u7531\u548c\u5411\u7ed9\u5bf9\u8ddf\u4e0e\u4e3a]))"
"""Nothing, or one of 的请找由和向给对跟与为: in 账单先生成 no 单 is anybody's name."""


class LexiconError(Exception):
    """The file is no lexicon; the text names it and what is wrong."""


@dataclass(frozen=True)
class Lexicon:
    """Call it with what is about to be said."""

    words: Mapping[str, str] = field(default_factory=dict)
    surnames: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        titled = rf"{_BEFORE_NAME}(?:{_any(self.surnames)})(?=(?:{_any(self.titles)}))"
        object.__setattr__(self, "_pattern", re.compile(rf"{titled}|{_any(self.words)}"))

    def __call__(self, text: str) -> str:
        """The text as the engine gets it: the longest word wins, a surname counts before a title only."""
        return self._pattern.sub(lambda found: self.words.get(found[0]) or self.surnames[found[0]], text)

    def name(self, name: str) -> str:
        """A person's name: its surname, of two characters or of one, as surnames are read."""
        for length in (2, 1):
            if name[:length] in self.surnames:
                return self.surnames[name[:length]] + self(name[length:])
        return self(name)

    @classmethod
    def load(cls, *paths: Path) -> "Lexicon":
        """Several files as one; a later one wins. Raises LexiconError."""
        parts = [_read(path) for path in paths]
        return cls(
            words={word: say for part in parts for word, say in part.words.items()},
            surnames={name: say for part in parts for name, say in part.surnames.items()},
            titles=tuple(dict.fromkeys(title for part in parts for title in part.titles)),
        )

    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)


def _any(words: Iterable[str]) -> str:
    """One of them, the longest first; of none, nothing that ever matches."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


def _read(path: Path) -> Lexicon:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path}: {error}") from error
    for name in data.keys() - {"words", "surnames", "titles"}:
        raise LexiconError(f"{path}: [{name}] is neither words, surnames nor titles")
    titles = data.get("titles", {}).get("after", [])
    spellings = {**data.get("words", {}), **data.get("surnames", {})}
    for word, say in [*spellings.items(), *((title, title) for title in titles)]:
        if not word or not isinstance(say, str) or not say:
            raise LexiconError(f"{path}: {word!r} needs what is said instead, as text")
    return Lexicon(data.get("words", {}), data.get("surnames", {}), tuple(titles))
