"""The V4L2 driver on a helper that says what a test wants: pulled, hung, black, half, rubbish, and well again."""

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from devices.cameras.still import CameraTiming
from devices.cameras.v4l2 import V4l2Camera
from devices.cameras.v4l2_node import NoCameraError, Node
from devices.contracts.camera import CaptureResult, Frame, FrameUnusable
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.emulators.camera_views import draw_view
from devices.links.driver import BackOff
from devices.links.link import Link, LinkGoneError

pytestmark = pytest.mark.anyio
NODE = Node("HD Document Camera", "usb-0000:00:14.0-3", "6.1.76")
QUICK, SOON = CameraTiming(poll_s=0.02, answer_s=0.2), BackOff(0.01, 0.05)


def message(kind: bytes, payload: bytes) -> bytes:
    """As the helper spells it."""
    return struct.pack(">cI", kind, len(payload)) + payload


@dataclass
class Helper:
    """What the process writes before it ends; None never ends."""

    says: bytes | None = None
    is_open: bool = False
    openings: int = 0

    async def open(self) -> Link:
        self.openings += 1
        self.is_open = True
        self._left = self.says
        return self

    async def write(self, data: bytes) -> None:
        raise AssertionError("the helper is told nothing")

    async def read(self) -> bytes:
        if self._left is None:
            await asyncio.Event().wait()
        data, self._left = self._left, b""
        if not data:
            raise LinkGoneError("the process ended")
        return data

    async def close(self) -> None:
        self.is_open = False

    _left: bytes | None = field(default=None, repr=False)


@dataclass
class Usb:
    """The plug: what the kernel says of the node."""

    trouble: str = ""

    def ask(self) -> Node:
        if self.trouble:
            raise NoCameraError(self.trouble)
        return NODE


async def captured(says: bytes | None) -> tuple[CaptureResult, V4l2Camera, Helper]:
    helper = Helper(says)
    camera = V4l2Camera(helper.open, Usb().ask)
    result = await camera.capture(0.1 if says is None else 5)
    assert not helper.is_open
    return result, camera, helper


async def test_the_picture_is_the_device_s_own_jpeg_and_its_helper_is_gone_after_it() -> None:
    jpeg = draw_view("居民户口簿")
    result, camera, helper = await captured(message(b"J", jpeg))
    assert result == Frame(jpeg, 1600, 1200)
    assert (camera.status.health, helper.openings) == (Health.ONLINE, 1)
    await camera.close()


@pytest.mark.parametrize(
    ("says", "result", "health"),
    [
        (message(b"X", b"black"), FrameUnusable("black"), Health.HARDWARE_ERROR),
        (message(b"X", b"half_frame"), FrameUnusable("half_frame"), Health.HARDWARE_ERROR),
        (message(b"J", draw_view(None)[:2000]), FrameUnusable("jpeg"), Health.HARDWARE_ERROR),
        (message(b"X", b"no_device"), DeviceGone("no_device"), Health.NO_DEVICE),
        (message(b"X", b"no_frame"), DeviceGone("no_frame"), Health.HARDWARE_ERROR),
        (message(b"J", b"x" * 50)[:20], DeviceGone("helper_died"), Health.HARDWARE_ERROR),
        (b"Traceback (most recent", DeviceGone("helper_died"), Health.HARDWARE_ERROR),
        (b"", DeviceGone("helper_died"), Health.HARDWARE_ERROR),
        (None, DeviceGone("silent"), Health.HARDWARE_ERROR),
    ],
    ids=["black", "half a frame", "half a jpeg", "pulled", "stalled", "half a message", "rubbish", "crashed", "hung"],
)
async def test_what_is_no_picture_is_a_value(says: bytes | None, result: CaptureResult, health: Health) -> None:
    answered, camera, _ = await captured(says)
    assert answered == result
    assert camera.status.health is health
    await camera.close()


async def running(camera: V4l2Camera, steps: list[tuple[Callable[[], None], Health]]) -> None:
    """Do each thing and wait for the health it leads to."""
    task = asyncio.create_task(camera.run())
    try:
        async with asyncio.timeout(5):
            for act, health in steps:
                act()
                async for status in camera.watch():
                    if status.health is health:
                        break
    finally:
        task.cancel()
        await camera.close()


async def test_a_camera_pulled_and_put_back_is_told_and_never_switched_on_for_it() -> None:
    usb, helper = Usb(), Helper()
    camera = V4l2Camera(helper.open, usb.ask, QUICK, SOON)

    def pull() -> None:
        usb.trouble = "no_device"

    def plug() -> None:
        usb.trouble = ""

    await running(camera, [(plug, Health.ONLINE), (pull, Health.NO_DEVICE), (plug, Health.ONLINE)])
    assert (camera.status.model, camera.status.serial) == (NODE.model, NODE.bus)
    assert helper.openings == 0


async def test_a_bad_picture_is_forgiven_after_a_while_without_a_restart() -> None:
    now_s = 100.0
    camera = V4l2Camera(Helper(message(b"X", b"black")).open, Usb().ask, QUICK, SOON, lambda: now_s)
    await camera.capture(5)
    assert camera.status.health is Health.HARDWARE_ERROR

    def later() -> None:
        nonlocal now_s
        now_s += 61

    await running(camera, [(later, Health.ONLINE)])


async def test_a_node_that_never_answers_is_offline_and_harms_nobody() -> None:
    import threading

    released = threading.Event()

    def hang() -> Node:
        released.wait(5)
        return NODE

    camera = V4l2Camera(Helper().open, hang, QUICK, SOON)
    await running(camera, [(lambda: None, Health.OFFLINE), (released.set, Health.ONLINE)])
