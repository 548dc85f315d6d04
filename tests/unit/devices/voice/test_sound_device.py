"""The helper process of the machine's own sound device."""

import struct
import sys
from pathlib import Path

import pytest

from devices.links.process import process_link
from devices.voice import sound_device
from devices.voice.sinks import LinkSink, SinkEvents, SinkGoneError
from devices.voice.sound_device import Playback

pytestmark = pytest.mark.anyio
THREE = struct.pack("<3h", 1, 2, 3)


def begun(serial: int = 7) -> Playback:
    playback = Playback()
    playback.take(b"T", serial, b"")
    return playback


def test_samples_go_out_in_order_and_silence_fills_the_rest() -> None:
    playback = begun()
    playback.take(b"P", 7, THREE)
    playback.take(b"E", 7, b"")
    assert playback.give(2) == (THREE[:4], [(b"B", 7)])
    assert playback.give(2) == (THREE[4:] + b"\0\0", [(b"D", 7)])
    assert playback.give(2) == (bytes(4), [])


def test_an_utterance_is_not_over_while_samples_may_still_come() -> None:
    playback = begun()
    playback.take(b"P", 7, THREE)
    assert playback.give(3)[1] == [(b"B", 7)]
    assert playback.give(3)[1] == []
    playback.take(b"E", 7, b"")
    assert playback.give(3)[1] == [(b"D", 7)]


def test_silence_drops_what_was_not_heard_and_what_comes_late() -> None:
    playback = begun()
    playback.take(b"P", 7, THREE)
    playback.take(b"S", 7, b"")
    playback.take(b"P", 7, THREE)
    assert playback.give(3) == (bytes(6), [])


async def test_a_machine_whose_sound_system_aborts_the_helper_has_no_sound_device() -> None:
    no_sound = ("/usr/bin/env", "ALSA_CONFIG_PATH=/dev/null", "PULSE_SERVER=unix:/nowhere")
    command = (*no_sound, sys.executable, "-I", str(Path(sound_device.__file__)))
    sink = LinkSink(process_link(command))
    with pytest.raises(SinkGoneError):
        await sink.open(SinkEvents(lambda _: None, lambda _: None))
    await sink.close()
