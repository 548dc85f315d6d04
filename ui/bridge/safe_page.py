"""The page of a machine that cannot serve: drawn without QML, so that what felled the screens cannot fell it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QRasterWindow

CAPITAL_SHARE = 0.73
"""Height of a capital H of Noto Sans CJK in its size (measured)."""
HEAD_MM, TEXT_MM, NUMBER_MM = 12.0, 7.3, 16.0
"""Height of a capital H: the elder floor of 7.3 mm and more, since everybody reads the same page (DESIGN.md 3)."""
SCALES = (2.0, 1.75, 1.5, 1.25, 1.0)
EDGE_SHARE, TOP_SHARE, BOTTOM_SHARE, BAND_SHARE, GAP_SHARE = 0.07, 0.12, 0.92, 0.02, 0.6
"""Of the width; thrice of the height; of a line's own size."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours, as `#RRGGBB`."""

    page: str
    primary: str
    secondary: str
    brand: str


class SafePage(QRasterWindow):
    """A head, lines below it, and a telephone number as large as the panel lets it be.

    `panel_width_mm` is the width of what is visible.
    """

    drawn = Signal()

    def __init__(self, head: str, lines: Sequence[str], number: str, panel_width_mm: float, ink: Ink) -> None:
        super().__init__()
        self._head = head
        self._lines = tuple(lines)
        self._number = number
        self._panel_width_mm = panel_width_mm
        self._ink = ink
        self.setTitle(head)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw all of it; Qt calls this whenever the panel needs it."""
        with QPainter(self) as painter:
            self.draw(painter, self.size())
        self.drawn.emit()

    def draw(self, painter: QPainter, size: QSize) -> int:
        """Draw all of it, as large as it fits, on something of this size in pixels; where what is written ends."""
        ends_px = size.height()
        for scale in SCALES:
            ends_px = self._draw(painter, size, scale)
            if ends_px <= size.height() * BOTTOM_SHARE:
                break
        return ends_px

    def _draw(self, painter: QPainter, size: QSize, scale: float) -> int:
        painter.fillRect(QRect(QPoint(), size), QColor(self._ink.page))
        painter.fillRect(QRect(0, 0, size.width(), round(size.height() * BAND_SHARE)), QColor(self._ink.brand))
        primary, secondary = QColor(self._ink.primary), QColor(self._ink.secondary)
        bold = QFont.Weight.Bold
        end_px = self._write(
            painter, size, round(size.height() * TOP_SHARE), self._head, scale * HEAD_MM, primary, bold
        )
        for line in self._lines:
            end_px = self._write(painter, size, end_px, line, scale * TEXT_MM, secondary, QFont.Weight.Medium)
        return self._write(painter, size, end_px, self._number, scale * NUMBER_MM, primary, bold)

    def _write(
        self, painter: QPainter, size: QSize, top_px: int, text: str, capital_mm: float, ink: QColor,
        weight: QFont.Weight,
    ) -> int:  # fmt: skip
        """Write a paragraph within the edges, smaller where a word of it is too wide; where the next one begins."""
        edge_px = round(size.width() * EDGE_SHARE)
        room = QRect(edge_px, top_px, size.width() - 2 * edge_px, size.height())
        font = QFont("Noto Sans CJK SC", weight=weight)
        font.setPixelSize(max(1, round(capital_mm / CAPITAL_SHARE * size.width() / self._panel_width_mm)))
        painter.setFont(font)
        painter.setPen(ink)
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = painter.boundingRect(room, flags, text)
        if needed.width() > room.width():
            font.setPixelSize(max(1, font.pixelSize() * room.width() // needed.width()))
            painter.setFont(font)
            needed = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        return top_px + needed.height() + round(font.pixelSize() * GAP_SHARE)
