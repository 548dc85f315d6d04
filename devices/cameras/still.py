"""What the drivers of document cameras have in common: one picture at a time, a look now and then whether the camera is
there, and a bad picture that is held against it for a while."""

import asyncio
import time
from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, NoReturn, TypeVar

from devices.contracts.camera import CameraStatus, CaptureResult, Frame, FrameUnusable
from devices.contracts.commands import CommandQueue
from devices.contracts.health import Health
from devices.contracts.results import Cancelled, CutOff, DeviceGone, TimedOut
from devices.links.driver import BackOff, DeviceFailedError, Driver
from devices.links.link import IN_USE, LinkGoneError
from devices.links.pause import BEAT_S, to_beat_s

R = TypeVar("R")
NOT_THERE = frozenset({"no_device", "gone", "no_permission"})
"""Why nothing was even asked for a picture."""


@dataclass(frozen=True, slots=True)
class CameraTiming:
    """How often the camera is asked whether it is there."""

    poll_s: float = 6 * BEAT_S
    answer_s: float = 2.0
    forgiven_s: float = 60.0
    """A camera that gave a bad picture counts as well again after this long, or nobody would ever take another one."""


class StillCamera(Driver[CameraStatus]):
    """Implements `FrameSource` but for `_take` and `_look`. Loop thread only; one thread decodes pictures."""

    SEEN_BY_LOOK: ClassVar[frozenset[str]] = frozenset()
    """Troubles that `_look` would meet again: a good look is an answer that is right, and mends them."""

    def __init__(
        self, model: str = "", timing: CameraTiming | None = None, back_off: BackOff | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        super().__init__(partial(CameraStatus, model=model), back_off, monotonic)
        self._timing = timing or CameraTiming()
        self._queue = CommandQueue()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="camera")

    async def close(self) -> None:
        await super().close()
        self._thread.shutdown(wait=False)

    async def capture(self, timeout_s: float) -> CaptureResult:
        try:
            taken = await self._queue.do(lambda stop: stop.tears(self._take()), timeout_s)
        except LinkGoneError as error:
            taken = DeviceGone(error.code)
        result = DeviceGone("silent") if isinstance(taken, Cancelled | TimedOut | CutOff) else taken
        match result:
            case Frame():
                self._confirm()
            case DeviceGone(reason="in_use"):
                self._found(Health.BUSY, IN_USE)
            case DeviceGone(reason=reason) if reason in NOT_THERE:
                self._found(Health.NO_DEVICE, reason)
            case FrameUnusable(reason=reason) | DeviceGone(reason=reason):
                self._found(Health.HARDWARE_ERROR, reason)
        return result

    @abstractmethod
    async def _take(self) -> CaptureResult:
        """Take a picture. Raises LinkGoneError where nothing could be asked for one."""

    @abstractmethod
    async def _look(self) -> dict[str, Any]:
        """See whether the camera is there; what it says of itself. Raises LinkGoneError or DeviceFailedError."""

    async def _serve(self) -> NoReturn:
        while True:
            if not self._queue.is_busy:  # a picture tells as much
                await self._looked()
            await asyncio.sleep(to_beat_s(self._timing.poll_s))

    async def _looked(self) -> None:
        told = await self._queue.do(lambda stop: stop.tears(self._look()), self._timing.answer_s)
        if isinstance(told, Cancelled | TimedOut | CutOff):
            raise DeviceFailedError("silent")
        if self._is_in_disgrace:  # it is there, and its last picture still was bad
            self._found(self.status.health, self.status.trouble, **told)
        else:
            self._confirm(**told)

    @property
    def _is_in_disgrace(self) -> bool:
        """A bad picture is mended by a good one, by the camera having been away, or by time."""
        now = self.status
        is_bad = now.health is Health.HARDWARE_ERROR and now.trouble not in self.SEEN_BY_LOOK
        return is_bad and self._monotonic() - now.since_s < self._timing.forgiven_s

    async def _in_thread(self, work: Callable[..., R], *given: object) -> R:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)
