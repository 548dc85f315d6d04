"""The driver of a network document camera: `GET /snapshot.jpg`, as IP cameras answer it."""

import time
from collections.abc import Callable
from typing import Any

from devices.cameras.http_answer import (
    MOST_HEAD_BYTES,
    SnapshotAddress,
    body_bytes_wanted,
    frame_of,
    request_for,
)
from devices.cameras.still import CameraTiming, StillCamera
from devices.contracts.camera import CaptureResult, FrameUnusable
from devices.links.driver import BackOff
from devices.links.link import Link, OpenLink

END_OF_HEAD = b"\r\n\r\n"


class SnapshotCamera(StillCamera):
    """One camera on the network. Whether it is there is asked by a connection, which takes no picture."""

    def __init__(
        self, address: SnapshotAddress, open_link: OpenLink, timing: CameraTiming | None = None,
        back_off: BackOff | None = None, monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(address.host, timing, back_off, monotonic)
        self._address = address
        self._open_link = open_link

    async def _look(self) -> dict[str, Any]:
        await (await self._open_link()).close()
        return {}

    async def _take(self) -> CaptureResult:
        link = await self._open_link()
        try:
            await link.write(request_for(self._address))
            body = await _read_answer(link)
        finally:
            await link.close()
        return body if isinstance(body, FrameUnusable) else await self._in_thread(frame_of, body)


async def _read_answer(link: Link) -> bytes | FrameUnusable:
    received = b""
    while END_OF_HEAD not in received:
        if len(received) > MOST_HEAD_BYTES:
            return FrameUnusable("head")
        received += await link.read()
    head, body = received.split(END_OF_HEAD, 1)
    wanted = body_bytes_wanted(head)
    if isinstance(wanted, FrameUnusable):
        return wanted
    parts, count = [body], len(body)
    while count < wanted:
        parts.append(await link.read())
        count += len(parts[-1])
    return b"".join(parts)[:wanted]
