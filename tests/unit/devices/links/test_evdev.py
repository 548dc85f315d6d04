"""A Linux input device as a wire, its events and the kernel's answers fed by the test: not run on hardware."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.links.evdev import EVIOCGBIT_SW, EVIOCGRAB, EVIOCGSW, EvdevLink, evdev_link, kernel_ioctl
from devices.links.input_events import KEY, PRESSED, REPORT, SWITCH, EventReader, InputEvent
from devices.links.link import LinkGoneError
from devices.links.pause import BEAT_S
from tests.helpers.flying_time import FLYING, flying_loop

pytestmark = pytest.mark.anyio
UP = InputEvent(KEY, 103, PRESSED)


@pytest.fixture
def anyio_backend() -> object:
    return FLYING


@dataclass
class Kernel:
    """Answers ioctl as the input subsystem does, for a jack with two switches."""

    on: int = 0
    grabs: int = 0
    is_gone: bool = False
    others: set[int] = field(default_factory=set)

    def ioctl(self, fd: int, request: int, argument: int | bytes) -> int | bytes:
        if self.is_gone:
            raise OSError(errno.ENODEV, "No such device")
        match request:
            case 0x40044590 if not self.others:
                self.grabs += 1
                return 0
            case 0x40044590:
                raise OSError(errno.EBUSY, "Device or resource busy")
            case 0x80034525:
                return (0b10100).to_bytes(3, "little")
            case 0x8003451B:
                return self.on.to_bytes(3, "little")
        raise OSError(errno.EINVAL, "Invalid argument")


@dataclass
class Bench:
    kernel: Kernel
    link: EvdevLink
    device: int

    async def events(self) -> list[InputEvent]:
        return EventReader().feed(await self.link.read())


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    path = tmp_path / "event0"
    os.mkfifo(path)
    device = os.open(path, os.O_RDWR)
    kernel = Kernel()
    link = await evdev_link(str(path), grab=True, ioctl=kernel.ioctl)()
    assert isinstance(link, EvdevLink)
    yield Bench(kernel, link, device)
    await link.close()
    os.close(device)


def test_the_requests_are_the_kernels() -> None:
    assert (EVIOCGRAB, EVIOCGBIT_SW, EVIOCGSW) == (0x40044590, 0x80034525, 0x8003451B)


async def test_the_first_word_is_the_state_of_the_switches_there_are(bench: Bench) -> None:
    bench.kernel.on = 0b00100
    assert await bench.events() == [InputEvent(SWITCH, 2, 1), InputEvent(SWITCH, 4, 0), REPORT]
    assert bench.kernel.grabs == 1


async def test_events_come_as_the_device_says_them(bench: Bench) -> None:
    await bench.events()
    os.write(bench.device, bytes(UP) + bytes(REPORT))
    assert await bench.events() == [UP, REPORT]


async def test_a_silent_device_is_asked_again_and_again(bench: Bench) -> None:
    await bench.events()
    began_s = flying_loop().time()
    bench.kernel.on = 0b10000
    assert await bench.events() == [InputEvent(SWITCH, 2, 0), InputEvent(SWITCH, 4, 1), REPORT]
    assert flying_loop().time() - began_s < 2 * BEAT_S


async def test_a_read_that_is_cancelled_loses_nothing(bench: Bench) -> None:
    await bench.events()
    reading = asyncio.create_task(bench.link.read())
    await asyncio.sleep(0.1)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    os.write(bench.device, bytes(UP))
    assert await bench.events() == [UP]


async def test_a_device_that_was_unplugged_is_gone_when_the_kernel_is_asked(bench: Bench) -> None:
    await bench.events()
    bench.kernel.is_gone = True
    with pytest.raises(LinkGoneError):
        await bench.link.read()


async def test_a_keyboard_that_another_program_has_grabbed_is_not_taken(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "event0")
    with pytest.raises(LinkGoneError, match="busy"):
        await evdev_link(str(tmp_path / "event0"), grab=True, ioctl=Kernel(others={1}).ioctl)()


async def test_what_is_no_input_device_is_told_by_the_real_kernel(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "event0")
    with pytest.raises(LinkGoneError):
        await evdev_link(str(tmp_path / "event0"), grab=True)()
    fifo = os.open(tmp_path / "event0", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(OSError, match="ioctl"):
        kernel_ioctl(fifo, EVIOCGSW, bytes(3))
    os.close(fifo)


async def test_nothing_is_written_to_an_input_device(bench: Bench) -> None:
    with pytest.raises(LinkGoneError):
        await bench.link.write(b"\0")
