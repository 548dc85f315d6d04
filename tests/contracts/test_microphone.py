"""What every audio source owes the kiosk, held by the recorder on an emulated network microphone."""

import asyncio
import math
import struct
import wave
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.contracts.health import Health
from devices.contracts.microphone import MOST_RECORDING_S, MicrophoneStatus, Recorded, RecordResult
from devices.contracts.results import Cancelled, DeviceGone
from devices.emulators.microphone import MicrophoneEmulator
from devices.links.streams import tcp_link
from devices.microphones.recorder import Recorder
from tests.helpers.flying_time import FLYING, flying_loop

pytestmark = pytest.mark.anyio
RATE_HZ = 16000


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


def tone(seconds_s: float) -> bytes:
    count = int(seconds_s * RATE_HZ)
    return struct.pack(f"<{count}h", *(round(9000 * math.sin(n / 6)) for n in range(count)))


@dataclass
class Bench:
    microphone: Recorder
    machine: MicrophoneEmulator
    levels: list[float] = field(default_factory=list)

    async def until(self, wanted: Callable[[MicrophoneStatus], bool]) -> MicrophoneStatus:
        async with asyncio.timeout(60):
            async for status in self.microphone.watch():
                if wanted(status):
                    return status
        raise AssertionError("the microphone was closed")

    async def online(self) -> MicrophoneStatus:
        return await self.until(lambda status: status.health is Health.ONLINE)

    async def recording(self, most_s: float = MOST_RECORDING_S) -> "asyncio.Task[RecordResult]":
        """Somebody speaks from now on."""
        task = asyncio.create_task(self.microphone.record(self.levels.append, most_s))
        async with asyncio.timeout(10):
            while not self.machine.recording and not task.done():  # noqa: ASYNC110 # the emulator rings no bell
                await asyncio.sleep(0.05)
        return task


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    with wave.open(str(tmp_path / "spoken.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(tone(2.0))
    machine = MicrophoneEmulator()
    machine.hear(str(tmp_path / "spoken.wav"))
    await machine.start()
    microphone = Recorder(tcp_link(machine.host, machine.port), monotonic=flying_loop().time)
    bench = Bench(microphone, machine)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(microphone.run())
        await bench.online()
        yield bench
        running.cancel()
        await microphone.close()
        await machine.close()


async def test_what_was_spoken_is_recorded_and_its_loudness_told_ten_times_a_second(bench: Bench) -> None:
    result = await (await bench.recording(most_s=3.0))
    assert isinstance(result, Recorded)
    assert (result.sample_rate_hz, result.duration_s) == (RATE_HZ, 3.0)
    assert result.samples == tone(2.0) + bytes(RATE_HZ * 2)
    assert len(bench.levels) == 30
    assert min(bench.levels[:20]) > 0.7
    assert max(bench.levels[20:]) == 0.0
    assert "samples" not in repr(result)


async def test_the_resident_ends_it_when_everything_is_said(bench: Bench) -> None:
    task = await bench.recording()
    await asyncio.sleep(1.0)
    bench.microphone.finish()
    result = await task
    assert isinstance(result, Recorded)
    assert 0.4 < result.duration_s < 2.0
    assert tone(2.0).startswith(result.samples)


async def test_nobody_speaks_for_longer_than_a_minute(bench: Bench) -> None:
    with flying_loop().hurry():
        result = await (await bench.recording(most_s=600.0))
    assert isinstance(result, Recorded)
    assert result.duration_s == MOST_RECORDING_S


async def test_a_microphone_that_hardly_brings_anything_keeps_nobody_waiting(bench: Bench) -> None:
    """The minute was counted in samples: one that brings a sample where there should be hundreds took for ever."""
    bench.machine.fail("trickle")
    began_s = flying_loop().time()
    result = await (await bench.recording(most_s=5.0))
    assert isinstance(result, Recorded)
    assert 0 < result.duration_s < 0.1
    assert flying_loop().time() - began_s < 10.0
    await asyncio.sleep(0.5)
    assert not bench.machine.recording


async def test_a_recording_nobody_wants_any_more_is_forgotten_and_the_microphone_closed(bench: Bench) -> None:
    task = await bench.recording()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(0.5)
    assert not bench.machine.recording
    assert bench.microphone._recording is None
    bench.microphone.finish()
    assert isinstance(await (await bench.recording(most_s=0.2)), Recorded)


async def test_a_newer_recording_ends_the_older_and_hears_nothing_of_it(bench: Bench) -> None:
    older = await bench.recording()
    await asyncio.sleep(0.5)
    newer = asyncio.create_task(bench.microphone.record(bench.levels.append, 0.2))
    assert await older == Cancelled()
    result = await newer
    assert isinstance(result, Recorded)
    assert result.samples == tone(0.2)


async def test_nothing_is_recorded_before_somebody_asks(bench: Bench) -> None:
    await asyncio.sleep(MicrophoneStatus.AGE_LIMIT_S * 2)
    assert (bench.machine.recordings, bench.machine.recording) == (0, False)
    assert bench.microphone.status.aged(flying_loop().time()).health is Health.ONLINE


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("silent", "silent"),
        ("deaf", "silent"),
        ("half_frame", "gone"),
        ("rubbish", "bad_frames"),
        ("endless_frame", "bad_frames"),
        ("odd_samples", "bad_frames"),
    ],
)
async def test_a_microphone_that_fails_in_mid_word_is_told_and_comes_back(
    bench: Bench, fault: str, trouble: str
) -> None:
    bench.machine.fail(fault)
    assert await (await bench.recording()) == DeviceGone(trouble)
    await bench.until(lambda status: status.health is not Health.ONLINE)
    bench.machine.fail(None)
    await bench.online()
    assert isinstance(await (await bench.recording(most_s=0.2)), Recorded)


async def test_an_idle_microphone_that_hangs_is_offline(bench: Bench) -> None:
    bench.machine.fail("silent")
    began_s = flying_loop().time()
    status = await bench.until(lambda status: status.health is not Health.ONLINE)
    assert (status.health, status.trouble) == (Health.OFFLINE, "silent")
    assert flying_loop().time() - began_s < 3.0, "it was told after six seconds"
    assert await bench.microphone.record(bench.levels.append) == DeviceGone("silent")


async def test_an_unplugged_microphone_says_so_and_comes_back(bench: Bench) -> None:
    task = await bench.recording()
    await bench.machine.close()
    assert await task == DeviceGone("gone")
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    await bench.machine.start()
    await bench.online()


async def test_closing_answers_who_records(bench: Bench) -> None:
    task = await bench.recording()
    await bench.microphone.close()
    assert await task == Cancelled()
