"""Looks whether the number on the screen is as large as its place allows."""

from PySide6.QtGui import QFont, QFontMetricsF

from tests.helpers.served import NUMBER
from tests.helpers.stage import Stage


def assert_as_large_as_it_fits(stage: Stage) -> None:
    """No digit sticks out, and neither one line nor one group a line would hold digits 3 % larger."""
    number, digits = stage.item("number"), stage.items("digits")
    assert "-".join(str(line.property("text")) for line in digits) == NUMBER.partition("-")[2]
    place = number.mapRectToScene(number.boundingRect())
    for line in digits:
        box = line.mapRectToScene(line.boundingRect())
        assert place.left() - 1 <= box.left()
        assert box.right() <= place.right() + 1
    size_px = float(digits[0].property("font").pixelSize())
    larger = QFont(digits[0].property("font"))
    larger.setPixelSize(round(size_px * 1.03) + 1)
    text = NUMBER.partition("-")[2]
    for lines in ([text], text.split("-")):
        widest = max(QFontMetricsF(larger).horizontalAdvance(line) for line in lines)
        assert widest > place.width() or len(lines) * larger.pixelSize() * 1.05 > place.height()
