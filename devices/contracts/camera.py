"""The document camera: one still picture at a time."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from devices.contracts.health import Health


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of what lies under the camera; kept in memory only."""

    jpeg: bytes = field(repr=False)
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class CameraGone:
    """The camera is unplugged, silent in time, or talks rubbish."""

    reason: str


@dataclass(frozen=True, slots=True)
class FrameUnusable:
    """The camera answered with something that is no whole picture."""

    reason: str


CaptureResult = Frame | CameraGone | FrameUnusable


@dataclass(frozen=True, slots=True)
class CameraStatus:
    health: Health
    since_s: float
    last_confirmed_s: float
    model: str = ""


class FrameSource(Protocol):
    """One camera. One capture at a time."""

    @property
    def status(self) -> CameraStatus: ...

    def watch(self) -> AsyncIterator[CameraStatus]:
        """Yield the status now, then on every change, until closed."""
        ...

    async def capture(self, timeout_s: float) -> CaptureResult:
        """Take a picture now."""
        ...

    async def run(self) -> None:
        """Ask the camera now and then whether it is there, until cancelled."""
        ...

    async def close(self) -> None: ...
