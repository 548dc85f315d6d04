"""The helper process of the machine's own microphone."""

import io
import struct
import sys
from pathlib import Path
from typing import Any

import pytest

from devices.links.link import LinkGoneError
from devices.links.process import process_link
from devices.microphones import sound_device
from devices.microphones.sound_device import Microphone, Told

pytestmark = pytest.mark.anyio


class PortAudio:
    """As sounddevice is: one stream at a time, and a device that can be taken away."""

    class PortAudioError(Exception):
        pass

    def __init__(self, rate_hz: int = 16000, has_device: bool = True) -> None:
        self.rate_hz = rate_hz
        self.has_device = has_device
        self.restarts = 0
        self.stream: Any = None
        self.is_open = False

    def _terminate(self) -> None:
        self.restarts += 1

    def _initialize(self) -> None:
        pass

    def check_input_settings(self, samplerate: int, channels: int, dtype: str) -> None:
        if not self.has_device or samplerate != self.rate_hz:
            raise self.PortAudioError("Invalid sample rate, or no device")

    def query_devices(self, kind: str) -> dict[str, float]:
        if not self.has_device:
            raise self.PortAudioError("Error querying device -1")
        return {"default_samplerate": float(self.rate_hz)}

    def RawInputStream(self, **settings: Any) -> Any:  # noqa: N802 # PortAudio's name
        self.settings, self.is_open = settings, True
        return self

    def start(self) -> None:
        pass

    def close(self) -> None:
        self.is_open = False


class Heard(Told):
    def __init__(self) -> None:
        self.told: list[tuple[bytes, int, bytes]] = []

    def tell(self, kind: bytes, serial: int, payload: bytes) -> None:
        self.told.append((kind, serial, payload))


@pytest.mark.parametrize("rate_hz", [16000, 44100])
def test_it_records_at_speech_s_rate_or_at_the_device_s_own(rate_hz: int) -> None:
    sound, heard = PortAudio(rate_hz), Heard()
    microphone = Microphone(sound, heard)
    microphone.greet()
    assert heard.told == [(b"R", 0, struct.pack(">I", rate_hz))]
    microphone.obey(b"B", 3)
    assert (sound.settings["samplerate"], sound.settings["blocksize"]) == (rate_hz, rate_hz // 20)


def test_the_microphone_is_open_only_while_it_records() -> None:
    sound, heard = PortAudio(), Heard()
    microphone = Microphone(sound, heard)
    microphone.greet()
    assert not sound.is_open
    microphone.obey(b"B", 3)
    sound.settings["callback"](memoryview(b"\1\0"), 1, None, None)
    assert heard.told[-1] == (b"P", 3, b"\1\0")
    microphone.obey(b"?", 0)
    assert (sound.is_open, sound.restarts) == (True, 0)
    microphone.obey(b"E", 3)
    assert not sound.is_open


def test_a_microphone_that_was_unplugged_is_missed_at_the_next_question() -> None:
    sound = PortAudio()
    microphone = Microphone(sound, Heard())
    microphone.greet()
    sound.has_device = False
    with pytest.raises(PortAudio.PortAudioError):
        microphone.obey(b"?", 0)
    assert sound.restarts == 1


def test_a_message_goes_out_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", out)
    Told().tell(b"P", 258, b"\1\0")
    assert out.buffer.getvalue() == b"P\0\0\1\2\0\0\0\2\1\0"


async def test_a_machine_without_a_sound_system_has_no_microphone() -> None:
    no_sound = ("/usr/bin/env", "ALSA_CONFIG_PATH=/dev/null", "PULSE_SERVER=unix:/nowhere")
    link = await process_link((*no_sound, sys.executable, "-I", str(Path(sound_device.__file__))))()
    with pytest.raises(LinkGoneError):
        await link.read()
    await link.close()
