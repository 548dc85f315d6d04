"""Icons and illustrations for QML, drawn from SVG at exactly the size wanted.

`image://icon/<name>/<rrggbb or aarrggbb>/<stroke>` paints a line icon in one colour: QtSvg paints `currentColor` black,
and the software renderer knows no effects. `image://drawing/<name>.<light|high-contrast>` draws an illustration; with
`/<x>/<y>/<width>/<height>` behind it only that part of its canvas.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DEFAULT_ICON_SIDE_PX = 48
WHOLE = QRectF()
LIGHT, HIGH_CONTRAST = "light", "high-contrast"


class UnknownDrawingError(LookupError):
    """QML names a picture that does not exist: a mistake of ours, seen by the first test that shows it."""


class IconProvider(QQuickImageProvider):
    """Serves `image://icon`. Main thread: its `Image` elements are not asynchronous."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder
        self._sources: dict[str, str] = {}

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        name, colour, stroke = (*id.split("/"), *("", "000000", "2")[id.count("/") + 1 :])
        svg = self._source(name).replace("currentColor", QColor(f"#{colour}").name())
        svg = svg.replace('stroke-width="2"', f'stroke-width="{float(stroke)}"', 1)
        return _drawn(svg.encode(), requestedSize, QSize(DEFAULT_ICON_SIDE_PX, DEFAULT_ICON_SIDE_PX), size)

    def _source(self, name: str) -> str:
        if name not in self._sources:
            self._sources[name] = _read(self._folder / f"{name}.svg").decode()
        return self._sources[name]


class DrawingProvider(QQuickImageProvider):
    """Serves `image://drawing`; a drawing without a high-contrast variant comes light. Main thread, as above."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        name, *part = id.split("/")
        path = self._folder / f"{name}.svg"
        if name.endswith(f".{HIGH_CONTRAST}") and not path.exists():
            path = self._folder / f"{name.removesuffix(HIGH_CONTRAST)}{LIGHT}.svg"
        return _drawn(_read(path), requestedSize, QSize(), size, QRectF(*map(float, part)) if part else WHOLE)


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UnknownDrawingError(path.name)
    return path.read_bytes()


def _drawn(svg: bytes, wanted: QSize, fallback: QSize, size: QSize, part: QRectF = WHOLE) -> QImage:
    """The picture at the wanted size, keeping its shape; a missing side follows from the other one."""
    renderer = QSvgRenderer(QByteArray(svg))
    if part.isValid():
        renderer.setViewBox(part)
    own = fallback if fallback.isValid() else part.size().toSize() if part.isValid() else renderer.defaultSize()
    target = _fitted(own, wanted)
    image = QImage(target, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, target.width(), target.height()))
    painter.end()
    size.setWidth(target.width())
    size.setHeight(target.height())
    return image


def _fitted(own: QSize, wanted: QSize) -> QSize:
    if wanted.width() <= 0 and wanted.height() <= 0:
        return own
    if wanted.width() <= 0:
        return QSize(max(1, round(wanted.height() * own.width() / own.height())), wanted.height())
    if wanted.height() <= 0:
        return QSize(wanted.width(), max(1, round(wanted.width() * own.height() / own.width())))
    return own.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio)
