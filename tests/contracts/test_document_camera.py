"""What every frame source owes the kiosk, held by both drivers on the emulated camera.

Over HTTP, and by OpenCV's own capture in its process, which plays the recording that stands in the place of a V4L2
device. Then: what becomes of pages, with the real helper.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from devices.cameras.http_answer import parse_address
from devices.cameras.snapshot import SnapshotCamera
from devices.cameras.still import CameraTiming
from devices.cameras.v4l2 import V4l2Camera
from devices.cameras.v4l2_node import ask_node
from devices.contracts.camera import CameraStatus, Frame, FrameSource, FrameUnusable
from devices.contracts.health import Health
from devices.contracts.page import Page, PageVerdict
from devices.contracts.results import DeviceGone
from devices.emulators.camera_views import Way
from devices.emulators.document_camera import DocumentCameraEmulator
from devices.links.driver import BackOff
from devices.links.process import own_module, process_link
from devices.links.streams import tcp_link
from devices.registry.cameras import page_source

pytestmark = pytest.mark.anyio
QUICK, SOON = CameraTiming(poll_s=0.05), BackOff(0.02, 0.1)
WORDS = "常住人口登记卡　姓名 张桂兰　与户主关系 户主　登记住址 桥西区槐树里小区3号楼"
PATIENCE_S = 20.0
"""A helper's start takes 0.3 s, and ten times as long on a machine that is busy with other tests."""


@dataclass
class Bench:
    driver: str
    camera: FrameSource
    machine: DocumentCameraEmulator

    async def until(self, wanted: Callable[[CameraStatus], bool]) -> CameraStatus:
        async with asyncio.timeout(PATIENCE_S):
            async for status in self.camera.watch():
                if wanted(status):
                    return status
        raise AssertionError("the camera was closed")


def network_camera(machine: DocumentCameraEmulator) -> FrameSource:
    address = parse_address(f"http://{machine.host}:{machine.port}/snapshot.jpg")
    return SnapshotCamera(address, tcp_link(address.host, address.port), QUICK, SOON)


def usb_camera(machine: DocumentCameraEmulator) -> FrameSource:
    path = str(machine.usb_path)
    helper = own_module("devices.cameras.v4l2_process", path, "1600", "1200")
    return V4l2Camera(process_link(helper), lambda: ask_node(path), QUICK, SOON)


CAMERAS = {"http-snapshot": network_camera, "v4l2": usb_camera}


@pytest.fixture(params=CAMERAS)
async def bench(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Bench]:
    machine = DocumentCameraEmulator(usb_path=tmp_path / "camera.mjpeg")
    await machine.start()
    camera = CAMERAS[request.param](machine)
    async with asyncio.TaskGroup() as group:
        running = group.create_task(camera.run())
        yield Bench(request.param, camera, machine)
        running.cancel()
        await asyncio.wait((running,))
        await camera.close()
        await machine.close()


def brightness(jpeg: bytes) -> float:
    histogram = Image.open(io.BytesIO(jpeg)).convert("L").histogram()
    return sum(value * count for value, count in enumerate(histogram)) / sum(histogram)


