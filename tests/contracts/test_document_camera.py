"""What every frame source owes the kiosk, held by the snapshot driver on the emulated camera, over HTTP."""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest
from PIL import Image

from devices.cameras.http_answer import parse_address
from devices.cameras.snapshot import CameraTiming, SnapshotCamera
from devices.contracts.camera import CameraStatus, Frame, FrameUnusable
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.emulators.document_camera import DocumentCameraEmulator
from devices.links.streams import tcp_link

pytestmark = pytest.mark.anyio
QUICK = CameraTiming(poll_s=0.05, least_back_off_s=0.02, most_back_off_s=0.1)


@dataclass
class Bench:
    camera: SnapshotCamera
    machine: DocumentCameraEmulator

    async def until(self, wanted: Callable[[CameraStatus], bool]) -> CameraStatus:
        async with asyncio.timeout(5):
            async for status in self.camera.watch():
                if wanted(status):
                    return status
        raise AssertionError("the camera was closed")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    machine = DocumentCameraEmulator()
    await machine.start()
    address = parse_address(f"http://{machine.host}:{machine.port}/snapshot.jpg")
    camera = SnapshotCamera(address, tcp_link(address.host, address.port), QUICK)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(camera.run())
        yield Bench(camera, machine)
        running.cancel()
        await camera.close()
        await machine.close()


def brightness(jpeg: bytes) -> float:
    histogram = Image.open(io.BytesIO(jpeg)).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / sum(histogram)


async def test_a_camera_that_answers_is_online_without_taking_pictures(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert bench.machine.pictures == 0


async def test_the_sheet_under_the_camera_is_in_the_picture(bench: Bench) -> None:
    bare = await bench.camera.capture(3)
    bench.machine.lay_paper("居民户口簿\n户主页")
    with_paper = await bench.camera.capture(3)
    assert isinstance(bare, Frame)
    assert isinstance(with_paper, Frame)
    assert (with_paper.width_px, with_paper.height_px) == (1600, 1200)
    assert brightness(with_paper.jpeg) > brightness(bare.jpeg) + 40


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("error_500", "status"), ("wrong_type", "content_type"), ("not_a_picture", "jpeg")],
)
async def test_what_is_no_picture_is_unusable_and_the_next_good_one_mends_it(
    bench: Bench, fault: str, reason: str
) -> None:
    bench.machine.fault = fault
    assert await bench.camera.capture(3) == FrameUnusable(reason)
    await bench.until(lambda status: status.health is Health.HARDWARE_ERROR)
    bench.machine.fault = None
    assert isinstance(await bench.camera.capture(3), Frame)
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_picture_cut_short_is_a_camera_gone(bench: Bench) -> None:
    bench.machine.fault = "truncated"
    assert isinstance(await bench.camera.capture(3), DeviceGone)


async def test_a_silent_camera_is_gone_in_time(bench: Bench) -> None:
    bench.machine.fault = "silent"
    assert await bench.camera.capture(0.2) == DeviceGone("silent")


async def test_a_camera_unplugged_and_back_is_told(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    await bench.machine.close()
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert isinstance(await bench.camera.capture(3), DeviceGone)
    await bench.machine.start()
    await bench.until(lambda status: status.health is Health.ONLINE)
