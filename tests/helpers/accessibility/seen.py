"""Reads a window: its pixels, the items that draw them, and what assistive technology is told. Judges nothing.

Items are walked in the order they are painted, so that what lies over a text is known: a text that something clear lies
over as a whole is set back (behind a dialog) and is nobody's business now; one that is covered in part is cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QFont, QFontMetricsF, QImage
from PySide6.QtQml import QJSValue, QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem, QQuickWindow
from shiboken6 import getCppPointer

from tests.helpers.accessibility.view import Box, Colour, Mark, Node, Pixels, Target, Text, View

CONTROLS = ("Pressable", "HoldButton", "SignaturePad")
BACKDROP = "backdrop"
"""Takes the touch that nothing before it takes (ui/input/touch_rule.py)."""
SHADE_ALPHA = 0.3
"""From so much on a rectangle takes something away from what it lies over."""


@dataclass(slots=True)
class _Place:
    """What an item has from those around it."""

    clip: Box
    opacity: float = 1.0
    target: int | None = None
    parent: int = 0
    kinds: tuple[str, ...] = ()
    scrolled: bool = False


@dataclass(slots=True)
class _Found:
    """Gathered on the walk, in painting order."""

    texts: list[tuple[int, Text]] = field(default_factory=list)
    targets: list[tuple[int, Target]] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    covers: list[tuple[int, Box, float, str]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    count: int = 0


def look(window: QQuickWindow, mode: str, panel_short_mm: float) -> View:
    """What the window shows now. Without the focus's round: that takes presses."""
    size = (window.width(), window.height())
    pixels = pixels_of(window.grabWindow())
    found = _Found()
    whole = Box(0, 0, *size)
    for child in _painted(window.contentItem()):
        _walk(child, _Place(whole), found)
    view = View(mode, min(size) / panel_short_mm, size, pixels)
    view.nodes = list(nodes_of(window))
    seen = (_without_shade(order, text, found) for order, text in found.texts)
    view.texts = [text for text in seen if text is not None]
    view.targets = [target for order, target in found.targets if not _set_back(order, target.box, found)]
    view.marks = [mark for order, mark in found.marks if not _set_back(order, mark.box, found)]
    view.stray = found.stray
    return view


