"""Every text that Qt's objects hold: a window's items with all they were given, and the view-models' rows."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.bridge.rows import RowsModel

TEXT_TYPES = frozenset({"QString", "QStringList"})


def texts_of(roots: Iterable[QObject]) -> Iterator[tuple[str, str]]:
    """Where a text stands (kind of object and property, our words only), and the text. Main thread; may be paused."""
    waiting, seen = list(roots), set[int]()
    columns: dict[str, tuple[int, ...]] = {}
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield from _own(each, columns)
        waiting += each.children()
        if isinstance(each, QQuickWindow):
            waiting.append(each.contentItem())
        if isinstance(each, QQuickItem):
            waiting += each.childItems()


def _own(each: QObject, columns: dict[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    meta = each.metaObject()
    kind = _word(meta.className())
    if kind not in columns:
        numbers = range(meta.propertyCount())
        columns[kind] = tuple(n for n in numbers if _word(meta.property(n).typeName()) in TEXT_TYPES)
    for number in columns[kind]:
        declared = meta.property(number)
        value = declared.read(each)
        for text in value if isinstance(value, list) else (value,):
            if text:
                yield f"{kind.partition('_QMLTYPE')[0]}.{_word(declared.name())}", str(text)
    if isinstance(each, RowsModel):
        for row in each.rows:
            yield from ((kind, text) for text in _parts(row))


def _parts(row: object) -> Iterator[str]:
    if isinstance(row, str):
        yield row
    elif is_dataclass(row):
        for part in fields(row):
            yield from _parts(getattr(row, part.name))


def _word(name: object) -> str:
    """A name of Qt's, which comes as text or as bytes."""
    return name.decode() if isinstance(name, bytes) else str(name)
