"""Whether a person could read the sheet, pure: a straightened sheet to numbers, the numbers to a verdict.

Runs in the helper process only: needs OpenCV.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from devices.cameras.straighten import Floats, Picture, Sheet, find_sheet, straightened
from devices.contracts.page import PageVerdict

SMOOTHED_PX = 0.8
"""Sigma: takes the sensor's noise away before anything is measured, and back out of an edge's width."""
LEAST_INK = 6.0
"""Grey levels: what noise and JPEG leave on bare paper reaches 6 (measured)."""


LEAST_SHEET_PX = 32
LEAST_PAPER = 40.0
"""Grey level: paper lit to a quarter has 66 and is read well; lit to a sixteenth it is not told from the desk."""
LEAST_INK_SHARE = 0.05
"""Of an ink's depth over its paper's level, for a person to see it."""
LEAST_GLYPHS = 4.0
SURELY_WRITTEN, SURE_INK_SHARE = 12.0, 0.3
"""What tells writing from a desk's grain: that is 0.2 darker than its wood, ink 0.34 and more than its paper."""
LEAST_GLYPH_PX, LEAST_LONG_EDGE_PX = 9.5, 240
"""Characters of 13 px are read well, of 8 not any more; on a sheet so small lines are taken for characters."""
MOST_BLUR = 0.085
"""Measured: pages that are read well stay under 0.06, pages nobody reads are over 0.11."""
MOST_GLARE_SHARE = 0.03
WHITE = 245.0
"""Paper so bright leaves no room for a brighter pool: then only lost writing tells."""
WASHED_OUT = 254.0
"""Paper without writing and without any shade left: the light has eaten the writing. Else it never had any."""
DARKNESS = 24.0
"""The brightest twentieth of a picture in which nothing can be seen: a bare dark desk in weak light has 40."""


@dataclass(frozen=True, slots=True)
class Look:
    """What became of looking at a picture."""

    page: Picture
    verdict: PageVerdict
    is_seen: bool
    is_straightened: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """What is measured on a sheet; grey levels of 256, pixels of the picture as taken."""

    paper_level: float
    """How bright the bare paper is."""
    ink_depth: float
    """How much darker the ink is."""
    glyph_count: float
    """Characters, as many as the writing has room for."""
    glyph_px: float
    """Height of a character."""
    blur: float
    """Width of an edge (sigma) over the height of a character."""
    long_edge_px: int
    glare_share: float
    """Of the sheet, washed out although the rest is not."""


def look_at(picture: Picture) -> Look:
    """Find the sheet, straighten it, judge it. Where it has no four corners, the page is the whole picture."""
    sheet = find_sheet(picture)
    if sheet is None:
        return _look_at_no_sheet(picture)
    cut_out = _crop(picture, sheet) if sheet.corners is None else straightened(picture, sheet.corners)
    verdict = PageVerdict.NOTHING_THERE if sheet.is_hand else verdict_of(measured(cut_out), sheet.cut_off)
    is_seen = verdict is not PageVerdict.NOTHING_THERE
    is_whole = sheet.corners is not None and not sheet.cut_off and is_seen
    return Look(cut_out if is_whole else picture, verdict, is_seen, is_straightened=is_whole)


def _look_at_no_sheet(picture: Picture) -> Look:
    """A bare desk, unless something is written there: then it is a sheet of the desk's own colour, without corners."""
    if float(np.percentile(cv2.cvtColor(picture[::4, ::4], cv2.COLOR_BGR2GRAY), 95)) < DARKNESS:
        return Look(picture, PageVerdict.TOO_DARK, is_seen=False, is_straightened=False)
    seen = measured(picture)
    is_dense = seen.glyph_count >= SURELY_WRITTEN and seen.ink_depth > SURE_INK_SHARE * seen.paper_level
    is_written = is_dense and verdict_of(seen, cut_off=False) is PageVerdict.OK
    verdict = PageVerdict.CUT_OFF if is_written else PageVerdict.NOTHING_THERE
    return Look(picture, verdict, is_seen=is_written, is_straightened=False)


