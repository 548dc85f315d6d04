"""One window over the whole of one screen, whatever comes: a key that closes windows, a screen that is unplugged.

close, minimise, a file dropped on it ─► nothing
another size, another screen, back again ─► over all of it, as before
"""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

NOT_FOR_IT = frozenset({QEvent.Type.Close, QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


def screen_named(name: str) -> QScreen:
    """The screen of that name, as the window system calls it (`HDMI-1`); the first where there is none."""
    return next(
        (screen for screen in QGuiApplication.screens() if screen.name() == name), QGuiApplication.primaryScreen()
    )


def let_go(window: QWindow) -> None:
    """Close a window, whatever kept it where it was."""
    for keeper in window.findChildren(WholeScreen):
        keeper.let_go()
    window.close()


def let_everything_go() -> None:
    """Before the application ends: with it every screen goes, and nobody may be told of that any more."""
    for window in QGuiApplication.topLevelWindows():
        for keeper in window.findChildren(WholeScreen):
            keeper.let_go()


class WholeScreen(QObject):
    """Stands before a window's events, and is its child. Main thread."""

    def __init__(self, window: QWindow, name: str) -> None:
        super().__init__(window)
        self._window = window
        self._name = name
        self._holds = True
        self._again = QTimer(self, interval=0, singleShot=True)
        self._again.timeout.connect(self.place)
        window.installEventFilter(self)
        application = _application()
        application.screenAdded.connect(self._watch)
        application.screenRemoved.connect(self._soon)
        application.primaryScreenChanged.connect(self._soon)
        for screen in QGuiApplication.screens():
            self._watch(screen)

    def place(self) -> None:
        """Over all of its screen; without a window manager full screen alone stays small, so it is given its size."""
        screen = screen_named(self._name)
        self._window.setScreen(screen)
        self._window.setGeometry(screen.geometry())
        self._window.showFullScreen()

    def let_go(self) -> None:
        """Hear nothing any more. Once or more often."""
        if not self._holds:
            return
        self._holds = False
        self._window.removeEventFilter(self)
        self._again.stop()
        application = _application()
        application.screenAdded.disconnect(self._watch)
        application.screenRemoved.disconnect(self._soon)
        application.primaryScreenChanged.disconnect(self._soon)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.disconnect(self._soon)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's: whether the event stays here. A filter that Python has emptied, before Qt lets it go, hears nothing."""
        if not getattr(self, "_holds", False):
            return False
        if event.type() in NOT_FOR_IT:
            event.ignore()
            return True
        if event.type() in (QEvent.Type.WindowStateChange, QEvent.Type.Hide) and not self._is_whole:
            self._soon()
        return False

    @property
    def _is_whole(self) -> bool:
        return self._window.isVisible() and self._window.visibility() is QWindow.Visibility.FullScreen

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._soon)
        self._soon()

    def _soon(self, *_: object) -> None:
        self._again.start()


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
