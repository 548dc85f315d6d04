"""Pictures a resident just took, for `image://pages/<key>`: in memory for as long as their screen stands, never longer.

The view-model says which pictures there are with `show`; everything else is forgotten at once.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider


class Pages:
    """The pictures that may be looked at now. Main thread."""

    def __init__(self) -> None:
        self._jpegs: dict[str, bytes] = {}

    def show(self, jpegs: Mapping[str, bytes]) -> None:
        """Have these pictures and no others."""
        self._jpegs = dict(jpegs)

    @property
    def is_empty(self) -> bool:
        return not self._jpegs

    def jpeg(self, key: str) -> bytes:
        """One picture; empty when it is gone."""
        return self._jpegs.get(key, b"")


class PagesProvider(QQuickImageProvider):
    """Decodes for QML. Its `Image` elements are not asynchronous, so that it is called on the main thread."""

    def __init__(self, pages: Pages) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._pages = pages

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        image = QImage.fromData(self._pages.jpeg(id))
        if image.isNull():
            image = QImage(1, 1, QImage.Format.Format_RGB32)
            image.fill(Qt.GlobalColor.transparent)
        elif requestedSize.width() > 0 or requestedSize.height() > 0:
            image = _scaled(image, requestedSize)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _scaled(image: QImage, wanted: QSize) -> QImage:
    width = wanted.width() if wanted.width() > 0 else image.width()
    height = wanted.height() if wanted.height() > 0 else image.height()
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(width, height, Qt.AspectRatioMode.KeepAspectRatio, smooth)
