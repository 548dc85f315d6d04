"""Qt brought up once: application, import paths, image providers, the scene, and what went wrong in QML.

The renderer is chosen before the first window: the software scene graph by default (reference measurement: 118 MB and
60 Hz without a GPU), OpenGL by configuration.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickImageProvider, QQuickWindow, QSGRendererInterface
from PySide6.QtQuickControls2 import QQuickStyle

QML_ROOT = Path(__file__).resolve().parent / "qml"

RENDERERS = {
    "software": QSGRendererInterface.GraphicsApi.Software,
    "opengl": QSGRendererInterface.GraphicsApi.OpenGL,
}


def make_application(renderer: str, arguments: Sequence[str] = ("kiosk",)) -> QGuiApplication:
    """The one application object, with the renderer chosen. Call it before anything else of Qt."""
    QQuickWindow.setGraphicsApi(RENDERERS[renderer])
    QQuickStyle.setStyle("Basic")
    QCoreApplication.setOrganizationName("bianmin")
    QCoreApplication.setApplicationName("kiosk")
    os.environ.setdefault("QT_QUICK_BACKEND", "" if renderer == "opengl" else "software")
    existing = QGuiApplication.instance()
    return existing if isinstance(existing, QGuiApplication) else QGuiApplication(list(arguments))


class Scene:
    """One engine and what it loaded. Delete it before the application."""

    def __init__(self, providers: Mapping[str, QQuickImageProvider], on_warning: Callable[[str], None]) -> None:
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML_ROOT))
        for name, provider in providers.items():
            self.engine.addImageProvider(name, provider)
        self._on_warning = on_warning
        self.engine.warnings.connect(self._warned)

    def load(self, module: str, component: str, initial: Mapping[str, Any]) -> QQuickWindow:
        """Load a window with its required properties; raises RuntimeError if QML could not."""
        self.engine.setInitialProperties(dict(initial))
        before = len(self.engine.rootObjects())
        self.engine.loadFromModule(module, component)
        made: list[QObject] = self.engine.rootObjects()
        if len(made) == before or not isinstance(made[-1], QQuickWindow):
            raise RuntimeError(f"{module}.{component} did not load")
        return made[-1]

    def close(self) -> None:
        """Destroy what was loaded, then the engine."""
        for window in self.engine.rootObjects():
            window.deleteLater()
        self.engine.deleteLater()

    def _warned(self, warnings: list[QQmlError]) -> None:
        for warning in warnings:
            self._on_warning(warning.toString())


def on_first_frame(window: QQuickWindow, shown: Callable[[], None]) -> None:
    """Call `shown` once, when the first frame has been given to the screen."""
    window.frameSwapped.connect(shown, Qt.ConnectionType.SingleShotConnection)


def asset_url(path: Path) -> QUrl:
    """A local file as QML names it."""
    return QUrl.fromLocalFile(str(path))
