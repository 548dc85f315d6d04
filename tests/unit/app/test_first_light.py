"""The first picture of a machine that starts."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from kiosk.app.first_light import first_light
from kiosk.config import Settings, load_settings
from tests.helpers.view_context import ROOT

HEAVY = ("PySide6.QtQuick", "PySide6.QtQml", "kiosk.app.window", "kiosk.app.program", "asyncio")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    config = tmp_path / "terminal.toml"
    config.write_text((ROOT / "assets/config/example.toml").read_text(encoding="utf-8"), encoding="utf-8")
    return load_settings(config)


def test_nothing_heavy_is_imported_before_it() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, kiosk.app.start; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not set(HEAVY) & set(told.stdout.split())


def test_it_is_drawn_when_the_program_goes_on(settings: Settings, qapp: object) -> None:
    page = first_light(settings, ROOT / "assets")
    image = QImage(page.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        page.draw(painter, image.size())
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}
    assert page.isExposed()
    assert {"#f5efe2", "#1c2420"} <= colours  # paper, and ink of the name
    page.close()


def test_a_panel_that_asks_for_no_picture_holds_nobody_up(
    settings: Settings, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.app.first_light.spread", lambda page, settings: None)
    page = first_light(settings, ROOT / "assets")  # without its limit it would never return
    assert not page.isExposed()
    page.close()
