"""What really sounds, without a sound card: a PulseAudio server of one's own whose null sink is recorded.

    sound_device ──ALSA──► pulse ──► null sink (real time) ──monitor──► parec ──► samples, each with its moment

The moment of a sample is when it was read here, so what is measured holds the recorder's own delay too.
"""

import asyncio
import shutil
import sys
import time
from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from devices.voice import sound_device

RATE_HZ = sound_device.SAMPLE_RATE_HZ
LOUD = 300
"""Of 32767: 40 dB below full scale. The null sink adds no noise, speech begins well above."""
STEP_S = 0.01
UP_S = 10.0
NEEDED = ("pulseaudio", "parec")


def missing_programs() -> list[str]:
    """What this machine lacks."""
    return [name for name in NEEDED if shutil.which(name) is None]


@dataclass(slots=True)
class Recording:
    """Everything since the beginning."""

    samples: "array[int]" = field(default_factory=lambda: array("h"))
    _counts: list[int] = field(default_factory=list)
    _moments_s: list[float] = field(default_factory=list)

    def take(self, pcm: bytes) -> None:
        self.samples.frombytes(pcm)
        self._counts.append(len(self.samples))
        self._moments_s.append(time.monotonic())

    @property
    def count(self) -> int:
        return len(self.samples)

    def moment_s(self, place: int) -> float:
        """When a sample was heard, by the end of the piece it came in."""
        return self._moments_s[min(bisect_left(self._counts, place + 1), len(self._counts) - 1)]

    def loud(self, start: int, end: int | None = None) -> tuple[int, int] | None:
        """The first and the last loud sample of a stretch."""
        places = [place for place in range(start, end or self.count) if abs(self.samples[place]) > LOUD]
        return (places[0], places[-1]) if places else None


@dataclass(frozen=True, slots=True)
class NullSink:
    """A running server; `command` starts the program's own sound device on it."""

    command: tuple[str, ...]
    heard: Recording

    async def begins(self, since: int) -> int:
        """The first loud sample from `since` on."""
        looked = since
        while True:
            if (found := self.heard.loud(looked)) is not None:
                return found[0]
            looked = self.heard.count
            await asyncio.sleep(STEP_S)

    async def quiet(self, for_s: float) -> int:
        """Wait until nothing was heard for so long; returns the last loud sample."""
        since = max(0, self.heard.count - int(for_s * RATE_HZ))
        while True:
            await asyncio.sleep(for_s)
            found = self.heard.loud(since)
            last = found[1] if found else since
            if self.heard.count - last >= for_s * RATE_HZ:
                return last
            since = last


@asynccontextmanager
async def null_sink(folder: Path) -> AsyncIterator[NullSink]:
    """Start the server and the recorder; both are gone afterwards."""
    socket, alsa = folder / "pulse.sock", folder / "alsa.conf"
    alsa.write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\n", encoding="ascii")
    own = (f"PULSE_SERVER=unix:{socket}", f"HOME={folder}", f"XDG_RUNTIME_DIR={folder}")
    server = await _started(
        *own, "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
        "-L", f"module-null-sink sink_name=kiosk rate={RATE_HZ}",
        "-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1",
    )  # fmt: skip
    try:
        async with asyncio.timeout(UP_S):
            while not socket.exists():  # noqa: ASYNC110 - a server tells nobody that it is up
                await asyncio.sleep(STEP_S)
        recorder = await _started(
            *own, "parec", "-d", "kiosk.monitor", "--raw", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1",
            "--latency-msec=10",
        )  # fmt: skip
        heard = Recording()
        reading = asyncio.get_running_loop().create_task(_read(recorder, heard))
        helper = str(Path(sound_device.__file__))
        try:
            yield NullSink(("/usr/bin/env", f"ALSA_CONFIG_PATH={alsa}", *own, sys.executable, "-I", helper), heard)
        finally:
            recorder.kill()
            await recorder.wait()
            await reading
    finally:
        server.kill()
        await server.wait()


async def _started(*words: str) -> asyncio.subprocess.Process:
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        "/usr/bin/env", *words, stdin=quiet, stdout=asyncio.subprocess.PIPE, stderr=quiet
    )


async def _read(recorder: asyncio.subprocess.Process, heard: Recording) -> None:
    assert recorder.stdout is not None
    rest = b""
    while piece := await recorder.stdout.read(4096):
        piece = rest + piece
        whole = len(piece) // 2 * 2
        heard.take(piece[:whole])
        rest = piece[whole:]