def pixels_of(image: QImage) -> Pixels:
    """A picture's pixels, of which nobody else has hold."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(plain.constBits(), np.uint8)
    return flat.reshape(plain.height(), plain.bytesPerLine() // 4, 4)[:, : plain.width()].copy()


def nodes_of(window: QQuickWindow) -> Iterator[Node]:
    """Everything that assistive technology is told and that is shown, in its order."""
    root = QAccessible.queryAccessibleInterface(window)
    yield from _nodes_below(root)


def _nodes_below(node: QAccessibleInterface | None) -> Iterator[Node]:
    if node is None:
        return
    if node.state().invisible:
        return
    rect = node.rect()
    words = (node.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value))
    box = Box(rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height())
    yield Node(node.role().name, tuple(word for word in words if word), box)
    for position in range(node.childCount()):
        yield from _nodes_below(node.child(position))


# ── the walk ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _painted(item: QQuickItem) -> list[QQuickItem]:
    return sorted(item.childItems(), key=lambda child: child.z())


def _walk(item: QQuickItem, place: _Place, found: _Found) -> None:
    if not item.isVisible() or item.opacity() == 0:
        return
    kinds = kinds_of(item)
    box = _box(item.mapRectToScene(QRectF(0, 0, item.width(), item.height())))
    here = replace(place, opacity=place.opacity * item.opacity(), kinds=kinds[:1] + place.kinds)
    found.count += 1
    if "QQuickText" in kinds:
        _take_text(item, box, here, found)
    elif any(kind in kinds for kind in CONTROLS):
        here.target = _take_target(item, box, kinds, here, found)
    elif "Icon" in kinds:
        _take_mark(item, box, here, found)
    elif "QQuickRectangle" in kinds:
        _take_cover(item, box, here, found)
    elif ("QQuickMouseArea" in kinds or item.property("touchKind") == "own") and _is_free(item, box, place):
        found.stray.append("/".join((*kinds_of(item.parentItem()), *here.kinds[1:])))
    if item.clip():
        here.clip = here.clip.common(box)
        if here.clip.width <= 1 or here.clip.height <= 1:
            return
        here.scrolled = here.scrolled or "QQuickFlickable" in kinds
    here.parent = id_of(item)
    for child in _painted(item):
        _walk(child, here, found)


def _is_free(item: QQuickItem, box: Box, place: _Place) -> bool:
    """In no control, and within reach."""
    return place.target is None and item.isEnabled() and box.meets(place.clip)


@cache
def _names(class_name: str) -> str:
    return class_name.split("_QMLTYPE_")[0].split("_QML_")[0]


def kinds_of(item: QObject) -> tuple[str, ...]:
    """Its QML type and what that is made of, innermost first: AppButton, Pressable, QQuickItem."""
    meta, kinds = item.metaObject(), []
    while meta is not None and meta.className() != "QObject":
        kinds.append(_names(meta.className()))
        meta = meta.superClass()
    return tuple(kinds)


def id_of(item: QQuickItem) -> int:
    """The same for the same item, whichever wrapper it comes in."""
    return int(getCppPointer(item)[0])


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())


def _colour(colour: QColor) -> Colour:
    return colour.redF(), colour.greenF(), colour.blueF()


# ── texts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _take_text(item: QQuickItem, box: Box, place: _Place, found: _Found) -> None:
    words = item.property("text")
    if not isinstance(words, str) or not words.strip() or box.width <= 0:
        return
    turned = max(item.mapRectToScene(QRectF(0, 0, 1, 1)).height(), 1e-6)
    font: QFont = item.property("font")
    px, is_rich = _size(item, font)
    colour: QColor = item.property("color")
    text = Text(
        words=_TAG.sub("", words) if is_rich else words,
        box=_lines(item, box, turned),
        px=px * turned,
        cap_px=cap_ratio(font.family(), int(font.weight())) * px * turned,
        colour=_colour(colour),
        opacity=place.opacity * colour.alphaF(),
        weight=int(font.weight()),
        line_count=int(item.property("lineCount")),
        cut="" if not item.property("truncated") else "cut short",
        target=place.target,
        parent=place.parent,
        kind="/".join(place.kinds[:4]),
        lit=_lit(words) if is_rich else None,
    )
    tight = text.tight
    shown = tight.common(place.clip)
    if shown.width <= 0 or shown.height <= 0:
        return
    if not place.clip.grown(1).holds(tight):
        text = replace(text, cut="beyond what is shown" + (" of a list" if place.scrolled else ""))
    found.texts.append((found.count, text))


RICH_TEXT = 1
_TAG = re.compile("<[^>]*>")
_SPAN = re.compile("background-color:(#[0-9a-f]+); color:(#[0-9a-f]+)")


def _size(item: QQuickItem, font: QFont) -> tuple[float, bool]:
    """The type size as drawn, which may have been made to fit; of rich text Qt knows none but the one asked for."""
    info = item.property("fontInfo")
    drawn = float(info.property("pixelSize").toNumber()) if isinstance(info, QJSValue) else 0.0
    if drawn == font.pixelSize():
        return drawn, False
    is_rich = _ask(item, "textFormat") == RICH_TEXT
    return (float(font.pixelSize()) if is_rich else drawn), is_rich


def _lit(words: str) -> tuple[Colour, Colour] | None:
    found = _SPAN.search(words)
    return (_colour(QColor(found.group(2))), _colour(QColor(found.group(1)))) if found else None


def _lines(item: QQuickItem, box: Box, turned: float) -> Box:
    """Where the lines are within the item, which may be larger, or smaller."""
    width = float(item.property("contentWidth")) * turned
    height = float(item.property("contentHeight")) * turned
    above, below = (float(item.property(f"{side}Padding")) * turned for side in ("top", "bottom"))
    left, top, spare = box.left, box.top + above, box.height - above - below - height
    if width < box.width - 2 or spare > 2:
        across, down = _alignment(item)
        left = {2: box.right - width, 4: (box.left + box.right - width) / 2}.get(across, box.left)
        top += {64: spare, 128: spare / 2}.get(down, 0.0)
    return Box(left, top, left + width, top + height)


def _alignment(item: QQuickItem) -> tuple[int, int]:
    """Qt's numbers; the enumerations have no converter to Python."""
    number = int(_ask(item, "effectiveHorizontalAlignment * 1000 + verticalAlignment"))
    return number // 1000, number % 1000


def _ask(item: QQuickItem, expression: str) -> float:
    """A number that QML knows and Python cannot read."""
    answer = QQmlExpression(QQmlEngine.contextForObject(item), item, expression).evaluate()
    return float(answer[0] if isinstance(answer, tuple) else answer)