def verdict_of(seen: Measures, cut_off: bool) -> PageVerdict:
    """The first thing to mend."""
    if seen.paper_level < LEAST_PAPER:
        return PageVerdict.TOO_DARK
    least_ink = max(LEAST_INK + 1, LEAST_INK_SHARE * seen.paper_level)
    is_written = seen.glyph_count >= LEAST_GLYPHS and seen.ink_depth >= least_ink
    if cut_off:
        return PageVerdict.CUT_OFF if is_written else PageVerdict.NOTHING_THERE
    if not is_written:
        return PageVerdict.GLARE if seen.paper_level >= WASHED_OUT else PageVerdict.BLANK
    if seen.glare_share > MOST_GLARE_SHARE:
        return PageVerdict.GLARE
    if seen.glyph_px < LEAST_GLYPH_PX or seen.long_edge_px < LEAST_LONG_EDGE_PX:
        return PageVerdict.TOO_SMALL
    return PageVerdict.BLURRED if seen.blur > MOST_BLUR else PageVerdict.OK


def _crop(picture: Picture, sheet: Sheet) -> Picture:
    x, y, width, height = cv2.boundingRect(sheet.mask)
    scale = picture.shape[1] / sheet.mask.shape[1]
    return picture[round(y * scale) : round((y + height) * scale), round(x * scale) : round((x + width) * scale)]


def measured(page: Picture) -> Measures:
    """The numbers of one sheet, cut out and straightened."""
    if min(page.shape[:2]) < LEAST_SHEET_PX:
        return Measures(
            float(np.median(page)), ink_depth=0, glyph_count=0, glyph_px=0, blur=1, long_edge_px=0, glare_share=0
        )
    grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), (0, 0), SMOOTHED_PX)
    background = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((41, 41), np.uint8))
    depth = cv2.subtract(background, grey)
    margin = max(4, min(grey.shape) // 40)
    depth[:margin], depth[-margin:], depth[:, :margin], depth[:, -margin:] = 0, 0, 0, 0
    threshold = max(cv2.threshold(depth, 0, 255, cv2.THRESH_OTSU)[0], LEAST_INK)
    ink = (depth > threshold).astype(np.uint8)
    glyphs = _glyphs(ink, margin)
    short, area = glyphs.min(axis=1), glyphs.prod(axis=1)
    glyph_px = _weighted_median(short, area) if len(glyphs) else 0.0
    return Measures(
        paper_level=float(np.median(background)),
        ink_depth=float(np.median(depth[ink > 0])) if ink.any() else 0.0,
        glyph_count=float(area.sum() / glyph_px**2) if glyph_px else 0.0,
        glyph_px=glyph_px,
        blur=_edge_px(grey, ink, glyph_px) / glyph_px if glyph_px else 1.0,
        long_edge_px=max(page.shape[:2]),
        glare_share=_glare(page),
    )


def _glyphs(ink: Picture, margin: int) -> Floats:
    """Width and height of what may be characters, or words of them; what hangs in the margin is the sheet's shadow."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    size, area = stats[1:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].astype(np.float32), stats[1:, cv2.CC_STAT_AREA]
    short, long = size.min(axis=1), size.max(axis=1)
    start = stats[1:, : cv2.CC_STAT_TOP + 1]
    is_free = ((start > margin) & (start + size < np.array(ink.shape[::-1]) - margin)).all(axis=1)
    is_text = (short >= 3) & (short < 0.12 * min(ink.shape)) & (long < 25 * short) & (area > 0.12 * size.prod(axis=1))
    return np.asarray(size[is_free & is_text], np.float32)


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    heavy = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(heavy, heavy[-1] / 2)])


def _edge_px(grey: Picture, ink: Picture, glyph_px: float) -> float:
    """Sigma of the edges of ink: contrast over slope, in the middle of the sharper half of them."""
    window = np.ones((int(glyph_px) | 1,) * 2, np.uint8)
    slope = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=1 / 8))
    contrast = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, window).astype(np.float32)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    peaks = near & (slope >= cv2.dilate(slope, window)) & (slope > 0)
    widths = contrast[peaks] / slope[peaks] / 2.507
    return max(float(np.median(widths)) ** 2 - SMOOTHED_PX**2, 0.0) ** 0.5 if widths.size else glyph_px


def _glare(page: Picture) -> float:
    """Share of the sheet that is blown out in a pool while the paper around it is not."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).min(axis=-1)
    if np.median(small) > WHITE:
        return 0.0
    return float(cv2.morphologyEx((small >= 250).astype(np.uint8), cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)).mean())
