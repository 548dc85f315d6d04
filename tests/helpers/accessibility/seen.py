"""Reads a window: its pixels, the items that draw them, and what assistive technology is told. Judges nothing.

Items are walked in the order they are painted, so that what lies over a text is known: a text that something clear lies
over as a whole is set back (behind a dialog) and is nobody's business now; one that is covered in part is cut.
"""

from dataclasses import dataclass, field, replace

from PySide6.QtQuick import QQuickItem, QQuickWindow

from tests.helpers.accessibility.controls import is_control, mark_of, target_of
from tests.helpers.accessibility.items import Place, box_of, id_of, kinds_of, painted, pixels_of
from tests.helpers.accessibility.texts import text_of
from tests.helpers.accessibility.told import nodes_of
from tests.helpers.accessibility.view import Box, Mark, Target, Text, View

SHADE_ALPHA = 0.3
"""From so much on a rectangle takes something away from what it lies over."""


@dataclass(slots=True)
class _Found:
    """Gathered on the walk, in painting order."""

    texts: list[tuple[int, Text]] = field(default_factory=list)
    targets: list[tuple[int, Target]] = field(default_factory=list)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    covers: list[tuple[int, Box, str]] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    count: int = 0


def look(window: QQuickWindow, mode: str, panel_short_mm: float) -> View:
    """What the window shows now. Without the focus's round: that takes presses."""
    size = (window.width(), window.height())
    pixels = pixels_of(window.grabWindow())
    found = _Found()
    whole = Box(0, 0, *size)
    for child in painted(window.contentItem()):
        _walk(child, Place(whole), found)
    view = View(mode, min(size) / panel_short_mm, size, pixels)
    view.nodes = list(nodes_of(window))
    seen = (_without_shade(order, text, found) for order, text in found.texts)
    view.texts = [text for text in seen if text is not None]
    view.targets = [target for order, target in found.targets if not _set_back(order, target.box, found)]
    view.marks = [mark for order, mark in found.marks if not _set_back(order, mark.box, found)]
    view.stray = found.stray
    return view


def _walk(item: QQuickItem, place: Place, found: _Found) -> None:
    if not item.isVisible() or item.opacity() == 0:
        return
    kinds = kinds_of(item)
    box = box_of(item)
    here = replace(place, opacity=place.opacity * item.opacity(), kinds=kinds[:1] + place.kinds)
    found.count += 1
    _take(item, box, kinds, place, here, found)
    if item.clip():
        here.clip = here.clip.common(box)
        if here.clip.width <= 1 or here.clip.height <= 1:
            return
        here.scrolled = here.scrolled or "QQuickFlickable" in kinds
    here.parent = id_of(item)
    for child in painted(item):
        _walk(child, here, found)


def _take(item: QQuickItem, box: Box, kinds: tuple[str, ...], place: Place, here: Place, found: _Found) -> None:
    """Keep what it is, by its type; what is in a control is told so."""
    if "QQuickText" in kinds:
        if text := text_of(item, box, here):
            found.texts.append((found.count, text))
    elif is_control(kinds):
        if target := target_of(item, box, kinds, here):
            found.targets.append((found.count, target))
            here.target = target.identity
    elif "Icon" in kinds:
        if mark := mark_of(item, box, here):
            found.marks.append((found.count, mark))
    elif "QQuickRectangle" in kinds:
        _take_cover(item, box, here, found)
    elif ("QQuickMouseArea" in kinds or item.property("touchKind") == "own") and _is_free(item, box, place):
        found.stray.append("/".join((*kinds_of(item.parentItem()), *here.kinds[1:])))


def _is_free(item: QQuickItem, box: Box, place: Place) -> bool:
    """In no control, and within reach."""
    return place.target is None and item.isEnabled() and box.meets(place.clip)


def _take_cover(item: QQuickItem, box: Box, place: Place, found: _Found) -> None:
    alpha = item.property("color").alphaF() * place.opacity
    shown = box.common(place.clip)
    if alpha >= SHADE_ALPHA and shown.width > 0 and shown.height > 0:
        found.covers.append((found.count, shown, "/".join(place.kinds[1:4])))


def _set_back(order: int, box: Box, found: _Found) -> bool:
    """Something clear or solid lies over all of it."""
    return any(later > order and over.holds(box, 1) for later, over, _ in found.covers if not _within(over, box))


def _within(over: Box, box: Box) -> bool:
    """A control's own face lies over the control; it is no larger."""
    return over.width <= box.width + 40 and over.height <= box.height + 40


def _without_shade(order: int, text: Text, found: _Found) -> Text | None:
    """None if all of it is set back; with what is missing if a part of it is covered."""
    tight = text.tight
    for later, over, kind in found.covers:
        if later > order and over.meets(tight):
            if over.holds(tight, 1):
                return None
            shared = over.common(tight)
            if shared.width > 2 and shared.height > 2:
                return replace(text, cut=f"partly under {kind}")
    return text
