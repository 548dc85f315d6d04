"""The driver of a network document camera: `GET /snapshot.jpg`, as IP cameras answer it.

Whether it is there is asked with HEAD, which takes no picture; the head of its answer must be that of a picture. A
camera whose answer to HEAD or to a capture was wrong or late is asked with GET from then on, and let go after the head.
"""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from devices.cameras.http_answer import (
    MOST_BODY_BYTES,
    MOST_HEAD_BYTES,
    SnapshotAddress,
    body_bytes_wanted,
    frame_of,
    request_for,
)
from devices.cameras.still import CameraTiming, StillCamera
from devices.contracts.camera import CaptureResult, FrameUnusable
from devices.contracts.health import Health
from devices.links.driver import BackOff, DeviceFailedError
from devices.links.inbox import Inbox
from devices.links.link import OpenLink
from devices.links.metered import metered

END_OF_HEAD = b"\r\n\r\n"


class SnapshotCamera(StillCamera):
    """One camera on the network."""

    SEEN_BY_LOOK: ClassVar[frozenset[str]] = frozenset({"head", "status", "content_type", "content_length"})

    def __init__(
        self, address: SnapshotAddress, open_link: OpenLink, timing: CameraTiming | None = None,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(address.host, timing, back_off, monotonic)
        self._address = address
        self._open_link = metered(open_link, MOST_HEAD_BYTES + MOST_BODY_BYTES)
        self._look_method = "HEAD"

    async def _look(self) -> dict[str, Any]:
        wrong = await self._wrong_head()
        if wrong is not None and self._look_method == "HEAD":
            self._look_method = "GET"
            wrong = await self._wrong_head()
        if wrong is not None:
            raise DeviceFailedError(wrong.reason, Health.HARDWARE_ERROR)
        return {}

    async def _wrong_head(self) -> FrameUnusable | None:
        """What about the head of its answer is not that of a picture. Raises LinkGoneError."""
        link = await self._open_link()
        method = self._look_method
        try:
            self._look_method = "GET"  # stays so when no answer comes
            await link.write(request_for(self._address, method))
            head = await _head(Inbox(link))
        finally:
            await link.close()
        self._look_method = method
        wanted = FrameUnusable("head") if head is None else body_bytes_wanted(head)
        return wanted if isinstance(wanted, FrameUnusable) else None

    async def _take(self) -> CaptureResult:
        link = await self._open_link()
        try:
            await link.write(request_for(self._address))
            body = await _body(Inbox(link))
        finally:
            await link.close()
        if isinstance(body, FrameUnusable):
            self._look_method = "GET"
            return body
        return await self._in_thread(frame_of, body)


async def _head(inbox: Inbox) -> bytes | None:
    return await inbox.until(END_OF_HEAD, MOST_HEAD_BYTES)


async def _body(inbox: Inbox) -> bytes | FrameUnusable:
    head = await _head(inbox)
    wanted = FrameUnusable("head") if head is None else body_bytes_wanted(head)
    return wanted if isinstance(wanted, FrameUnusable) else await inbox.exactly(wanted)
