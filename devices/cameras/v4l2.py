"""The driver of a document camera on USB (UVC), by V4L2: `/dev/kiosk/camera`.

The camera runs while a picture is taken and never else: the helper process that opens it (`v4l2_process`) lives for one
picture. That costs its start each time (0.3 s and the camera's own warming up, 1 s or so) and buys that nobody is seen
who is not photographing, that no 60 MB lie about, and that a camera that hangs or crashes its library is over with its
process. Whether it is there is asked of its node, which switches nothing on.

Not run on hardware: the kernel of the machines this was written on has no V4L2. OpenCV's capture was run on recordings,
the node's answer on structs as the kernel fills them.
"""

import time
from collections.abc import Callable
from typing import Any

from devices.cameras.http_answer import frame_of
from devices.cameras.messages import Messages, unusable_of
from devices.cameras.still import CameraTiming, StillCamera
from devices.cameras.v4l2_node import NoCameraError, Node
from devices.contracts.camera import CaptureResult
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.links.driver import BackOff, DeviceFailedError
from devices.links.link import IN_USE, LinkGoneError, OpenLink

GONE = frozenset({"no_device", "no_frame", "not_a_camera", IN_USE})
"""What the helper says of a camera that was pulled, is none, or is another program's."""


class V4l2Camera(StillCamera):
    """One camera on USB; its thread asks the node as well."""

    def __init__(
        self, open_helper: OpenLink, ask: Callable[[], Node], timing: CameraTiming | None = None,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__("", timing, back_off, monotonic)
        self._open_helper = open_helper
        self._ask = ask

    async def _look(self) -> dict[str, Any]:
        try:
            node = await self._in_thread(self._ask)
        except NoCameraError as error:
            health = Health.BUSY if str(error) == IN_USE else Health.NO_DEVICE
            raise DeviceFailedError(str(error), health) from error
        return {"model": node.model, "serial": node.bus, "firmware": node.kernel}

    async def _take(self) -> CaptureResult:
        try:
            kind, payload = await self._helped()
        except LinkGoneError:
            return DeviceGone("helper_died")
        if kind == b"J":
            return await self._in_thread(frame_of, payload)
        why = unusable_of(payload)
        return DeviceGone(why.reason) if why.reason in GONE else why

    async def _helped(self) -> tuple[bytes, bytes]:
        helper = Messages(await self._open_helper())
        try:
            return await helper.next()
        finally:
            await helper.close()
