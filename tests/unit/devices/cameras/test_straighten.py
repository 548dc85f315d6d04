"""The sheet on the desk: found, its corners where they were drawn, its perspective undone."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from devices.cameras.straighten import find_sheet, straightened
from tests.helpers.desk_pictures import DESKS, Scene, corners

SHEET = Scene(paper="letter", long_edge_px=980, tilt=0.08, angle_deg=4)
FAR_OFF_PX = 6.0
"""A third of one percent of the picture's width."""


def in_order(quad: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """From the upper left, clockwise, as the sheet lies in the picture."""
    first = min(range(4), key=lambda n: sum(quad[n]))
    return quad[first:] + quad[:first]


@pytest.mark.parametrize("desk", DESKS)
def test_the_corners_are_where_the_sheet_s_corners_are(desk: str) -> None:
    scene = replace(SHEET, desk=desk)
    sheet = find_sheet(scene.draw())
    assert sheet is not None
    assert sheet.corners is not None
    off = np.linalg.norm(sheet.corners - np.array(in_order(corners(scene))), axis=1)
    assert off.max() < FAR_OFF_PX, off


@pytest.mark.parametrize("angle_deg", [-40, -8, 0, 8, 40])
def test_a_straightened_sheet_is_upright_and_nothing_but_the_sheet(angle_deg: float) -> None:
    scene = Scene(paper="form", desk="plate", long_edge_px=900, angle_deg=angle_deg, tilt=0.05)
    picture = scene.draw()
    sheet = find_sheet(picture)
    assert sheet is not None
    assert sheet.corners is not None
    page = straightened(picture, sheet.corners)
    height, width = page.shape[:2]
    assert abs(height / width - 1 / 0.707) < 0.06
    border = np.concatenate([page[12, 12:-12], page[-12, 12:-12], page[12:-12, 12], page[12:-12, -12]])
    assert np.percentile(border.min(axis=1), 2) > 170  # paper, not desk


def test_lines_of_a_form_run_level_once_it_is_straightened() -> None:
    scene = Scene(paper="form", desk="plate", long_edge_px=900, angle_deg=17, tilt=0.07)
    picture = scene.draw()
    sheet = find_sheet(picture)
    assert sheet is not None
    assert sheet.corners is not None
    page = cv2.cvtColor(straightened(picture, sheet.corners), cv2.COLOR_BGR2GRAY)
    edges = cv2.Canny(page, 60, 180)
    lines = cv2.HoughLinesP(edges, 1, np.pi / 720, 150, minLineLength=page.shape[1] // 2, maxLineGap=8)
    assert lines is not None
    turns = [np.degrees(np.arctan2(y2 - y1, x2 - x1)) for x1, y1, x2, y2 in lines.reshape(-1, 4)]
    level = [turn for turn in turns if abs(turn) < 45]
    assert abs(float(np.median(level))) < 0.6


@pytest.mark.parametrize("desk", DESKS)
def test_a_bare_desk_has_nothing_on_it(desk: str) -> None:
    assert find_sheet(Scene(paper="none", desk=desk).draw()) is None


def test_a_hand_beside_a_small_card_does_not_hide_it() -> None:
    sheet = find_sheet(Scene(paper="card", desk="plate", long_edge_px=360, off_px=(0, -40), hand=True).draw())
    assert sheet is not None
    assert sheet.corners is not None


def test_a_hand_alone_is_a_hand() -> None:
    sheet = find_sheet(Scene(paper="none", desk="grey", hand=True).draw())
    assert sheet is not None
    assert sheet.is_hand


def test_a_sheet_over_the_picture_s_edge_is_cut_off() -> None:
    sheet = find_sheet(Scene(paper="letter", desk="wood", long_edge_px=980, off_px=(700, 0)).draw())
    assert sheet is not None
    assert (sheet.cut_off, sheet.is_hand) == (True, False)


@pytest.mark.parametrize("shape", [(1, 1, 3), (4, 4000, 3), (40, 30, 3)])
def test_a_picture_of_any_shape_is_survived(shape: tuple[int, int, int]) -> None:
    chance = np.random.default_rng(1)
    find_sheet(chance.integers(0, 255, shape, np.uint8))
    find_sheet(np.full(shape, 255, np.uint8))
