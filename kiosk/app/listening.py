"""Being spoken to: this terminal's microphone and the model that writes down what it hears.

microphone ─ samples, in memory ─► the model's process ─ words ─► kiosk.session.meant
     └─ how loud, ten times a second ─► when they have finished (devices.microphones.ending)
"""

from devices.contracts.health import Health
from devices.contracts.microphone import AudioSource, Recorded
from devices.contracts.recogniser import Recognised, Recogniser
from devices.microphones.ending import Ending
from devices.microphones.recogniser import ModelRecogniser, model_link
from kiosk.config import Settings
from kiosk.session import events as ev
from kiosk.session.snapshot import SessionPort
from kiosk.telemetry import emit

MOST_S = 8.0
"""Nobody says more in one breath; and a neighbour's talk is no reason to listen on."""


class MachineEar:
    """Implements the session's `Ear`. Loop thread only."""

    def __init__(self, microphone: AudioSource, recogniser: Recogniser, session: SessionPort) -> None:
        self._microphone = microphone
        self._recogniser = recogniser
        self._session = session

    async def listen(self) -> str | None:
        ending = Ending()

        def heard(level: float) -> None:
            if ending.is_over(level):
                self._microphone.finish()

        recorded = await self._microphone.record(heard, MOST_S)
        if not isinstance(recorded, Recorded):
            return None
        written = await self._recogniser.recognise(recorded)
        return written.text if isinstance(written, Recognised) else None

    def enough(self) -> None:
        self._microphone.finish()

    async def keep(self) -> None:
        """Load the model and keep it; a model that is none is told once."""
        await self._recogniser.run(self.look)
        emit("speech_model_refused")

    def look(self) -> None:
        """Tell the session whether anybody can be asked to speak, if that has changed."""
        now = self._session.snapshot
        microphone = now.machines.microphone
        can = self._recogniser.is_ready and microphone is not None and microphone.health is Health.ONLINE
        if can is not now.state.can_listen:
            self._session.send(ev.ListeningChanged(can))


def machine_ear(settings: Settings, microphone: AudioSource | None, session: SessionPort) -> MachineEar | None:
    """The ear of this terminal; None where it has no microphone or no model."""
    if microphone is None or settings.speech_model is None:
        return None
    return MachineEar(microphone, ModelRecogniser(model_link(settings.speech_model.options())), session)
