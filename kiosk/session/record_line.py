"""One recording at a time: begun, ended or stopped without a trace; the session is told what was heard."""

import asyncio
import io
import wave
from collections.abc import Callable
from typing import Any

from devices.contracts.microphone import MOST_RECORDING_S, AudioSource, Recorded
from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event


class RecordLine:
    """Answers with `VoiceLevel`s and one `VoiceRecorded`. Main thread."""

    def __init__(self, microphone: AudioSource | None, supervisor: Supervisor, send: Callable[[Event], None]) -> None:
        self._microphone = microphone
        self._supervisor = supervisor
        self._send = send
        self._recording: asyncio.Task[Any] | None = None

    def __call__(self, effect: do.Record | do.EndRecording | do.StopRecording) -> None:
        """Begin one of the three; returns at once."""
        match effect:
            case do.Record(session_serial=serial):
                self._stop()
                self._recording = self._supervisor.start("record", self._record(serial))
            case do.EndRecording():
                if self._microphone is not None:
                    self._microphone.finish()
            case do.StopRecording():
                self._stop()

    async def _record(self, serial: int) -> None:
        def heard(level: float) -> None:
            self._send(ev.VoiceLevel(serial, level))

        microphone = self._microphone
        result = None if microphone is None else await microphone.record(heard, MOST_RECORDING_S)
        if isinstance(result, Recorded) and result.samples:
            self._send(ev.VoiceRecorded(serial, wav_of(result), round(result.duration_s)))
        else:
            self._send(ev.VoiceRecorded(serial, b"", 0))

    def _stop(self) -> None:
        if self._recording is not None:
            self._recording.cancel()
            self._recording = None


def wav_of(recorded: Recorded) -> bytes:
    """As a file that every desk can play."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recorded.sample_rate_hz)
        file.writeframes(recorded.samples)
    return out.getvalue()