@cache
def cap_ratio(family: str, weight: int) -> float:
    """Height of a capital H as a share of the type size: the font's own word (OS/2 sCapHeight)."""
    font = QFont(family)
    font.setPixelSize(1000)
    font.setWeight(QFont.Weight(weight))
    return QFontMetricsF(font).capHeight() / 1000


# ── controls, icons, what covers ───────────────────────────────────────────────────────────────────────────────────


def _take_target(item: QQuickItem, box: Box, kinds: tuple[str, ...], place: _Place, found: _Found) -> int | None:
    shown = box.common(place.clip)
    if shown.width <= 1 or shown.height <= 1:
        return place.target
    node = QAccessible.queryAccessibleInterface(item)
    if node and node.role() is QAccessible.Role.StaticText:
        return place.target  # a row to read looks like those to type into
    face = _face(item, box)
    own = kinds[: kinds.index(next(kind for kind in CONTROLS if kind in kinds)) + 1]
    target = Target(
        name=item.objectName() or own[0],
        told=node.text(QAccessible.Text.Name) if node else "",
        role=node.role().name if node else "",
        kind=own + place.kinds[1:] + ((BACKDROP,) if item.property("touchKind") == BACKDROP else ()),
        box=shown if place.scrolled else box,
        edge_px=_edge(item, box),
        parent=place.parent,
        is_off=bool(item.property("off")),
        is_out_of_reach=bool(item.property("outOfReach")),
        fill=_colour(face.property("color")) if face else None,
        border_px=_border(face),
        signs=tuple(sorted(_signs(item))),
        identity=id_of(item),
    )
    found.targets.append((found.count, target))
    return target.identity


def _below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from _below(child)


def _face(item: QQuickItem, box: Box) -> QQuickItem | None:
    """The rectangle that is the control's face: the last painted of its size."""
    faces = [
        child
        for child in _below(item)
        if "QQuickRectangle" in kinds_of(child)
        and abs(child.width() - item.width()) < 2
        and abs(child.height() - item.height()) < 2
    ]
    return faces[-1] if faces else None


def _border(face: QQuickItem | None) -> float:
    return _ask(face, "border.width") if face else 0.0


def _edge(item: QQuickItem, box: Box) -> float:
    """How far the press edge hangs below: a rectangle of the control that ends lower than itself."""
    for child in _below(item):
        if "Plate" in kinds_of(child) and child.property("solid"):
            rects = [part for part in child.childItems() if "QQuickRectangle" in kinds_of(part) and part.isVisible()]
            feet = [_box(part.mapRectToScene(QRectF(0, 0, part.width(), part.height()))).bottom for part in rects]
            return max(0.0, max(feet, default=box.bottom) - box.bottom)
    return 0.0


def _signs(item: QQuickItem) -> Iterator[str]:
    for child in _below(item):
        kinds = kinds_of(child)
        if "Icon" in kinds:
            yield str(child.property("name"))
        elif kinds[0] in ("CheckBadge", "NumberBadge", "Wave"):
            yield kinds[0]


def _take_mark(item: QQuickItem, box: Box, place: _Place, found: _Found) -> None:
    name = str(item.property("name") or "")
    shown = box.common(place.clip)
    if name and shown.width > 1 and shown.height > 1:
        found.marks.append((found.count, Mark(name, box, place.target)))


def _take_cover(item: QQuickItem, box: Box, place: _Place, found: _Found) -> None:
    alpha = item.property("color").alphaF() * place.opacity
    shown = box.common(place.clip)
    if alpha >= SHADE_ALPHA and shown.width > 0 and shown.height > 0:
        found.covers.append((found.count, shown, alpha, "/".join(place.kinds[1:4])))


def _set_back(order: int, box: Box, found: _Found) -> bool:
    """Something clear or solid lies over all of it."""
    return any(later > order and over.holds(box, 1) for later, over, _, _ in found.covers if not _within(over, box))


def _within(over: Box, box: Box) -> bool:
    """A control's own face lies over the control; it is no larger."""
    return over.width <= box.width + 40 and over.height <= box.height + 40


def _without_shade(order: int, text: Text, found: _Found) -> Text | None:
    """None if all of it is set back; with what is missing if a part of it is covered."""
    tight = text.tight
    for later, over, _, kind in found.covers:
        if later > order and over.meets(tight):
            if over.holds(tight, 1):
                return None
            shared = over.common(tight)
            if shared.width > 2 and shared.height > 2:
                return replace(text, cut=f"partly under {kind}")
    return text
