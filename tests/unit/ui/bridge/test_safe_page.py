"""The page of a machine that cannot serve, drawn on every panel."""

import json
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from kiosk.app.rest import WORDS
from kiosk.texts import Texts
from tests.helpers.panels import PANELS, Panel
from tests.helpers.view_context import ROOT
from ui.bridge.safe_page import CAPITAL_SHARE, HEAD_MM, Ink, SafePage

COLORS = json.loads((ROOT / "assets/design/tokens.json").read_text(encoding="utf-8"))["color"]["light"]
INK = Ink(COLORS["surface"]["page"], COLORS["text"]["primary"], COLORS["text"]["secondary"], COLORS["text"]["brand"])
LONGEST_NUMBER = "0311-5550-0101 转 8888"


def drawn(panel: Panel, language: str) -> tuple[QImage, int]:
    texts = Texts.load(ROOT / "assets" / "i18n", language)
    width_mm = panel.short_mm * panel.width_px / min(panel.size)
    page = SafePage(texts("idle.rest.title"), [texts(word) for word in WORDS], LONGEST_NUMBER, width_mm, INK)
    image = QImage(QSize(*panel.size), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        end_px = page.draw(painter, image.size())
    return image, end_px


def rows_with_ink(image: QImage, left_px: int, right_px: int) -> list[int]:
    page = image.pixel(0, image.height() - 1)
    step = max(1, image.width() // 400)
    return [
        y
        for y in range(image.height() // 20, image.height())
        if any(image.pixel(x, y) != page for x in range(left_px, right_px, step))
    ]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_all_of_it_is_on_the_panel_and_its_head_is_large(qapp: QGuiApplication, panel: Panel, language: str) -> None:
    image, end_px = drawn(panel, language)
    inked = rows_with_ink(image, 0, image.width())
    assert inked
    assert end_px <= image.height()
    edge_px = image.width() // 30
    assert not rows_with_ink(image, 0, edge_px)
    assert not rows_with_ink(image, image.width() - edge_px, image.width())
    per_mm = min(panel.size) / panel.short_mm
    line = next(end for start, end in pairwise(inked) if end > start + 1) - inked[0]
    assert line >= HEAD_MM / CAPITAL_SHARE * per_mm * 0.8
