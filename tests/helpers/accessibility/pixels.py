"""Light and contrast on rendered pixels (WCAG 2.2, "relative luminance" and "contrast ratio")."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.helpers.accessibility.view import Box, Colour, Pixels

Light = NDArray[np.float32]
"""Relative luminance of each pixel, 0…1."""
STEPS = 512
"""Luminance is counted in so many steps of the cube root, which the eye is even in."""
GROUND_SHARE = 0.12
"""A shade that covers so much of a text's box is ground it stands on; the soft rims of characters spread over many."""
INK_SHARE = 0.003
"""So much of a text's box has the very colour it was given, or it is not drawn in it."""


def _linear(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


_TABLE = _linear(np.arange(256) / 255)
_RED, _GREEN, _BLUE = ((_TABLE * share).astype(np.float32) for share in (0.2126, 0.7152, 0.0722))


def light_of(pixels: Pixels) -> Light:
    """The luminance of every pixel."""
    return _BLUE[pixels[..., 0]] + _GREEN[pixels[..., 1]] + _RED[pixels[..., 2]]


def luminance(colour: Colour) -> float:
    """Of one colour."""
    red, green, blue = _linear(np.asarray(colour))
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: float, other: float) -> float:
    """Of two luminances: 1…21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def crop(pixels: Pixels, box: Box) -> Pixels:
    """The part of a picture that a box covers; at least one pixel."""
    height, width = pixels.shape[:2]
    left, top = min(max(int(box.left), 0), width - 1), min(max(int(box.top), 0), height - 1)
    right, bottom = max(left + 1, int(np.ceil(box.right))), max(top + 1, int(np.ceil(box.bottom)))
    return pixels[top:bottom, left:right]


def _step(light: Light | float) -> NDArray[np.int64]:
    return np.asarray(np.cbrt(light) * (STEPS - 1)).astype(np.int64)


def grounds(light: Light, ink: float) -> list[float]:
    """The luminances that a text with this ink stands on: shades that cover more than a rim would."""
    counts = np.bincount(_step(light).ravel(), minlength=STEPS)
    near = np.convolve(counts, np.ones(5, np.int64), "same")
    own = int(_step(ink))
    share = near / light.size
    share[max(0, own - 12) : own + 13] = 0
    found = [int(step) for step in np.flatnonzero(share >= min(GROUND_SHARE, float(share.max()) or 1.0))]
    return [(step / (STEPS - 1)) ** 3 for step in found]


def drawn_in(light: Light, ink: float) -> bool:
    """Whether something is drawn with that luminance."""
    return bool(np.mean(np.abs(np.cbrt(light) - np.cbrt(ink)) < 0.03) >= INK_SHARE)


def ink_rows(light: Light, ink: float, ground: float) -> int:
    """How many rows lie between the first and the last that ink reaches, both counted."""
    middle = (np.cbrt(ink) + np.cbrt(ground)) / 2
    inked = np.cbrt(light) < middle if ink < ground else np.cbrt(light) > middle
    rows = np.flatnonzero(inked.any(axis=1))
    return int(rows[-1] - rows[0] + 1) if rows.size else 0


def foot_contrast(pixels: Pixels, box: Box, edge_px: float, at: Sequence[float] = (0.44, 0.5, 0.56)) -> float:
    """How much a control's lower rim stands out from what is below it; the least of a few places along it."""
    height, width = pixels.shape[:2]
    foot = box.bottom + edge_px
    outside = min(int(np.ceil(foot)) + 3, height - 1)
    top = max(0, int(box.bottom - max(6.0, 0.04 * box.height)))
    found = []
    for share in at:
        x = min(max(int(box.left + share * box.width), 0), width - 1)
        column = light_of(pixels[top : outside + 1, x : x + 1])[:, 0]
        found.append(max(contrast(float(value), float(column[-1])) for value in column))
    return min(found)
