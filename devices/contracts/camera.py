"""The document camera: one still picture at a time."""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.results import Completion, DeviceGone


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of what lies under the camera; kept in memory only."""

    completion: ClassVar[Completion] = Completion.SUCCESS
    jpeg: bytes = field(repr=False)
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class FrameUnusable:
    """The camera answered with something that is no whole picture."""

    completion: ClassVar[Completion] = Completion.COMMAND_ERROR
    reason: str


CaptureResult = Frame | FrameUnusable | DeviceGone


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraStatus(DeviceStatus):
    """Nothing beyond what every device says."""


class FrameSource(Device[CameraStatus], Protocol):
    """One camera. One capture at a time."""

    async def capture(self, timeout_s: float) -> CaptureResult:
        """Take a picture now."""
        ...
