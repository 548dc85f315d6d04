"""The driver of a network document camera: `GET /snapshot.jpg`, as IP cameras answer it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from devices.cameras.http_answer import (
    MOST_HEAD_BYTES,
    SnapshotAddress,
    body_bytes_wanted,
    frame_of,
    request_for,
)
from devices.contracts.camera import CameraStatus, CaptureResult, Frame, FrameUnusable
from devices.contracts.health import Health
from devices.contracts.results import DeviceGone
from devices.contracts.watching import Watched
from devices.links.link import LEAST_BACK_OFF_S, MOST_BACK_OFF_S, Link, LinkGoneError, OpenLink
from devices.links.pause import BEAT_S, pause, to_beat_s

END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class CameraTiming:
    """How often the camera is asked whether it is there."""

    poll_s: float = 6 * BEAT_S
    least_back_off_s: float = LEAST_BACK_OFF_S
    most_back_off_s: float = MOST_BACK_OFF_S
    forgiven_s: float = 60.0
    """A camera that gave a bad picture counts as well again after this long, or nobody would ever take another one."""


class SnapshotCamera:
    """Implements `FrameSource`. Loop thread only; a picture is decoded in a thread of its own."""

    def __init__(
        self, address: SnapshotAddress, open_link: OpenLink, timing: CameraTiming | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._address = address
        self._open_link = open_link
        self._timing = timing or CameraTiming()
        self._monotonic = monotonic
        self._turn = asyncio.Lock()
        self._decoder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera decoder")
        self._status = Watched(CameraStatus(since_s=monotonic(), model=address.host))

    @property
    def status(self) -> CameraStatus:
        return self._status.value

    def watch(self) -> AsyncIterator[CameraStatus]:
        return self._status.watch()

    async def close(self) -> None:
        self._status.close()
        self._decoder.shutdown(wait=False)

    async def capture(self, timeout_s: float) -> CaptureResult:
        try:
            async with asyncio.timeout(timeout_s), self._turn:
                result = await self._fetch()
        except LinkGoneError as error:
            self._publish(Health.NO_DEVICE)
            return DeviceGone(str(error))
        except TimeoutError:
            self._publish(Health.OFFLINE)
            return DeviceGone("silent")
        self._publish(Health.ONLINE if isinstance(result, Frame) else Health.HARDWARE_ERROR)
        return result

    async def run(self) -> None:
        failures = 0
        while True:
            try:
                async with asyncio.timeout(self._timing.poll_s), self._turn:
                    await (await self._open_link()).close()
                failures = 0
                now = self.status  # a bad picture is mended by a good one, or by time
                if now.health is not Health.HARDWARE_ERROR or self._monotonic() - now.since_s > self._timing.forgiven_s:
                    self._publish(Health.ONLINE)
                await asyncio.sleep(to_beat_s(self._timing.poll_s))
            except (LinkGoneError, TimeoutError):
                self._publish(Health.NO_DEVICE)
                least_s, most_s = self._timing.least_back_off_s, self._timing.most_back_off_s
                failures = await pause(failures + 1, least_s, most_s)

    async def _fetch(self) -> Frame | FrameUnusable:
        link = await self._open_link()
        try:
            await link.write(request_for(self._address))
            body = await _read_answer(link)
        finally:
            await link.close()
        if isinstance(body, FrameUnusable):
            return body
        return await asyncio.get_running_loop().run_in_executor(self._decoder, frame_of, body)

    def _publish(self, health: Health) -> None:
        old, now_s = self.status, self._monotonic()
        confirmed_s = now_s if health is Health.ONLINE else old.last_confirmed_s
        if health is old.health:
            self._status.refresh(replace(old, last_confirmed_s=confirmed_s))
        else:
            self._status.publish(replace(old, health=health, since_s=now_s, last_confirmed_s=confirmed_s))


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
