"""What was said to the machine, as far as it can obey: a command, a number, or words to look for. Pure.

    “返回。” ─► BACK       “第二个” ─► 2       “我想办高龄津贴” ─► 高龄津贴

The words are the catalogue's (`hear.*`), several for each meaning, with blanks between them.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.texts import Texts

MORE = 3
"""A command may have so many characters more around it: 请返回一下 is one, 返回的补贴怎么领 is none."""
MOST_NUMBER = 9
_NO_WORD = re.compile(r"[\W_]+")


class Command(StrEnum):
    """What can be said on every screen."""

    BACK = "back"
    HOME = "home"
    AGAIN = "again"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Meant:
    """One of the three, or nothing of use."""

    command: Command | None = None
    number: int = 0
    """Of a choice, counted from 1; 0: none was said."""
    words: str = field(default="", repr=False)
    """What is left to look for, in any case."""


def meant(text: str, texts: Texts) -> Meant:
    """What of it is understood. Never raises; of nothing comes nothing."""
    bare = bare_words(text)
    for command in Command:
        said = (word for word in _words(f"hear.{command.value}", texts) if word in bare)
        if any(len(bare) <= len(word) + MORE for word in said):
            return Meant(command, words=bare)
    for number in range(1, MOST_NUMBER + 1):
        if bare in _words(f"hear.number.{number}", texts):
            return Meant(number=number, words=bare)
    return Meant(words=_looked_for(bare, texts))


def bare_words(text: str) -> str:
    """Without signs, gaps and capitals."""
    return _NO_WORD.sub("", text).lower()


def _looked_for(bare: str, texts: Texts) -> str:
    """Without what stands before the matter: 我想办 …, and behind it: … 怎么办."""
    fillers = sorted(_words("hear.fillers", texts), key=len, reverse=True)
    left = bare
    while found := next((word for word in fillers if left.startswith(word) and left != word), ""):
        left = left.removeprefix(found)
    while found := next((word for word in fillers if left.endswith(word) and left != word), ""):
        left = left.removesuffix(found)
    return left


def _words(key: str, texts: Texts) -> list[str]:
    return [bare_words(word) for word in texts(key).split()]
