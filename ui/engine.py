"""Qt brought up once: application, import paths, image providers, the scene, and what went wrong in QML.

    make_application(renderer) ─► Scene(providers, on_warning).load("Kiosk", "Main", {...}) ─► first frame

The renderer is chosen before the first window: the software scene graph by default (reference measurement: 118 MB and
60 Hz without a GPU), OpenGL by configuration. Never here: what is shown (view-models), what is wired (kiosk.app).
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickImageProvider, QQuickWindow, QSGRendererInterface
from PySide6.QtQuickControls2 import QQuickStyle

from ui.bridge.drawings import DrawingProvider, IconProvider
from ui.bridge.qr import QrProvider
from ui.bridge.walks import WalkProvider
from ui.input.touch import Touch

QML_ROOT = Path(__file__).resolve().parent / "qml"
ASSETS = Path(__file__).resolve().parents[1] / "assets"

RENDERERS = {
    "software": QSGRendererInterface.GraphicsApi.Software,
    "opengl": QSGRendererInterface.GraphicsApi.OpenGL,
}


class SceneError(RuntimeError):
    """QML could not be loaded: a mistake in what was shipped. The message holds what the engine said."""


def choose_renderer(renderer: str) -> None:
    """Choose how Qt Quick draws: "software" or "opengl". Without effect once a window exists."""
    if QQuickWindow.sceneGraphBackend() != renderer:  # once a window was there Qt warns of a choice, also of the same
        QQuickWindow.setGraphicsApi(RENDERERS[renderer])
    QQuickStyle.setStyle("Basic")
    os.environ.setdefault("QT_QUICK_BACKEND", "" if renderer == "opengl" else "software")
    if renderer == "opengl":
        os.environ.setdefault("QSG_USE_SIMPLE_ANIMATION_DRIVER", "1")  # without vsync animations run too fast


def make_application(renderer: str, arguments: Sequence[str] = ("kiosk",)) -> QGuiApplication:
    """The one application object, with the renderer chosen. Call it before anything else of Qt."""
    choose_renderer(renderer)
    QCoreApplication.setOrganizationName("bianmin")
    QCoreApplication.setApplicationName("kiosk")
    existing = QGuiApplication.instance()
    app = existing if isinstance(existing, QGuiApplication) else QGuiApplication(list(arguments))
    app.setQuitOnLastWindowClosed(False)
    return app


class Scene:
    """One engine and what it loaded. It serves icons, drawings and codes itself. Close it before the application."""

    def __init__(self, providers: Mapping[str, QQuickImageProvider], on_warning: Callable[[str], None]) -> None:
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML_ROOT))
        own: dict[str, QQuickImageProvider] = {
            "icon": IconProvider(ASSETS / "icons"),
            "drawing": DrawingProvider(ASSETS / "illustrations"),
            "qr": QrProvider(),
            "walk": WalkProvider(),
        }
        for name, provider in {**own, **providers}.items():
            self.engine.addImageProvider(name, provider)
        self._on_warning = on_warning
        self._said: list[str] = []
        self.engine.warnings.connect(self._warned)

    def load(self, module: str, component: str, initial: Mapping[str, Any]) -> QQuickWindow:
        """Load a window, its properties set before its first binding runs; raises SceneError if QML could not."""
        self.engine.setInitialProperties(dict(initial))
        before = len(self.engine.rootObjects())
        self.engine.loadFromModule(module, component)
        made: list[QObject] = self.engine.rootObjects()
        if len(made) == before or not isinstance(made[-1], QQuickWindow):
            raise SceneError(f"{module}.{component} did not load: " + "; ".join(self._said[-5:]))
        if made[-1].property("panelShortMm") is not None:
            self.touch.watch(made[-1])
        return made[-1]

    @property
    def touch(self) -> Touch:
        """What stands before the window that is touched."""
        touch = self.engine.singletonInstance("Kiosk.Input", "Touch")
        assert isinstance(touch, Touch)
        return touch

    def close(self) -> None:
        """Destroy what was loaded, then the engine."""
        for window in self.engine.rootObjects():
            window.deleteLater()
        self.engine.deleteLater()

    def _warned(self, warnings: list[QQmlError]) -> None:
        for warning in warnings:
            self._said.append(warning.toString())
            self._on_warning(warning.toString())


def on_first_frame(window: QQuickWindow, shown: Callable[[], None]) -> None:
    """Call `shown` once, when the first frame has been given to the screen."""
    window.frameSwapped.connect(shown, Qt.ConnectionType.SingleShotConnection)