async def test_a_camera_that_answers_is_online_without_taking_pictures(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    assert bench.machine.pictures == 0


async def test_the_sheet_under_the_camera_is_in_the_picture(bench: Bench) -> None:
    bench.machine.lay_paper("居民户口簿\n户主页")
    with_paper = await bench.camera.capture(PATIENCE_S)
    assert isinstance(with_paper, Frame)
    assert (with_paper.width_px, with_paper.height_px) == (1600, 1200)
    assert brightness(with_paper.jpeg) > 120  # a bare plate has 61; a frame taken before the exposure settled, 96


UNUSABLE = {
    "http-snapshot": {"error_500": "status", "wrong_type": "content_type", "not_a_picture": "jpeg"},
    "v4l2": {"truncated": "half_frame", "black": "black"},
}


@pytest.mark.parametrize(
    ("bench", "fault"),
    [(driver, fault) for driver, faults in UNUSABLE.items() for fault in faults],
    indirect=["bench"],
)
async def test_what_is_no_picture_is_unusable_and_the_next_good_one_mends_it(bench: Bench, fault: str) -> None:
    bench.machine.fail(fault)
    assert await bench.camera.capture(PATIENCE_S) == FrameUnusable(UNUSABLE[bench.driver][fault])
    await bench.until(lambda status: status.health is Health.HARDWARE_ERROR)
    bench.machine.fail(None)
    assert isinstance(await bench.camera.capture(PATIENCE_S), Frame)
    await bench.until(lambda status: status.health is Health.ONLINE)


@pytest.mark.parametrize("fault", ["error_500", "wrong_type"])
@pytest.mark.parametrize("bench", ["http-snapshot"], indirect=True)
async def test_a_host_that_answers_with_no_picture_is_not_online_and_mends_by_itself(bench: Bench, fault: str) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    bench.machine.fail(fault)
    told = await bench.until(lambda status: status.health is not Health.ONLINE)
    assert (told.health, told.trouble) == (Health.HARDWARE_ERROR, UNUSABLE["http-snapshot"][fault])
    bench.machine.fail(None)
    await bench.until(lambda status: status.health is Health.ONLINE)


async def test_a_host_that_answers_404_to_everything_is_no_camera() -> None:
    machine = DocumentCameraEmulator()
    await machine.start()
    address = parse_address(f"http://{machine.host}:{machine.port}/elsewhere.jpg")
    camera = SnapshotCamera(address, tcp_link(address.host, address.port), QUICK, SOON)
    running = asyncio.create_task(camera.run())
    told = await Bench("http-snapshot", camera, machine).until(lambda status: status.health is not Health.STARTING)
    assert (told.health, told.trouble) == (Health.HARDWARE_ERROR, "status")
    running.cancel()
    await asyncio.wait((running,))
    await camera.close()
    await machine.close()


@pytest.mark.parametrize("bench", ["http-snapshot"], indirect=True)
async def test_an_answer_cut_short_is_a_camera_gone(bench: Bench) -> None:
    bench.machine.fail("truncated")
    assert isinstance(await bench.camera.capture(3), DeviceGone)


async def test_a_silent_camera_is_gone_in_time(bench: Bench) -> None:
    bench.machine.fail("silent")
    assert await bench.camera.capture(0.5) == DeviceGone("silent")


async def test_a_camera_unplugged_and_back_is_told(bench: Bench) -> None:
    await bench.until(lambda status: status.health is Health.ONLINE)
    await bench.machine.close()
    await bench.until(lambda status: status.health is Health.NO_DEVICE)
    assert isinstance(await bench.camera.capture(PATIENCE_S), DeviceGone)
    await bench.machine.start()
    await bench.until(lambda status: status.health is Health.ONLINE)


# ── pages, by the real helper ──────────────────────────────────────────────────────────────────────────────────────


VERDICTS = {
    None: PageVerdict.NOTHING_THERE,
    Way.FLAT: PageVerdict.OK,
    Way.ASKEW: PageVerdict.OK,
    Way.DARK: PageVerdict.TOO_DARK,
    Way.GLARE: PageVerdict.GLARE,
    Way.BLURRED: PageVerdict.BLURRED,
    Way.FAR: PageVerdict.TOO_SMALL,
    Way.CUT_OFF: PageVerdict.CUT_OFF,
    Way.WRONG_SIDE: PageVerdict.BLANK,
}


@pytest.mark.parametrize("bench", ["http-snapshot"], indirect=True)
async def test_every_way_to_lay_a_page_has_its_verdict(bench: Bench) -> None:
    pages = page_source(bench.camera)
    assert set(VERDICTS) == {None, *Way}
    for way, verdict in VERDICTS.items():
        bench.machine.lay_paper(None if way is None else WORDS, way or Way.FLAT)
        page = await pages.photograph(PATIENCE_S)
        assert isinstance(page, Page)
        assert page.verdict is verdict, way
        assert page.is_seen is (way is not None)
    await pages.forget()


@pytest.mark.parametrize("bench", ["v4l2"], indirect=True)
async def test_a_page_that_lay_askew_is_kept_upright_and_alone(bench: Bench) -> None:
    bench.machine.lay_paper(WORDS, Way.ASKEW)
    pages = page_source(bench.camera)
    page = await pages.photograph(PATIENCE_S)
    await pages.forget()
    assert isinstance(page, Page)
    assert page.verdict is PageVerdict.OK
    assert page.height_px / page.width_px == pytest.approx(1075 / 760, rel=0.03)
    assert Image.open(io.BytesIO(page.jpeg)).size == (page.width_px, page.height_px)
    assert brightness(page.jpeg) > 235  # paper to its edges, and no plate
