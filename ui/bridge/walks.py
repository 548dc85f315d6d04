"""The way on foot to a place nearby, sketched: `image://walk/<E200 N150>/<ground>/<street>/<ink>/<place>`, north up.

E200 N150 ─► points ─► fitted in the middle: the streets that are walked along, dots of the way, here ●, there ✓

Only what the settings say is drawn: no street that is not walked, and nothing of a map that nobody gave.
"""

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtQuick import QQuickImageProvider

DEFAULT_SIZE = QSize(376, 280)
STEPS = {"N": QPointF(0, -1), "E": QPointF(1, 0), "S": QPointF(0, 1), "W": QPointF(-1, 0)}
WAY_SHARE = 0.5
"""Of the sketch's sides that the way fills at most."""
STREET_SHARE, HERE_SHARE, THERE_SHARE, DOT_SHARE = 0.1, 0.065, 0.11, 0.018
"""Of the sketch's height: the width of a street, the radii of both ends and of a dot."""
CORNER_SHARE = 0.08
DOT_GAP = 3.2
"""From dot to dot, in their radii."""


class WalkProvider(QQuickImageProvider):
    """Main thread: its `Image` elements are not asynchronous."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        walk, *colours = unquote(id).split("/")
        image = walk_image(walk, [QColor(f"#{colour}") for colour in colours], requestedSize)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def points_of(walk: str) -> list[QPointF]:
    """Where one turns, in metres from here to there; south is down."""
    points = [QPointF(0, 0)]
    for leg in walk.split():
        points.append(points[-1] + STEPS[leg[0]] * int(leg[1:]))
    return points


def fitted(points: list[QPointF], width: float, height: float) -> list[QPointF]:
    """The same way in the middle of a picture, as large as it may be."""
    left, top = min(p.x() for p in points), min(p.y() for p in points)
    wide, high = max(p.x() for p in points) - left, max(p.y() for p in points) - top
    scale = min(width * WAY_SHARE / max(wide, 1.0), height * WAY_SHARE / max(high, 1.0))
    centre = QPointF(left + wide / 2, top + high / 2)
    return [(point - centre) * scale + QPointF(width / 2, height / 2) for point in points]


def walk_image(walk: str, colours: list[QColor], wanted: QSize) -> QImage:
    """Colours: ground, street, ink, place."""
    size = wanted if wanted.width() > 0 and wanted.height() > 0 else DEFAULT_SIZE
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    width, height = image.width(), image.height()
    ground, street, ink, place = colours
    way = fitted(points_of(walk), width, height)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    sheet = QPainterPath()
    sheet.addRoundedRect(QRectF(0, 0, width, height), CORNER_SHARE * height, CORNER_SHARE * height)
    painter.setClipPath(sheet)
    painter.fillRect(image.rect(), ground)
    for band in _streets(way, width, height):
        painter.fillRect(band, street)
    painter.setBrush(ink)
    radius = DOT_SHARE * height
    for dot in _dots(way, radius):
        painter.drawEllipse(dot, radius, radius)
    _ends(painter, way, height, street, ink, place)
    painter.end()
    return image


def _streets(way: list[QPointF], width: int, height: int) -> Iterator[QRectF]:
    """Every street is as long as the picture."""
    wide = STREET_SHARE * height
    for here, there in pairwise(way):
        if here.y() == there.y():
            yield QRectF(0, here.y() - wide / 2, width, wide)
        else:
            yield QRectF(here.x() - wide / 2, 0, wide, height)


def _dots(way: list[QPointF], radius: float) -> Iterator[QPointF]:
    for here, there in pairwise(way):
        line = there - here
        count = max(1, round((abs(line.x()) + abs(line.y())) / (DOT_GAP * radius)))
        yield from (here + line * (n / count) for n in range(count))


def _ends(painter: QPainter, way: list[QPointF], height: int, street: QColor, ink: QColor, place: QColor) -> None:
    rim = HERE_SHARE * height / 3
    painter.setPen(QPen(street, rim))
    painter.setBrush(ink)
    painter.drawEllipse(way[0], HERE_SHARE * height, HERE_SHARE * height)
    side = THERE_SHARE * height
    painter.setBrush(place)
    painter.drawEllipse(way[-1], side, side)
    painter.setPen(QPen(street, rim, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    check = [QPointF(-0.4, 0.05), QPointF(-0.1, 0.35), QPointF(0.42, -0.28)]
    painter.drawPolyline([way[-1] + corner * side for corner in check])
