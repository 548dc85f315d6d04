"""Campaign `speech-faults`: whatever befalls the voice, nothing hangs, nothing sticks, no process is left behind.

The real engine in its own process on the emulated loudspeaker at real pace. Each fault strikes in mid-sentence, and
after each a sentence must be heard to its end: engine killed, engine stopped (SIGSTOP), loudspeaker pulled, loudspeaker
that hangs, 10,000 characters, emoji and rare characters, letters of six scripts, speed changed while it speaks, 50
barge-ins in five seconds. Files, threads and children are counted before and after (`--short`: 1 round, else 20).

Silence: how long the loudspeaker plays on after a stop, in steps of its own 20 ms (goal 50 ms, 99 of 100).

Planted: a voice that does not stop, an engine that nobody starts again, a process that is left behind.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from devices.contracts.health import Health
from devices.contracts.voice import SpeechFinished, SpeechResult, Utterance
from devices.emulators.loudspeaker import LoudspeakerEmulator
from devices.links.streams import tcp_link
from devices.voice.engine import WORKER, start_engine
from devices.voice.sinks import LinkSink
from devices.voice.speaker import Speaker
from devices.voice.timing import SpeakerTiming
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome

LONG = Utterance("请把身份证放在下面亮着的地方。" * 8)
SHORT = Utterance("好。")
STRANGE = "😀👨‍👩‍👧 𠮷㐂 Ünïcödé Ελληνικά عربى ไทย \u200d\ufeff\x00\x1b ؜<speak>&amp;</speak> [[tA51]]"
QUICK = SpeakerTiming(least_back_off_s=0.02, most_back_off_s=0.2)
MENDED_S = 10.0
SILENT_MS, OF_100 = 50.0, 99
ROUNDS = 20


@dataclass
class Room:
    """A voice, its loudspeaker, and what went wrong between them."""

    voice: Speaker
    machine: LoudspeakerEmulator

    async def begun(self, utterance: Utterance) -> "asyncio.Task[SpeechResult]":
        """Say something, and return when its first sample is heard."""
        began = asyncio.Event()
        task = asyncio.get_running_loop().create_task(self.voice.say(utterance, began.set))
        await asyncio.wait_for(began.wait(), MENDED_S)
        return task

    async def is_well(self) -> bool:
        """Within ten seconds a sentence is heard to its end."""
        end_s = time.monotonic() + MENDED_S
        while time.monotonic() < end_s:
            if await asyncio.wait_for(self.voice.say(SHORT), MENDED_S) == SpeechFinished():
                return True
            await asyncio.sleep(0.05)
        return False


@asynccontextmanager
async def room() -> AsyncIterator[Room]:
    machine = LoudspeakerEmulator()
    await machine.start()
    voice = Speaker(LinkSink(tcp_link(machine.host, machine.port)), timing=QUICK)
    running = asyncio.get_running_loop().create_task(voice.run())
    async with asyncio.timeout(MENDED_S):
        async for status in voice.watch():
            if status.health is Health.ONLINE:
                break
    yield Room(voice, machine)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await voice.close()
    await machine.close()


async def run(context: Context) -> Outcome:
    """Strike, listen, count."""
    children = _children()
    complaints: list[str] = []
    async with room() as here:
        await here.is_well()
        before = _open_count()
        for _ in range(1 if context.is_short else ROUNDS):
            for name, strike in FAULTS.items():
                complaints += await _struck(here, name, strike)
        grown = _open_count() - before
        silences_ms = sorted([await _silence_ms(here) for _ in range(30 if context.is_short else 300)])
    context.figure("faults_struck_count", len(FAULTS) * (1 if context.is_short else ROUNDS))
    context.figure("files_and_threads_grown_count", grown)
    context.figure("stop_to_silence_median_ms", round(silences_ms[len(silences_ms) // 2], 1))
    context.figure("stop_to_silence_p99_ms", late_ms := round(silences_ms[len(silences_ms) * OF_100 // 100 - 1], 1))
    complaints += [f"{grown} files or threads more than before"] if grown > 2 else []
    complaints += [f"{late_ms} ms until silence"] if late_ms > SILENT_MS else []
    complaints += [f"left behind: {sorted(left)}"] if (left := _children() - children) else []
    await _planted(context)
    return FellShort("; ".join(complaints)) if complaints else Held(f"{len(FAULTS)} faults, well again after each")


async def _struck(here: Room, name: str, strike: Callable[[Room], Awaitable[None]]) -> list[str]:
    try:
        async with asyncio.timeout(3 * MENDED_S):
            await strike(here)
            return [] if await here.is_well() else [f"{name}: silent afterwards"]
    except TimeoutError:
        return [f"{name}: it hangs"]


async def _killed(here: Room) -> None:
    saying = await here.begun(LONG)
    for pid in _engines():
        os.kill(pid, signal.SIGKILL)
    await saying


async def _engine_stopped(here: Room) -> None:
    saying = await here.begun(LONG)
    for pid in _engines():
        os.kill(pid, signal.SIGSTOP)
    here.voice.stop()
    await saying
    for pid in _engines():
        os.kill(pid, signal.SIGCONT)


async def _pulled(here: Room) -> None:
    saying = await here.begun(LONG)
    await here.machine.close()
    await saying
    await here.machine.start()


async def _hung(here: Room) -> None:
    saying = await here.begun(LONG)
    here.machine.hang()
    here.voice.stop()
    await saying
    here.machine.hang(False)


async def _endless(here: Room) -> None:
    saying = await here.begun(Utterance("请" * 10_000))
    await asyncio.sleep(0.3)
    here.voice.stop()
    await saying


async def _strange(here: Room) -> None:
    await asyncio.wait_for(here.voice.say(Utterance(STRANGE, rate_percent=200)), 2 * MENDED_S)


async def _speed_changed(here: Room) -> None:
    saying = await here.begun(LONG)
    for rate_percent in (50, 200, 75, 150):
        later = await here.begun(Utterance(LONG.text, rate_percent=rate_percent))
        await saying
        saying = later
    here.voice.stop()
    await saying


async def _barged_in(here: Room) -> None:
    sayings = []
    for number in range(50):
        task = asyncio.get_running_loop().create_task(here.voice.say(Utterance(f"第{number}次。" * 5)))
        sayings.append(task)
        await asyncio.sleep(0.1)
    here.voice.stop()
    await asyncio.gather(*sayings)


FAULTS: dict[str, Callable[[Room], Awaitable[None]]] = {
    "engine killed": _killed, "engine stopped": _engine_stopped, "loudspeaker pulled": _pulled,
    "loudspeaker hangs": _hung, "10,000 characters": _endless, "strange characters": _strange,
    "speed changed": _speed_changed, "50 barge-ins": _barged_in,
}  # fmt: skip


async def _silence_ms(here: Room) -> float:
    """From the stop until the loudspeaker plays nothing more."""
    saying = await here.begun(LONG)
    await asyncio.sleep(0.05)
    stopped_s = time.monotonic()
    here.voice.stop()
    while here.machine.speaking:  # noqa: ASYNC110 - the emulator is hardware: it tells nobody that it fell silent
        await asyncio.sleep(0.001)
    took_ms = (time.monotonic() - stopped_s) * 1000
    await saying
    return took_ms


async def _planted(context: Context) -> None:
    async with room() as here:
        deaf = context.plant("a voice that does not stop")
        stop, here.voice.stop = here.voice.stop, lambda: None  # type: ignore[method-assign] # the planted fault
        saying = await here.begun(LONG)
        here.voice.stop()
        await asyncio.sleep(SILENT_MS / 1000)
        if here.machine.speaking:
            deaf.caught()
        here.voice.stop = stop  # type: ignore[method-assign] # mended
        here.voice.stop()
        await saying
        alone = context.plant("an engine that nobody starts again")
        here.voice._start = _nobody
        complaints = await _struck(here, "killed", _killed)
        here.voice._start = start_engine
        if complaints:
            alone.caught()
    left = context.plant("a process that is left behind")
    children = _children()
    idler = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=asyncio.subprocess.PIPE)
    if idler.pid in _children() - children:
        left.caught()
    idler.kill()
    await idler.wait()


async def _nobody() -> NoReturn:
    await asyncio.Event().wait()
    raise AssertionError("it was woken")


def _children() -> set[int]:
    return {int(pid) for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def _engines() -> list[int]:
    return [pid for pid in _children() if WORKER.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


def _open_count() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) + len(list(Path("/proc/self/task").iterdir()))


SUMMARY = "whatever befalls the voice, it is well again, and silence is at once"
CAMPAIGN = Campaign("speech-faults", SUMMARY, "", run)
