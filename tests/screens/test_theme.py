"""Sizes follow the panel's millimetres, and the modes are swaps of groups."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlEngine, QQmlExpression
from pytestqt.qtbot import QtBot

from ui.engine import Scene

CAP_HEIGHT = 0.733
"""Of the type size, in Noto Sans CJK."""
SEVENTEEN_INCH_MM = 212.0
Ask = Callable[[str], float]


@pytest.fixture
def theme(qtbot: QtBot) -> Iterator[QObject]:
    scene = Scene({}, lambda warning: pytest.fail(warning))
    made = scene.engine.singletonInstance("Kiosk.Theme", "Theme")
    assert isinstance(made, QObject)
    made.setProperty("windowWidth", 1080)
    made.setProperty("windowHeight", 1920)
    yield made
    scene.close()


@pytest.fixture
def ask(theme: QObject) -> Ask:
    def value(expression: str) -> float:
        answer = QQmlExpression(QQmlEngine.contextForObject(theme), theme, expression).evaluate()
        found = answer[0] if isinstance(answer, tuple) else answer
        assert isinstance(found, int | float), f"{expression} is {found}"
        return found

    return value


def test_on_the_panel_of_the_design_a_size_is_its_canvas_pixels(ask: Ask) -> None:
    assert (ask("px(40)"), ask("textPx(28)"), ask("targetMin"), ask("edge")) == (40, 28, 96, 6)


@pytest.mark.parametrize(("mode", "cap_mm", "target_mm"), [("standard", 4.8, 12.7), ("elder", 7.3, 20)])
def test_a_small_panel_goes_under_no_millimetre(
    theme: QObject, ask: Ask, mode: str, cap_mm: float, target_mm: float
) -> None:
    theme.setProperty("mode", mode)
    theme.setProperty("panelShortMm", SEVENTEEN_INCH_MM)
    mm_per_px = SEVENTEEN_INCH_MM / 1080
    assert ask("textPx(24)") * mm_per_px * CAP_HEIGHT >= cap_mm - mm_per_px
    assert ask("targetMin") * mm_per_px >= target_mm - mm_per_px


def test_no_text_is_smaller_than_its_mode_allows(theme: QObject, ask: Ask) -> None:
    for mode, least in (("standard", 24), ("high_contrast", 30), ("elder", 36)):
        theme.setProperty("mode", mode)
        assert ask("textPx(10)") == least


def test_a_lying_window_scales_by_its_height(theme: QObject, ask: Ask) -> None:
    theme.setProperty("windowWidth", 1280)
    theme.setProperty("windowHeight", 720)
    assert theme.property("landscape") is True
    assert ask("scale") == pytest.approx(720 / 1080)


def test_high_contrast_has_outlines_instead_of_edges_and_stands_still(theme: QObject, ask: Ask) -> None:
    theme.setProperty("mode", "high_contrast")
    assert (ask("edge"), ask("outline")) == (0, 4)
    assert theme.property("still") is True
