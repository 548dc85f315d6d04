"""Words by key and language. Keys are msgids (`form.problem.digits_missing`), values have named placeholders.

    texts("form.problem.digits_missing", count=7)  →  还差 7 位数字

Plural forms follow gettext and the value `count`. Each entry's privacy class stands in its extracted comment
(`#. privacy: personal`); without one it is public. How numbers and dates look is in `format`, not here.
"""

import gettext
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import polib

_log = logging.getLogger(__name__)
_PRIVACY = re.compile(r"privacy:\s*(\w+)")
_PLURAL = re.compile(r"plural\s*=\s*([^;]+)")


class Privacy(StrEnum):
    """Where a text may go: to everybody; to headphones or by explicit choice; to nobody but its owner's eyes."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SECRET = "secret"


class MissingTextError(KeyError):
    """No such key, or a placeholder without its value: a mistake of the program, found by its tests."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in one language."""

    forms: tuple[str, ...]
    """One form, or gettext's plural forms in their order."""
    privacy: Privacy


class Texts:
    """All words in one language. Immutable after loading; safe to share between threads.

    A strict catalogue raises `MissingTextError` for a key it does not have; otherwise the key itself is shown and the
    mistake is logged, so that a resident loses a word and not the journey.
    """

    def __init__(
        self, locale: str, entries: Mapping[str, Entry], plural: Callable[[int], int], strict: bool = True
    ) -> None:
        self.locale = locale
        self._entries = entries
        self._plural = plural
        self._strict = strict

    @classmethod
    def load(cls, directory: Path, locale: str, strict: bool = True) -> "Texts":
        """Read `<directory>/<locale>.po`; raises OSError when there is none."""
        file = polib.pofile((directory / f"{locale}.po").read_text(encoding="utf-8"))
        rule = _PLURAL.search(file.metadata.get("Plural-Forms", "plural=0"))
        plural: Callable[[int], int] = gettext.c2py(rule[1].strip() if rule else "0")
        entries = {entry.msgid: _entry(entry) for entry in file if not entry.obsolete}
        return cls(locale, entries, plural, strict)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key with its placeholders filled in."""
        entry = self._entries.get(key)
        if entry is None:
            return self._missing(key, f"no text `{key}` in {self.locale}")
        count = values.get("count")
        form = entry.forms[self._plural(count)] if len(entry.forms) > 1 and isinstance(count, int) else entry.forms[0]
        try:
            return form.format_map(values)
        except KeyError as error:
            return self._missing(key, f"text `{key}` needs the value {error}")

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def privacy(self, key: str) -> Privacy:
        """The privacy class of a key; raises `MissingTextError` for an unknown one."""
        if key not in self._entries:
            raise MissingTextError(key)
        return self._entries[key].privacy

    def forms(self, key: str) -> tuple[str, ...]:
        """The unfilled forms of a key, for checks."""
        if key not in self._entries:
            raise MissingTextError(key)
        return self._entries[key].forms

    def _missing(self, key: str, why: str) -> str:
        if self._strict:
            raise MissingTextError(why)
        _log.error("%s", why)
        return key


def _entry(entry: polib.POEntry) -> Entry:
    found = _PRIVACY.search(entry.comment)
    privacy = Privacy(found[1]) if found else Privacy.PUBLIC
    plural = entry.msgstr_plural
    return Entry(tuple(plural[n] for n in sorted(plural)) if plural else (entry.msgstr,), privacy)
