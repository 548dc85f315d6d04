"""The gallery of controls in every mode and orientation: no warning, a name and a reaction for whatever can be pressed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.helpers.gallery import FAULTY_RAIL, RAIL, SPANS, STAGES, WORDS, Span, Spot, Stage
from ui.bridge.rows import RowsModel
from ui.engine import Scene

PICTURES = Path(__file__).resolve().parents[2] / "build/screens"
Open = Callable[..., QQuickWindow]


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def gallery(qtbot: QtBot, warnings: list[str]) -> Iterator[Open]:
    """Opens the gallery with the given initial properties."""
    scene = Scene({}, warnings.append)
    models = {
        name: RowsModel(row_type, scene.engine)
        for name, row_type in (("rail", Spot), ("faultyRail", Spot), ("stages", Stage), ("spans", Span))
    }
    for name, rows in (("rail", RAIL), ("faultyRail", FAULTY_RAIL), ("stages", STAGES), ("spans", SPANS)):
        models[name].set_rows(rows)

    def opened(**properties: object) -> QQuickWindow:
        window = scene.load("Kiosk.Gallery", "Gallery", {"words": WORDS, **models, **properties})
        window.show()
        settle()
        return window

    yield opened
    scene.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("mode", ["standard", "elder", "high_contrast"])
def test_every_control_is_drawn_without_a_warning(
    gallery: Open, warnings: list[str], mode: str, landscape: bool
) -> None:
    window = gallery(mode=mode, landscape=landscape)
    image = window.grabWindow()
    PICTURES.mkdir(parents=True, exist_ok=True)
    image.save(str(PICTURES / f"gallery-{mode}-{'landscape' if landscape else 'portrait'}.png"))
    assert warnings == []
    assert image.width() == window.width()


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()
