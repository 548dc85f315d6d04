"""QR codes for QML: `image://qr/<text, percent-encoded>`, black on white, with the quiet zone of the standard."""

from urllib.parse import unquote

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider

QUIET_ZONE_MODULES = 4
DEFAULT_SIDE_PX = 232


class QrProvider(QQuickImageProvider):
    """Draws every module at the same whole number of pixels. Main thread: its `Image` elements are not asynchronous."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        image = qr_image(unquote(id), requestedSize.width() if requestedSize.width() > 0 else DEFAULT_SIDE_PX)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def qr_image(text: str, side_px: int) -> QImage:
    """The code of the text, as large as whole modules allow within side_px, centred on white."""
    import segno  # half a hundred milliseconds that no first frame needs

    matrix = tuple(bytes(row) for row in segno.make(text, error="m", micro=False).matrix)
    modules = len(matrix) + 2 * QUIET_ZONE_MODULES
    scale = max(1, side_px // modules)
    side = max(side_px, modules * scale)
    offset = (side - len(matrix) * scale) // 2
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    small = QImage(len(matrix), len(matrix), QImage.Format.Format_RGB32)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            small.setPixelColor(x, y, Qt.GlobalColor.black if dark else Qt.GlobalColor.white)
    _paste(image, small.scaled(len(matrix) * scale, len(matrix) * scale), offset)
    return image


def _paste(image: QImage, part: QImage, offset: int) -> None:
    painter = QPainter(image)
    painter.drawImage(offset, offset, part)
    painter.end()
