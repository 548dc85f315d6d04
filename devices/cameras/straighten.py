"""Finds the sheet on the desk and straightens it, pure: a picture to the sheet's corners, and to the sheet alone.

    picture ─► what differs from the desk ─► its outline ─► four corners? ─► perspective undone, cut out

The desk is what lies along the picture's border, but for what is laid across it: its brightness is a surface of second
degree (lamps light no desk evenly), its colour a median. Runs in the helper process only: needs OpenCV.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

Picture = MatLike
"""8 bits, BGR or grey."""
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

WORK_PX = 640
"""Long edge of the picture in which the sheet is looked for: 0.25 % of it is the accuracy of a corner."""
LIT, MOST_GAIN = 235.0, 4.0
"""Every picture is looked at as brightly as this, so that what follows means the same in any light."""
RING_SHARE = 0.03
LEAST_DIFFERENCE = 9.0
"""Of 8-bit Lab units: half of what a white sheet has against a white desk (measured: 18 to 24)."""
LEAST_COLOUR = 5.0
"""The same of its colour, which no lamp makes uneven: an identity card on a white desk has 8."""
NOISES = 5.0
MOST_UNEVEN = 40.0
"""A desk's own brightness varies by less along the border; what is further off is laid across it."""
LEAST_SHARE = 0.008
"""Of the picture: an identity card takes 4 % of a picture of A4 size, and 1 % of one taken from twice as far."""
SAME_SHARE = 0.6
SKIN = 4.0
"""Of 8-bit Lab units to the red and to the yellow: pale skin in weak light has 6 and 9, yellowed paper 3 and 15."""
FIT = 0.9
"""An outline and its quadrilateral have this much in common, or it is none: a hand, a stack, a torn sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What lies on the desk."""

    mask: Picture
    """In the small picture: 255 where it is."""
    corners: Floats | None
    """Four, clockwise from the one nearest to the upper left, in the large picture; None if it has not four."""
    cut_off: bool
    """It runs into the picture's border, over more than a corner."""
    is_hand: bool
    """It comes in from the border and has the colour of skin."""


def find_sheet(picture: Picture) -> Sheet | None:
    """The largest thing that lies there; None is a bare desk."""
    scale = min(1.0, WORK_PX / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.convertScaleAbs(small, alpha=min(max(LIT / float(np.percentile(small, 99) + 1), 1.0), MOST_GAIN))
    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.2), cv2.COLOR_BGR2LAB).astype(np.float32)
    lab[..., 0] = cv2.morphologyEx(lab[..., 0], cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))  # a sheet without its ink
    brighter = _brighter_than_desk(lab)
    other = _unlike_desk(lab, brighter)
    found = _largest(other)
    if found is None:
        return None
    skin = _skin_of(lab)
    paper = _largest(cv2.morphologyEx(cv2.subtract(other, skin), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8)))
    for candidate in (found, paper):
        tight = None if candidate is None or _at_border(candidate) else _without_shadow(candidate, brighter.rest)
        if tight is not None and (quad := _quad_of(tight)) is not None:
            return Sheet(tight, (_in_order(quad) + 0.5) / np.float32(scale), cut_off=False, is_hand=False)
    rest = found if paper is None else paper
    is_hand = _at_border(rest) and bool(np.count_nonzero(cv2.bitwise_and(rest, skin)) > 0.6 * np.count_nonzero(rest))
    return Sheet(rest, None, _at_border(rest), is_hand)


