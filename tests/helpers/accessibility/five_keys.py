"""The assistive keypad: up, down, left, right and select. Where the focus goes, press by press."""

from collections.abc import Container

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from tests.helpers.accessibility.items import box_of, id_of, kinds_of, pixels_of
from tests.helpers.accessibility.pixels import contrast, crop, light_of
from tests.helpers.accessibility.view import Pixels, Stop

MOST_PRESSES = 120
RIM_PX = 14
"""So far round a control its focus ring reaches."""


def once_round(window: QQuickWindow, before: Pixels, looked_at: Container[int]) -> list[Stop]:
    """Presses right until the focus is where it began. At the stops of these numbers the ring is measured."""
    stops: list[Stop] = []
    known: set[int] = set()
    for number in range(MOST_PRESSES):
        QTest.keyClick(window, Qt.Key.Key_Right)
        item = window.activeFocusItem()
        if item is None or item is window.contentItem() or id_of(item) in known:
            break
        known.add(id_of(item))
        ring = _ring(window, item, before) if number in looked_at else None
        stops.append(_stop(item, ring))
    return stops


def _stop(item: QQuickItem, ring: float | None) -> Stop:
    box, around = box_of(item), _list_of(item)
    if around is None:
        return Stop(id_of(item), item.objectName() or "?", box, box, ring_contrast=ring)
    moved = float(around.property("contentY"))
    unmoved = box._replace(top=box.top + moved, bottom=box.bottom + moved)
    seen = None if moved else ring  # there is no picture of before to hold it against
    return Stop(id_of(item), item.objectName() or "?", unmoved, box_of(around), id_of(around), moved != 0, seen)


def _list_of(item: QQuickItem) -> QQuickItem | None:
    around: QQuickItem | None = item.parentItem()
    while around is not None and "QQuickFlickable" not in kinds_of(around):
        around = around.parentItem()
    return around


def _ring(window: QQuickWindow, item: QQuickItem, before: Pixels) -> float:
    """How much the rim round a control differs from what it was: the most that a good part of it reaches."""
    QCoreApplication.processEvents()
    rim = box_of(item).grown(RIM_PX)
    left, top = max(0, int(rim.left)), max(0, int(rim.top))
    was = light_of(crop(before, rim))
    now = light_of(pixels_of(window.grabWindow().copy(left, top, was.shape[1], was.shape[0])))
    if was.shape != now.shape:
        return 0.0
    changed = abs(was - now) > 0.02
    if changed.sum() < 2 * (rim.width + rim.height):
        return 1.0
    pairs = sorted(contrast(float(a), float(b)) for a, b in zip(was[changed][::7], now[changed][::7], strict=True))
    return pairs[int(0.75 * len(pairs))]
