"""Inside the program: which strings does any live object still hold, and by which path of references?

Roots first (modules, threads' frames, the event loop's tasks, Qt's scene), so that a path begins where a reader knows
it; then whatever only the collector knows, which is garbage that was not collected. What is compared are strings and
bytes; a path shows types and our own names, never a value.
"""

import asyncio
import gc
import sys
import types
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QJSValue
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.core.person import UNNAMED

OURS = Path(__file__).parent
"""Who looks is not looked at."""
MOST_FINDS = 40
PERSONAL_KINDS = frozenset({"Person", "Draft", "ScannedPage", "CaseProgress", "CardRead", "IdCard", "ReceiptFacts"})
"""Types of which no instance may be left, whatever it holds."""
QT_TEXTS = frozenset(
    {"QString", "QVariant", "QVariantList", "QVariantMap", "QStringList", "QUrl", "QByteArray", "QJSValue"}
)
"""Types of properties that can hold text."""
LEAVES = (str, bytes, bytearray, memoryview)


@dataclass(slots=True)
class Walked:
    """What a walk came to."""

    object_count: int = 0
    finds: list[str] = field(default_factory=list)


def walk_everything(needles: dict[str, tuple[str, bytes]], ignored: Iterable[object]) -> Walked:
    """Look into everything alive. `needles`: name → (as text or "", as bytes). `ignored` are ours."""
    return _Walk(needles, ignored).run()


class _Walk:
    def __init__(self, needles: dict[str, tuple[str, bytes]], ignored: Iterable[object]) -> None:
        self._texts = [(what, text) for what, (text, _) in needles.items() if text]
        self._bytes = [(what, data) for what, (_, data) in needles.items()]
        self._parents: dict[int, tuple[int, str]] = {}
        self._alive: list[object] = []  # so that no id is used twice while we look
        self._waiting: deque[object] = deque()
        self._walked = Walked()
        self._ours = {id(self), *(id(each) for each in ignored)}
        for each in (self.__dict__, self._texts, self._bytes, self._parents, self._alive, self._waiting, needles):
            self._ours.add(id(each))
        self._ours |= {id(pair) for pair in (*self._texts, *self._bytes, *needles.values())}

    def run(self) -> Walked:
        known = gc.get_objects()
        self._ours |= {id(known), id(sys._getframe()), id(sys._getframe(1))}
        for name, root in _roots():
            self._meet(root, 0, name)
        self._spread()
        for each in known:
            if id(each) not in self._parents and id(each) not in self._ours and not isinstance(each, types.FrameType):
                self._meet(each, 0, f"garbage or held by a library: {type(each).__name__}")
        self._spread()
        for name, text in _qt_texts():
            self._look(text, name)
        self._walked.object_count = len(self._parents)
        return self._walked

    def _spread(self) -> None:
        while self._waiting:
            holder = self._waiting.popleft()
            for child, name in _held(holder):
                self._meet(child, id(holder), name)

    def _meet(self, each: object, holder: int, name: str) -> None:
        if id(each) in self._parents or id(each) in self._ours:
            return
        self._parents[id(each)] = (holder, name)
        self._alive.append(each)
        if isinstance(each, LEAVES):
            self._look(each, "")
            return
        if isinstance(each, BytesIO | StringIO):
            self._look(each.getvalue() if not each.closed else b"", "")
        elif type(each).__name__ in PERSONAL_KINDS and not isinstance(each, type) and each is not UNNAMED:
            self._note(f"a {type(each).__name__}", each, "")
        self._waiting.append(each)

    def _look(self, each: object, where: str) -> None:
        if isinstance(each, str):
            for what, text in self._texts:
                if text in each:
                    self._note(what, each, where)
        elif isinstance(each, bytes | bytearray | memoryview):
            data = bytes(each)
            for what, wanted in self._bytes:
                if wanted in data:
                    self._note(what, each, where)

    def _note(self, what: str, each: object, where: str) -> None:
        if len(self._walked.finds) < MOST_FINDS:
            self._walked.finds.append(f"{what} in {where or ' ← '.join(self._path(each))}")

    def _path(self, each: object) -> Iterator[str]:
        """From the find to its root."""
        yield type(each).__name__
        at = id(each)
        for _ in range(14):
            holder, name = self._parents[at]
            yield name
            if not holder:
                return
            at = holder


def _roots() -> Iterator[tuple[str, object]]:
    yield from ((f"module {name}", module) for name, module in sys.modules.items() if module is not None)
    for thread, top in sys._current_frames().items():
        frame: types.FrameType | None = top
        while frame is not None:
            if Path(frame.f_code.co_filename).parent != OURS:
                yield f"thread {thread}, {frame.f_code.co_qualname}", frame
            frame = frame.f_back
    yield from ((f"task {task.get_name()}", task) for task in asyncio.all_tasks())


def _held(holder: object) -> Iterator[tuple[object, str]]:
    """What an object refers to, each with the name it goes by there, where that is one of ours."""
    if isinstance(holder, dict):
        for key, value in list(holder.items()):
            yield key, "a key"
            yield value, f"[{key}]" if isinstance(key, str) and key.isidentifier() and key.isascii() else "[…]"
    elif isinstance(holder, types.FrameType):
        for name, value in holder.f_locals.items():
            yield value, f"{holder.f_code.co_qualname} local {name}"
    else:
        kind = type(holder).__name__
        names = {id(getattr(holder, slot, None)): slot for slot in getattr(type(holder), "__slots__", ())}
        for child in gc.get_referents(holder):
            if not isinstance(child, type):
                yield child, f"{kind}.{names.get(id(child), '')}"


def _qt_texts() -> Iterator[tuple[str, Any]]:
    """Every value that Qt's own objects show: windows, items, their properties; the clipboard."""
    yield "clipboard", QGuiApplication.clipboard().text()
    for window in QGuiApplication.allWindows():
        for each in _qt_objects(window):
            yield from _properties(each)


def _qt_objects(top: QObject) -> Iterator[QObject]:
    waiting, seen = [top], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        waiting += each.children()
        if isinstance(each, QQuickWindow):
            waiting.append(each.contentItem())
        if isinstance(each, QQuickItem):
            waiting += each.childItems()


def _properties(each: QObject) -> Iterator[tuple[str, Any]]:
    kind = each.metaObject()
    for number in range(kind.propertyCount()):
        declared = kind.property(number)
        if _word(declared.typeName()) in QT_TEXTS:
            where = f"Qt {_word(kind.className())} {each.objectName()!r}.{_word(declared.name())}"
            yield from ((where, value) for value in _plain(declared.read(each)))


def _word(name: object) -> str:
    """A name of Qt's, which comes as text or as bytes."""
    return name.decode() if isinstance(name, bytes) else str(name)


def _plain(value: Any) -> Iterator[Any]:
    if isinstance(value, QJSValue):
        value = value.toVariant()
    if isinstance(value, QByteArray):
        yield bytes(value.data())
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _plain(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _plain(inner)
    elif isinstance(value, str | bytes):
        yield value
    elif hasattr(value, "toString") and not isinstance(value, QObject):
        yield str(value.toString())
