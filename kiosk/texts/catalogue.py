"""Words by key and language. Keys are msgids (`form.problem.digits_missing`), values have named placeholders.

    texts("form.problem.digits_missing", count=7)  →  还差 7 位数字

Plural forms follow gettext and the value `count`. How numbers and dates look is in `format`, not here.

Each text has a privacy class. What may stand in its placeholders decides it (`values.toml` beside the texts): the
strictest of them counts, and a value that nobody has classed makes the text secret. A text that is stricter than its
values says so in its extracted comment (`#. privacy: personal`).
"""

import gettext
import logging
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from string import Formatter

import polib

_log = logging.getLogger(__name__)
_PRIVACY = re.compile(r"privacy:\s*(\w+)")
_PLURAL = re.compile(r"plural\s*=\s*([^;]+)")
BY_EAR = "by_ear."
"""Before the key of a text that is said instead to who sees nothing."""
VALUES_FILE = "values.toml"


class Privacy(StrEnum):
    """Where a text may go: to everybody; to headphones or by explicit choice; to nobody but its owner's eyes."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SECRET = "secret"


_STRICTNESS = tuple(Privacy)


class MissingTextError(KeyError):
    """No such key, or a placeholder without its value: a mistake of the program, found by its tests."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text in one language."""

    forms: tuple[str, ...]
    """One form, or gettext's plural forms in their order."""
    privacy: Privacy = Privacy.PUBLIC
    """Its own mark; its values may make it stricter."""


class Texts:
    """All words in one language. Immutable after loading; safe to share between threads.

    A strict catalogue raises `MissingTextError` for a key it does not have; otherwise the key itself is shown and the
    mistake is logged, so that a resident loses a word and not the journey.
    """

    def __init__(
        self, locale: str, entries: Mapping[str, Entry], plural: Callable[[int], int], strict: bool = True,
        values: Mapping[str, Privacy] | None = None,
    ) -> None:  # fmt: skip
        self.locale = locale
        self._entries = entries
        self._plural = plural
        self._strict = strict
        self._values = values or {}

    @classmethod
    def load(cls, directory: Path, locale: str, strict: bool = True) -> "Texts":
        """Read `<directory>/<locale>.po`; raises OSError when there is none."""
        file = polib.pofile((directory / f"{locale}.po").read_text(encoding="utf-8"))
        rule = _PLURAL.search(file.metadata.get("Plural-Forms", "plural=0"))
        plural: Callable[[int], int] = gettext.c2py(rule[1].strip() if rule else "0")
        entries = {entry.msgid: _entry(entry) for entry in file if not entry.obsolete}
        return cls(locale, entries, plural, strict, _values(directory / VALUES_FILE))

    @cached_property
    def by_ear(self) -> "Texts":
        """The same words for who sees nothing: `by_ear.<key>` stands where there is one."""
        heard = {key.removeprefix(BY_EAR): entry for key, entry in self._entries.items() if key.startswith(BY_EAR)}
        return Texts(self.locale, {**self._entries, **heard}, self._plural, self._strict, self._values)

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
        entry = self._entries[key]
        values = {name for form in entry.forms for _, name, _, _ in Formatter().parse(form) if name}
        classes = (self._values.get(name, Privacy.SECRET) for name in values)
        return max((entry.privacy, *classes), key=_STRICTNESS.index)

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


def _values(path: Path) -> dict[str, Privacy]:
    """The class of each placeholder's name; none where there is no such file."""
    if not path.exists():
        return {}
    classes = tomllib.loads(path.read_text("utf-8"))
    return {name: Privacy(privacy) for privacy, names in classes.items() for name in names}


def _entry(entry: polib.POEntry) -> Entry:
    found = _PRIVACY.search(entry.comment)
    privacy = Privacy(found[1]) if found else Privacy.PUBLIC
    plural = entry.msgstr_plural
    return Entry(tuple(plural[n] for n in sorted(plural)) if plural else (entry.msgstr,), privacy)
