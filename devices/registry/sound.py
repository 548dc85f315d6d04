"""Drivers of loudspeakers and microphones.

role              driver            options
voice             espeak            (the machine's own sound device)
                  espeak-network    host, port
microphone        portaudio-microphone  (the machine's own)
                  microphone-network    host, port
"""

import sys
from collections.abc import Callable
from pathlib import Path

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.microphone import AudioSource
from devices.contracts.voice import Voice
from devices.registry.options import Reading

LOCAL_S = 3.0
"""PortAudio looks for devices by being started anew, which is no small thing."""


def _espeak(options: Reading) -> Voice:
    from devices.links.process import process_link
    from devices.voice.sinks import LinkSink
    from devices.voice.speaker import Speaker

    helper = Path(__file__).parents[1] / "voice" / "sound_device.py"
    return Speaker(LinkSink(process_link((sys.executable, "-I", str(helper)))))


def _espeak_network(options: Reading) -> Voice:
    from devices.links.streams import tcp_link
    from devices.voice.sinks import LinkSink
    from devices.voice.speaker import Speaker

    return Speaker(LinkSink(tcp_link(options.host(), options.port())))


def _portaudio_microphone(options: Reading) -> AudioSource:
    from devices.links.process import process_link
    from devices.microphones.recorder import Recorder, RecorderTiming

    helper = Path(__file__).parents[1] / "microphones" / "sound_device.py"
    return Recorder(process_link((sys.executable, "-I", str(helper))), timing=RecorderTiming(LOCAL_S, LOCAL_S))


def _microphone_network(options: Reading) -> AudioSource:
    from devices.links.streams import tcp_link
    from devices.microphones.recorder import Recorder

    return Recorder(tcp_link(options.host(), options.port()))


DRIVERS: dict[str, dict[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    "voice": {"espeak": _espeak, "espeak-network": _espeak_network},
    "microphone": {"portaudio-microphone": _portaudio_microphone, "microphone-network": _microphone_network},
}
