"""The driver of a document camera on USB (UVC), by V4L2: `/dev/kiosk/camera`.

The camera runs while a picture is taken and never else: the helper process that opens it (`v4l2_process`) lives for one
picture. That costs its start each time (0.3 s and the camera's own warming up, 1 s or so) and buys that nobody is seen
who is not photographing, that no 60 MB lie about, and that a camera that hangs or crashes its library is over with its
process. Whether it is there is asked of its node, which switches nothing on.

Not run on hardware: the kernel of the machines this was written on has no V4L2. OpenCV's capture was run on recordings,
the node's answer on structs as the kernel fills them.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NoReturn

from devices.cameras.http_answer import frame_of
from devices.cameras.messages import Messages, unusable_of
from devices.cameras.v4l2_node import NoCameraError, Node
from devices.contracts.camera import CameraStatus, CaptureResult, Frame, FrameUnusable
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.links.driver import BackOff, DeviceFailedError, Driver
from devices.links.link import LinkGoneError, OpenLink

GONE = frozenset({"no_device", "no_frame", "not_a_camera"})
"""What the helper says of a camera that was pulled, or is none."""


@dataclass(frozen=True, slots=True)
class V4l2Timing:
    """How often the node is asked whether the camera is there."""

    poll_s: float = 5.0
    answer_s: float = 2.0
    forgiven_s: float = 60.0
    """A camera that gave a bad picture counts as well again after this long, or nobody would ever take another one."""


class V4l2Camera(Driver[CameraStatus]):
    """Implements `FrameSource`. Loop thread only; one thread asks the node and decodes pictures."""

    def __init__(
        self, open_helper: OpenLink, ask: Callable[[], Node], timing: V4l2Timing | None = None,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(CameraStatus, back_off, monotonic)
        self._open_helper = open_helper
        self._ask = ask
        self._timing = timing or V4l2Timing()
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera")

    async def close(self) -> None:
        await super().close()
        self._thread.shutdown(wait=False)

    async def capture(self, timeout_s: float) -> CaptureResult:
        try:
            async with asyncio.timeout(timeout_s), self._turn:
                result = await self._take()
        except LinkGoneError:
            result = DeviceGone("helper_died")
        except TimeoutError:
            result = DeviceGone("silent")
        match result:
            case Frame():
                self._confirm()
            case DeviceGone(reason="no_device"):
                self._publish(health=Health.NO_DEVICE, trouble="no_device")
            case FrameUnusable(reason=reason) | DeviceGone(reason=reason):
                self._publish(health=Health.HARDWARE_ERROR, trouble=reason)
        return result

    async def _serve(self) -> NoReturn:
        while True:
            async with self._turn:
                node = await self._node()
            if not self._is_in_disgrace:
                self._confirm(model=node.model, serial=node.bus, firmware=node.kernel)
            await asyncio.sleep(self._timing.poll_s)

    @property
    def _is_in_disgrace(self) -> bool:
        """A bad picture is mended by a good one, by the camera having been away, or by time."""
        now = self.status
        is_bad = now.health is Health.HARDWARE_ERROR
        return is_bad and self._monotonic() - now.since_s < self._timing.forgiven_s

    async def _node(self) -> Node:
        """Who answers at the node. Raises DeviceFailedError."""
        try:
            async with asyncio.timeout(self._timing.answer_s):
                return await asyncio.get_running_loop().run_in_executor(self._thread, self._ask)
        except NoCameraError as error:
            raise DeviceFailedError(str(error), Health.NO_DEVICE) from error
        except TimeoutError as error:
            raise DeviceFailedError("silent") from error

    async def _take(self) -> CaptureResult:
        helper = Messages(await self._open_helper())
        try:
            kind, payload = await helper.next()
        finally:
            await helper.close()
        if kind == b"J":
            return await asyncio.get_running_loop().run_in_executor(self._thread, frame_of, payload)
        why = unusable_of(payload)
        return DeviceGone(why.reason) if why.reason in GONE else why
