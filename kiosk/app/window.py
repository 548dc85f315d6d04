"""The terminal's window: view-models, image providers and scene, joined to a program."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtQuick import QQuickWindow

from kiosk.app.program import Program
from ui.bridge.drawings import DrawingProvider, IconProvider
from ui.bridge.pages import PagesProvider
from ui.bridge.qr import QrProvider
from ui.engine import Scene
from ui.input.keyboard import InputPort
from ui.input.rime import open_engine
from ui.viewmodels.build import build_view_models
from ui.viewmodels.context import Mirror
from ui.viewmodels.supply import SupplyModel


class TerminalWindow:
    """What the resident sees. Keeps the Python owners of everything QML uses. Main thread."""

    def __init__(self, program: Program, assets: Path, on_warning: Callable[[str], None]) -> None:
        settings = program.settings
        self.input = InputPort(open_engine())
        program.hooks.forget.append(self.input.reset)
        self._mirrors: tuple[Mirror, ...] = build_view_models(program.view_context)
        self.scene = Scene(
            {
                "icon": IconProvider(assets / "icons"),
                "drawing": DrawingProvider(assets / "illustrations"),
                "qr": QrProvider(),
                "pages": PagesProvider(SupplyModel.instance.pages),
            },
            on_warning,
        )
        initial = {
            "width": settings.ui.width_px,
            "height": settings.ui.height_px,
            "panelShortMm": settings.machine.panel_width_mm,
        }
        self.window: QQuickWindow = self.scene.load("Kiosk", "Main", initial)

    def show(self, full_screen: bool) -> None:
        """Put it on the screen."""
        if full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
