"""The words that screens read by key."""

from typing import ClassVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from ui.viewmodels.context import FirstContext

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Words(QObject):
    """The words that never change on a screen. Main thread."""

    instance: ClassVar["Words"]

    def __init__(self, context: FirstContext) -> None:
        super().__init__()
        self._texts = context.texts
        Words.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "Words":
        return Words.instance

    @Slot(str, result=str)
    def text(self, key: str) -> str:
        """The text of a key that has no placeholders."""
        return self._texts(key)

    @Slot(str, str, str, result=str)
    def filled(self, key: str, placeholder: str, value: str) -> str:
        """The text of a key with its one placeholder filled in: words are never put together in QML."""
        return self._texts(key, **{placeholder: value})
