"""A language that shows what the catalogue of words does not know: every text of it stands in brackets, 〔like this〕.

What is on the screen outside of brackets comes from nowhere; brackets that touch something are pieces put together in
the program, which no translator can put in another order. Values inside a text's own brackets are where they belong.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from kiosk.texts import Texts
from kiosk.texts.catalogue import Entry
from tests.helpers.view_context import ROOT, real_catalogue, real_texts

OPEN, CLOSE = "〔", "〕"
LOCALE = "qps"
APART = re.compile(r"\s*\n\s*|\s{2,}|\u3000|\s+·\s+")
"""What the program may set there: a line, room, a dot."""
TAGS = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[^\W\d_]+")
BETWEEN = re.compile(r".*\.(separator|between)(\.\w+)?$")
"""What the catalogue itself sets between two texts that say nothing about each other."""
PARTS = re.compile(rf"format\.|speak\.|{BETWEEN.pattern}")
"""Pieces that other texts take as values or that stand between two; format's are put together by kiosk/texts/format."""


@cache
def pseudo_texts(of: str = "zh_CN", longer: float = 0.0) -> Texts:
    """The words of a language in brackets, each longer by that share of its length."""
    texts = real_texts(of)
    entries = {
        key: Entry(tuple(_bracketed(form, longer) for form in texts.forms(key)), texts.privacy(key)) for key in texts
    }
    kept = {key: Entry(texts.forms(key), texts.privacy(key)) for key in texts if PARTS.match(key)}
    return Texts(LOCALE, entries | kept, lambda count: 0)


def _bracketed(form: str, longer: float) -> str:
    return f"{OPEN}{form}{'~' * round(len(form) * longer)}{CLOSE}"


def from_nowhere(text: str, data: str) -> str:
    """The first word outside of all brackets that is not in the data; empty when there is none."""
    plain = TAGS.sub("", text)
    return next(
        (word for piece, inside in pieces(plain) if not inside for word in LETTERS.findall(piece) if word not in data),
        "",
    )


def is_glued(text: str) -> bool:
    """A text of the catalogue touches another one, or data."""
    apart = APART.sub("\n", text)
    for key in filter(BETWEEN.match, real_texts()):
        apart = apart.replace(f"{CLOSE}{real_texts()(key)}", f"{CLOSE}\n")
    found = [piece for piece, _ in pieces(apart)]
    return any(not (before.endswith("\n") or after.startswith("\n")) for before, after in pairwise(found))


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What stands inside of outermost brackets and what outside, in order."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        if character == OPEN:
            if depth == 0 and place > start:
                yield text[start:place], False
                start = place
            depth += 1
        elif character == CLOSE and depth:
            depth -= 1
            if depth == 0:
                yield text[start : place + 1], True
                start = place + 1
    if start < len(text):
        yield text[start:], depth > 0


def texts_below(root: QQuickItem) -> Iterator[QQuickItem]:
    """Every Text that is to be seen."""
    for child in root.childItems():
        if child.isVisible() and child.opacity() > 0:
            if child.inherits("QQuickText") and child.property("text"):
                yield child
            yield from texts_below(child)


def is_clipped(text: QQuickItem) -> bool:
    """Words are left out, or painted over the edge of their item or of what they stand on."""
    if text.property("truncated"):
        return True
    wide, high = text.property("contentWidth"), text.property("contentHeight")
    plate = _pressable(text)
    if plate is not None:
        return bool(wide > plate.width() + 1 or high > plate.height() + 1)
    return bool(wide > text.width() + 1 or (text.property("lineCount") > 1 and high > text.height() + 2))


def _pressable(item: QQuickItem) -> QQuickItem | None:
    parent: QObject | None = item.parentItem()
    while isinstance(parent, QQuickItem):
        if parent.property("enabledForKeys") is not None:
            return parent
        parent = parent.parentItem()
    return None


def catalogue_data() -> str:
    """Everything the catalogue says, in both languages, and what the words of dates are made of."""
    files = sorted((ROOT / "assets/catalogue").rglob("*.toml"))
    texts = real_texts()
    formed = (form for key in texts if PARTS.match(key) for form in texts.forms(key))
    areas = real_catalogue().areas
    told = [areas.text, *areas.own.values()]
    return "\n".join([*(path.read_text(encoding="utf-8") for path in files), *formed, *told])
