"""From the hand on 说话 to the screen that was asked for: the real driver on the emulated microphone, the model's real
process with the library's stand-in, the session, the voice's words, the view-models.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from devices.contracts.health import Health
from devices.contracts.microphone import MicrophoneStatus
from devices.emulators.microphone import MicrophoneEmulator
from devices.links.streams import tcp_link
from devices.microphones.recorder import Recorder
from kiosk.app.listening import MachineEar
from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.events import Event
from kiosk.session.listen_line import ListenLine
from kiosk.session.meant import meant
from kiosk.session.screen_phrases import Said, phrases_of_screen
from kiosk.session.screens import Category, Form, Home, Search
from kiosk.session.speaking import SpeakingDesk
from kiosk.session.states import Mode, SessionState
from tests.contracts.test_recogniser import at_work, model, said, stand_in
from tests.helpers.advancing_session import AdvancingSession
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.scenes import scene_called
from tests.helpers.view_context import real_catalogue, real_texts, view_context
from tests.helpers.wav import write_wav
from ui.viewmodels.build import build_view_models
from ui.viewmodels.home import HomeModel
from ui.viewmodels.shell import Shell

pytestmark = pytest.mark.anyio

TEXTS = real_texts()
HEARD = replace(ALL_WELL, microphone=MicrophoneStatus(health=Health.ONLINE, since_s=0.0))


class Spoken(AdvancingSession):
    """A session whose words are said, and which listens; nothing else of what it wants is done."""

    def __init__(self, state: SessionState, supervisor: Supervisor) -> None:
        super().__init__(replace(snapshot_of(state), machines=HEARD))
        self.told: list[str] = []
        self.signs: list[str] = []
        self.listening: ListenLine | None = None
        self.desk = SpeakingDesk(
            None, supervisor, lambda: self.snapshot.state, self._phrases, real_catalogue(), TEXTS, self.send,
            lambda caption: self.told.append(caption.text) if caption is not None else None,
        )  # fmt: skip

    def _phrases(self, requested: bool) -> Said:
        return phrases_of_screen(self.snapshot.state, HEARD, real_catalogue(), TEXTS, "right", requested)

    def send(self, event: Event) -> None:
        done = len(self.effects)
        super().send(event)
        self.signs.append(type(self.snapshot.state.overlay).__name__)
        for effect in self.effects[done:]:
            match effect:
                case do.Speak(key=key, params=params, priority=priority):
                    self.desk.say(key, params, priority)
                case do.SpeakScreen(requested=True):
                    self.desk.say_screen(requested=True)
                case do.Listen() | do.EndListening() | do.StopListening() if self.listening is not None:
                    self.listening(effect)


@asynccontextmanager
async def terminal(
    state: SessionState, folder: Path, hz: int | None
) -> AsyncIterator[tuple[Spoken, MicrophoneEmulator]]:
    """One before which somebody says a word, or nothing."""
    machine = MicrophoneEmulator()
    if hz is not None:
        machine.hear(write_wav(folder / "said.wav", said(hz)))
    await machine.start()
    recorder = Recorder(tcp_link(machine.host, machine.port))
    recogniser = stand_in(model(folder))
    try:
        async with Supervisor() as supervisor, at_work(recogniser, lambda: recogniser.is_ready):
            running = supervisor.start("microphone", recorder.run())
            async for status in recorder.watch():
                if status.health is Health.ONLINE:
                    break
            session = Spoken(state, supervisor)
            build_view_models(view_context(session))
            ear = MachineEar(recorder, recogniser, session)
            session.listening = ListenLine(ear, partial(meant, texts=TEXTS), supervisor, session.send)
            ear.look()
            yield session, machine
            running.cancel()
    finally:
        await recorder.close()
        await machine.close()


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not happened():  # noqa: ASYNC110 - a hand and an emulator tell nobody
            await asyncio.sleep(0.02)


async def until_heard(session: Spoken) -> None:
    await until(
        lambda: (
            session.snapshot.state.overlay is None and any(isinstance(event, ev.SpeechHeard) for event in session.sent)
        )
    )


def at_home(mode: Mode) -> SessionState:
    return SessionState(screen=Home(), mode=mode, online=True)


async def test_a_number_said_at_the_elder_home_opens_what_stands_there(tmp_path: Path, qapp: QObject) -> None:
    async with terminal(at_home(Mode.ELDER), tmp_path, 440) as (session, machine):
        assert Shell.instance.property("canListen") is True
        Shell.instance.listen()
        assert Shell.instance.property("overlay") == "Listening"
        await until_heard(session)

        assert session.told[0] == "请说。"
        assert isinstance(session.snapshot.state.screen, Category)
        assert Shell.instance.property("screen") == "Category"
        assert not machine.recording


async def test_what_is_said_on_the_home_screen_is_found(tmp_path: Path, qapp: QObject) -> None:
    async with terminal(at_home(Mode.STANDARD), tmp_path, 550) as (session, _):
        HomeModel.instance.speak()
        await until_heard(session)

        assert session.snapshot.state.screen == Search("高龄津贴")
        await until(lambda: any(text.startswith("找到") for text in session.told))


async def test_back_is_understood_in_the_middle_of_a_form(tmp_path: Path, qapp: QObject) -> None:
    state = scene_called("form-phone").snapshot(Mode.ELDER).state
    async with terminal(state, tmp_path, 330) as (session, _):
        Shell.instance.listen()
        await until_heard(session)

        assert isinstance(session.snapshot.state.screen, Form)
        assert session.snapshot.state.screen.page == 0


async def test_who_says_nothing_is_told_so_and_goes_on_by_hand(tmp_path: Path, qapp: QObject) -> None:
    async with terminal(at_home(Mode.ELDER), tmp_path, None) as (session, _):
        Shell.instance.listen()
        await until_heard(session)

        assert session.snapshot.state.screen == Home()
        await until(lambda: "没听清。" in session.told)


async def test_a_hand_that_will_not_wait_ends_it_and_nothing_is_kept(tmp_path: Path, qapp: QObject) -> None:
    async with terminal(at_home(Mode.ELDER), tmp_path, 440) as (session, machine):
        Shell.instance.listen()
        await until(lambda: machine.recording)
        Shell.instance.stay()
        await until(lambda: not machine.recording)

        assert session.snapshot.state.screen == Home()
        assert not any(isinstance(event, ev.SpeechHeard) for event in session.sent)


async def test_a_microphone_that_is_pulled_takes_its_entrances_with_it(tmp_path: Path, qapp: QObject) -> None:
    async with terminal(at_home(Mode.ELDER), tmp_path, 440) as (session, _):
        session.show(replace(session.snapshot, machines=ALL_WELL))
        ear = session.listening
        assert ear is not None
        ear._ear.look()  # type: ignore[union-attr] # the program does with every change of a device
        assert Shell.instance.property("canListen") is False
        Shell.instance.listen()
        assert Shell.instance.property("overlay") == ""
