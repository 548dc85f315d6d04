"""Where the demo's two windows go."""

import pytest
from PySide6.QtCore import QRect, QSize

from kiosk.app.demo.dock import DOCK_WIDTH_PX, fitted

DISPLAYS = [QRect(0, 0, 1920, 1200), QRect(0, 0, 1366, 768), QRect(1920, 28, 3840, 2132), QRect(0, 0, 1280, 1024)]
SCENES = [QSize(1080, 1920), QSize(1920, 1080)]


@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("scene", SCENES)
def test_both_windows_lie_on_the_display_and_not_over_each_other(scene: QSize, display: QRect) -> None:
    terminal, dock = fitted(scene, display)
    assert display.contains(terminal)
    assert display.contains(dock)
    assert not terminal.intersects(dock)
    assert dock.width() == DOCK_WIDTH_PX


@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("scene", SCENES)
def test_the_terminal_keeps_the_shape_of_its_scene(scene: QSize, display: QRect) -> None:
    terminal, _ = fitted(scene, display)
    assert abs(terminal.width() * scene.height() - terminal.height() * scene.width()) <= max(
        scene.width(), scene.height()
    )
