"""The keyboard as it is drawn, asked which candidates stand on its first pages."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtQuick import QQuickItem

from tests.helpers.gallery import WORDS
from ui.engine import Scene
from ui.input.engine import InputEngine
from ui.input.keyboard import InputPort


class CandidatePages:
    """The gallery's keyboard over one engine; needs an application. QML warnings are an error when it ends."""

    def __init__(self, engine: InputEngine, mode: str = "standard") -> None:
        self._warnings: list[str] = []
        self._port = InputPort(engine)
        self._scene = Scene({}, self._warnings.append)
        self._window = self._scene.load("Kiosk.Gallery", "KeyboardGallery", {"words": WORDS, "mode": mode})
        self._window.show()
        QCoreApplication.processEvents()

    def __enter__(self) -> "CandidatePages":
        return self

    def __exit__(self, *_: object) -> None:
        self._scene.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert self._warnings == []

    def pages(self, letters: str, count: int) -> list[list[str]]:
        """What stands on each of the first pages after these letters."""
        self._port.reset()
        for letter in letters:
            self._port.key(letter)
        found = [self._captions()]
        while len(found) < count and self._more():
            found.append(self._captions())
        self._port.reset()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # the keys that went
        return found

    def _captions(self) -> list[str]:
        keys = [key for key in self._below(self._window.contentItem()) if key.objectName()[:10] == "candidate-"]
        return [caption for key in keys if key.isVisible() and (caption := str(key.property("caption")))]

    def _more(self) -> bool:
        turn = next(key for key in self._below(self._window.contentItem()) if key.objectName() == "candidate-more")
        if not turn.isVisible():
            return False
        turn.metaObject().invokeMethod(turn, "activated")
        QCoreApplication.processEvents()
        return True

    def _below(self, root: QQuickItem) -> list[QQuickItem]:
        return [item for child in root.childItems() for item in (child, *self._below(child))]
