"""Pages from any camera: the picture is taken by the driver, straightened and judged by a helper process.

The helper starts when a picture is asked for, while the camera takes it, and ends when it is told to forget: 60 MB
that only a machine with somebody before its camera pays. Without OpenCV, or when the helper falls over, the picture is
handed on as it is, unjudged.
"""

import asyncio

from devices.cameras.messages import Messages, page_of
from devices.contracts.camera import Frame, FrameSource
from devices.contracts.page import Page, PageResult, PageVerdict
from devices.links.link import LinkGoneError, OpenLink

LOOK_S = 10.0
"""The helper's start takes 0.5 s of a core and a look 0.1 s: patience for a fifth of a core, and as much again."""


class Pages:
    """Implements `PageSource`. Loop thread only; one page at a time."""

    def __init__(self, camera: FrameSource, open_helper: OpenLink | None) -> None:
        self._camera = camera
        self._open_helper = open_helper
        self._helper: Messages | None = None
        self._turn = asyncio.Lock()

    @property
    def judges(self) -> bool:
        return self._open_helper is not None

    async def photograph(self, timeout_s: float) -> PageResult:
        async with self._turn:
            await self._start_helper()
            taken = await self._camera.capture(timeout_s)
            return await self._looked_at(taken) if isinstance(taken, Frame) else taken

    async def forget(self) -> None:
        helper, self._helper = self._helper, None
        if helper is not None:
            await helper.close()

    async def _start_helper(self) -> None:
        """Returns before the helper is ready: it loads while the camera works."""
        if self._helper is None and self._open_helper is not None:
            try:
                self._helper = Messages(await self._open_helper())
            except LinkGoneError:
                self._helper = None

    async def _looked_at(self, frame: Frame) -> Page:
        helper = self._helper
        if helper is not None:
            try:
                async with asyncio.timeout(LOOK_S):
                    await helper.send(b"J", frame.jpeg)
                    kind, seen = await helper.next()
                    page = page_of(seen, (await helper.next())[1]) if kind == b"V" else None
                if page is not None:
                    return page
            except (LinkGoneError, TimeoutError):
                pass
            await self.forget()  # the next page gets a fresh one
        return Page(frame.jpeg, frame.width_px, frame.height_px, PageVerdict.UNJUDGED)
