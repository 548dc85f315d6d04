"""Reads what can be pressed or written on, and the icons."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.helpers.accessibility.items import Place, ask, below, box_of, colour_of, id_of, kinds_of
from tests.helpers.accessibility.view import Box, Mark, Target

CONTROLS = ("Pressable", "HoldButton", "SignaturePad", "TouchGrid")
BACKDROP = "backdrop"
"""Takes the touch that nothing before it takes (ui/input/touch_rule.py)."""


def is_control(kinds: tuple[str, ...]) -> bool:
    """Whether it is made to be pressed or written on."""
    return any(kind in kinds for kind in CONTROLS)


def target_of(item: QQuickItem, box: Box, kinds: tuple[str, ...], place: Place) -> Target | None:
    """The control an item is; None where nothing of it is shown, or it is only a row to read."""
    shown = box.common(place.clip)
    if shown.width <= 1 or shown.height <= 1:
        return None
    node = QAccessible.queryAccessibleInterface(item)
    if node and node.role() is QAccessible.Role.StaticText:
        return None  # a row to read looks like those to type into
    face = _face(item, box)
    own = kinds[: kinds.index(next(kind for kind in CONTROLS if kind in kinds)) + 1]
    return Target(
        name=item.objectName() or own[0],
        told=node.text(QAccessible.Text.Name) if node else "",
        role=node.role().name if node else "",
        kind=own + place.kinds[1:] + ((BACKDROP,) if item.property("touchKind") == BACKDROP else ()),
        box=shown if place.scrolled else box,
        edge_px=_edge(item, box),
        parent=place.parent,
        is_off=bool(item.property("off")),
        is_out_of_reach=bool(item.property("outOfReach")),
        fill=colour_of(face.property("color")) if face else None,
        border_px=_border(face),
        signs=tuple(sorted(_signs(item))),
        identity=id_of(item),
    )


def _face(item: QQuickItem, box: Box) -> QQuickItem | None:
    """The rectangle that is the control's face: the last painted of its size."""
    faces = [
        child
        for child in below(item)
        if "QQuickRectangle" in kinds_of(child)
        and abs(child.width() - item.width()) < 2
        and abs(child.height() - item.height()) < 2
    ]
    return faces[-1] if faces else None


def _border(face: QQuickItem | None) -> float:
    return ask(face, "border.width") if face else 0.0


def _edge(item: QQuickItem, box: Box) -> float:
    """How far the press edge hangs below: a rectangle of the control that ends lower than itself."""
    for child in below(item):
        if "Plate" in kinds_of(child) and child.property("solid"):
            rects = [part for part in child.childItems() if "QQuickRectangle" in kinds_of(part) and part.isVisible()]
            feet = [box_of(part).bottom for part in rects]
            return max(0.0, max(feet, default=box.bottom) - box.bottom)
    return 0.0


def _signs(item: QQuickItem) -> Iterator[str]:
    for child in below(item):
        kinds = kinds_of(child)
        if "Icon" in kinds:
            yield str(child.property("name"))
        elif kinds[0] in ("CheckBadge", "NumberBadge", "Wave"):
            yield kinds[0]


def mark_of(item: QQuickItem, box: Box, place: Place) -> Mark | None:
    """The icon an item is, where it is shown."""
    name = str(item.property("name") or "")
    shown = box.common(place.clip)
    return Mark(name, box, place.target) if name and shown.width > 1 and shown.height > 1 else None
