"""One thing said to the machine at a time: listened to, understood, told to the session; stopped without a trace."""

import asyncio
from collections.abc import Callable
from typing import Any, Protocol

from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.session.meant import Meant


class Ear(Protocol):
    """Microphone and model as one (kiosk.app.listening)."""

    async def listen(self) -> str | None:
        """Until somebody has finished speaking, or for a few seconds; the words, None if there is nobody to write them
        down. Cancelled, it closes the microphone."""
        ...

    def enough(self) -> None:
        """They have finished."""
        ...


class ListenLine:
    """Answers with `SpeechHeard`. Main thread."""

    def __init__(
        self, ear: Ear | None, understand: Callable[[str], Meant], supervisor: Supervisor, send: Callable[[Event], None]
    ) -> None:
        self._ear = ear
        self._understand = understand
        self._supervisor = supervisor
        self._send = send
        self._listening: asyncio.Task[Any] | None = None

    def __call__(self, effect: do.Listen | do.EndListening | do.StopListening) -> None:
        """Begin one of the three; returns at once."""
        match effect:
            case do.Listen(listen_serial=serial):
                self._stop()
                self._listening = self._supervisor.start("listen", self._listen(serial))
            case do.EndListening():
                if self._ear is not None:
                    self._ear.enough()
            case do.StopListening():
                self._stop()

    async def _listen(self, serial: int) -> None:
        words = None if self._ear is None else await self._ear.listen()
        self._send(ev.SpeechHeard(serial, None if words is None else self._understand(words)))

    def _stop(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            self._listening = None
