"""Drivers of loudspeakers and microphones.

role              driver            options
voice             espeak            fallback (none; or pyttsx3)
                  espeak-network    host, port, fallback
                  pyttsx3           voice (as the system names it), system (pyttsx3's own driver), fallback, host, port
                  sherpa-onnx       model, tokens (paths), lexicon, data_dir, dict_dir, rule_fsts, speaker, threads,
                                    fallback, host, port
microphone        portaudio-microphone  (the machine's own)
                  microphone-network    host, port

A voice without host and port plays on the machine's own sound device. `fallback` speaks when the chosen engine died:
espeak, unless that is the chosen one.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.microphone import AudioSource
from devices.contracts.voice import Voice
from devices.registry.options import Reading

LOCAL_S = 3.0
"""PortAudio looks for devices by being started anew, which is no small thing."""


def _speaker(options: Reading, chosen: str, chosen_options: dict[str, str | int], on_network: bool) -> Voice:
    from devices.links.process import SOUND_EXITS, own_script, process_link
    from devices.links.streams import tcp_link
    from devices.voice.engine import engine_link, start_engine
    from devices.voice.sinks import LinkSink
    from devices.voice.speaker import Speaker

    if on_network:
        sink = LinkSink(tcp_link(options.host(), options.port()))
    else:
        helper = Path(__file__).parents[1] / "voice" / "sound_device.py"
        sink = LinkSink(process_link(own_script(helper), SOUND_EXITS))
    own_fallback = "none" if chosen == "espeak" else "espeak"
    fallback = options.choice("fallback", _FALLBACKS, own_fallback)
    others = [] if fallback in ("none", chosen) else [partial(start_engine, engine_link(fallback, {}))]
    return Speaker(sink, partial(start_engine, engine_link(chosen, chosen_options)), others=others)


_FALLBACKS = {name: name for name in ("none", "espeak", "pyttsx3")}


def _espeak(options: Reading) -> Voice:
    return _speaker(options, "espeak", {}, on_network=False)


def _espeak_network(options: Reading) -> Voice:
    return _speaker(options, "espeak", {}, on_network=True)


def _pyttsx3(options: Reading) -> Voice:
    chosen: dict[str, str | int] = {name: options.text(name) for name in ("system", "voice") if options.has(name)}
    return _speaker(options, "pyttsx3", chosen, on_network=options.has("host"))


def _sherpa(options: Reading) -> Voice:
    chosen: dict[str, str | int] = {name: options.text(name) for name in ("model", "tokens")}
    further = ("lexicon", "data_dir", "dict_dir", "rule_fsts")
    chosen |= {name: options.text(name) for name in further if options.has(name)}
    chosen |= {name: options.number(name) for name in ("speaker", "threads") if options.has(name)}
    return _speaker(options, "sherpa", chosen, on_network=options.has("host"))


def _portaudio_microphone(options: Reading) -> AudioSource:
    from devices.links.process import SOUND_EXITS, own_script, process_link
    from devices.microphones.recorder import Recorder, RecorderTiming

    helper = Path(__file__).parents[1] / "microphones" / "sound_device.py"
    return Recorder(process_link(own_script(helper), SOUND_EXITS), timing=RecorderTiming(LOCAL_S, LOCAL_S))


def _microphone_network(options: Reading) -> AudioSource:
    from devices.links.streams import tcp_link
    from devices.microphones.recorder import Recorder

    return Recorder(tcp_link(options.host(), options.port()))


DRIVERS: dict[str, dict[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    "voice": {
        "espeak": _espeak,
        "espeak-network": _espeak_network,
        "pyttsx3": _pyttsx3,
        "sherpa-onnx": _sherpa,
    },
    "microphone": {"portaudio-microphone": _portaudio_microphone, "microphone-network": _microphone_network},
}
