"""Drivers of loudspeakers and microphones.

role              driver            options
voice             espeak            (the machine's own sound device)
                  espeak-network    host, port
"""

import sys
from pathlib import Path

from devices.contracts.voice import Voice
from devices.registry.options import Reading


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

    return Speaker(LinkSink(tcp_link(options.text("host"), options.number("port"))))


DRIVERS = {"voice": {"espeak": _espeak, "espeak-network": _espeak_network}}
