"""What a window's item can be asked: its QML types, where it is, its pixels. Judges nothing, gathers nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QMetaObject, QObject, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from shiboken6 import getCppPointer

from tests.helpers.accessibility.view import Box, Colour, Pixels


@dataclass(slots=True)
class Place:
    """What an item has from those around it."""

    clip: Box
    opacity: float = 1.0
    target: int | None = None
    parent: int = 0
    kinds: tuple[str, ...] = ()
    scrolled: bool = False


_known: dict[str, tuple[str, ...]] = {}


def kinds_of(item: QObject) -> tuple[str, ...]:
    """Its QML type and what that is made of, innermost first: AppButton, Pressable, QQuickItem."""
    meta = item.metaObject()
    class_name = meta.className()  # of a QML type it is numbered, so that one name has one line of ancestors
    if class_name not in _known:
        _known[class_name] = tuple(_kinds(meta))
    return _known[class_name]


def _kinds(meta: QMetaObject | None) -> Iterator[str]:
    while meta is not None and meta.className() != "QObject":
        yield meta.className().split("_QMLTYPE_")[0].split("_QML_")[0]
        meta = meta.superClass()


def id_of(item: QQuickItem) -> int:
    """The same for the same item, whichever wrapper it comes in."""
    return int(getCppPointer(item)[0])


def box_of(item: QQuickItem, part: QRectF | None = None) -> Box:
    """Where it is in the window, or a part of it."""
    rect = item.mapRectToScene(part or QRectF(0, 0, item.width(), item.height()))
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())


def colour_of(colour: QColor) -> Colour:
    """Without its alpha."""
    return colour.redF(), colour.greenF(), colour.blueF()


def painted(item: QQuickItem) -> list[QQuickItem]:
    """Its children, the one that is painted last at the end."""
    return sorted(item.childItems(), key=lambda child: child.z())


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Everything visible in it, however deep."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from below(child)


def ask(item: QQuickItem, expression: str) -> float:
    """A number that QML knows and Python cannot read."""
    answer = QQmlExpression(QQmlEngine.contextForObject(item), item, expression).evaluate()
    return float(answer[0] if isinstance(answer, tuple) else answer)


def pixels_of(image: QImage) -> Pixels:
    """A picture's pixels, of which nobody else has hold."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), np.uint8)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width()].copy()
