"""The first picture of a machine that starts: the name of its place, drawn by Qt alone while the rest is imported.

    settings ─► first_light ─► imports … window ─► its first frame ─► put out

Half a second earlier than the scene, and no QML in it. Imports no more than the settings and Qt's window.
"""

import json
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.config import Settings
from ui.bridge.safe_page import Ink, SafePage
from ui.bridge.whole_screen import WholeScreen

MOST_MS = 300
"""A panel that is switched off may never ask for a picture."""


def page_ink(assets: Path) -> Ink:
    """The colours of a page that is drawn without QML."""
    colors = json.loads((assets / "design" / "tokens.json").read_text(encoding="utf-8"))["color"]["light"]
    words = colors["text"]
    return Ink(colors["surface"]["page"], words["primary"], words["secondary"], words["brand"])


def spread(page: SafePage, settings: Settings) -> None:
    """Put such a page on the screen, as the settings want the terminal's window."""
    page.resize(settings.ui.width_px, settings.ui.height_px)
    if settings.ui.full_screen:
        page.setCursor(Qt.CursorShape.BlankCursor)
        WholeScreen(page, settings.ui.screen).place()
    else:
        page.show()


def first_light(settings: Settings, assets: Path) -> SafePage:
    """Show the place's name; returns once that was given to the screen, or the screen did not ask. Main thread.

    There has to be an application. Whoever shows something else closes the page then.
    """
    page = SafePage(settings.terminal.place_name, (), "", settings.machine.panel_width_mm, page_ink(assets))
    drawing = QEventLoop()
    page.drawn.connect(drawing.quit)
    QTimer.singleShot(MOST_MS, drawing.quit)
    spread(page, settings)
    drawing.exec()
    QGuiApplication.processEvents()  # what was drawn goes out
    return page
