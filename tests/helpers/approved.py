"""Approved pictures of the screens: how they are kept small, and what counts as a difference.

A picture is kept at a quarter of its size, each point the mean of sixteen, in 256 colours: a rasteriser that shades a
letter otherwise changes little then, and all of them weigh a few megabytes. Two pictures differ where a tile of 6 x 6
kept points (24 x 24 pixels) differs: in its mean (a colour, something that came or went), or in its points after both
were blurred (something that moved). `tests/screens/test_approved.py` holds the limit against a rasteriser's noise and
against the least mistakes that must be seen.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from PySide6.QtGui import QImage

SHRINK = 4
TILE = 6
COLOURS = 256
MOST = 8.0
"""Of 255. Measured: 256 colours make up to 3.9, letters 0.3 px further 5.6; the ground a shade lighter 10, 1 px 15."""
BLUR = 1.0

Points = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Difference:
    """A tile that is not as approved, in pixels of the screen."""

    x: int
    y: int
    strength: float
    """1 is just too much."""


def small(image: QImage) -> Points:
    """The picture as it is kept, before its colours are counted."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = plain.width() // SHRINK, plain.height() // SHRINK
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    points = lines[: height * SHRINK, : width * SHRINK * 3].reshape(height, SHRINK, width, SHRINK, 3)
    kept_points: Points = points.mean(axis=(1, 3)).round().astype(np.uint8)
    return kept_points


def keep(points: Points, path: Path) -> None:
    """Write it, in few colours; in all of them where a rare one, such as the logo's, found no place among the few."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.fromarray(points).quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE)
    if differences(np.asarray(picture.convert("RGB")), points):
        picture = Image.fromarray(points)
    picture.save(path, optimize=True)


def kept(path: Path) -> Points | None:
    """The approved picture, or None where none was ever approved."""
    if not path.exists():
        return None
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def differences(approved: Points, now: Points) -> list[Difference]:
    """Where the two differ, the strongest first; one all over it if they differ in size."""
    if approved.shape != now.shape:
        return [Difference(0, 0, float("inf"))]
    means = np.abs(_tiles(approved).mean(axis=(1, 3)) - _tiles(now).mean(axis=(1, 3))).max(axis=2)
    points = np.abs(_tiles(_blurred(approved)) - _tiles(_blurred(now))).max(axis=4).mean(axis=(1, 3))
    strength = np.maximum(means, points) / MOST
    side = TILE * SHRINK
    found = [Difference(int(x) * side, int(y) * side, float(strength[y, x])) for y, x in np.argwhere(strength > 1)]
    return sorted(found, key=lambda each: -each.strength)


def _blurred(points: Points) -> Points:
    return np.asarray(Image.fromarray(points).filter(ImageFilter.GaussianBlur(BLUR)))


def _tiles(points: Points) -> NDArray[np.float32]:
    """(rows, 6, columns, 6, 3); what is left at the right and below is repeated."""
    height, width, _ = points.shape
    padded = np.pad(points, ((0, -height % TILE), (0, -width % TILE), (0, 0)), mode="edge").astype(np.float32)
    return padded.reshape(padded.shape[0] // TILE, TILE, padded.shape[1] // TILE, TILE, 3)
