"""The way on foot as a sketch: only what was given is drawn, north up, in the middle."""

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage

from ui.bridge.walks import WalkProvider, fitted, points_of

GROUND, STREET, INK, PLACE = "d9e7dd", "fffcf5", "1c2420", "1c3d5e"


def drawn(walk: str, width: int = 376, height: int = 280) -> QImage:
    identity = f"{walk}/{GROUND}/{STREET}/{INK}/{PLACE}".replace(" ", "%20")
    return WalkProvider().requestImage(identity, QSize(), QSize(width, height))


def near(image: QImage, point: QPointF, colour: str) -> bool:
    """A sketch has soft edges; what is meant is there within a few pixels."""
    wanted = QColor(f"#{colour}").rgb()
    across = range(-6, 7)
    return any(image.pixel(int(point.x()) + x, int(point.y()) + y) == wanted for x in across for y in across)


def test_east_is_right_and_north_is_up() -> None:
    assert points_of("E200 N150") == [QPointF(0, 0), QPointF(200, 0), QPointF(200, -150)]


@pytest.mark.parametrize("walk", ["E200 N150", "N600", "W50", "S100 W900 N40"])
def test_the_way_stands_in_the_middle_and_keeps_its_shape(walk: str) -> None:
    metres, pixels = points_of(walk), fitted(points_of(walk), 376, 280)
    across = [point.x() for point in pixels]
    down = [point.y() for point in pixels]
    assert (min(across) + max(across)) / 2 == pytest.approx(188)
    assert (min(down) + max(down)) / 2 == pytest.approx(140)
    scales = {
        round((pixels[n + 1] - pixels[n]).manhattanLength() / (metres[n + 1] - metres[n]).manhattanLength(), 6)
        for n in range(len(metres) - 1)
    }
    assert len(scales) == 1


def test_here_is_ink_there_is_the_place_and_the_street_lies_between() -> None:
    image = drawn("E200 N150")
    here, turn, there = fitted(points_of("E200 N150"), 376, 280)
    assert near(image, here, INK)
    assert near(image, there, PLACE)
    assert near(image, turn, STREET)
    assert image.pixelColor(60, 40).name() == f"#{GROUND}", "no street that is not walked"
    assert image.pixelColor(0, 0).alpha() == 0, "its corners are round"
