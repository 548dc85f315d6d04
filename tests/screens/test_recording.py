"""The microphone's level on the screen: the real driver on the emulated microphone, the view-model, the control."""

import asyncio
import math
import struct
import wave
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from devices.contracts.health import Health
from devices.emulators.microphone import SAMPLE_RATE_HZ, MicrophoneEmulator
from devices.links.streams import tcp_link
from devices.microphones.recorder import Recorder
from tests.helpers.flying_time import FLYING, Backend, flying_loop
from tests.helpers.view_context import real_texts
from ui.viewmodels.recording import Recording

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> Backend:
    return FLYING


class OnTheLoop:
    def __init__(self) -> None:
        self.tasks: list[asyncio.Task[Any]] = []

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        self.tasks.append(asyncio.get_running_loop().create_task(work, name=name))


@pytest.fixture
async def microphone(tmp_path: Path) -> AsyncIterator[tuple[Recorder, MicrophoneEmulator]]:
    """Hears two loud seconds, then a quiet room."""
    loud = (round(20000 * math.sin(n / 5)) for n in range(2 * SAMPLE_RATE_HZ))
    with wave.open(str(tmp_path / "loud.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(b"".join(struct.pack("<h", each) for each in loud))
    machine = MicrophoneEmulator()
    machine.hear(str(tmp_path / "loud.wav"))
    await machine.start()
    recorder = Recorder(tcp_link(machine.host, machine.port), monotonic=flying_loop().time)
    running = asyncio.create_task(recorder.run())
    async for status in recorder.watch():
        if status.health is Health.ONLINE:
            break
    yield recorder, machine
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await recorder.close()
    await machine.close()


def shown(model: Recording) -> tuple[bool, float, str]:
    """As QML reads it."""
    return bool(model.property("running")), float(model.property("level")), str(model.property("text"))


async def test_the_level_is_shown_while_somebody_speaks_with_the_seconds_that_are_left(
    microphone: tuple[Recorder, MicrophoneEmulator], qapp: QObject
) -> None:
    starter = OnTheLoop()
    seen: list[tuple[bool, float, str]] = []
    model = Recording(microphone[0], starter, real_texts)
    model.changed.connect(lambda: seen.append(shown(model)))
    model.begin(4.0)
    model.begin(60.0)
    await asyncio.gather(*starter.tasks)
    assert len(starter.tasks) == 1
    levels = [level for running, level, _ in seen if running]
    assert max(levels[:15]) > 0.5 > 0.05 > levels[-1]
    told = dict.fromkeys(text for running, _, text in seen if running)
    assert list(told) == [f"请说话，还剩 {n} 秒" for n in (4, 3, 2, 1)]
    assert seen[-1] == (False, 0.0, "听到了 4 秒，没有留下")


async def test_a_second_press_ends_it_and_a_microphone_that_goes_is_told(
    microphone: tuple[Recorder, MicrophoneEmulator], qapp: QObject
) -> None:
    recorder, machine = microphone
    starter = OnTheLoop()
    model = Recording(recorder, starter, real_texts)
    model.begin(60.0)
    await asyncio.sleep(2.0)
    model.finish()
    await asyncio.gather(*starter.tasks)
    running, _, text = shown(model)
    assert not running
    assert text.startswith("听到了 ")
    model.begin(60.0)
    await asyncio.sleep(0.5)
    await machine.close()
    await asyncio.gather(*starter.tasks)
    assert shown(model) == (False, 0.0, "麦克风连不上")
