"""Reads the texts of a window: their words, size, colour, and what of them is not to be seen."""

import re
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtQml import QJSValue
from PySide6.QtQuick import QQuickItem

from tests.helpers.accessibility.items import Place, ask, box_of, colour_of
from tests.helpers.accessibility.view import Box, Colour, Text


def text_of(item: QQuickItem, box: Box, place: Place) -> Text | None:
    """The text an item shows; None where it has none, or none of it is within reach of an eye."""
    words = item.property("text")
    if not isinstance(words, str) or not words.strip() or box.width <= 0:
        return None
    scale = max(item.mapRectToScene(QRectF(0, 0, 1, 1)).height(), 1e-6)  # the same when it is turned by a quarter
    font: QFont = item.property("font")
    px, is_rich = _size(item, font)
    colour: QColor = item.property("color")
    text = Text(
        words=_TAG.sub("", words) if is_rich else words,
        box=_lines(item),
        px=px * scale,
        cap_px=cap_ratio(font.family(), int(font.weight())) * px * scale,
        colour=colour_of(colour),
        opacity=place.opacity * colour.alphaF(),
        weight=int(font.weight()),
        line_count=int(item.property("lineCount")),
        cut="" if not item.property("truncated") else "cut short",
        target=place.target,
        parent=place.parent,
        kind="/".join(place.kinds[:4]),
        lit=_lit(words) if is_rich else None,
        is_lying=_is_lying(item),
    )
    tight = text.tight
    shown = tight.common(place.clip)
    if place.scrolled and shown.width <= 0:  # lists are turned downwards only: it can never be read
        return replace(text, cut="beside what is shown of a list")
    if shown.width <= 0 or shown.height <= 0:
        return None
    if not place.clip.grown(1).holds(tight):
        return replace(text, cut="beyond what is shown" + (" of a list" if place.scrolled else ""))
    return text


RICH_TEXT = 1
_TAG = re.compile("<[^>]*>")
_SPAN = re.compile("background-color:(#[0-9a-f]+); color:(#[0-9a-f]+)")


def _size(item: QQuickItem, font: QFont) -> tuple[float, bool]:
    """The type size as drawn, which may have been made to fit; of rich text Qt knows none but the one asked for."""
    info = item.property("fontInfo")
    drawn = float(info.property("pixelSize").toNumber()) if isinstance(info, QJSValue) else 0.0
    if drawn == font.pixelSize():
        return drawn, False
    is_rich = ask(item, "textFormat") == RICH_TEXT
    return (float(font.pixelSize()) if is_rich else drawn), is_rich


def _lit(words: str) -> tuple[Colour, Colour] | None:
    found = _SPAN.search(words)
    return (colour_of(QColor(found.group(2))), colour_of(QColor(found.group(1)))) if found else None


def _lines(item: QQuickItem) -> Box:
    """Where the lines are; their item may be larger, or smaller."""
    width, height = float(item.property("contentWidth")), float(item.property("contentHeight"))
    over, under = (float(item.property(f"{side}Padding")) for side in ("top", "bottom"))
    left, top, spare = 0.0, over, item.height() - over - under - height
    if width < item.width() - 2 or spare > 2:
        across, down = _alignment(item)
        left = {2: item.width() - width, 4: (item.width() - width) / 2}.get(across, 0.0)
        top += {64: spare, 128: spare / 2}.get(down, 0.0)
    return box_of(item, QRectF(left, top, width, height))


def _is_lying(item: QQuickItem) -> bool:
    """Turned by a quarter: its lines run downwards."""
    along = item.mapRectToScene(QRectF(0, 0, 2, 1))
    return along.height() > along.width()


def _alignment(item: QQuickItem) -> tuple[int, int]:
    """Qt's numbers; the enumerations have no converter to Python."""
    number = int(ask(item, "effectiveHorizontalAlignment * 1000 + verticalAlignment"))
    return number // 1000, number % 1000


@cache
def cap_ratio(family: str, weight: int) -> float:
    """Height of a capital H as a share of the type size: the font's own word (OS/2 sCapHeight)."""
    font = QFont(family)
    font.setPixelSize(1000)
    font.setWeight(QFont.Weight(weight))
    return QFontMetricsF(font).capHeight() / 1000
