"""What counts as a difference between an approved picture and today's: a mistake, not a rasteriser's noise."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from tests.helpers.approved import Points, differences, keep, kept, small
from tests.helpers.first_screens import IN_SESSION
from tests.helpers.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    opened = Stage(IN_SESSION["home"])
    yield opened
    opened.close()


@pytest.fixture
def approved(stage: Stage, tmp_path: Path) -> Points:
    """The home screen as it was approved."""
    path = tmp_path / "home.png"
    keep(small(stage.grab("approved-home")), path)
    assert path.stat().st_size < 25_000
    found = kept(path)
    assert found is not None
    return found


def shifted(image: QImage, by_px: float) -> QImage:
    """Every edge a part of a pixel to the right and down, as another rasteriser might lay it."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    points = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 3).astype(np.float32)
    for axis in (0, 1):
        points = (1 - by_px) * points + by_px * np.roll(points, 1, axis)
    moved = points.round().astype(np.uint8)
    return QImage(moved.tobytes(), plain.width(), plain.height(), 3 * plain.width(), plain.format()).copy()


def recoloured(image: QImage, old: str, new: str) -> QImage:
    """Every point of one colour in another."""
    mask = image.createMaskFromColor(QColor(old).rgb(), Qt.MaskMode.MaskOutColor)
    under = QImage(image.size(), QImage.Format.Format_ARGB32)
    under.fill(QColor(new))
    over = image.convertToFormat(QImage.Format.Format_ARGB32)
    over.setAlphaChannel(mask)
    painter = QPainter(under)
    painter.drawImage(0, 0, over)
    painter.end()
    return under


def a_button_six_pixels_further(stage: Stage) -> QImage:
    button = stage.item("category-relief")
    button.setX(button.x() + 6)
    return stage.grab("home-fault")


def a_button_gone(stage: Stage) -> QImage:
    stage.item("modes").setVisible(False)
    return stage.grab("home-fault")


def a_line_of_text_gone(stage: Stage) -> QImage:
    texts = [item for item in stage.shown() if item.property("lineCount") and item.property("text")]
    min(texts, key=lambda item: item.width() * item.height()).setVisible(False)
    return stage.grab("home-fault")


def green_a_shade_bluer(stage: Stage) -> QImage:
    return recoloured(stage.grab("home-fault"), "#0E4A39", "#0E4A4F")


def the_ground_a_shade_lighter(stage: Stage) -> QImage:
    return recoloured(stage.grab("home-fault"), "#F5EFE2", "#FBF6EC")


FAULTS = (
    a_button_six_pixels_further, a_button_gone, a_line_of_text_gone, green_a_shade_bluer, the_ground_a_shade_lighter,
)  # fmt: skip


def test_the_same_screen_is_as_approved(stage: Stage, approved: Points) -> None:
    assert differences(approved, small(stage.grab("home"))) == []


@pytest.mark.parametrize("by_px", [0.15, 0.3])
def test_a_rasterisers_noise_is_no_difference(stage: Stage, approved: Points, by_px: float) -> None:
    assert differences(approved, small(shifted(stage.grab("home"), by_px))) == []


@pytest.mark.parametrize("mistake", FAULTS, ids=lambda mistake: mistake.__name__)
def test_every_least_mistake_is_seen(stage: Stage, approved: Points, mistake: Callable[[Stage], QImage]) -> None:
    assert differences(approved, small(mistake(stage)))


def test_another_size_is_another_picture(approved: Points) -> None:
    assert differences(approved, approved[:-1])


def test_a_picture_is_as_approved_also_where_a_rare_colour_has_no_place_among_the_few(tmp_path: Path) -> None:
    """Seen on the page of a call for help: the logo's orange was kept as another colour, and never was as approved."""
    points = np.random.default_rng(5).integers(100, 256, (400, 400, 3), np.uint8)
    points[:6, :6] = (10, 40, 30)
    points[:6, 3:6] = (60, 10, 90)
    keep(points, tmp_path / "rare.png")
    found = kept(tmp_path / "rare.png")
    assert found is not None
    assert differences(found, points) == []