def straightened(picture: Picture, corners: Floats) -> Picture:
    """The sheet alone, seen from straight above, as large as it is in the picture; its long edge is upright or level.

    Which of its four sides is the upper one stays as it lay: nothing is read here.
    """
    top, right, bottom, left = (float(np.linalg.norm(corners[(n + 1) % 4] - corners[n])) for n in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return cv2.warpPerspective(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


@dataclass(frozen=True, slots=True)
class _Brightness:
    """How much brighter every point is than the desk would be there, and how far the desk itself scatters."""

    rest: Floats
    spread: float
    is_desk: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    """Of the border's points, those that are desk."""


def _border_of(shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    edge = max(4, round(RING_SHARE * shape[1]))
    ring = np.ones(shape[:2], bool)
    ring[edge:-edge, edge:-edge] = False
    return ring


def _brighter_than_desk(lab: Floats) -> _Brightness:
    height, width = lab.shape[:2]
    ring = _border_of(lab.shape)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    terms = np.stack((np.ones_like(x), x, y, x * x + y * y), axis=-1)
    border, levels = terms[ring], lab[ring][:, 0]
    is_desk = np.abs(levels - np.median(levels)) < MOST_UNEVEN
    for _ in range(3):
        weights = np.linalg.lstsq(border[is_desk], levels[is_desk], rcond=None)[0].astype(np.float32)
        rest = np.abs(levels - border @ weights)
        spread = float(np.median(rest[is_desk])) * 1.48
        is_desk = rest < max(3 * spread, 4.0)
    return _Brightness(lab[..., 0] - terms @ weights, spread, is_desk)


def _unlike_desk(lab: Floats, brighter: _Brightness) -> Picture:
    """255 where something differs from the desk by more than the desk does from itself."""
    border = lab[_border_of(lab.shape)][brighter.is_desk][:, 1:]
    desk = np.median(border, axis=0)
    spread = float(np.median(np.abs(border - desk).max(axis=1))) * 1.48
    colour = np.abs(lab[..., 1:] - desk).max(axis=-1)
    by_brightness = np.abs(brighter.rest) > max(LEAST_DIFFERENCE, NOISES * brighter.spread)
    mask = (by_brightness | (colour > max(LEAST_COLOUR, NOISES * spread))).astype(np.uint8) * 255
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))


def _without_shadow(mask: Picture, brighter: Floats) -> Picture:
    """The thing up to half its height above the desk's brightness (or below): neither its shadow nor its blur."""
    level = float(np.median(brighter[mask > 0]))
    own = ((mask > 0) & (brighter * np.sign(level) > abs(level) / 2)).astype(np.uint8) * 255
    tight = _largest(cv2.morphologyEx(own, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))
    is_same = tight is not None and np.count_nonzero(tight) > SAME_SHARE * np.count_nonzero(mask)
    return tight if tight is not None and is_same and abs(level) > LEAST_DIFFERENCE else mask


def _skin_of(lab: Floats) -> Picture:
    """255 where something is as red and as yellow as hands are in any light; paper is neither."""
    return ((lab[..., 1] > 128 + SKIN) & (lab[..., 2] > 128 + SKIN)).astype(np.uint8) * 255


def _largest(mask: Picture) -> Picture | None:
    """The largest connected thing with its holes filled; None if nothing is large enough."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(outlines, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < LEAST_SHARE * mask.size:
        return None
    filled = np.zeros_like(mask)
    cv2.drawContours(filled, [largest], -1, 255, -1)
    return filled


def _quad_of(mask: Picture) -> Floats | None:
    """Four corners that enclose the thing as tightly as it is a quadrilateral; None if it is none."""
    outline = max(cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    quad = cv2.approxPolyN(hull, 4, ensure_convex=True).reshape(-1, 2).astype(np.float32)
    if len(quad) != 4:
        return None
    return quad if cv2.contourArea(hull) / cv2.contourArea(quad) > FIT else None


def _in_order(quad: Floats) -> Floats:
    """Clockwise, beginning with the corner nearest to the upper left."""
    middle = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - middle[1], quad[:, 0] - middle[0])
    quad = quad[np.argsort(angles)]
    return np.roll(quad, -int(np.argmin(quad.sum(axis=1))), axis=0)


def _at_border(mask: Picture) -> bool:
    """Whether it touches the border along more than a fiftieth of it."""
    edges = (mask[1], mask[-2], mask[:, 1], mask[:, -2])
    return sum(int(np.count_nonzero(edge)) for edge in edges) > sum(mask.shape) / 25
