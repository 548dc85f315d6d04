"""A trial of the microphone for QML: starts and ends a recording of a real audio source and mirrors its level.

What was recorded is dropped at once: who tries the microphone wants to see that it hears, and no more.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton, QQmlEngine

from devices.contracts.microphone import MOST_RECORDING_S, AudioSource
from devices.contracts.results import DeviceGone
from kiosk.texts import Texts
from ui.viewmodels.context import Starter
from ui.viewmodels.recording_face import RecordingFace, Take, ended_by, recording_face

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Recording(QObject):
    """Main thread."""

    instance: ClassVar["Recording"]
    changed = Signal()

    def __init__(self, source: AudioSource | None, starter: Starter, texts: Callable[[], Texts]) -> None:
        """`source` is None on a machine without a microphone, which then says so."""
        super().__init__()
        self._source, self._starter, self._texts = source, starter, texts
        self._take: Take | None = None
        self._face = RecordingFace()
        Recording.instance = self

    @staticmethod
    def create(engine: QQmlEngine) -> "Recording":
        return Recording.instance

    @Slot(float)
    def begin(self, most_s: float) -> None:
        """Listen for so long, a minute at most; a take under way goes on."""
        if not self._face.running:
            self._now(Take(min(most_s, MOST_RECORDING_S)))
            self._starter.start("try the microphone", self._listen(min(most_s, MOST_RECORDING_S)))

    @Slot()
    def finish(self) -> None:
        """It is enough."""
        if self._source is not None and self._face.running:
            self._source.finish()

    async def _listen(self, most_s: float) -> None:
        gone = DeviceGone("absent")
        ended = ended_by(gone if self._source is None else await self._source.record(self._heard, most_s))
        if self._take is not None:
            self._now(replace(self._take, level=0.0, ended=ended))

    def _heard(self, level: float) -> None:
        take = self._take
        if take is not None and take.ended is None:
            self._now(replace(take, levels_count=take.levels_count + 1, level=level))

    def _now(self, take: Take) -> None:
        self._take = take
        face = recording_face(take, self._texts())
        if face != self._face:
            self._face = face
            self.changed.emit()

    @Property(bool, notify=changed)
    def running(self) -> bool:
        return self._face.running

    @Property(float, notify=changed)
    def level(self) -> float:
        return self._face.level

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._face.text
